//! The impact of a new model, compared with explanations that are compared one by one.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at once"
)]
#![allow(dead_code, reason = "the made-up leads serve other tests, too")]

#[path = "refit/shop.rs"]
mod shop;

use std::collections::BTreeMap;

use leadgrade::calibrate::{Impact, ImpactOutcomes, ImpactRequest, Outcomes};
use leadgrade::tables::{AsOf, Explain, TableOptions};
use leadgrade::{Label, Model};
use shop::{Lead, MODEL, Random, leads, model, tables};

/// Visits give more, one trade is excluded, and a stage is added.
fn changed() -> Model {
    let text = MODEL.replace("visit = { points = 3", "visit = { points = 9");
    let text = text.replace(
        "[engagement]",
        "[scope]\nexclude = [{ name = \"toys\", when = { fact = \"profile.trade\", eq = \"toys\" } }]\n\
         [lifecycle]\nstages = [{ name = \"new\" }, { name = \"warm\", when = { fact = \"engagement.points\", gte = 10 } }]\n\
         [engagement]",
    );
    Model::from_toml(&text).unwrap()
}

fn impact(leads: &[Lead], new: &Model, outcomes: bool) -> Impact {
    let model = model();
    let (profiles, events) = tables(leads);
    let mut request = ImpactRequest::new(model.as_of("2026-05-01").unwrap());
    if outcomes {
        let outcomes = Outcomes::Signal("order".to_owned());
        request.outcomes = Some(ImpactOutcomes::new(outcomes, 29));
    }
    model.impact(new, &[profiles], &[events], &request).unwrap()
}

/// Leads, and the points of each rule, by cells.
type Naive = BTreeMap<(Option<String>, Option<String>), (u64, BTreeMap<(String, String), i64>)>;

/// Both models on each lead, compared by `Explanation::compare`.
fn naive(leads: &[Lead], new: &Model) -> Naive {
    let old = model();
    let (profiles, events) = tables(leads);
    let (profiles, events) = ([profiles], [events]);
    let at = AsOf::One(old.as_of("2026-05-01").unwrap());
    let options = TableOptions {
        explain: Explain::All,
        ..TableOptions::default()
    };
    let scored = |model: &Model| {
        let found = model
            .assess_chunks(&profiles, &events, &at, &options)
            .unwrap();
        let cells = found.rows.iter().map(|row| {
            let cell = Label::Cell.name_of(row, model.document());
            cell.map(String::from)
        });
        let ids = found.leads.iter().map(ToString::to_string);
        let cells: BTreeMap<String, Option<String>> = ids.clone().zip(cells).collect();
        let whys: BTreeMap<String, _> = found
            .explanations
            .into_iter()
            .map(|(row, why)| (found.leads.get(row).unwrap().to_owned(), why))
            .collect();
        (cells, whys)
    };
    let ((from, old_whys), (to, new_whys)) = (scored(&old), scored(new));
    let mut entries: Naive = BTreeMap::new();
    for (lead, cell) in from {
        let entry = entries.entry((cell, to[&lead].clone())).or_default();
        entry.0 += 1;
        let found = old_whys[&lead].compare(&new_whys[&lead]);
        let sections = [
            ("fit", found.fit),
            ("engagement", found.engagement),
            ("cycle", found.cycle),
            ("readiness", found.readiness),
        ];
        for (section, change) in sections {
            for one in change.into_iter().flat_map(|change| change.entries) {
                let key = (section.to_owned(), one.name);
                *entry.1.entry(key).or_default() += one.difference.0;
            }
        }
    }
    entries
}

#[test]
fn matrices_add_up_the_comparison_of_each_lead() {
    let leads = leads(400, 21, true);
    let new = changed();
    let found = impact(&leads, &new, false);
    let labels: Vec<Label> = found.matrices.iter().map(|matrix| matrix.label).collect();
    assert_eq!(labels, [Label::Cell, Label::Stage]);
    let mut expected = naive(&leads, &new);
    for entry in &found.matrices[0].entries {
        let key = (entry.from.clone(), entry.to.clone());
        let (count, mut rules) = expected.remove(&key).unwrap();
        assert_eq!(entry.leads, count);
        rules.retain(|_, points| *points != 0);
        let changes: BTreeMap<(String, String), i64> = entry
            .changes
            .iter()
            .map(|one| ((one.section.to_owned(), one.name.clone()), one.points.0))
            .collect();
        assert_eq!(changes, rules);
        let sizes: Vec<u64> = entry
            .changes
            .iter()
            .map(|one| one.points.0.unsigned_abs())
            .collect();
        assert!(sizes.is_sorted_by(|one, next| one >= next));
    }
    assert!(expected.is_empty());
    for matrix in &found.matrices {
        let all: u64 = matrix.entries.iter().map(|entry| entry.leads).sum();
        assert_eq!((all, found.leads), (400, 400));
    }
    // The old model has no stages, and the new one excludes some leads.
    let stages = &found.matrices[1].entries;
    assert!(stages.iter().all(|entry| entry.from.is_none()));
    assert!(stages.iter().any(|entry| entry.to.is_none()));
}

#[test]
fn a_model_does_not_differ_from_itself() {
    let found = impact(&leads(100, 22, true), &model(), false);
    for entry in &found.matrices[0].entries {
        assert_eq!(entry.from, entry.to);
        assert!(entry.changes.is_empty() && entry.rate.is_none());
    }
}

#[test]
fn rates_count_leads_that_had_not_ordered() {
    let own = leads(800, 23, true);
    let found = impact(&own, &changed(), true);
    // 2026-05-01 is day 120.
    let open = own
        .iter()
        .filter(|lead| lead.order.is_none_or(|day| day > 120));
    let orders = own
        .iter()
        .filter(|lead| lead.order.is_some_and(|day| (121..=149).contains(&day)));
    let entries = || found.matrices[0].entries.iter();
    assert_eq!(
        entries().map(|one| one.rows).sum::<u64>(),
        open.count() as u64
    );
    assert_eq!(
        entries().map(|one| one.conversions).sum::<u64>(),
        orders.count() as u64
    );
    assert!(entries().all(|one| one.rate.is_some() == (one.rows > 0)));
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let mut own = leads(300, 24, true);
    let first = impact(&own, &changed(), true);
    Random(3).shuffle(&mut own);
    assert_eq!(impact(&own, &changed(), true), first);
}

#[test]
fn a_signal_that_is_not_there_is_named() {
    let model = model();
    let (profiles, events) = tables(&leads(20, 25, true));
    let mut request = ImpactRequest::new(model.as_of("2026-05-01").unwrap());
    request.outcomes = Some(ImpactOutcomes::new(
        Outcomes::Signal("orders".to_owned()),
        29,
    ));
    let found = model.impact(&model, &[profiles], &[events], &request);
    let message = found.unwrap_err().to_string();
    assert_eq!(
        message,
        "`outcome` names the signal `orders`, which the model does not have; the nearest is `order`"
    );
}
