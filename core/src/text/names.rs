//! The names in a model: which names are allowed, which name was probably meant, and which
//! names look alike.

use icu_properties::props::GeneralCategory;

use super::prepare::{Compare, category, loosened, prepare, without_joiners};
use crate::exact::MAX_NAME_CHARS;

/// Why a name is not allowed, as the end of a sentence that starts with the name. Returns
/// `None` if it is allowed. The name must already be in [NFC](super::nfc).
///
/// Allowed are 1 to 100 characters of any script without dots and without
/// control and format characters, except U+200C and U+200D, which some scripts
/// need for spelling.
///
/// ```
/// use leadgrade::text::name_fault;
/// assert_eq!(name_fault("page view"), None);
/// assert_eq!(name_fault("page.view"), Some("has a dot"));
/// ```
pub fn name_fault(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("is empty");
    }
    if name.chars().nth(MAX_NAME_CHARS).is_some() {
        return Some("is longer than 100 characters");
    }
    if name.contains('.') {
        return Some("has a dot");
    }
    let hidden = |c: char| match category(c) {
        GeneralCategory::Control => true,
        GeneralCategory::Format => !matches!(c, '\u{200c}' | '\u{200d}'),
        _ => false,
    };
    name.chars()
        .any(hidden)
        .then_some("has a control or format character")
}

/// The known name that was probably meant by `name`. Returns `None` if no name is near enough.
///
/// Prefers the name with the fewest typos (a letter added, missing, wrong, or two swapped),
/// ignoring case, with at most one typo in three letters; otherwise a name that starts or
/// ends like it. Ties go to the greater Jaro-Winkler similarity, then to the smaller UTF-8
/// bytes.
///
/// ```
/// use leadgrade::text::nearest;
/// let known = ["points", "points_per_unit", "group"];
/// assert_eq!(nearest("piont", known), Some("points"));
/// assert_eq!(nearest("weather", known), None);
/// ```
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let meant = prepare(name, Compare::Loose);
    let letters = meant.chars().count();
    known
        .into_iter()
        .filter_map(|candidate| {
            let other = prepare(candidate, Compare::Loose);
            let typos = strsim::damerau_levenshtein(&meant, &other);
            let longer = letters.max(other.chars().count());
            let rank = if typos * 3 <= longer.max(3) && typos < longer {
                typos
            } else if part_of(&meant, &other) {
                // After every name that differs only by typos.
                typos + MAX_NAME_CHARS
            } else {
                return None;
            };
            let alike = strsim::jaro_winkler(&meant, &other);
            Some((rank, alike, candidate))
        })
        .min_by(|a, b| {
            let nearer = a.0.cmp(&b.0).then_with(|| b.1.total_cmp(&a.1));
            nearer.then_with(|| a.2.cmp(b.2))
        })
        .map(|(_, _, candidate)| candidate)
}

/// Whether one name is the start or end of the other and at least four letters long, such as
/// `half_life` of `half_life_days`.
fn part_of(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let enough = short.chars().nth(3).is_some();
    enough && (long.starts_with(short) || long.ends_with(short))
}

/// The visible form of a name. Names with equal skeletons look alike.
///
/// Drops case, marks, white space and zero-width characters, and unifies Arabic letters and
/// digits that look alike.
///
/// ```
/// use leadgrade::text::skeleton;
/// assert_eq!(skeleton("Page View"), skeleton("pageview\u{200d}"));
/// assert_ne!(skeleton("page view"), skeleton("page_view"));
/// ```
pub fn skeleton(name: &str) -> String {
    loosened(&without_joiners(name))
        .filter(|c| !c.is_whitespace() && !unseen(*c))
        .map(look_alike)
        .collect()
}

/// Whether the character has no visible form of its own.
fn unseen(c: char) -> bool {
    matches!(
        category(c),
        GeneralCategory::Format | GeneralCategory::Control | GeneralCategory::EnclosingMark
    )
}

