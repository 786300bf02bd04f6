//! A backtest that is small enough to be worked out by hand.

use leadgrade::calibrate::{
    Backtest, BacktestRequest, Outcomes, SampleRequest, SurvivalStep, ValueFigures,
};
use leadgrade::tables::{Chunk, KnownAt};
use leadgrade::{Instant, Label, Model};

use crate::tables::{instants, lines};

const MODEL: &str = r#"
    format = 1
    name = "shop"
    attributes.trade = { type = "text" }
    engagement = { ranks = [[1, 60], [2, 30], [3]] }
    readiness = { threshold = 60 }
    qualification = { rules = [{ name = "mql", when = { fact = "readiness.ready", eq = true } }] }
    segments.trader = { fact = "profile.trade", known = true }
    [signals]
    visit = { points = 30 }
    order = {}
"#;
/// By 10 January: a 60 points, b 60, c 30, d 30, e 0. By 10 March: a 60, b 60, c 90, d 30, e 0.
const EVENTS: &str = "
    a visit 2026-01-05
    a visit 2026-01-06
    b visit 2026-01-05
    b visit 2026-01-07
    c visit 2026-01-08
    d visit 2026-01-08
    c visit 2026-02-20
    c visit 2026-02-21
    e order 2026-01-02
    d visit 2026-03-31
";
/// Within 30 days after 10 January: a after 5 days, c after 30; e has an earlier one.
const OUTCOMES: &str = "
    a 2026-01-15
    a 2026-01-16
    c 2026-02-09T23:00:00Z
    e 2026-01-10T12:00:00Z
    x 2026-01-20
    b 2026-03-14
    d 2026-04-20
";

fn backtest(change: impl FnOnce(&Model, &mut BacktestRequest<'_>)) -> Backtest {
    let model = Model::from_toml(MODEL).unwrap();
    let at = instants(&model, &["2026-01-10", "2026-03-10"]);
    let outcomes = Outcomes::Table(lines("lead at", OUTCOMES));
    let mut request = BacktestRequest::new(SampleRequest::new(at, 30, outcomes));
    request.sample.observed_until = Some(model.as_of("2026-03-31").unwrap());
    change(&model, &mut request);
    let events = lines("lead event at", EVENTS);
    model.backtest(&profiles(), &[events], &request).unwrap()
}

fn profiles() -> [Chunk<'static>; 1] {
    [lines("lead trade", "a -\nd shop")]
}

fn value<'b>(
    found: &'b [leadgrade::calibrate::LabelFigures],
    label: Label,
    name: &str,
) -> &'b ValueFigures {
    let label = found.iter().find(|one| one.label == label).unwrap();
    label
        .values
        .iter()
        .find(|one| one.value.as_deref() == Some(name))
        .unwrap()
}

