//! The entries of events that a model reads. They decide which histories it can use.
//!
//! An entry has a label, a text that is equal wherever the same data is read. The names of
//! signals, points, decay, limits and the use of a signal are not part of the label, so they may
//! change while a stored history stays valid. A condition is part of the label as a hash of the
//! condition and of the declarations of its properties.

use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::fact::Fact;
use super::ids::{ById, Id, PropertyId, SignalId, SwitchId};
use super::plan::{EventPlan, Field, IntakePlan};
use super::slots::SlotPlan;
use crate::condition::Check;
use crate::document::{Condition, Document, Signal, Type};
use crate::text::{Compare, canonical, canonical_in_milli};

/// Hex digits of the hash in a label.
const DIGITS: usize = 16;

/// The entries of events that a model reads.
pub(crate) struct Entries {
    /// All labels, sorted and unique, one per line. Equal texts mean equal intakes.
    pub(crate) text: Arc<str>,
    /// Positions of the signals' labels.
    pub(crate) of_signal: ById<SignalId, u32>,
    /// Positions of the switches' labels.
    pub(crate) of_switch: ById<SwitchId, u32>,
    /// Signals by the position of their label.
    signals: Vec<Vec<SignalId>>,
}

impl Entries {
    /// The signals of an entry.
    pub(crate) fn signals(&self, entry: u32) -> &[SignalId] {
        self.signals.get(entry as usize).map_or(&[], Vec::as_slice)
    }
}

/// Escapes line breaks, because event names may be any text.
fn line(words: &str, name: &str) -> String {
    let name = name
        .replace('\\', r"\\")
        .replace('\n', r"\n")
        .replace('\r', r"\r");
    format!("{words} {name}")
}

fn hash<T: Serialize>(contents: &T) -> String {
    // Canonical JSON of plain values cannot fail; the empty text is never used.
    let text = canonical_in_milli(contents).unwrap_or_default();
    let digest = Sha256::digest(text.as_bytes());
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.get(..DIGITS).unwrap_or_default().to_owned()
}

/// The hashed data of a switch.
#[derive(Serialize)]
struct SwitchContents<'p> {
    by: Option<(&'p str, Type)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_known: Vec<(&'p str, &'p [String])>,
    off: Vec<&'p str>,
    on: Vec<&'p str>,
}

/// The hashed data of a condition.
#[derive(Serialize)]
struct WhereContents<'p> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_known: Vec<(&'p str, &'p [String])>,
    reads: Vec<(&'p str, Type, Compare)>,
    #[serde(rename = "where")]
    where_: &'p Condition,
}

/// The entries of a compiled intake.
pub(super) fn entries(document: &Document, intake: &IntakePlan) -> Entries {
    let signals = document.signals.values().enumerate();
    let signals: ById<SignalId, String> = signals
        .map(|(at, signal)| signal_label(signal, SignalId::new(at), intake))
        .collect::<Vec<_>>()
        .into();
    let switches: Vec<String> = intake
        .switches
        .iter()
        .map(|switch| {
            let labels = |ids: &[SignalId]| {
                let mut labels: Vec<&str> =
                    ids.iter().filter_map(|id| label(&signals, *id)).collect();
                labels.sort_unstable();
                labels.dedup();
                labels
            };
            let by = switch.by.and_then(|id| intake.properties.by_id(id));
            let contents = SwitchContents {
                by: by.map(|field| (field.name.as_str(), field.type_)),
                not_known: by.and_then(not_known).into_iter().collect(),
                off: labels(&switch.off),
                on: labels(&switch.on),
            };
            format!("switch {}", hash(&contents))
        })
        .collect();
    let property = |words: &str, id: Option<PropertyId>| {
        let field = intake.properties.by_id(id?)?;
        Some(line(words, &typed(field)))
    };
    let interest = intake.interest.as_ref().map(|interest| interest.property);
    let mut all = vec![line("zone", &document.timezone)];
    all.extend(property("product", intake.product));
    all.extend(property("interests", interest));
    all.extend(signals.iter().chain(&switches).cloned());
    all.sort_unstable();
    all.dedup();
    let place = |label: &String| {
        let at = all.binary_search(label).unwrap_or_default();
        u32::try_from(at).unwrap_or(u32::MAX)
    };
    let of_signal: Vec<u32> = signals.iter().map(place).collect();
    let of_signal: ById<SignalId, u32> = of_signal.into();
    let mut by_label = vec![Vec::new(); all.len()];
    for (signal, at) in of_signal.with_ids() {
        if let Some(own) = by_label.get_mut(*at as usize) {
            own.push(signal);
        }
    }
    Entries {
        of_signal,
        signals: by_label,
        of_switch: switches.iter().map(place).collect(),
        text: all.join("\n").into(),
    }
}

