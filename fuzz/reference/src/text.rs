//! Specification, section 4.1, `compare`: how texts and tags compare, on both sides.

use icu_casemap::CaseMapper;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// How a text compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// Outer white space trimmed, NFC, Unicode simple case folding.
    Fold,
    /// As they are.
    Exact,
    /// Without marks, tatweel and differences of Arabic letters.
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
            Compare::Fold => fold(&nfc(text.trim())),
            Compare::Loose => loose(text),
        }
    }

    /// What `matches` sees: "the text trimmed and in NFC (`loose`: as prepared)".
    pub fn seen_by_matches(self, text: &str) -> String {
        match self {
            Compare::Loose => loose(text),
            Compare::Exact | Compare::Fold => nfc(text.trim()),
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

/// Missing: "a text of white space only".
pub fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn fold(text: &str) -> String {
    let mapper = CaseMapper::new();
    text.chars().map(|c| mapper.simple_fold(c)).collect()
}

fn loose(text: &str) -> String {
    let marks = CodePointMapData::<GeneralCategory>::new();
    let bare: String = text
        .nfkd()
        .filter(|c| marks.get(*c) != GeneralCategory::NonspacingMark && *c != TATWEEL)
        .collect();
    let one_blank: String = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    fold(&one_blank.chars().map(arabic).collect::<String>())
}

const TATWEEL: char = '\u{640}';

/// "Arabic alef forms as alef (U+0622, U+0623, U+0625, U+0671 to U+0673), alef maqsura as ya, ta marbuta as ha, hamza
/// on waw and ya as waw and ya."
fn arabic(letter: char) -> char {
    match letter {
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}'..='\u{673}' => '\u{627}',
        '\u{649}' | '\u{626}' => '\u{64A}',
        '\u{629}' => '\u{647}',
        '\u{624}' => '\u{648}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fold_trims_composes_and_folds() {
        assert!(Compare::Fold.same("  ÉCOLE ", "e\u{301}cole"));
        assert!(!Compare::Fold.same("école", "ecole"));
        assert!(!Compare::Fold.same("a  b", "a b"));
        // Simple folding: sharp s stays one letter, capital sharp s folds to it, final sigma to sigma.
        assert!(Compare::Fold.same("STRA\u{1E9E}E", "straße"));
        assert!(!Compare::Fold.same("straße", "strasse"));
        assert!(Compare::Fold.same("ΟΔΟΣ", "οδος"));
    }

    #[test]
    fn exact_leaves_all_alone() {
        assert!(!Compare::Exact.same("a", "A"));
        assert!(!Compare::Exact.same("a", " a"));
        assert!(!Compare::Exact.same("é", "e\u{301}"));
    }

    #[test]
    fn loose_drops_accents_and_arabic_spelling() {
        assert!(Compare::Loose.same(" École\u{a0} Normale", "ecole normale"));
        assert!(Compare::Loose.same("أحمد", "احمد"));
        assert!(Compare::Loose.same("مدرسة", "مدرسه"));
        assert!(Compare::Loose.same("مصطفى", "مصطفي"));
        assert!(Compare::Loose.same("مـــحمّد", "محمد"));
        assert!(Compare::Loose.same("مسؤول", "مسوول"));
        assert!(Compare::Loose.same("\u{671}لرحمن", "الرحمن"));
        assert!(!Compare::Loose.same("محمد", "محمود"));
    }

    #[test]
    fn matches_sees_trimmed_text() {
        assert_eq!(Compare::Exact.seen_by_matches(" E\u{301} "), "É");
        assert_eq!(Compare::Fold.seen_by_matches(" E\u{301} "), "É");
        assert_eq!(Compare::Loose.seen_by_matches(" E\u{301} "), "e");
    }
}