#[test]
fn rows_conversions_and_rates() {
    let found = backtest(|_, _| {});
    let [january, march] = &found.instants[..] else {
        panic!()
    };
    // e converted before; x occurs in no table.
    assert_eq!(
        (
            january.all.rows,
            january.all.open_rows,
            january.all.conversions
        ),
        (4, 0, 2)
    );
    assert_eq!(
        (
            january.left_out.earlier_outcome,
            march.left_out.earlier_outcome
        ),
        (1, 3)
    );
    // March is not mature: b and d remain, and their rates are unknown.
    assert_eq!(
        (march.all.rows, march.all.open_rows, march.all.rate),
        (0, 2, None)
    );
    assert_eq!(
        (found.overall.all.rows, found.overall.all.open_rows),
        (4, 2)
    );
    assert_eq!(january.all.median_days, Some(18));
    let outcomes = found.outcomes;
    assert_eq!(
        (outcomes.read, outcomes.after_end, outcomes.unlisted_leads),
        (7, 1, 1)
    );

    let first = value(&january.labels, Label::Rank, "1");
    assert_eq!(
        (first.rows, first.conversions, first.rate, first.lift),
        (2, 1, Some(0.5), Some(1.0))
    );
    assert_eq!(
        (first.share, first.cumulative_share),
        (Some(0.5), Some(0.5))
    );
    let second = value(&january.labels, Label::Rank, "2");
    assert_eq!(
        (second.rows, second.share, second.cumulative_share),
        (2, Some(0.5), Some(1.0))
    );
    let third = value(&january.labels, Label::Rank, "3");
    assert_eq!(
        (third.rows, third.rate, third.lift, third.interval),
        (0, None, None, None)
    );
    // Ready is better than not ready.
    let ready = january
        .labels
        .iter()
        .find(|one| one.label == Label::Ready)
        .unwrap();
    let names: Vec<_> = ready
        .values
        .iter()
        .map(|one| one.value.as_deref().unwrap())
        .collect();
    assert_eq!(names, ["true", "false"]);
    assert_eq!(value(&january.labels, Label::Segment, "trader").rows, 1);
    let labels: Vec<Label> = january.labels.iter().map(|one| one.label).collect();
    assert_eq!(
        labels,
        [
            Label::Rank,
            Label::Ready,
            Label::Qualification,
            Label::Segment
        ]
    );
}

#[test]
fn survival_of_mature_and_open_rows() {
    let found = backtest(|_, _| {});
    let days = |steps: &[SurvivalStep]| -> Vec<_> {
        steps
            .iter()
            .map(|step| (step.day, step.at_risk, step.conversions, step.share))
            .collect()
    };
    assert_eq!(
        days(&found.instants[0].all.survival),
        [(5, 4, 1, 0.75), (30, 3, 1, 0.5)]
    );
    // The last whole day of the data is 21 days after 10 March; b converts after 4.
    assert_eq!(days(&found.instants[1].all.survival), [(4, 2, 1, 0.5)]);
    assert!(found.overall.all.survival.is_empty());
    // The data ends at noon of the day on which b converts, so this day is not complete.
    let found = backtest(|_, request| {
        request.sample.observed_until = Some(Instant::from_micros(1_773_489_600_000_000).unwrap());
    });
    assert_eq!(found.observed_until.to_string(), "2026-03-14T12:00:00Z");
    assert!(found.instants[1].all.survival.is_empty());
}

#[test]
fn the_last_day_counts_whole() {
    // c converts on the last of 30 days, so not within 29 days.
    let found = backtest(|_, request| request.sample.horizon_days = 29);
    assert_eq!(found.instants[0].all.conversions, 1);
    // Rows are mature at the end of their last day, not before.
    let until = |text: &str| {
        let found = backtest(|model, request| {
            request.sample.at = instants(model, &["2026-01-10", "2026-01-09"]).into();
            request.sample.observed_until = Some(model.as_of(text).unwrap());
        });
        let open: Vec<u64> = found.instants.iter().map(|one| one.all.open_rows).collect();
        open
    };
    assert_eq!(until("2026-02-09"), [0, 0]);
    assert_eq!(until("2026-02-09T23:59:59Z"), [0, 4]);
}

#[test]
fn leads_that_convert_again_and_eligible_leads() {
    let found = backtest(|_, request| request.sample.again = true);
    assert_eq!(
        (
            found.instants[0].all.rows,
            found.instants[0].left_out.earlier_outcome
        ),
        (5, 0)
    );
    for condition in [
        serde_json::json!({ "fact": "engagement.rank", "or_better": 2 }),
        // Segments and qualification come after segments.
        serde_json::json!({ "not": { "all": [
            { "fact": "qualification", "eq": "unqualified" },
            { "fact": "engagement.points", "eq": 0 },
            { "fact": "segments.trader", "eq": false },
        ] } }),
    ] {
        let found = backtest(|_, request| {
            request.sample.again = true;
            request.sample.eligible = Some(condition);
        });
        assert_eq!(
            (
                found.instants[0].all.rows,
                found.instants[0].left_out.not_eligible
            ),
            (4, 1)
        );
        assert_eq!(
            (
                found.instants[1].all.open_rows,
                found.instants[1].left_out.not_eligible
            ),
            (4, 1)
        );
    }
}

