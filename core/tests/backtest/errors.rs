//! Each request that cannot be answered.

use leadgrade::calibrate::{BacktestRequest, Outcomes, SampleRequest};
use leadgrade::tables::{Chunk, TableError};
use leadgrade::{Instant, Model};

use crate::tables::{instants, lines};

const MODEL: &str = r#"
    format = 1
    name = "shop"
    attributes.trade = { type = "text" }
    scope = { exclude = [{ name = "own staff", when = { fact = "profile.trade", eq = "own" } }] }
    engagement = {}
    [signals]
    visit = { points = 30 }
    order = {}
"#;
const EVENTS: &str = "
    a visit 2026-01-05
    b visit 2026-01-06
    a order 2026-01-20
    b visit 2026-03-20
";

/// The message of the error of a request.
fn refused(
    profiles: &str,
    events: &str,
    change: impl FnOnce(&Model, &mut BacktestRequest<'static>),
) -> String {
    let model = Model::from_toml(MODEL).unwrap();
    let profiles = lines("lead trade", profiles);
    let events = lines("lead event at", events);
    let at = instants(&model, &["2026-01-10", "2026-01-10", "2026-02-10"]);
    let mut request = BacktestRequest::new(SampleRequest::new(
        at,
        30,
        Outcomes::Signal("order".to_owned()),
    ));
    change(&model, &mut request);
    let found = model.backtest(&[profiles], &[events], &request);
    found
        .map(|found| format!("{found:?}"))
        .unwrap_err()
        .to_string()
}

fn outcomes(text: &str) -> Outcomes<'static> {
    Outcomes::Table(lines("lead at", text))
}

#[test]
fn instants_and_horizon() {
    let found = refused("", EVENTS, |_, request| {
        request.sample.at = Vec::new().into()
    });
    assert_eq!(found, "`at` has no instants; it needs at least one");
    for (days, text) in [(0, "0"), (3_651, "3651")] {
        let found = refused("", EVENTS, |_, request| request.sample.horizon_days = days);
        let expected =
            format!("`horizon_days` is {text}; it must be a whole number from 1 to 3,650");
        assert_eq!(found, expected);
    }
    let found = refused("", EVENTS, |model, request| {
        request.sample.at = instants(model, &["2026-05-02", "2026-04-02", "2026-01-02"]).into();
    });
    assert_eq!(
        found,
        "`at` has 2026-04-02T23:59:59.999999Z, which is after 2026-03-20T00:00:00Z, the end of the data (`observed_until`); \
         instants must not be after it"
    );
    let found = refused("", EVENTS, |model, request| {
        request.sample.observed_until = Some(model.as_of("2026-02-11").unwrap());
        request.sample.horizon_days = 60;
    });
    assert_eq!(
        found,
        "no row is mature: the data ends at 2026-02-11T23:59:59.999999Z, before the end of 60 days after \
         2026-01-10T23:59:59.999999Z; use earlier instants, a shorter horizon or later data"
    );
}

#[test]
fn outcomes_that_cannot_be_used() {
    let signal = |name: &str| {
        let outcomes = Outcomes::Signal(name.to_owned());
        refused("", EVENTS, |_, request| request.sample.outcomes = outcomes)
    };
    assert_eq!(
        signal("orders"),
        "`outcome` names the signal `orders`, which the model does not have; the nearest is `order`"
    );
    assert_eq!(
        signal("deal"),
        "`outcome` names the signal `deal`, which the model does not have; it has `order`, `visit`"
    );
    let table = |text: &'static str| {
        refused("", EVENTS, |_, request| {
            request.sample.outcomes = outcomes(text)
        })
    };
    assert_eq!(
        table("a 2025-12-30\nb 2026-01-01"),
        "`outcomes` end at 2026-01-01T00:00:00Z, before the first event at 2026-01-05T00:00:00Z; some outcomes must be as late \
         as the events"
    );
    assert_eq!(
        table("b 2026-02-02\na 2026-02-01\nb 2026-02-02\na 2026-02-01\na 2026-01-31"),
        "`outcomes` have two rows for the lead `a` at 2026-02-01T00:00:00Z, 2 such rows in all; a lead may have one outcome at \
         an instant"
    );
    let found = refused("", EVENTS, |_, request| {
        request.sample.outcomes = Outcomes::Table(lines("lead day", "a 2026-02-01"));
    });
    assert_eq!(found, "`outcomes` has no column `at`; it has `lead`, `day`");
}

