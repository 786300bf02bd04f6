//! The state that sections and leads share: time zone, names, pools, and the facts that exist so far.

use serde_json::{Map, Value, json};

use crate::calendar::{PLACES, Place, day_number, written};
use crate::dice::Dice;
use crate::facts::{Fact, Kind, condition, number_fact, owned, plain_fact, texts, topics};
use crate::pools::{DAYS, NUMBERS, PLACEHOLDERS};

/// A declared attribute or property.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Its name.
    pub name: &'static str,
    /// Its type, and its values.
    pub kind: Kind,
    /// The texts and values that count as missing.
    pub not_known: Vec<Value>,
}

/// A case during its generation.
#[derive(Debug)]
pub struct World {
    /// Zone.
    pub place: &'static Place,
    /// The base day; events and dates are around it.
    pub base: i64,
    /// 1 small, 2 medium, 3 large.
    pub size: usize,
    /// Whether values and rates are so large that sums overflow.
    pub huge: bool,
    /// Declared attributes.
    pub attributes: Vec<Declared>,
    /// Declared properties.
    pub properties: Vec<Declared>,
    /// Names of events that a signal uses.
    pub events: Vec<String>,
    /// Names of signals.
    pub signals: Vec<String>,
    /// The facts of the sections so far.
    pub facts: Vec<Fact>,
    /// The document so far.
    pub document: Map<String, Value>,
}

/// Names of channels.
pub const CHANNELS: [&str; 4] = ["email", "phone", "sms", "واتساب"];

const PREFERRED: [&str; 8] = [
    "phone",
    "Phone ",
    "EMAIL",
    "e\u{ad}mail",
    "email",
    "fax",
    "sms",
    "واتساب",
];

const HOURS: [&str; 8] = [
    "10:00-14:00",
    "09:00-18:00",
    "00:00-24:00",
    "22:30-23:15",
    "14:00-10:00",
    "any time",
    "02:00-03:00",
    "00:00-00:30",
];

const REORDER: [f64; 11] = [-1.0, 0.0, 0.9, 1.0, 2.0, 2.5, 3.0, 30.0, 45.0, 400.0, 1e300];

/// Names in several scripts; some contain spaces.
const ATTRIBUTES: [(&str, &str); 16] = [
    ("employees", "number"),
    ("years in business", "number"),
    ("reorder", "reorder"),
    ("industry", "text"),
    ("title", "text"),
    ("المدينة", "text"),
    ("preferred", "preferred"),
    ("call_hours", "hours"),
    ("vip", "flag"),
    ("opted_out", "flag"),
    ("created", "date"),
    ("birthday", "date"),
    ("renewal", "date"),
    ("tech", "tags"),
    ("permissions", "tags"),
    ("branché", "topic"),
];

const PROPERTIES: [(&str, &str); 8] = [
    ("path", "text"),
    ("category", "topic or tags"),
    ("product", "topic or tags"),
    ("seconds", "number"),
    ("shown", "date"),
    ("campaign", "flag"),
    ("labels", "tags"),
    ("list", "topic or tags"),
];

