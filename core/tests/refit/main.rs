//! Points learnt from made-up leads whose chance to buy is known.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test may stop at once, and computes its data"
)]

mod shop;

use std::time::Instant;

use leadgrade::Model;
use leadgrade::calibrate::{
    PointsReason, Refit, RefitDecay, RefitError, RefitValue, Refusal, RuleKind, Sign, Split,
};
use leadgrade::tables::Chunk;
use shop::{Lead, MODEL, Random, leads, model, request, tables};

fn refit(leads: &[Lead], change: impl Fn(&mut leadgrade::calibrate::RefitRequest<'_>)) -> Refit {
    let model = model();
    let (profiles, events) = tables(leads);
    let mut request = request(&model);
    change(&mut request);
    model.refit(&[profiles], &[events], &request).unwrap()
}

fn value<'r>(found: &'r Refit, rule: &str, label: &str) -> &'r RefitValue {
    let rule = found.rules.iter().find(|own| own.name == rule).unwrap();
    rule.values.iter().find(|own| own.label == label).unwrap()
}

#[test]
fn points_follow_what_sells() {
    let found = refit(&leads(4_000, 1, true), |request| {
        request.text = Some(MODEL.to_owned());
    });
    assert_eq!(found.refused, None);
    let points = |rule, label| value(&found, rule, label).points;
    assert!(points("trade", "eq law") > points("trade", "otherwise"));
    assert!(points("trade", "otherwise") > points("trade", "eq toys"));
    assert!(points("size", "gte 100") > points("size", "otherwise"));
    assert!(points("visit", "points") > 0);
    let all = found.rules.iter().flat_map(|rule| &rule.values);
    let largest = all.clone().map(|own| own.points.abs()).max().unwrap();
    assert!((15..=20).contains(&largest), "{largest}");
    // No trade is missing.
    assert_eq!(
        value(&found, "trade", "missing").reason,
        PointsReason::NoRows
    );
    for own in all.filter(|own| own.reason == PointsReason::Learnt) {
        let estimate = own.estimate.unwrap();
        assert!((own.points as f64 - estimate).abs() < 1.5, "{own:?}");
        assert!(own.interval.unwrap().holds(estimate));
    }
    assert!(found.gain.learnt.unwrap().area > found.gain.given.unwrap().area);
    let model = found.model.as_ref().unwrap();
    assert_eq!(
        Model::from_toml(&found.text).unwrap().document(),
        model.document()
    );
    for kept in [
        "# Guesses of the first year.",
        "# Whoever looks comes back.",
        "# large",
    ] {
        assert!(found.text.contains(kept), "{}", found.text);
    }
    let note = format!("# cases 1: -3 before, now {}\n", points("trade", "eq law"));
    assert!(found.text.contains(&note), "{}", found.text);
}

#[test]
fn shares_of_grades_and_of_ready_leads_stay() {
    let found = refit(&leads(4_000, 1, true), |_| {});
    // A to D, 1 to 4, and ready.
    assert_eq!(found.minima.len(), 9);
    for one in &found.minima {
        assert!(one.share <= one.share_before + 1e-12, "{one:?}");
    }
    let minima: Vec<i64> = found.minima.iter().map(|one| one.points).collect();
    assert!(minima[..4].is_sorted_by(|one, next| one > next));
    assert!(minima[4..8].is_sorted_by(|one, next| one > next));
}

#[test]
fn signs_frozen_rules_and_numbers_of_rules_are_kept() {
    let leads = leads(4_000, 2, true);
    let found = refit(&leads, |request| {
        request.signs.insert("trade".to_owned(), Sign::Loss);
        request.freeze.insert("download".to_owned());
        request.max_points = 5;
    });
    assert_eq!(value(&found, "trade", "eq law").points, 0);
    assert_eq!(value(&found, "trade", "eq law").reason, PointsReason::Sign);
    assert!(value(&found, "trade", "eq toys").points < 0);
    assert!(found.rules.iter().all(|rule| rule.name != "download"));
    let all = found.rules.iter().flat_map(|rule| &rule.values);
    assert!(all.map(|own| own.points.abs()).all(|points| points <= 5));
    let found = refit(&leads, |request| request.max_rules = Some(2));
    let has_points =
        |rule: &&leadgrade::calibrate::RefitRule| rule.values.iter().any(|own| own.points != 0);
    assert!(found.rules.iter().filter(has_points).count() <= 2);
    assert_eq!(
        value(&found, "download", "points").reason,
        PointsReason::LeftOut
    );
}

