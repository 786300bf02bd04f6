//! Ids of leads and events: texts and numbers of any form.

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::leads::Lead;

/// Equal and different ids, and two that are too large or not whole.
pub fn id(dice: &mut Dice) -> Value {
    match dice.below(24) {
        0 => json!(1),
        1 => json!(1.0),
        2 => json!("1"),
        3 => json!("1.0"),
        4 => json!("01"),
        5 => json!(-0.0),
        6 => json!(0),
        7 => json!(1000.0),
        8 => json!("1000"),
        9 => json!(9_007_199_254_740_991.0),
        10 => json!(9_007_199_254_740_992_u64),
        11 => json!(9_007_199_254_740_993_u64),
        12 => json!(u64::MAX),
        13 => json!(i64::MIN),
        14 => json!(" 1\u{200b}"),
        15 => json!("\u{200b} "),
        16 => json!("123456789012345678901234567890123456789012345"),
        17 => json!("e1"),
        18 => json!("E1"),
        19 if dice.chance(30) => dice
            .pick(&[json!(1e300), json!(-9_007_199_254_740_992.0), json!(7.5)])
            .clone(),
        _ => json!(dice.between(1, 12)),
    }
}

/// Ids as numbers in JSON text, in forms that a parsed value cannot keep.
pub const WRITTEN_IDS: [&str; 16] = [
    "-0",
    "0",
    "-0.0",
    "7.0",
    "7",
    "1e3",
    "1.0E+3",
    "1000",
    "123456789012345678901234567890123456789012345",
    "123456789012345678901234567890123456789012346",
    "-123456789012345678901234567890123456789012345",
    "18446744073709551616",
    "9007199254740993.0",
    "9007199254740991.0",
    "1e300",
    "1.5e0",
];

/// Whether an event has an id that is neither null nor blank.
pub fn has_id(event: &Value) -> bool {
    let blank = |c: char| c.is_whitespace() || c == '\u{200b}';
    match event.get("id") {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.chars().all(blank),
        Some(_) => true,
    }
}

impl Lead {
    /// The profile and the list of events as JSON text, in which some ids are numbers that a parsed value cannot keep.
    pub fn written(&self, dice: &mut Dice) -> (String, String) {
        let mut profile = self.profile.clone();
        let mut events = self.events.clone();
        let mut forms = Vec::new();
        let mut replace = |row: &mut Value, key: &str, dice: &mut Dice| {
            row[key] = json!(format!("@{}@", forms.len()));
            forms.push(*dice.pick(&WRITTEN_IDS));
        };
        if dice.chance(60) {
            replace(&mut profile, "lead", dice);
        }
        for event in &mut events {
            if dice.chance(30) {
                replace(event, "id", dice);
            }
        }
        let (mut profile, mut events) = (profile.to_string(), Value::from(events).to_string());
        for (at, form) in forms.iter().enumerate() {
            let place = format!("\"@{at}@\"");
            profile = profile.replace(&place, form);
            events = events.replace(&place, form);
        }
        (profile, events)
    }
}
