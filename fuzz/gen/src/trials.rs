//! The tests in a model (Specification, section 4.11).

use serde_json::{Value, json};

use crate::cells::{placeholder, right};
use crate::dice::Dice;
use crate::facts::Kind;
use crate::leads::{Lead, as_of, at};
use crate::world::World;

/// The `tests` of a model: leads without rejects, and expectations, some of which are not met; without null, which TOML
/// does not have.
pub fn tests(world: &World, dice: &mut Dice) -> Value {
    let names = ["v1.2", "a.b.c", "one lead", ".", "الأول"];
    let tests = dice.some(&names, 1, 3).into_iter().map(|name| {
        let lead = good_lead(world, dice);
        let expect = dice
            .pick(&[
                json!({}),
                json!({"lead": "T-1"}),
                json!({"completeness": {"level": 0}}),
                json!({"segments": []}),
                json!({"readiness": {"ready": false}}),
                json!({"activity": {"days_since": 0}}),
                json!({"purchases": {"count": 0}}),
                json!({"interests": []}),
            ])
            .clone();
        let mut test = json!({"name": name, "profile": lead.profile, "events": lead.events, "as_of": lead.as_of, "expect": expect});
        if dice.chance(40) {
            let keys = ["persona", "cycle", "fit", "excluded", "stage", "lead"];
            test["absent"] = json!(dice.some(&keys, 0, 2));
        }
        test
    });
    tests.collect()
}

/// A lead with a few valid events.
fn good_lead(world: &World, dice: &mut Dice) -> Lead {
    // Instants start in 1900, and TOML has no null.
    let unfit = |value: &Value| match value {
        Value::String(text) => text.as_str() < "1900-01-03" && text.len() > 10,
        Value::Array(members) => members.contains(&Value::Null),
        other => other.is_null(),
    };
    let mut profile = json!({"lead": "T-1"});
    for attribute in &world.attributes {
        let value = match dice.below(10) {
            0..=1 => continue,
            2 => placeholder(dice, attribute),
            _ => right(dice, &attribute.kind),
        };
        // If texts compare exactly, a placeholder in another spelling is a text, which is wrong for tags.
        let is_text = value.is_string() && matches!(attribute.kind, Kind::Tags(_));
        let value = if is_text {
            right(dice, &attribute.kind)
        } else {
            value
        };
        if !unfit(&value) {
            profile[attribute.name] = value;
        }
    }
    let mut events = Vec::new();
    for _ in 0..dice.between(0, 4) {
        let mut event = json!({"event": dice.pick(&world.events), "at": at(world, dice), "value": dice.between(0, 9)});
        for property in &world.properties {
            let value = right(dice, &property.kind);
            if dice.chance(60) && !unfit(&value) {
                event[property.name] = value;
            }
        }
        if dice.chance(30) {
            event["id"] = dice
                .pick(&[json!(7), json!(7.0), json!("7"), json!(u64::MAX)])
                .clone();
        }
        let text = event["at"].as_str().unwrap_or_default();
        if text > "1900-01-03" {
            events.push(event);
        }
    }
    Lead {
        profile,
        events,
        as_of: as_of(world, dice),
    }
}