#[test]
fn gains_curves_and_lists() {
    let found = backtest(|_, _| {});
    let engagement = &found.instants[0].measures[0];
    // a and b have 60 points, c and d 30; a and c convert.
    assert_eq!(engagement.auc.unwrap().area, 0.5);
    let gains: Vec<_> = engagement
        .gains
        .iter()
        .map(|gain| (gain.percent, gain.share))
        .collect();
    assert_eq!(gains, [(10, Some(0.1)), (20, Some(0.2)), (30, Some(0.3))]);
    let blocks: Vec<_> = engagement
        .curve
        .iter()
        .map(|one| (one.from.0, one.to.0, one.rows, one.rate))
        .collect();
    assert_eq!(blocks, [(30_000, 60_000, 4, 0.5)]);
    // Nothing is earlier than the only mature instant.
    assert!(
        found
            .predictions
            .iter()
            .all(|one| one.brier.is_none() && one.rows == 4)
    );

    let [ready] = &found.ready_not_converted[..] else {
        panic!()
    };
    assert_eq!(
        (ready.lead.as_str(), ready.points.0, ready.days),
        ("b", 60_000, None)
    );
    let [converted] = &found.converted_not_ready[..] else {
        panic!()
    };
    assert_eq!(
        (converted.lead.as_str(), converted.points.0, converted.days),
        ("c", 30_000, Some(30))
    );
    let entries: Vec<_> = converted
        .entries
        .iter()
        .map(|one| (one.name.as_str(), one.points.0))
        .collect();
    assert_eq!(entries, [("visit", 30_000)]);
    let none = backtest(|_, request| request.list = 0);
    assert!(none.ready_not_converted.is_empty() && none.converted_not_ready.is_empty());
}

#[test]
fn as_it_was_known_then() {
    let model = Model::from_toml(MODEL).unwrap();
    // The second visit of a was recorded too late for 10 January.
    let events = || {
        lines(
            "lead event at recorded_at",
            "
        a visit 2026-01-05 2026-01-05
        a visit 2026-01-06 2026-01-11
        b visit 2026-01-05 -
        b visit 2026-01-07 2026-01-10
        b visit 2026-02-20 2026-02-20
    ",
        )
    };
    let backtest = |known: Option<KnownAt>| {
        let outcomes = Outcomes::Table(lines("lead at", "a 2026-01-20"));
        let mut request = BacktestRequest::new(SampleRequest::new(
            instants(&model, &["2026-01-10"]),
            30,
            outcomes,
        ));
        request.sample.known = known;
        model.backtest(&[], &[events()], &request).unwrap()
    };
    let then = backtest(None);
    assert_eq!((then.known, then.recorded_later.events), (KnownAt::Then, 1));
    assert_eq!(then.overall.measures[0].auc.unwrap().area, 0.0);
    let now = backtest(Some(KnownAt::Now));
    assert_eq!((now.known, now.recorded_later.events), (KnownAt::Now, 1));
    assert_eq!(now.overall.measures[0].auc.unwrap().area, 0.5);
}

#[test]
fn events_with_one_id_are_one_outcome() {
    let model = Model::from_toml(MODEL).unwrap();
    // The earliest of the events with the id 7 counts, and it is not an order.
    let events = lines(
        "lead event at id",
        "
        a visit 2026-01-05 1
        b visit 2026-01-05 1
        a visit 2026-01-12 7
        a order 2026-01-13 7
        b order 2026-01-14 7
        b order 2026-01-13 7
        b visit 2026-02-20 -
    ",
    );
    let outcomes = Outcomes::Signal("order".to_owned());
    let request = BacktestRequest::new(SampleRequest::new(
        instants(&model, &["2026-01-10"]),
        30,
        outcomes,
    ));
    let found = model.backtest(&[], &[events], &request).unwrap();
    assert_eq!((found.outcomes.read, found.overall.all.conversions), (1, 1));
    assert_eq!(found.overall.all.median_days, Some(3));
}