impl World {
    /// Chooses zone, time, size and declarations.
    pub fn new(dice: &mut Dice) -> World {
        let place = if dice.chance(25) {
            &PLACES[0]
        } else {
            dice.pick(&PLACES)
        };
        let (year, month, day) = *dice.pick(place.days);
        let base = match dice.below(40) {
            0 => day_number(1901, 2, 28),
            1 => day_number(2200, 12, 18),
            _ => day_number(year, month, day) + *dice.pick(&[0, 0, 0, 1, 1, 2, 6, 7, 30]),
        };
        let size = if dice.chance(60) {
            1
        } else if dice.chance(88) {
            2
        } else {
            3
        };
        let most = [6, 10, 16][size - 1];
        let declare = |name: &'static str, kind: &str, dice: &mut Dice| {
            let kind = kind_of(dice, kind, base);
            let not_known = not_known(dice, &kind);
            Declared {
                name,
                kind,
                not_known,
            }
        };
        let attributes = dice
            .some(&ATTRIBUTES, 2, most)
            .into_iter()
            .map(|(name, kind)| declare(name, kind, dice))
            .collect();
        let properties = dice
            .some(&PROPERTIES, 1, most)
            .into_iter()
            .map(|(name, kind)| declare(name, kind, dice))
            .collect();
        let world = World {
            place,
            base,
            size,
            huge: dice.chance(2),
            attributes,
            properties,
            events: Vec::new(),
            signals: Vec::new(),
            facts: Vec::new(),
            document: Map::new(),
        };
        world.declared(dice)
    }

    /// Writes the declarations, and adds the facts of the profile.
    fn declared(mut self, dice: &mut Dice) -> World {
        let kinds = ["semantic", "episodic", "hypothetical", "value"];
        let mut tables = Map::new();
        for attribute in self.attributes.clone() {
            let mut table = declaration(dice, &attribute);
            if dice.chance(40) {
                table["kind"] = json!(dice.pick(&kinds));
            }
            tables.insert(attribute.name.to_owned(), table);
            self.facts.extend(profile_facts(&attribute));
        }
        self.document
            .insert("attributes".to_owned(), Value::Object(tables));
        let tables = self
            .properties
            .clone()
            .into_iter()
            .map(|property| (property.name.to_owned(), declaration(dice, &property)));
        let tables = tables.collect();
        self.document
            .insert("properties".to_owned(), Value::Object(tables));
        self
    }

    /// The facts of one event, for `where`.
    pub fn event_facts(&self) -> Vec<Fact> {
        let of_property = |property: &Declared| {
            plain_fact(format!("event.{}", property.name), property.kind.clone())
        };
        let mut facts: Vec<Fact> = self.properties.iter().map(of_property).collect();
        facts.push(number_fact("event.value", &crate::pools::VALUES));
        facts
    }

    /// A condition over the facts that exist so far.
    pub fn condition(&self, dice: &mut Dice) -> Value {
        let depth = dice.below(self.size + 1);
        condition(dice, &self.facts, depth)
    }

    /// A condition with additional facts, which exist only in its place.
    pub fn condition_with(&self, dice: &mut Dice, more: &[Fact]) -> Value {
        let depth = dice.below(self.size + 1);
        if dice.chance(50) {
            return condition(dice, more, depth);
        }
        let all: Vec<Fact> = self.facts.iter().chain(more).cloned().collect();
        condition(dice, &all, depth)
    }

    /// Whether to add a section; more likely in larger models.
    pub fn wants(&self, dice: &mut Dice, percent: usize) -> bool {
        dice.chance(percent + 10 * (self.size - 1))
    }

    /// Whether the document has a section.
    pub fn has(&self, section: &str) -> bool {
        self.document.contains_key(section)
    }

    /// Names of properties that are text or tags.
    pub fn textual_properties(&self) -> Vec<&'static str> {
        let textual = |property: &&Declared| matches!(property.kind, Kind::Text(_) | Kind::Tags(_));
        self.properties
            .iter()
            .filter(textual)
            .map(|property| property.name)
            .collect()
    }

    /// The text facts that exist so far.
    pub fn text_facts(&self) -> Vec<String> {
        let textual = |fact: &&Fact| matches!(fact.kind, Kind::Text(_));
        self.facts
            .iter()
            .filter(textual)
            .map(|fact| fact.name.clone())
            .collect()
    }

    /// One signal or a list of them.
    pub fn signals(&self, dice: &mut Dice, most: usize) -> Value {
        let chosen = dice.some(&self.signals, 1, most);
        if chosen.len() == 1 && dice.chance(50) {
            json!(chosen[0])
        } else {
            json!(chosen)
        }
    }
}

fn kind_of(dice: &mut Dice, kind: &str, base: i64) -> Kind {
    match kind {
        "number" => Kind::Number(dice.some(&NUMBERS, 4, 9)),
        "reorder" => Kind::Number(REORDER.to_vec()),
        "text" => Kind::Text(dice.some(&texts(), 4, 10)),
        "preferred" => Kind::Text(owned(&PREFERRED)),
        "hours" => Kind::Text(owned(&HOURS)),
        "topic" => Kind::Text(topics()),
        "topic or tags" if dice.chance(60) => Kind::Text(topics()),
        "flag" => Kind::Flag,
        "date" => Kind::Date(base),
        "tags" => Kind::Tags(dice.some(&texts(), 3, 7)),
        _ => Kind::Tags(topics()),
    }
}

/// The values that count as missing: often none, otherwise placeholders and values of the pool.
fn not_known(dice: &mut Dice, kind: &Kind) -> Vec<Value> {
    if !dice.chance(16) {
        return Vec::new();
    }
    let mut list: Vec<Value> = dice
        .some(&PLACEHOLDERS, 0, 4)
        .into_iter()
        .map(Value::from)
        .collect();
    for _ in 0..dice.below(3) {
        list.push(match kind {
            Kind::Number(pool) => json!(dice.pick(pool)),
            Kind::Text(pool) | Kind::Tags(pool) => json!(dice.pick(pool)),
            Kind::Date(base) => json!(written(base - *dice.pick(&[0, 1, 30, 365]))),
            Kind::Flag | Kind::Ladder(..) => json!(dice.chance(50)),
        });
    }
    list
}

fn declaration(dice: &mut Dice, declared: &Declared) -> Value {
    let kind = &declared.kind;
    let name = match kind {
        Kind::Number(_) => "number",
        Kind::Text(_) => "text",
        Kind::Flag => "flag",
        Kind::Date(_) => "date",
        Kind::Tags(_) | Kind::Ladder(..) => "tags",
    };
    let mut table = json!({"type": name});
    if matches!(name, "text" | "tags") && dice.chance(60) {
        table["compare"] = json!(dice.pick(&["fold", "exact", "loose", "loose"]));
    }
    if !declared.not_known.is_empty() || dice.chance(2) {
        table["not_known"] = json!(declared.not_known);
    }
    table
}

fn profile_facts(attribute: &Declared) -> Vec<Fact> {
    let name = format!("profile.{}", attribute.name);
    let mut facts = vec![plain_fact(name.clone(), attribute.kind.clone())];
    if matches!(attribute.kind, Kind::Date(_)) {
        facts.extend(
            ["days_since", "days_until", "days_to_anniversary"]
                .map(|question| number_fact(format!("{name}.{question}"), &DAYS)),
        );
    }
    facts
}