/// The representative of the letters or digits that look like `c`.
fn look_alike(c: char) -> char {
    match c {
        // Persian, Urdu and Kurdish letters that look like Arabic ones.
        '\u{6cc}' | '\u{6cd}' | '\u{6d0}' | '\u{6d2}' | '\u{6d3}' => '\u{64a}',
        '\u{6a9}' | '\u{6aa}' => '\u{643}',
        '\u{6be}' | '\u{6c0}'..='\u{6c3}' | '\u{6d5}' => '\u{647}',
        // The eastern digits are drawn as the Arabic ones.
        '\u{6f0}' => '\u{660}',
        '\u{6f1}' => '\u{661}',
        '\u{6f2}' => '\u{662}',
        '\u{6f3}' => '\u{663}',
        '\u{6f4}' => '\u{664}',
        '\u{6f5}' => '\u{665}',
        '\u{6f6}' => '\u{666}',
        '\u{6f7}' => '\u{667}',
        '\u{6f8}' => '\u{668}',
        '\u{6f9}' => '\u{669}',
        other => other,
    }
}

/// The first 60 characters, for messages.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::UNICODE_VERSION;

    #[test]
    fn names_of_any_script_are_allowed() {
        let long = "\u{1f600}".repeat(100);
        for name in [
            "a",
            "M\u{fc}ller & Co",
            "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
            "\u{5e97}\u{8217} 1",
            &long,
        ] {
            assert_eq!(name_fault(name), None, "{name:?}");
        }
    }

    #[test]
    fn faults() {
        let long = "\u{e9}".repeat(101);
        for (name, fault) in [
            ("", "is empty"),
            (long.as_str(), "is longer than 100 characters"),
            ("a.b", "has a dot"),
            ("a\nb", "has a control or format character"),
            ("a\u{85}", "has a control or format character"),
            ("a\u{200b}", "has a control or format character"),
            ("\u{feff}a", "has a control or format character"),
            ("a\u{ad}b", "has a control or format character"),
            ("\u{202e}a", "has a control or format character"),
        ] {
            assert_eq!(name_fault(name), Some(fault), "{name:?}");
        }
    }

    #[test]
    fn nearest_is_helpful() {
        let known = [
            "half_life_days",
            "linear_days",
            "window_days",
            "step_days",
            "keep",
        ];
        for (name, meant) in [
            ("half_life", Some("half_life_days")),
            ("windows_days", Some("window_days")),
            ("Keep", Some("keep")),
            ("kepe", Some("keep")),
            ("half-life-days", Some("half_life_days")),
            ("colour", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(name, known), meant, "{name}");
        }
        assert_eq!(nearest("a", []), None);
    }

    #[test]
    fn nearest_does_not_depend_on_the_order() {
        assert_eq!(nearest("cat", ["hat", "bat", "rat"]), Some("bat"));
        assert_eq!(nearest("cat", ["rat", "bat", "hat"]), Some("bat"));
        assert_eq!(
            nearest("visti", ["visit", "vista"]),
            nearest("visti", ["vista", "visit"])
        );
    }

    #[test]
    fn look_alikes() {
        for (a, b) in [
            ("Visit", "visit"),
            ("visit ", "visit"),
            ("vi\u{200b}sit", "visit"),
            ("caf\u{e9}", "cafe"),
            ("\u{6a9}\u{6cc}", "\u{643}\u{649}"),
            ("\u{6f4}", "\u{664}"),
            ("\u{6c0}", "\u{629}"),
        ] {
            assert_eq!(skeleton(a), skeleton(b), "{a:?} {b:?}");
        }
        assert_ne!(skeleton("visit1"), skeleton("visit2"));
        assert_ne!(skeleton("a-b"), skeleton("ab"));
    }

    /// The tables say of themselves that they are 18.0.0. Every version of
    /// Unicode adds characters (17.0 had 159,801), so the number of characters
    /// tells when an update brings other tables; then look up their version.
    #[test]
    fn the_unicode_version_is_that_of_the_tables() {
        let characters = ('\0'..=char::MAX)
            .filter(|c| {
                !matches!(
                    category(*c),
                    GeneralCategory::Unassigned
                        | GeneralCategory::Control
                        | GeneralCategory::PrivateUse
                )
            })
            .count();
        assert_eq!((UNICODE_VERSION, characters), ("18.0", 172_808));
    }
}
