//! Runs generated cases through the reference: it does not panic, the cases reach every construct, and answers differ
//! enough to make a comparison meaningful.

use std::collections::{BTreeMap, BTreeSet};

use leadgrade_gen::case;
use leadgrade_reference::Reference;
use serde_json::Value;

const CASES: u64 = 3000;

/// The number of occurrences of each construct.
#[derive(Default)]
struct Tally(BTreeMap<String, usize>);

impl Tally {
    fn add(&mut self, construct: impl Into<String>) {
        *self.0.entry(construct.into()).or_default() += 1;
    }

    /// Walks a model: operators with the type of the fact are found by `conditions`, everything else by its key.
    fn walk(&mut self, path: &str, value: &Value, model: &Value) {
        match value {
            Value::Object(table) => {
                for (key, inner) in table {
                    self.add(format!("key {key}"));
                    self.walk(&format!("{path}.{key}"), inner, model);
                }
                if let Some(fact) = value.get("fact").and_then(Value::as_str) {
                    self.fact(fact, value, model);
                    for case in value
                        .get("cases")
                        .and_then(Value::as_array)
                        .into_iter()
                        .flatten()
                    {
                        self.fact(fact, case, model);
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|inner| self.walk(path, inner, model)),
            Value::String(text) if !path.ends_with(".name") => self.add(format!("text {text}")),
            _ => {}
        }
    }

    fn fact(&mut self, fact: &str, table: &Value, model: &Value) {
        let (shape, kind) = shape_of(fact, model);
        self.add(format!("fact {shape}"));
        for operator in leadgrade_reference::condition::OPERATORS {
            if let Some(right) = table.get(operator) {
                self.add(format!("{kind} {operator}"));
                if right.get("fact").is_some() {
                    self.add(format!("{kind} {operator} fact"));
                }
                if table.get("within_days").is_some() {
                    self.add(format!("window of {shape}"));
                }
            }
        }
    }
}

/// A fact without its names, and its type.
fn shape_of(fact: &str, model: &Value) -> (String, String) {
    let parts: Vec<&str> = fact.split('.').collect();
    let declared = |section: &str, name: &str| {
        model[section][name]["type"]
            .as_str()
            .unwrap_or("number")
            .to_owned()
    };
    let number = |shape: String| (shape, "number".to_owned());
    match parts.as_slice() {
        ["profile", name] => ("profile.*".to_owned(), declared("attributes", name)),
        ["profile", _, question] => number(format!("profile.*.{question}")),
        ["event", "value"] => number("event.value".to_owned()),
        ["event", name] => ("event.*".to_owned(), declared("properties", name)),
        ["signals", _, question] => number(format!("signals.*.{question}")),
        ["switches", name] => {
            let kind = if model["switches"][name].get("by").is_some() {
                "tags"
            } else {
                "flag"
            };
            (format!("switches.* {kind}"), kind.to_owned())
        }
        ["seasons", _] => ("seasons.*".to_owned(), "flag".to_owned()),
        ["segments", _] => ("segments.*".to_owned(), "flag".to_owned()),
        [section, "groups", _] => number(format!("{section}.groups.*")),
        ["interests", "top"] => ("interests.top".to_owned(), "text".to_owned()),
        ["interests", .., "stage"] => ("interests.*.stage".to_owned(), "stage".to_owned()),
        ["interests", .., "points"] => number("interests.*.points".to_owned()),
        ["interest", "signals", _, question] => number(format!("interest.signals.*.{question}")),
        _ => {
            let kind = match fact {
                "persona" | "cell" | "qualification" | "step.content" | "step.topic" => "text",
                "fit.grade" => "grade",
                "engagement.rank" => "rank",
                "stage" | "interest.stage" => "stage",
                "readiness.ready" => "flag",
                _ => "number",
            };
            (fact.to_owned(), kind.to_owned())
        }
    }
}

/// The constructs that must occur.
fn wanted() -> Vec<String> {
    let operators = [
        ("number", "eq ne gt gte lt lte between in not_in known"),
        (
            "text",
            "eq ne in not_in contains starts_with ends_with matches known",
        ),
        ("flag", "eq ne known"),
        ("date", "eq ne gt gte lt lte between in not_in known"),
        ("tags", "has has_all known"),
        ("grade", "eq ne or_better or_worse in not_in known"),
        ("rank", "eq ne or_better or_worse in not_in known"),
        ("stage", "eq ne or_better or_worse in not_in known"),
    ];
    let mut wanted: Vec<String> = operators
        .iter()
        .flat_map(|(kind, list)| {
            list.split(' ')
                .map(move |operator| format!("{kind} {operator}"))
        })
        .collect();
    let with_facts = [
        "number eq",
        "number gte",
        "number lt",
        "text eq",
        "text ne",
        "flag eq",
        "date gt",
        "date eq",
        "tags has",
        "stage eq",
    ];
    wanted.extend(with_facts.iter().map(|pair| format!("{pair} fact")));
    let facts = "profile.* profile.*.days_since profile.*.days_until profile.*.days_to_anniversary event.value event.* signals.*.count \
        signals.*.value signals.*.days_since signals.*.days_since_first activity.count activity.days_since seasons.* purchases.count \
        purchases.value purchases.products purchases.days_since purchases.days_since_first completeness.level persona fit.points fit.grade \
        fit.known fit.groups.* engagement.points engagement.rank engagement.groups.* cell cycle.points cycle.length_days cycle.elapsed_days \
        cycle.overdue_days cycle.phase readiness.points readiness.ready interests.top interests.*.points interests.*.stage stage segments.* \
        qualification season.purchases.count season.purchases.value interest.points interest.stage interest.signals.*.count \
        interest.purchases.count interest.purchases.days_since step.content step.topic";
    wanted.extend(facts.split_whitespace().map(|fact| format!("fact {fact}")));
    wanted.extend(["fact switches.* flag", "fact switches.* tags"].map(str::to_owned));
    let windows = "signals.*.count signals.*.value activity.count purchases.count purchases.value interest.signals.*.count interest.purchases.count";
    wanted.extend(
        windows
            .split_whitespace()
            .map(|fact| format!("window of {fact}")),
    );
    let keys = "all any not compare kind event where points points_per_unit group decay max min limit limit_per_day activity half_life_days \
        linear_days window_days step_days keep table product on off by default from to dates exclude levels target grades ranks groups weight \
        cases when otherwise missing reset_on inactivity since length months days unit observed prior last min_intervals ready_points step \
        overdue hold fade seasons parts threshold property signals stages pipeline rules disqualified allowed limits hours weekdays per channel \
        fallback template content topic priority due_minutes cooldown non_target full lifecycle timezone description note scope completeness \
        personas fit engagement buying_cycle readiness interests segments qualification channels next_steps not_known tests absent expect";
    wanted.extend(keys.split_whitespace().map(|key| format!("key {key}")));
    let texts = "fold exact loose semantic episodic hypothetical value none hold median mean month day interest attract sell account sun";
    wanted.extend(texts.split_whitespace().map(|text| format!("text {text}")));
    wanted
}

#[test]
fn every_construct_is_reached() {
    let mut tally = Tally::default();
    for seed in 0..CASES {
        let model = case(seed).model;
        tally.walk("", &model, &model);
    }
    let missing: Vec<String> = wanted()
        .into_iter()
        .filter(|construct| !tally.0.contains_key(construct))
        .collect();
    assert!(missing.is_empty(), "never generated: {missing:?}");
}

#[test]
fn the_same_seed_gives_the_same_case() {
    for seed in [0, 1, 77, u64::MAX] {
        let (a, b) = (case(seed), case(seed));
        assert_eq!(a.model, b.model);
        assert_eq!(format!("{:?}", a.leads), format!("{:?}", b.leads));
    }
}

/// Every label and reject of an answer, by its path.
fn shown(path: &str, value: &Value, seen: &mut BTreeMap<String, BTreeSet<String>>) {
    match value {
        Value::Object(table) => table
            .iter()
            .for_each(|(key, inner)| shown(&format!("{path}.{key}"), inner, seen)),
        Value::Array(items) => {
            seen.entry(format!("{path}#"))
                .or_default()
                .insert(items.len().to_string());
            items.iter().for_each(|inner| shown(path, inner, seen));
        }
        other => drop(
            seen.entry(path.to_owned())
                .or_default()
                .insert(other.to_string()),
        ),
    }
}

#[test]
fn answers_are_consistent_and_varied() {
    let mut seen = BTreeMap::new();
    for seed in 0..CASES {
        let case = case(seed);
        let reference = Reference::new(&case.model);
        for lead in &case.leads {
            let answer = reference.assess(&lead.profile, &lead.events, &lead.as_of);
            shown("assessment", &answer.assessment, &mut seen);
            shown("explanation", &answer.explanation, &mut seen);
            shown("report", &answer.report, &mut seen);
            adds_up(&answer.explanation, seed);
            let mut backwards = lead.events.clone();
            backwards.reverse();
            let again = reference.assess(&lead.profile, &backwards, &lead.as_of);
            assert_eq!(
                again.assessment, answer.assessment,
                "seed {seed}: the order of events matters"
            );
            assert_eq!(
                again.explanation, answer.explanation,
                "seed {seed}: the order of events matters"
            );
        }
    }
    let at_least = [
        ("assessment.excluded", 2),
        ("assessment.persona", 4),
        ("assessment.fit.grade", 8),
        ("assessment.engagement.rank", 6),
        ("assessment.cell", 15),
        ("assessment.cycle.phase", 40),
        ("assessment.cycle.points", 60),
        ("assessment.readiness.ready", 2),
        ("assessment.completeness.level", 4),
        ("assessment.interests.stage", 4),
        ("assessment.interests#", 5),
        ("assessment.stage.name", 5),
        ("assessment.segments#", 4),
        ("assessment.qualification", 7),
        ("assessment.priority", 150),
        ("assessment.next_steps#", 5),
        ("assessment.next_steps.reason", 5),
        ("assessment.next_steps.permitted", 2),
        ("assessment.next_steps.earliest", 100),
        ("assessment.switches.value", 2),
        ("explanation.fit.entries.source", 3),
        ("explanation.engagement.entries.source", 4),
        ("explanation.cycle.entries.source", 3),
        ("assessment.lead", 20),
        ("report.rejects.code", 5),
        ("report.rejects.column", 15),
        ("report.without_offset", 5),
        ("report.without_value", 4),
        ("report.id_conflicts", 3),
        ("report.unknown_events.names.event", 4),
    ];
    for (place, count) in at_least {
        let found = seen.get(place).map_or(0, BTreeSet::len);
        assert!(found >= count, "{place}: only {found} different values");
    }
    let codes = &seen["report.rejects.code"];
    for code in [
        "missing",
        "wrong_type",
        "unreadable_instant",
        "out_of_range",
        "total_out_of_range",
    ] {
        assert!(
            codes.contains(&format!("\"{code}\"")),
            "no reject with code {code}"
        );
    }
}

/// Checks that the entries add up to all points, in thousandths to avoid rounding.
fn adds_up(explanation: &Value, seed: u64) {
    let thousandths = |value: &Value| (value.as_f64().unwrap_or(0.0) * 1000.0).round() as i64;
    for section in ["fit", "engagement", "cycle", "readiness"] {
        let entries = explanation[section]["entries"].as_array();
        let sum: i64 = entries
            .into_iter()
            .flatten()
            .map(|entry| thousandths(&entry["points"]))
            .sum();
        assert_eq!(
            sum,
            thousandths(&explanation[section]["points"]),
            "seed {seed}: {section} does not add up"
        );
    }
}

#[test]
fn changes_are_found_where_the_timeline_has_them() {
    let mut found = 0;
    for seed in 0..300 {
        let case = case(seed);
        let reference = Reference::new(&case.model);
        let lead = &case.leads[0];
        let now = reference
            .assess(&lead.profile, &lead.events, &lead.as_of)
            .assessment;
        let change = reference.next_change(&lead.profile, &lead.events, &lead.as_of, 40);
        if change.is_null() {
            continue;
        }
        found += 1;
        let labels = Reference::labels(&now);
        for changed in change["changes"].as_array().into_iter().flatten() {
            let name = changed["label"].as_str().unwrap_or_default();
            assert_eq!(changed["from"], labels[name], "seed {seed}");
            assert_ne!(changed["from"], changed["to"], "seed {seed}");
        }
        // The day exists, so a timeline that starts on it has a row for it.
        let day = change["day"].as_str().unwrap_or_default();
        let rows = reference.timeline(&lead.profile, &lead.events, (day, day), false);
        assert_eq!(rows.len(), 1, "seed {seed}");
        assert_eq!(rows[0]["day"], change["day"], "seed {seed}");
    }
    assert!(
        found > 80,
        "only {found} of 300 leads change within 40 days"
    );
}