fn label(labels: &ById<SignalId, String>, id: SignalId) -> Option<&str> {
    labels.by_id(id).map(String::as_str)
}

/// A property with its type and, if there are any, the hash of its values that mean "not
/// known".
fn typed(field: &Field) -> String {
    let type_ = canonical(&field.type_).unwrap_or_default();
    let typed = format!("{} {}", field.name, type_.trim_matches('"'));
    match not_known(field) {
        Some((_, list)) => format!("{typed} {}", hash(&list)),
        None => typed,
    }
}

/// The values of a property that mean "not known", if there are any.
fn not_known(field: &Field) -> Option<(&str, &[String])> {
    let list = field.not_known.as_ref()?;
    Some((field.name.as_str(), &list.written))
}

fn signal_label(signal: &Signal, id: SignalId, intake: &IntakePlan) -> String {
    let Some(where_) = &signal.where_ else {
        return line("event", &signal.event);
    };
    let place = intake.events.get(signal.event.as_str());
    let plan = place.and_then(|at| intake.plans.get(*at as usize));
    let fields: Vec<&Field> = plan
        .map(|plan| properties(plan, id, &intake.slots))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|id| intake.properties.by_id(id))
        .collect();
    let contents = WhereContents {
        not_known: fields.iter().filter_map(|field| not_known(field)).collect(),
        reads: fields
            .iter()
            .map(|field| (field.name.as_str(), field.type_, field.compare))
            .collect(),
        where_,
    };
    line(&format!("where {}", hash(&contents)), &signal.event)
}

/// The properties that a signal's condition names, in order.
fn properties(plan: &EventPlan, id: SignalId, keys: &SlotPlan) -> Vec<PropertyId> {
    let own = plan.signals.iter().find(|(signal, _)| *signal == id);
    let check: Option<&Check> = own.and_then(|(_, check)| check.as_ref());
    let mut slots = Vec::new();
    if let Some(check) = check {
        check.reads(&mut slots);
    }
    let property = |slot| match keys.key(slot)?.fact {
        Fact::EventProperty(id) => Some(id),
        _ => None,
    };
    let mut found: Vec<PropertyId> = slots.into_iter().filter_map(property).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use crate::model::Model;

    fn labels(text: &str) -> Vec<String> {
        let model = Model::from_toml(&format!("format = 1\nname = \"n\"\n{text}")).unwrap();
        model.0.entries.text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn names_points_and_uses_are_no_part_of_it() {
        let one = labels("[signals.visit]\nevent = \"page\"\npoints = 10\n[engagement]");
        let other = labels(
            "[signals.seen]\nevent = \"page\"\nlimit = 3\npoints = 1\nactivity = false\n[engagement]",
        );
        assert_eq!(one, ["event page", "zone UTC"]);
        assert_eq!(one, other);
    }

    #[test]
    fn conditions_and_declarations_are() {
        let of = |value: &str, more: &str| {
            labels(&format!(
                "[properties]\npath = {{ type = \"text\"{more} }}\n[signals.visit]\nwhere = {{ fact = \"event.path\", eq = \"{value}\" }}"
            ))
        };
        assert_eq!(of("/a", ""), of("/a", ", compare = \"fold\""));
        assert_ne!(of("/a", ""), of("/b", ""));
        assert_ne!(of("/a", ""), of("/a", ", compare = \"exact\""));
        let label = &of("/a", "")[0];
        assert!(
            label.starts_with("where ") && label.ends_with(" visit"),
            "{label}"
        );
    }

    #[test]
    fn every_section_that_reads_events_has_an_entry() {
        let all = labels(
            r#"
            timezone = "Asia/Riyadh"
            [properties]
            sku = { type = "text" }
            about = { type = "tags" }
            [signals]
            order = {}
            x = { event = "two\nlines" }
            subscribe = {}
            [purchases]
            signals = "order"
            product = "sku"
            [interests]
            property = "about"
            [switches]
            newsletter = { on = "subscribe", off = [] }
            "#,
        );
        assert_eq!(all.len(), 7);
        assert_eq!(
            all[..5],
            [
                "event order",
                "event subscribe",
                r"event two\nlines",
                "interests about tags",
                "product sku text"
            ]
        );
        assert!(all[5].starts_with("switch "));
        assert_eq!(all[6], "zone Asia/Riyadh");
    }
}
