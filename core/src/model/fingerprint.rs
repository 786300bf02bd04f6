//! The fingerprint, which differs between models that score differently.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::signals::is_activity;
use crate::document::{Document, Never, Unit};
use crate::exact::Milli;
use crate::text::{canonical, canonical_in_milli};

/// Hex digits of a fingerprint.
const DIGITS: usize = 16;
/// Keys that do not affect scores.
const FOR_PEOPLE: [&str; 4] = ["name", "revision", "description", "tests"];

type Object = serde_json::Map<String, Value>;

/// The first 16 hex digits of the SHA-256 of the RFC 8785 text of the document, with defaults
/// filled in, points as whole thousandths, and without the keys that do not affect scores.
pub(super) fn fingerprint(document: &Document) -> Option<String> {
    let text = filled_in_text(document)?;
    let hash = Sha256::digest(text.as_bytes());
    let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.get(..DIGITS).map(str::to_owned)
}

/// The hashed text of a fingerprint.
fn filled_in_text(document: &Document) -> Option<String> {
    let text = canonical_in_milli(document).ok()?;
    let all: Object = serde_json::from_str(&text).ok()?;
    let counts = |(key, _): &(String, Value)| !FOR_PEOPLE.contains(&key.as_str());
    let mut sections = all.into_iter().filter(counts).collect();
    fill_in(document, &mut sections);
    canonical(&sections).ok()
}

#[cfg(feature = "calibrate")]
impl super::Model {
    /// The document with all defaults filled in.
    pub(crate) fn filled_in(&self) -> Value {
        let mut all = json!(self.document());
        if let Some(sections) = all.as_object_mut() {
            fill_in(self.document(), sections);
        }
        all
    }
}

/// Fills in the defaults that depend on other sections. The reader has filled in all others.
fn fill_in(document: &Document, sections: &mut Object) {
    let decay = sections.get("engagement").and_then(|own| own.get("decay"));
    let (decay, none) = (decay.cloned(), json!(Never::None));
    for (name, signal) in &document.signals {
        let own = section(sections, "signals").and_then(|all| section(all, name));
        let Some(own) = own else { continue };
        let is_activity = is_activity(name, signal, document.purchases.as_ref());
        own.insert("activity".to_owned(), is_activity.into());
        let fades = signal.points_per_unit.unwrap_or(signal.points) > Milli::ZERO;
        let decay = decay.as_ref().filter(|_| fades).unwrap_or(&none);
        default(own, "decay", || decay.clone());
    }
    if let Some(cycle) = section(sections, "buying_cycle") {
        default(cycle, "step", || json!(Unit::Months.in_step()));
    }
    if let Some(readiness) = section(sections, "readiness") {
        let cycle = document.buying_cycle.as_ref().map(|_| "cycle");
        let engagement = document.engagement.as_ref().map(|_| "engagement");
        default(readiness, "parts", || {
            cycle.into_iter().chain(engagement).collect()
        });
    }
    if let Some(interests) = section(sections, "interests") {
        default(interests, "signals", || {
            document.signals.keys().map(String::as_str).collect()
        });
    }
}

fn section<'s>(all: &'s mut Object, name: &str) -> Option<&'s mut Object> {
    all.get_mut(name)?.as_object_mut()
}

fn default(section: &mut Object, key: &str, value: impl FnOnce() -> Value) {
    if !section.contains_key(key) {
        section.insert(key.to_owned(), value());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The filled-in form of the smallest model, and of its signal, by hand.
    #[test]
    fn the_filled_in_form_is_pinned() {
        let model = r#"{"format": 1, "name": "n", "signals": {"visit": {"points": 2.5}}, "engagement": {}, "readiness": {}}"#;
        let document = Document::from_json(model).unwrap();
        let expected = concat!(
            r#"{"engagement":{"criteria":[],"groups":{},"ranks":[[1,80000],[2,60000],[3,40000],[4,20000],[5]],"reset_on":[]},"#,
            r#""format":1,"readiness":{"parts":["engagement"],"threshold":60000},"#,
            r#""signals":{"visit":{"activity":true,"decay":"none","event":"visit","points":2500}},"timezone":"UTC"}"#
        );
        assert_eq!(filled_in_text(&document).unwrap(), expected);
        // `printf '%s' TEXT | sha256sum`
        assert_eq!(fingerprint(&document).unwrap(), "3fae0edc28ea5435");
    }

    #[test]
    fn spelt_out_defaults_and_toml_agree_and_names_do_not_count() {
        let of_json = |text: &str| fingerprint(&Document::from_json(text).unwrap()).unwrap();
        let short = of_json(
            r#"{"format": 1, "name": "n", "signals": {"visit": {"points": 2.5}}, "engagement": {}, "readiness": {}}"#,
        );
        let long = of_json(
            r#"{"format": 1.0, "name": "other", "revision": "7", "description": "d", "note": "n", "timezone": "UTC",
            "signals": {"visit": {"event": "visit", "points": 2.500, "activity": true, "decay": "none", "note": "worth it"}},
            "engagement": {"ranks": [[1, 80], [2, 60], [3, 40], [4, 20], [5]], "reset_on": [], "criteria": []},
            "readiness": {"threshold": 60, "parts": ["engagement"]},
            "tests": [{"name": "t", "profile": {}, "events": [], "as_of": "2026-01-01", "expect": {}}]}"#,
        );
        assert_eq!(short, long);
        let toml =
            "format = 1\nname = \"n\"\n[signals.visit]\npoints = 2.5\n[engagement]\n[readiness]\n";
        assert_eq!(
            short,
            fingerprint(&Document::from_toml(toml).unwrap()).unwrap()
        );
        let other = of_json(
            r#"{"format": 1, "name": "n", "signals": {"visit": {"points": 2.501}}, "engagement": {}, "readiness": {}}"#,
        );
        assert_ne!(short, other);
    }
}
