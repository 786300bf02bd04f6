//! What each rule adds, compared with models from which it was removed.

use leadgrade::Model;
use leadgrade::calibrate::{
    Auc, Backtest, BacktestRequest, Leak, Measure, Outcomes, RuleKind, RuleSection, SampleRequest,
};
use serde_json::{Value, json};

use crate::slow_rows::Random;
use crate::tables::{instants, table};

const MODEL: &str = r#"
    format = 1
    name = "shop"
    attributes.trade = { type = "text" }
    attributes.size = { type = "text" }
    personas = [{ name = "boss", when = { fact = "profile.trade", eq = "boss" }, points = 15 }]
    [signals]
    visit = { points = 9, activity = true, group = "web", max = 20 }
    call = { points = 21, activity = true, group = "web" }
    mail = { points = -4.5, activity = true, min = -9, max = 0 }
    order = { activity = true }
    [fit]
    max = 70
    groups.company = { max = 40, weight = 1.5 }
    groups.person = { min = -10, max = 30 }
    criteria = [
        { name = "size", fact = "profile.size", cases = [{ in = ["b", "c"], points = 20 }], otherwise = -10, group = "company" },
        { name = "small", fact = "profile.size", cases = [{ eq = "a", points = -30 }], group = "person" },
        { name = "trade", fact = "profile.trade", cases = [{ eq = "shop", points = 30 }], missing = -5, group = "company" },
        { name = "visits", fact = "signals.visit.count", cases = [{ gte = 3, points = 25 }] },
    ]
    [engagement]
    min = 0
    max = 60
    inactivity = { after_days = 14, every_days = 7, points = -5, min = -50 }
    groups.web = { max = 45 }
    groups.none = { weight = 0 }
    criteria = [
        { name = "twice", fact = "signals.call.count", cases = [{ gte = 2, points = 12 }], group = "web" },
        { name = "nothing", fact = "signals.call.count", cases = [{ gte = 1, points = 50 }], group = "none" },
    ]
"#;

