//! Reads the top level of a document. Each section has its own reader.

use super::lead::{RESERVED_ATTRIBUTES, RESERVED_PROPERTIES};
use super::phrasing::quoted;
use super::reader::At;
use super::scalars::NameSet;
use super::tree::TreeValue;
use super::{
    Attribute, BuyingCycle, Channel, Completeness, Condition, Document, Engagement, Fit, Interests,
    Lifecycle, NextStep, Persona, Priority, Property, Purchases, Qualification, Readiness, Scope,
    Season, Signal, Switch, trial,
};
use crate::exact::{MAX_SIGNALS, Zone};
use crate::text::number_text;

/// The version of the language.
const FORMAT: u32 = 1;
/// The default time zone.
const TIMEZONE: &str = "UTC";

/// The sections of a document.
pub(crate) const SECTIONS: [&str; 20] = [
    "attributes",
    "properties",
    "signals",
    "purchases",
    "switches",
    "seasons",
    "scope",
    "completeness",
    "personas",
    "fit",
    "engagement",
    "buying_cycle",
    "readiness",
    "interests",
    "lifecycle",
    "segments",
    "qualification",
    "channels",
    "next_steps",
    "priority",
];
/// The other keys of the top level.
const TOP_KEYS: [&str; 5] = ["format", "name", "revision", "description", "timezone"];
/// The key of the tests, which come last.
const TESTS: &str = "tests";

/// Reads a whole document without the parts that have problems. Returns `None` if it is
/// not a table.
pub(crate) fn document(at: &At<'_>) -> Option<Document> {
    let keys = TOP_KEYS.iter().chain(&SECTIONS).chain([&TESTS]);
    let keys: Vec<&'static str> = keys.copied().collect();
    let table = at.table(&keys)?;
    let format = table.need("format", format);
    let name = table.need("name", At::name);
    let mut steps = NameSet::new();
    Some(Document {
        revision: table.read("revision", revision),
        description: table.read("description", At::text),
        timezone: table
            .read("timezone", timezone)
            .unwrap_or_else(|| TIMEZONE.to_owned()),
        attributes: table
            .read("attributes", |at| {
                at.things(&RESERVED_ATTRIBUTES, |_, at| Attribute::read(at))
            })
            .unwrap_or_default(),
        properties: table
            .read("properties", |at| {
                at.things(&RESERVED_PROPERTIES, |_, at| Property::read(at))
            })
            .unwrap_or_default(),
        signals: table.read("signals", signals).unwrap_or_default(),
        purchases: table.read("purchases", Purchases::read),
        switches: table.read("switches", |at| at.things(&[], |_, at| Switch::read(at))),
        seasons: table
            .read("seasons", |at| at.things(&[], |_, at| Season::read(at)))
            .unwrap_or_default(),
        scope: table.read("scope", Scope::read),
        completeness: table.read("completeness", Completeness::read),
        personas: table.read("personas", Persona::read_all),
        fit: table.read("fit", Fit::read),
        engagement: table.read("engagement", Engagement::read),
        buying_cycle: table.read("buying_cycle", BuyingCycle::read),
        readiness: table.read("readiness", Readiness::read),
        interests: table.read("interests", Interests::read),
        lifecycle: table.read("lifecycle", Lifecycle::read),
        segments: table.read("segments", |at| at.things(&[], |_, at| Condition::read(at))),
        qualification: table.read("qualification", Qualification::read),
        channels: table
            .read("channels", |at| at.things(&[], |_, at| Channel::read(at)))
            .unwrap_or_default(),
        next_steps: table.read("next_steps", |at| {
            at.list(|at| NextStep::read(at, &mut steps))
        }),
        priority: table.read("priority", Priority::read),
        tests: table.read(TESTS, trial::read_all).unwrap_or_default(),
        format: format.unwrap_or(FORMAT),
        name: name.unwrap_or_default(),
    })
}

fn format(at: &At<'_>) -> Option<u32> {
    match at.number("`format = 1`")? {
        1.0 => Some(FORMAT),
        _ => at.refuse("not_allowed", "`format = 1`"),
    }
}

/// Reads a text, or a number, which is kept as text.
fn revision(at: &At<'_>) -> Option<String> {
    match &at.node.value {
        TreeValue::Text(text) => Some(text.clone()),
        TreeValue::Number(number) => Some(number_text(*number)),
        TreeValue::Digits(digits) => Some(digits.clone()),
        _ => at.refuse("wrong_type", "a text or a number"),
    }
}

fn timezone(at: &At<'_>) -> Option<String> {
    let name = at.text()?;
    if Zone::get(&name).is_none() {
        let help = match at.near(&name, Zone::names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "use an IANA zone such as `Europe/Berlin`".to_owned(),
        };
        at.report(
            "unknown_timezone",
            format!("there is no time zone {}", quoted(&name)),
            help,
        );
    }
    Some(name)
}

fn signals(at: &At<'_>) -> Option<std::collections::BTreeMap<String, Signal>> {
    let signals = at.things(&[], Signal::read)?;
    if signals.len() > MAX_SIGNALS {
        at.report(
            "too_many_signals",
            format!("found {} signals", signals.len()),
            "at most 1,000 signals",
        );
    }
    Some(signals)
}
