//! What tells models apart that score differently.

use sha2::{Digest, Sha256};

use super::signals::is_activity;
use crate::document::{Decay, Document, Never, Unit};
use crate::exact::Milli;
use crate::text::{canonical, canonical_in_milli};

/// Hex digits of a fingerprint.
const DIGITS: usize = 16;

/// The first 16 hex digits of the SHA-256 of the RFC 8785 text of the filled-in
/// document, points as whole milli-points, without what only people read.
pub(super) fn fingerprint(document: &Document) -> Option<String> {
    let text = filled_in_text(document)?;
    let hash = Sha256::digest(text.as_bytes());
    let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.get(..DIGITS).map(str::to_owned)
}

/// The text that a fingerprint is taken of.
fn filled_in_text(document: &Document) -> Option<String> {
    let text = canonical_in_milli(&filled_in(document)).ok()?;
    let mut sections: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&text).ok()?;
    for key in ["name", "revision", "description", "tests"] {
        sections.remove(key);
    }
    canonical(&sections).ok()
}

/// The document with the defaults that depend on other sections written out;
/// all others the reader has filled in.
fn filled_in(document: &Document) -> Document {
    let mut filled = document.clone();
    let default_decay = document
        .engagement
        .as_ref()
        .and_then(|engagement| engagement.decay.clone());
    for (name, signal) in &mut filled.signals {
        signal.activity = Some(is_activity(name, signal, document.purchases.as_ref()));
        if signal.decay.is_none() {
            let worth = signal.points_per_unit.unwrap_or(signal.points);
            let decay = default_decay.clone().filter(|_| worth > Milli::ZERO);
            signal.decay = Some(decay.unwrap_or(Decay::None(Never::None)));
        }
    }
    if let Some(cycle) = &mut filled.buying_cycle {
        cycle.step.get_or_insert(Unit::Months);
    }
    if let Some(readiness) = &mut filled.readiness {
        let cycle = document.buying_cycle.as_ref().map(|_| "cycle".to_owned());
        let engagement = document
            .engagement
            .as_ref()
            .map(|_| "engagement".to_owned());
        readiness
            .parts
            .get_or_insert_with(|| cycle.into_iter().chain(engagement).collect());
    }
    if let Some(interests) = &mut filled.interests {
        interests
            .signals
            .get_or_insert_with(|| document.signals.keys().cloned().collect());
    }
    filled
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
