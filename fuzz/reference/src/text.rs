//! Specification, section 4.1, `compare`: how texts and tags compare, on both sides.

use icu_casemap::CaseMapper;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// How a text compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// Without invisible characters, outer white space trimmed, NFC, Unicode simple case folding.
    Fold,
    /// As they are.
    Exact,
    /// Without joiners, marks, tatweel and differences of Arabic, Persian and Urdu letters, too.
    Loose,
}

impl Compare {
    /// `compare` of a declaration; `"fold"` is the default.
    pub fn of(declaration: Option<&Value>) -> Compare {
        match declaration
            .and_then(|d| d.get("compare"))
            .and_then(Value::as_str)
        {
            Some("exact") => Compare::Exact,
            Some("loose") => Compare::Loose,
            _ => Compare::Fold,
        }
    }

    /// The form in which two texts are compared byte by byte.
    pub fn prepare(self, text: &str) -> String {
        match self {
            Compare::Exact => text.to_owned(),
            Compare::Fold => fold(&nfc(visible(text).trim())),
            Compare::Loose => loose(text),
        }
    }

    /// What `matches` sees: "the text trimmed and in NFC (`loose`: as prepared), without invisible characters unless
    /// `exact`".
    pub fn seen_by_matches(self, text: &str) -> String {
        match self {
            Compare::Loose => loose(text),
            Compare::Fold => nfc(visible(text).trim()),
            Compare::Exact => nfc(text.trim()),
        }
    }

    /// Whether two texts compare equal.
    pub fn same(self, a: &str, b: &str) -> bool {
        self.prepare(a) == self.prepare(b)
    }
}

/// Names are "compared after NFC".
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// Missing: "a text of nothing but white space and invisible characters", however texts compare.
pub fn blank(text: &str) -> bool {
    visible(text).trim().is_empty()
}

/// "Invisible characters left out (U+00AD, U+061C, U+180E, U+200B, U+200E, U+200F, U+202A to U+202E, U+2060, U+2066 to
/// U+2069, U+FEFF)."
fn visible(text: &str) -> String {
    let invisible = |c: char| {
        matches!(
            c,
            '\u{AD}'
                | '\u{61C}'
                | '\u{180E}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'
                | '\u{2066}'..='\u{2069}'
                | '\u{FEFF}'
        )
    };
    text.chars().filter(|c| !invisible(*c)).collect()
}

fn fold(text: &str) -> String {
    let mapper = CaseMapper::new();
    text.chars().map(|c| mapper.simple_fold(c)).collect()
}

/// "Without invisible characters, U+200C, U+200D; NFKD; without marks (Mn) and tatweel; (letters); simple case folding;
/// runs of white space as one blank, trimmed."
fn loose(text: &str) -> String {
    let marks = CodePointMapData::<GeneralCategory>::new();
    let letters: String = visible(text)
        .chars()
        .filter(|c| !matches!(c, '\u{200C}' | '\u{200D}'))
        .nfkd()
        .filter(|c| marks.get(*c) != GeneralCategory::NonspacingMark && *c != TATWEEL)
        .map(letter)
        .collect();
    let folded = fold(&letters);
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

const TATWEEL: char = '\u{640}';

/// "U+0671 to U+0673 as alef (U+0627), U+0649 and U+06CC as ya (U+064A), U+06A9 as kaf (U+0643), U+0629, U+06C1, U+06C3,
/// U+06D5 as ha (U+0647)." What NFKD takes apart (alef, waw and ya with hamza) is a letter and a mark before.
fn letter(letter: char) -> char {
    match letter {
        '\u{671}'..='\u{673}' => '\u{627}',
        '\u{649}' | '\u{6CC}' => '\u{64A}',
        '\u{6A9}' => '\u{643}',
        '\u{629}' | '\u{6C1}' | '\u{6C3}' | '\u{6D5}' => '\u{647}',
        other => other,
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