/// Limits grow with what their members can give; under a lower limit criteria give no losses.
#[test]
fn limits_follow_their_members() {
    let text = MODEL.replace(
        "[[fit.criteria]]\nname = \"size\"",
        "[fit]\nmin = 0\nmax = 6\n[[fit.criteria]]\nname = \"size\"",
    );
    let model = Model::from_toml(&text).unwrap();
    let (profiles, events) = tables(&leads(4_000, 1, true));
    let mut request = request(&model);
    request.text = Some(text.clone());
    let found = model.refit(&[profiles], &[events], &request).unwrap();
    assert_eq!(found.refused, None);
    let criteria = || {
        found
            .rules
            .iter()
            .filter(|rule| rule.kind == RuleKind::Criterion)
    };
    for rule in criteria() {
        let points = || rule.values.iter().map(|own| own.points);
        let (least, greatest) = (points().min().unwrap(), points().max().unwrap());
        assert!((-1..=0).contains(&least) && greatest <= 20, "{rule:?}");
        assert!(rule.lifted > 0);
        for own in rule
            .values
            .iter()
            .filter(|own| own.reason == PointsReason::Learnt)
        {
            assert!(
                (own.points as f64 - own.estimate.unwrap()).abs() < 1.5,
                "{own:?}"
            );
        }
    }
    // The criteria gave at most 2 and 4 points.
    let most = criteria().map(|rule| rule.values.iter().map(|own| own.points).max().unwrap());
    let most: i64 = most.sum();
    let fit = found
        .model
        .as_ref()
        .unwrap()
        .document()
        .fit
        .clone()
        .unwrap();
    assert_eq!(fit.min.map(|min| min.0), Some(0));
    assert_eq!(fit.max.map(|max| max.0), Some(most * 1_000));
    // A visit gave 3 points, at most 30 in all.
    let visit = value(&found, "visit", "points").points;
    let document = found.model.as_ref().unwrap().document();
    assert_eq!(
        document.signals["visit"].max.map(|max| max.0),
        Some(visit * 10_000)
    );
    assert!(
        found.text.contains(&format!("max: 6 before, now {most}")),
        "{}",
        found.text
    );
}

#[test]
fn the_decay_that_holds_is_found() {
    let found = refit(&leads(6_000, 3, true), |request| {
        request.half_lives = vec![5, 400];
        request.windows = vec![7, 30, 200];
    });
    // Visits count for 30 days.
    assert_eq!(found.settings.decay, Some(RefitDecay::WindowDays(30)));
    let document = found.model.unwrap();
    let visit = &document.document().signals["visit"];
    assert_eq!(
        serde_json::json!(visit.decay),
        serde_json::json!({ "window_days": 30 })
    );
}

/// The names of JSON are those of the fields; models are left out, since reports have their text.
#[test]
fn reports_are_json() {
    let found = refit(&leads(4_000, 1, true), |request| request.windows = vec![30]);
    let json = serde_json::to_value(&found).unwrap();
    let at = |path: &str| json.pointer(path).unwrap().clone();
    assert_eq!(
        at("/settings/decay"),
        serde_json::json!({ "window_days": 30 })
    );
    assert_eq!(at("/rules/0/kind"), "criterion");
    assert_eq!(at("/rules/0/values/0/given"), 2);
    assert_eq!(
        at("/rules/0/values/0/reason"),
        serde_json::json!({ "kind": "learnt" })
    );
    let low = found.rules[0].values[0].interval.unwrap().low;
    assert_eq!(at("/rules/0/values/0/interval/low"), low);
    assert_eq!(at("/dealt_by/by"), "instants");
    assert_eq!(at("/gain/measure"), "total");
    assert!(json.get("model").is_none());
    let leaks = at("/leaks");
    assert_eq!(leaks.as_array().unwrap()[0]["leak"], "undated");
}

#[test]
fn the_answer_does_not_depend_on_order_or_cores() {
    let mut own = leads(1_500, 4, true);
    let answer = |leads: &[Lead], cores: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(cores).build();
        pool.unwrap().install(|| {
            let found = refit(leads, |_| {});
            format!(
                "{} {:?} {:?} {:?}",
                found.text, found.rules, found.gain, found.minima
            )
        })
    };
    let first = answer(&own, 2);
    Random(9).shuffle(&mut own);
    assert_eq!(answer(&own, 1), first);
    assert!(first.contains("Learnt"));
}