fn backtest(model: &Model, rules: bool) -> Backtest {
    let mut random = Random(7);
    let (mut profiles, mut events, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
    let day = |random: &mut Random, from: u64| format!("2026-01-{:02}", from + random.below(14));
    for lead in 0..120 {
        let id = format!("L{lead}");
        let trade = ["", "shop", "boss"][random.below(3) as usize];
        let size = ["", "a", "b", "c"][random.below(4) as usize];
        profiles.push(vec![id.clone(), trade.to_owned(), size.to_owned()]);
        for _ in 0..random.below(7) {
            let name = ["visit", "visit", "call", "mail", "order"][random.below(5) as usize];
            events.push(vec![id.clone(), name.to_owned(), day(&mut random, 1)]);
        }
        if random.below(3) == 0 {
            outcomes.push(vec![id, day(&mut random, 16)]);
        }
    }
    let at = instants(model, &["2026-01-10", "2026-01-14"]);
    let outcomes = Outcomes::Table(table(&["lead", "at"], &outcomes));
    let mut request = BacktestRequest::new(SampleRequest::new(at, 10, outcomes));
    request.rules = rules;
    request.sample.observed_until = Some(model.as_of("2026-01-24").unwrap());
    let profiles = table(&["lead", "trade", "size"], &profiles);
    let events = table(&["lead", "event", "at"], &events);
    model.backtest(&[profiles], &[events], &request).unwrap()
}

/// The AUC of the points of a section.
fn section_auc(found: &Backtest, section: RuleSection) -> Vec<Option<Auc>> {
    let measure = match section {
        RuleSection::Fit => Measure::Fit,
        _ => Measure::Engagement,
    };
    let all = found.instants.iter().chain([&found.overall]);
    all.map(|figures| {
        let found = figures.measures.iter().find(|one| one.measure == measure);
        found.unwrap().auc
    })
    .collect()
}

/// The model without a rule, or without all rules of a group.
fn without(model: &Model, section: RuleSection, kind: RuleKind, name: &str) -> Model {
    let mut document = json!(model.document());
    let key = if section == RuleSection::Fit {
        "fit"
    } else {
        "engagement"
    };
    let is_left = |one: &Value, own: &str| match kind {
        RuleKind::Group => one["group"] != name,
        _ => own != name,
    };
    if kind != RuleKind::Signal {
        let criteria = document[key]["criteria"].as_array_mut().unwrap();
        criteria.retain(|one| is_left(one, one["name"].as_str().unwrap()));
    }
    if kind != RuleKind::Criterion && section == RuleSection::Engagement {
        for (own, signal) in document["signals"].as_object_mut().unwrap() {
            if !is_left(signal, own) {
                signal["points"] = json!(0);
                signal.as_object_mut().unwrap().remove("group");
            }
        }
    }
    Model::from_value(&document).unwrap()
}

#[test]
fn a_rule_that_gives_0_is_as_good_as_none() {
    let model = Model::from_toml(MODEL).unwrap();
    let found = backtest(&model, true);
    let rules = &found.overall.rules;
    let names: Vec<_> = rules
        .iter()
        .map(|one| (one.kind, one.name.as_str()))
        .collect();
    let expected = [
        (RuleKind::Criterion, "size"),
        (RuleKind::Criterion, "small"),
        (RuleKind::Criterion, "trade"),
        (RuleKind::Criterion, "visits"),
        (RuleKind::Group, "company"),
        (RuleKind::Group, "person"),
        (RuleKind::Signal, "call"),
        (RuleKind::Signal, "mail"),
        (RuleKind::Signal, "visit"),
        (RuleKind::Criterion, "twice"),
        (RuleKind::Criterion, "nothing"),
        (RuleKind::Group, "none"),
        (RuleKind::Group, "web"),
    ];
    assert_eq!(names, expected);
    let mut differ = 0;
    for (at, rule) in rules.iter().enumerate() {
        let changed = backtest(&without(&model, rule.section, rule.kind, &rule.name), false);
        let all = found.instants.iter().chain([&found.overall]);
        let found_aucs: Vec<_> = all.map(|figures| figures.rules[at].without).collect();
        assert_eq!(
            found_aucs,
            section_auc(&changed, rule.section),
            "{}",
            rule.name
        );
        assert!(changed.overall.rules.is_empty());
        differ += u32::from(found_aucs != section_auc(&found, rule.section));
    }
    // Rules of a group with the weight 0 change nothing.
    assert_eq!(differ as usize, rules.len() - 2);
}

#[test]
fn a_rule_that_knows_the_outcome_is_a_leak() {
    let text = r#"
        format = 1
        name = "shop"
        engagement = {}
        [signals]
        visit = { points = 1 }
        form = { points = 20 }
    "#;
    let model = Model::from_toml(text).unwrap();
    let row =
        |lead: u64, event: &str| vec![lead.to_string(), event.to_owned(), "2026-01-02".to_owned()];
    let mut events: Vec<Vec<String>> = (0..40).map(|lead| row(lead, "visit")).collect();
    events.extend((0..10).map(|lead| row(lead, "form")));
    let outcomes: Vec<Vec<String>> = (0..10)
        .map(|lead| vec![lead.to_string(), "2026-01-20".to_owned()])
        .collect();
    let outcomes = Outcomes::Table(table(&["lead", "at"], &outcomes));
    let mut request = BacktestRequest::new(SampleRequest::new(
        instants(&model, &["2026-01-10"]),
        30,
        outcomes,
    ));
    request.sample.observed_until = Some(model.as_of("2026-03-01").unwrap());
    let events = table(&["lead", "event", "at"], &events);
    let found = model.backtest(&[], &[events], &request).unwrap();
    let expected = Leak::RuleTells {
        section: RuleSection::Engagement,
        kind: RuleKind::Signal,
        name: "form".to_owned(),
        auc: 1.0,
    };
    assert_eq!(found.leaks, [expected]);
}
