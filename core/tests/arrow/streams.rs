//! Streams sorted by lead give the same results as tables, in the order of the ids.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, RecordBatchIterator};
use arrow_schema::ArrowError;
use leadgrade::arrow::{ArrowTableError, Batches, ScoredTable, TableRequest};
use leadgrade_gen::Dice;

use super::{now, shown, table, texts, visits};

type Stream = RecordBatchIterator<std::vec::IntoIter<Result<RecordBatch, ArrowError>>>;

/// The rows of a table in batches of a given size.
fn stream(table: &Batches, rows: usize) -> Stream {
    let whole = &table.batches()[0];
    let firsts = (0..whole.num_rows()).step_by(rows);
    let batch = |first: usize| Ok(whole.slice(first, rows.min(whole.num_rows() - first)));
    let batches: Vec<_> = firsts.map(batch).collect();
    RecordBatchIterator::new(batches.into_iter(), whole.schema())
}

/// All results of streams in batches of a given number of rows.
fn streamed(
    (profiles, rows): (&Batches, usize),
    (events, deeds): (&Batches, usize),
    request: &TableRequest,
) -> Result<Vec<ScoredTable>, ArrowTableError> {
    let mut found = Vec::new();
    let (profiles, events) = (stream(profiles, rows), stream(events, deeds));
    visits().assess_sorted(profiles, events, request, |scored| {
        found.push(scored);
        Ok::<(), ArrowTableError>(())
    })?;
    Ok(found)
}

const COLUMNS: [&str; 5] = [
    "fit_points",
    "engagement_points",
    "cell",
    "activity_days_since",
    "purchases_count",
];

/// The leads in their order, with the result for each.
fn rows(found: &ScoredTable) -> Vec<(String, Vec<String>)> {
    let columns = COLUMNS.map(|column| shown(&found.leads, column));
    let row = |at: usize| columns.iter().map(|column| column[at].clone()).collect();
    let leads = shown(&found.leads, "lead").into_iter().enumerate();
    leads.map(|(at, lead)| (lead, row(at))).collect()
}

/// Profiles of some of these leads and events of some, sorted by id.
fn sorted(ids: &[i64], id: impl Fn(&[i64]) -> ArrayRef, dice: &mut Dice) -> (Batches, Batches) {
    let known: Vec<i64> = ids.iter().copied().filter(|_| dice.below(4) > 0).collect();
    let active = ids.iter().flat_map(|id| {
        let most = if dice.below(10) == 0 { 40 } else { 4 };
        vec![*id; dice.below(most)]
    });
    let active: Vec<i64> = active.collect();
    let sizes = known
        .iter()
        .map(|_| (dice.below(3) > 0).then(|| dice.below(200) as f64));
    let sizes: ArrayRef = Arc::new(sizes.collect::<Float64Array>());
    let profiles = table([("lead", id(&known)), ("size", sizes)]);
    let names = active
        .iter()
        .map(|_| ["visit", "order", "wedding"][dice.below(3)]);
    let names = texts(names.collect::<Vec<_>>());
    let days = ["2026-11-01", "2026-11-20", "2027-01-01", "soon"];
    let at = active.iter().map(|_| days[dice.below(4)]);
    let at = texts(at.collect::<Vec<_>>());
    let values = active.iter().map(|at| Some(*at as f64));
    let values: ArrayRef = Arc::new(values.collect::<Float64Array>());
    let columns = [
        ("lead", id(&active)),
        ("event", names),
        ("at", at),
        ("value", values),
    ];
    (profiles, table(columns))
}

fn whole(ids: &[i64]) -> ArrayRef {
    Arc::new(Int64Array::from(ids.to_vec()))
}

/// Ids whose texts are in another order than their numbers would be.
fn text(ids: &[i64]) -> ArrayRef {
    texts(
        ids.iter()
            .map(i64::to_string)
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str),
    )
}