#[test]
fn leads_may_be_dealt_by_their_ids() {
    let found = refit(&leads(4_000, 5, true), |request| {
        request.split = Split::Leads
    });
    assert_eq!(found.refused, None);
    let share = found.report.leads as f64 / (found.fit.leads + found.choose.leads) as f64;
    assert!((share - 0.25).abs() < 0.03, "{share}");
}

/// Of data without anything to learn, at most 1 % may give a model.
fn noise(seeds: std::ops::Range<u64>) -> usize {
    let gives_model = |seed: &u64| {
        refit(&leads(1_000, 1_000 + seed, false), |_| {})
            .model
            .is_some()
    };
    seeds.filter(gives_model).count()
}

#[test]
fn chance_gives_no_model() {
    assert_eq!(noise(0..20), 0);
}

#[test]
#[ignore = "takes minutes: cargo test --release --features calibrate,parallel --test refit -- --ignored"]
fn at_most_ten_of_a_thousand_chances_give_a_model() {
    assert!(noise(0..1_000) <= 10);
}

#[test]
fn too_few_orders_are_refused() {
    let found = refit(&leads(60, 6, true), |_| {});
    assert!(
        matches!(found.refused, Some(Refusal::FewConversions { .. })),
        "{:?}",
        found.refused
    );
    assert!(found.model.is_none() && found.text.is_empty());
    assert_eq!(
        value(&found, "visit", "points").reason,
        PointsReason::Refused
    );
}

#[test]
fn bad_requests_say_what_is_allowed() {
    let model = model();
    let (profiles, events) = tables(&leads(50, 7, true));
    let message = |change: &dyn Fn(&mut leadgrade::calibrate::RefitRequest<'_>)| -> String {
        let mut request = request(&model);
        change(&mut request);
        let tables: ([Chunk<'_>; 1], [Chunk<'_>; 1]) = ([profiles.clone()], [events.clone()]);
        let found: Result<Refit, RefitError> = model.refit(&tables.0, &tables.1, &request);
        found.unwrap_err().to_string()
    };
    let expected = [
        (
            message(&|request| request.max_points = 0),
            "`max_points` is 0; it must be a whole number from 1 to 1,000",
        ),
        (
            message(&|request| request.max_rules = Some(0)),
            "`max_rules` is 0; it must be at least 1",
        ),
        (
            message(&|request| request.half_lives = vec![30, 4_000]),
            "`half_lives` has 4000; it must be a whole number of days from 1 to 3,650",
        ),
        (
            message(&|request| _ = request.freeze.insert("visits".to_owned())),
            "`freeze` names `visits`; expected a criterion, a persona or a signal with points; the nearest is `visit`",
        ),
        (
            message(&|request| _ = request.signs.insert("order".to_owned(), Sign::Gain)),
            "`signs` names `order`; expected a criterion, a persona or a signal with points",
        ),
        (
            message(&|request| {
                let all = ["size", "trade", "visit", "download"];
                request.freeze = all.map(str::to_owned).into();
            }),
            "the model has no points to learn; it needs criteria, personas or signals with points that are not in `freeze`",
        ),
        (
            message(&|request| request.split = Split::Column("period".to_owned())),
            "`split` names the column `period`, which profiles do not have",
        ),
        (
            message(&|request| request.split = Split::Column("trade".to_owned())),
            "the column `trade`, which `split` names, has the text `food`; expected `fit`, `choose`, `report` or nothing",
        ),
        (
            message(&|request| request.text = Some("format = 1\nname = \"other\"".to_owned())),
            "`text` is not the text of the model: it says something else",
        ),
    ];
    for (found, wanted) in expected {
        assert!(found.starts_with(wanted), "{found}\n{wanted}");
    }
}

/// How long 100,000 leads and 50 rules take: `LEADS=100000 RULES=50`.
#[test]
#[ignore = "measures: cargo test --release --features calibrate,parallel --test refit time -- --ignored --nocapture"]
#[expect(clippy::print_stdout, reason = "it reports what it measured")]
fn time() {
    let start = Instant::now();
    let found = refit(&leads(20_000, 8, true), |_| {});
    println!("{:?}, {:?}", start.elapsed(), found.refused);
}
