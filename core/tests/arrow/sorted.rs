//! Tables that are sorted by lead, or nearly so, give the same results as the same rows in
//! any other order. With debug assertions, ranges are split every few rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, UInt64Array};
use arrow_select::take::take_record_batch;
use leadgrade::arrow::{Batches, ScoredTable};
use leadgrade_gen::Dice;

use super::{assess, shown, table, texts, visits};

/// Ids that are hard to sort: prefixes of each other, with zero bytes at the end, with
/// characters of several bytes, short and long ones.
const IDS: [&str; 16] = [
    "a",
    "a\0",
    "a\0\0",
    "a\0b",
    "ab",
    "abcdefgh",
    "abcdefgh\0",
    "abcdefghi",
    "abcdefghijklmnop",
    "abcdefghijklmnopq",
    "abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz",
    "b",
    "b\u{7f}",
    "b\u{7f}\u{7f}",
    "\u{e9}",
    "\u{10ffff}",
];

/// Some rows of some leads: their profiles and events, in the order of the ids.
fn made(ids: &[usize], id: &dyn Fn(&[usize]) -> ArrayRef, dice: &mut Dice) -> [Batches; 2] {
    let some = ids.iter().copied();
    let known: Vec<usize> = some.clone().filter(|_| dice.below(4) > 0).collect();
    let active = some.flat_map(|id| {
        let most = if dice.below(9) == 0 { 60 } else { 4 };
        vec![id; dice.below(most)]
    });
    let active: Vec<usize> = active.collect();
    let cities = known.iter().map(|at| ["Riyadh", "Jeddah", " "][at % 3]);
    let names = active
        .iter()
        .map(|_| ["visit", "order", "wedding"][dice.below(3)]);
    let (cities, names) = (texts(cities), texts(names.collect::<Vec<_>>()));
    let at = active
        .iter()
        .map(|_| ["2026-11-01", "2026-11-21", "2027-01-01", "soon"][dice.below(4)]);
    let at = texts(at.collect::<Vec<_>>());
    [
        table([("lead", id(&known)), ("city", cities)]),
        table([("lead", id(&active)), ("event", names), ("at", at)]),
    ]
}

/// The same rows in another order, in batches of a given size.
fn ordered(table: &Batches, order: &[usize], rows: usize) -> Batches {
    let order: UInt64Array = order.iter().map(|at| *at as u64).collect();
    let whole = take_record_batch(&table.batches()[0], &order).unwrap();
    let firsts = (0..whole.num_rows()).step_by(rows);
    let slice = |first| whole.slice(first, rows.min(whole.num_rows() - first));
    let batches: Vec<RecordBatch> = firsts.map(slice).collect();
    Batches::new(whole.schema(), batches)
}

/// The result for each lead.
fn by_lead(found: &ScoredTable) -> BTreeMap<String, Vec<String>> {
    let names = [
        "fit_points",
        "engagement_points",
        "purchases_count",
        "activity_days_since",
        "rejects",
    ];
    let columns = names.map(|column| shown(&found.leads, column));
    let leads = shown(&found.leads, "lead").into_iter().enumerate();
    let row = |at: usize| columns.iter().map(|column| column[at].clone()).collect();
    leads.map(|(at, lead)| (lead, row(at))).collect()
}

/// The rejects beside their rows.
fn rejects(found: &ScoredTable) -> BTreeMap<Vec<String>, usize> {
    let columns = ["table", "lead", "column", "code"].map(|name| shown(&found.rejects, name));
    let mut counts = BTreeMap::new();
    for at in 0..found.rejects.num_rows() {
        let reject = columns.iter().map(|column| column[at].clone()).collect();
        *counts.entry(reject).or_default() += 1;
    }
    counts
}

/// A column by row over all batches.
fn all(table: &Batches, column: &str) -> Vec<String> {
    let batches = table.batches().iter();
    batches.flat_map(|batch| shown(batch, column)).collect()
}

/// Whether leads stand in the order in which rows name them first, those with a
/// profile before all others; events that are to come name nobody.
fn first_named(profiles: &Batches, events: &Batches, found: &ScoredTable) {
    let people = all(profiles, "lead");
    let deeds: Vec<_> = all(events, "lead")
        .into_iter()
        .zip(all(events, "at"))
        .collect();
    let place = |lead: &String| {
        let exists = |(one, at): &(String, String)| one == lead && **at < *"2026-11-22";
        let in_events = || people.len() + deeds.iter().position(exists).unwrap();
        people
            .iter()
            .position(|one| one == lead)
            .unwrap_or_else(in_events)
    };
    let listed = shown(&found.leads, "lead");
    assert!(listed.is_sorted_by_key(place), "{listed:?}");
}

#[test]
fn the_order_of_rows_only_affects_the_order_of_leads() {
    let mut compared = 0;
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let numbers = dice.below(3) == 0;
        let most = if numbers { 40 } else { IDS.len() };
        let ids: Vec<usize> = (0..most).filter(|_| dice.below(3) > 0).collect();
        let whole = |ids: &[usize]| -> ArrayRef {
            Arc::new(
                ids.iter()
                    .map(|at| i64::try_from(*at).unwrap() * 7 - 50)
                    .collect::<Int64Array>(),
            )
        };
        let named = |ids: &[usize]| texts(ids.iter().map(|at| IDS[*at]));
        let id: &dyn Fn(&[usize]) -> ArrayRef = if numbers { &whole } else { &named };
        let tables = made(&ids, id, &mut dice);
        let order = tables
            .each_ref()
            .map(|table| (0..table.batches()[0].num_rows()).collect::<Vec<_>>());
        let mut mixed = order.clone();
        mixed.iter_mut().for_each(|order| dice.shuffle(order));
        // Swaps two rows.
        let mut nearly = order.clone();
        let one = dice.below(2);
        if let most @ 1.. = nearly[one].len() {
            let (first, second) = (dice.below(most), dice.below(most));
            nearly[one].swap(first, second);
        }
        let model = visits();
        let found = [mixed, order, nearly].map(|order| {
            let rows = 1 + dice.below(70);
            let profiles = ordered(&tables[0], &order[0], rows);
            let events = ordered(&tables[1], &order[1], rows);
            let found = assess(&model, &profiles, &events);
            first_named(&profiles, &events, &found);
            found
        });
        let [mixed, sorted, nearly] = found.each_ref().map(|one| (by_lead(one), rejects(one)));
        assert_eq!(sorted, mixed, "seed {seed}");
        assert_eq!(nearly, mixed, "seed {seed}");
        compared += mixed.0.len();
    }
    assert!(compared > 3_000, "only {compared} leads");
}
