//! Laws that hold for every model and lead, tested on generated ones.

use leadgrade::{Document, Event, Explanation, Instant, Model, Profile};
use leadgrade_gen::{Case, Lead, has_id};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A model, with the leads that were generated for it.
struct Cast {
    model: Model,
    case: Case,
}

fn cast(seed: u64) -> Cast {
    let case = leadgrade_gen::case(seed);
    let model = Model::from_value(&case.model).expect("generated models are valid");
    Cast { model, case }
}

fn read(lead: &Lead) -> (Profile, Vec<Event>) {
    let profile = Profile::from_json(&lead.profile).expect("generated profiles are objects");
    (profile, lead.events.iter().map(Event::from_json).collect())
}

fn as_of(model: &Model, lead: &Lead) -> Instant {
    model
        .as_of(&lead.as_of)
        .expect("generated instants can be read")
}

fn text(explanation: &Explanation) -> String {
    explanation.assessment().to_canonical_json() + &explanation.to_canonical_json()
}

/// Points in thousandths; doubles are exact to far more places.
fn thousandths(points: &Value) -> i64 {
    (points.as_f64().unwrap_or(0.0) * 1000.0).round() as i64
}

fn sum(entries: &Value, key: &str) -> i64 {
    entries
        .as_array()
        .into_iter()
        .flatten()
        .map(|entry| thousandths(&entry[key]))
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn events_may_come_in_any_order_and_again(seed: u64, order in prop::collection::vec(any::<prop::sample::Index>(), 0..40)) {
        let Cast { model, case } = cast(seed);
        for lead in &case.leads {
            let (profile, events) = read(lead);
            let mut shuffled = events.clone();
            for (at, other) in order.iter().enumerate().filter(|_| !events.is_empty()) {
                shuffled.swap(at % events.len(), other.index(events.len()));
            }
            let as_of = as_of(&model, lead);
            let first = model.explain(&profile, &events, as_of);
            prop_assert_eq!(text(&first), text(&model.explain(&profile, &shuffled, as_of)));
            let again: Vec<Event> = lead.events.iter().filter(|event| has_id(event)).map(Event::from_json).collect();
            shuffled.extend(again);
            let repeated = model.explain(&profile, &shuffled, as_of);
            prop_assert_eq!(first.assessment().to_canonical_json(), repeated.assessment().to_canonical_json());
        }
    }

    #[test]
    fn entries_add_up_to_points_and_differences_to_differences(seed: u64, days in 1..400_i64) {
        let Cast { model, case } = cast(seed);
        for lead in &case.leads {
            let (profile, events) = read(lead);
            let now = as_of(&model, lead);
            let Some(later) = Instant::from_micros(now.micros() + days * 86_400_000_000) else { continue };
            let before = model.explain(&profile, &events, now);
            let after = model.explain(&profile, &events, later);
            let comparison = serde_json::to_value(before.compare(&after)).expect("a comparison is JSON");
            for section in ["fit", "engagement", "cycle", "readiness"] {
                for explanation in [&before, &after] {
                    let explained = &serde_json::to_value(explanation).expect("an explanation is JSON")[section];
                    prop_assert_eq!(thousandths(&explained["points"]), sum(&explained["entries"], "points"));
                }
                let change = &comparison[section];
                prop_assert_eq!(thousandths(&change["difference"]), sum(&change["entries"], "difference"));
                prop_assert_eq!(thousandths(&change["to"]) - thousandths(&change["from"]), thousandths(&change["difference"]));
            }
        }
    }

    #[test]
    fn a_document_is_the_same_after_writing_in_json_and_toml(seed: u64) {
        let Cast { model, .. } = cast(seed);
        let document = model.document();
        let json = serde_json::to_string(document).expect("a document is JSON");
        prop_assert_eq!(document, &Document::from_json(&json).expect("what was written is valid"));
        let toml = toml::to_string(document).expect("a document is TOML");
        prop_assert_eq!(document, &Document::from_toml(&toml).expect("what was written is valid"));
        let again = Model::from_toml(&toml).expect("what was written is valid");
        prop_assert_eq!(model.info().fingerprint, again.info().fingerprint);
    }

    #[test]
    fn an_empty_not_known_is_no_part_of_the_fingerprint(seed: u64) {
        let model = leadgrade_gen::case(seed).model;
        let fingerprint = |model: &Value| {
            let model = Model::from_value(model).expect("generated models are valid");
            model.info().fingerprint.clone()
        };
        let (mut with, mut without, mut other) = (model.clone(), model.clone(), model.clone());
        // Tests of the model may contain values that its declarations count as missing.
        other.as_object_mut().expect("a document").remove("tests");
        for section in ["attributes", "properties"] {
            for name in model[section].as_object().into_iter().flatten().map(|(name, _)| name) {
                other[section][name]["not_known"] = json!(["quite unknown"]);
                if model[section][name]["not_known"].as_array().is_none_or(Vec::is_empty) {
                    with[section][name]["not_known"] = json!([]);
                    without[section][name].as_object_mut().expect("a declaration").remove("not_known");
                }
            }
        }
        prop_assert_eq!(fingerprint(&with), fingerprint(&without));
        prop_assert_ne!(fingerprint(&with), fingerprint(&other));
    }

    #[test]
    fn a_positive_event_never_lowers_engagement(seed: u64, pick: prop::sample::Index) {
        let case = leadgrade_gen::case(seed);
        let positive = positive_only(case.model);
        let names: Vec<&str> = worth_points(&positive);
        prop_assume!(!names.is_empty());
        let model = Model::from_value(&positive).expect("a model without its limits is valid");
        for lead in &case.leads {
            let profile = Profile::from_json(&lead.profile).expect("generated profiles are objects");
            let mut events: Vec<Event> = lead.events.iter().map(positive_event).collect();
            let as_of = as_of(&model, lead);
            let before = model.assess(&profile, &events, as_of);
            events.push(Event::new(names[pick.index(names.len())], as_of).value(1));
            let after = model.assess(&profile, &events, as_of);
            if let (Some(before), Some(after)) = (before.engagement_points(), after.engagement_points()) {
                prop_assert!(after >= before, "{} fell to {}", before, after);
            }
        }
    }
}