#[test]
fn what_cannot_be_read_is_reported() {
    let model =
        Model::from_toml(&format!("{MODEL}\n[attributes.size]\ntype = \"number\"")).unwrap();
    let outcomes = Outcomes::Table(lines("lead at", "a 2026-01-20\n- 2026-01-20\nb soon\n- -"));
    let request = BacktestRequest::new(SampleRequest::new(
        instants(&model, &["2026-01-10"]),
        10,
        outcomes,
    ));
    let events = lines(
        "lead event at",
        "a visit 2026-01-05\nb visit never\nb visit 2026-02-01",
    );
    // The model does not read `size`, so values that are not numbers are not rejected.
    let profiles = lines("lead trade size", "a - small\nb shop large\nb shop small");
    let found = model.backtest(&[profiles], &[events], &request).unwrap();
    let rejects: Vec<String> = found.rejects.iter().map(ToString::to_string).collect();
    assert_eq!(
        rejects,
        [
            "profiles row 2 column `lead`: the lead has an earlier row, and there is no column `valid_from`",
            "events row 1 column `at`: expected an instant such as `2026-11-22T09:30:00Z`, found the text `never`",
        ]
    );
    let outcomes = found.rejected_outcomes.iter();
    let outcomes: Vec<_> = outcomes
        .map(|one| (one.row, one.column, one.reason.as_str()))
        .collect();
    assert_eq!(
        outcomes,
        [
            (1, "lead", "an outcome needs the id of its lead"),
            (
                2,
                "at",
                "expected an instant such as `2026-11-22T09:30:00Z`, found the text `soon`"
            ),
            (3, "lead", "an outcome needs the id of its lead"),
            (3, "at", "an outcome needs an instant"),
        ]
    );
    assert_eq!(found.rejected_outcomes[1].lead.as_deref(), Some("b"));
}

#[test]
fn leads_with_instants_of_their_own() {
    let at = |text: &str| -> Backtest {
        let table = lines("lead as_of", text);
        backtest(|_, request| request.sample.at = table.into())
    };
    // As for two instants, but only for the rows of the table, one of which occurs twice.
    let found = at(
        "c 2026-01-10\na 2026-01-10\nb 2026-03-10\na 2026-01-10\nb 2026-01-10\n- 2026-01-10\ne 2026-01-10",
    );
    let both = backtest(|_, _| {});
    let [january, march] = &found.instants[..] else {
        panic!()
    };
    assert_eq!(
        (january.at, march.at),
        (both.instants[0].at, both.instants[1].at)
    );
    assert_eq!(
        (
            january.all.rows,
            january.all.conversions,
            january.left_out.repeated
        ),
        (3, 2, 1)
    );
    assert_eq!(
        (january.left_out.earlier_outcome, march.all.open_rows),
        (1, 1)
    );
    let first = value(&january.labels, Label::Rank, "1");
    assert_eq!(
        (first.rows, first.conversions, first.rate),
        (2, 1, Some(0.5))
    );
    let reject = &found.rejects[0];
    assert_eq!(
        (reject.row, reject.column.as_deref()),
        (Some(5), Some("lead"))
    );
    assert_eq!(found.ready_not_converted, both.ready_not_converted);
    // The table may name a lead before anything is known about it.
    let found = at("c 2026-01-01\na 2026-01-10\nb 2026-01-10");
    assert_eq!(found.overall.all.rows, 3);
    assert_eq!(value(&found.instants[0].labels, Label::Rank, "3").rows, 1);
    assert_eq!(found.overall.rules.len(), 1);
}