#[test]
fn streams_equal_tables() {
    let (mut compared, mut parts) = (0, 0);
    for seed in 0..200 {
        let mut dice = Dice::new(seed);
        let mut ids: Vec<i64> = (0..60).take(dice.below(60)).map(|at| at * 7 - 50).collect();
        let numbers = dice.below(2) == 0;
        let (profiles, events) = if numbers {
            sorted(&ids, whole, &mut dice)
        } else {
            ids.sort_by_key(i64::to_string);
            sorted(&ids, text, &mut dice)
        };
        let mut request = TableRequest::at(now());
        request.explain = leadgrade::tables::Explain::All;
        let all = visits().assess_table(&profiles, &events, &request).unwrap();
        let (some, more) = (1 + dice.below(20), 1 + dice.below(50));
        let found = streamed((&profiles, some), (&events, more), &request).unwrap();
        let listed: Vec<_> = found.iter().flat_map(rows).collect();
        let expected: BTreeMap<_, _> = rows(&all).into_iter().collect();
        let order: Vec<&String> = listed.iter().map(|(lead, _)| lead).collect();
        if numbers {
            assert!(
                order.is_sorted_by_key(|lead| lead.parse::<i64>().unwrap()),
                "{order:?}"
            );
        } else {
            assert!(order.is_sorted(), "{order:?}");
        }
        assert_eq!(listed.len(), expected.len(), "seed {seed}");
        let listed: BTreeMap<_, _> = listed.into_iter().collect();
        assert_eq!(listed, expected, "seed {seed}");
        // Each reject has its row of the stream.
        let rejects = |found: &ScoredTable| {
            let columns = ["table", "row", "lead", "code"].map(|name| shown(&found.rejects, name));
            let row = |at: usize| columns.iter().map(|column| column[at].clone()).collect();
            (0..found.rejects.num_rows())
                .map(row)
                .collect::<Vec<Vec<String>>>()
        };
        let mut listed: Vec<_> = found.iter().flat_map(rejects).collect();
        let mut expected = rejects(&all);
        listed.sort();
        expected.sort();
        assert_eq!(listed, expected, "seed {seed}");
        let entries = |found: &ScoredTable| found.explanations.as_ref().unwrap().num_rows();
        assert_eq!(
            found.iter().map(entries).sum::<usize>(),
            entries(&all),
            "seed {seed}"
        );
        compared += all.leads.num_rows();
        parts += found.len();
    }
    assert!(
        compared > 3_000 && parts > 500,
        "{compared} leads in {parts} parts"
    );
}

#[test]
fn rows_out_of_order_are_named() {
    let refused = |profiles: &[i64], events: &[i64], id: fn(&[i64]) -> ArrayRef| {
        let column = |ids: &[i64]| vec!["2026-11-20"; ids.len()];
        let visits = vec!["visit"; events.len()];
        let (people, at) = (table([("lead", id(profiles))]), texts(column(events)));
        let deeds = table([("lead", id(events)), ("event", texts(visits)), ("at", at)]);
        let found = streamed((&people, 2), (&deeds, 2), &TableRequest::at(now()));
        found.map(|found| found.len()).unwrap_err().to_string()
    };
    assert_eq!(
        refused(&[1, 2, 3, 7, 5], &[1], whole),
        "`profiles` are not sorted by lead: row 4 comes after a greater id"
    );
    // They are sorted as numbers, but not as texts.
    assert_eq!(
        refused(&[1], &[8, 9, 9, 10], text),
        "`events` are not sorted by lead: row 3 comes after a greater id"
    );
}

#[test]
fn whole_numbers_of_every_type_are_sorted_by_size() {
    let ids: [ArrayRef; 3] = [
        Arc::new(arrow_array::UInt64Array::from(vec![
            9,
            1 << 63,
            10_000_000_000_000_000_000,
        ])),
        Arc::new(Float64Array::from(vec![-2.0, 9.0, 10.0])),
        Arc::new(
            arrow_array::Decimal128Array::from(vec![9, 10, 10_i128.pow(37)])
                .with_precision_and_scale(38, 0)
                .unwrap(),
        ),
    ];
    for ids in ids {
        let type_ = ids.data_type().clone();
        let (profiles, events) = (table([("lead", Arc::clone(&ids))]), super::visited(ids));
        let request = TableRequest::at(now());
        let all = visits().assess_table(&profiles, &events, &request).unwrap();
        let found = streamed((&profiles, 2), (&events, 1), &request).unwrap();
        let listed: Vec<_> = found.iter().flat_map(rows).collect();
        assert_eq!(listed, rows(&all), "{type_}");
        assert_eq!(listed.len(), 3, "{type_}");
    }
}

#[test]
fn streams_reject_a_table_of_instants() {
    let profiles = table([("lead", whole(&[1]))]);
    let events = super::visited(whole(&[1]));
    let instants = table([("lead", whole(&[1])), ("as_of", texts(["2026-11-20"]))]);
    let error = streamed((&profiles, 9), (&events, 9), &TableRequest::each(instants)).unwrap_err();
    assert!(
        matches!(error, ArrowTableError::InstantsOfStreams),
        "{error}"
    );
}

#[test]
fn the_first_error_ends_a_stream() {
    let profiles = table([("lead", whole(&[1]))]);
    let events = super::visited(whole(&[1, 2]));
    let batches = vec![
        Ok(events.batches()[0].clone()),
        Err(ArrowError::IpcError("cut".to_owned())),
    ];
    let broken = RecordBatchIterator::new(batches.into_iter(), events.batches()[0].schema());
    let request = TableRequest::at(now());
    let found = visits().assess_sorted(stream(&profiles, 9), broken, &request, |_| {
        Ok::<(), ArrowTableError>(())
    });
    assert!(found.unwrap_err().to_string().contains("cut"));
    let stop = |_| Err(ArrowTableError::InstantsOfStreams);
    let found = visits().assess_sorted(stream(&profiles, 9), stream(&events, 9), &request, stop);
    assert!(matches!(found, Err(ArrowTableError::InstantsOfStreams)));
}