#[test]
fn rows_that_cannot_be_told_apart() {
    let found = refused("", EVENTS, |_, request| {
        request.sample.outcomes = outcomes("c 2026-01-21")
    });
    assert_eq!(
        found,
        "none of the 4 mature rows converts within 30 days; learning needs rows that convert and rows that do not"
    );
    let found = refused("", EVENTS, |model, request| {
        request.sample.outcomes = outcomes("a 2026-01-21\nb 2026-01-22");
        request.sample.at = instants(model, &["2026-01-10"]).into();
    });
    assert_eq!(
        found,
        "all of the 2 mature rows convert within 30 days; learning needs rows that convert and rows that do not"
    );
    let found = refused("b own", EVENTS, |_, request| request.sample.again = true);
    assert_eq!(
        found,
        "all mature rows are of the lead `a`; learning needs at least two leads"
    );
    let found = refused("b own", EVENTS, |model, request| {
        request.sample.at = instants(model, &["2026-01-20", "2026-02-10"]).into();
    });
    assert_eq!(
        found,
        "no mature row is left at 2 instants: 2 excluded, 0 failed, 0 not eligible, 2 with an earlier outcome; `again = true` \
         keeps the latter"
    );
}

#[test]
fn a_condition_that_the_model_does_not_allow() {
    let found = refused("", EVENTS, |_, request| {
        request.sample.eligible = Some(serde_json::json!({ "fact": "profile.size", "gte": 5 }));
    });
    assert_eq!(
        found,
        "`eligible` has 1 problem:\n  [unknown_fact] /fact: there is no fact `profile.size` here (did you mean `profile.trade`?)"
    );
    let found = refused("", EVENTS, |_, request| {
        request.sample.eligible =
            Some(serde_json::json!({ "all": [{ "fact": "engagement.points" }] }));
    });
    assert!(
        found.starts_with("`eligible` has 1 problem:\n  [missing_operator] /all/0: "),
        "{found}"
    );
}

#[test]
fn tables_without_a_column() {
    let model = Model::from_toml(MODEL).unwrap();
    let request = BacktestRequest::new(SampleRequest::new(
        [Instant::FIRST],
        30,
        outcomes("a 2026-01-01"),
    ));
    let found = model.backtest(&[Chunk::new(0)], &[], &request).unwrap_err();
    let expected = TableError::MissingColumn {
        table: "profiles",
        column: "lead",
        found: Vec::new(),
    };
    assert_eq!(found.to_string(), expected.to_string());
}

#[test]
fn leads_with_instants_of_their_own() {
    let model = Model::from_toml(MODEL).unwrap();
    let events = lines("lead event at", EVENTS);
    let refused = |at: Chunk<'static>| {
        let request = BacktestRequest::new(SampleRequest::new(
            at,
            30,
            Outcomes::Signal("order".to_owned()),
        ));
        let found = model.backtest(&[], std::slice::from_ref(&events), &request);
        found.unwrap_err().to_string()
    };
    let found = refused(lines("lead day", "a 2026-01-10"));
    assert_eq!(found, "`at` has no column `as_of`; it has `lead`, `day`");
    let found = refused(lines("lead as_of", "a soon"));
    assert_eq!(found, "`at` has no instants; it needs at least one");
    let minute = |at: u32| {
        format!(
            "a 2026-01-{:02}T{:02}:{:02}:00Z\n",
            at / 1_440 + 1,
            at / 60 % 24,
            at % 60
        )
    };
    let found = refused(lines(
        "lead as_of",
        &(0..3_651).map(minute).collect::<String>(),
    ));
    assert_eq!(
        found,
        "`at` has 3651 different instants; it may have at most 3,650, such as the ends of days of ten years"
    );
}