fn positive(number: &mut Value) {
    if let Some(value) = number.as_f64() {
        *number = json!(value.abs());
    }
}

fn positive_event(event: &Value) -> Event {
    let mut event = event.clone();
    if let Some(value) = event.get_mut("value") {
        positive(value);
    }
    Event::from_json(&event)
}

/// The same model without limits, resets, negative points, conditions on
/// events and criteria that read signals.
fn positive_only(mut model: Value) -> Value {
    for (_, signal) in model["signals"].as_object_mut().into_iter().flatten() {
        let Some(signal) = signal.as_object_mut() else {
            continue;
        };
        for key in ["limit", "limit_per_day", "where", "min"] {
            signal.remove(key);
        }
        for key in ["points", "points_per_unit"] {
            if let Some(points) = signal.get_mut(key) {
                positive(points);
            }
        }
    }
    if let Some(engagement) = model["engagement"].as_object_mut() {
        engagement.remove("reset_on");
        engagement.remove("criteria");
    }
    // Exclusions may depend on anything and are not part of this law.
    if let Some(model) = model.as_object_mut() {
        model.remove("scope");
    }
    model
}

/// The names of events that give points.
fn worth_points(model: &Value) -> Vec<&str> {
    let above_zero =
        |signal: &Value, key: &str| signal[key].as_f64().is_some_and(|points| points > 0.0);
    let signals = model["signals"].as_object().into_iter().flatten();
    signals
        .filter(|(_, signal)| above_zero(signal, "points") || above_zero(signal, "points_per_unit"))
        .map(|(name, signal)| signal["event"].as_str().unwrap_or(name))
        .collect()
}
