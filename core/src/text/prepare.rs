//! The prepared form of a text. Two texts are equal if their prepared forms are equal.
//!
//! Once both sides are prepared, every comparison is a comparison of bytes. Most texts are
//! ASCII; a text that is already in prepared form needs no allocation.

use std::borrow::Cow;

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed, props::GeneralCategory};
use serde::Serialize;

const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();
const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
const CASE: CaseMapperBorrowed<'static> = CaseMapper::new();
const CATEGORY: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::new();

/// How the texts of an attribute or property compare. Applies to both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Compare {
    /// Ignores invisible characters, outer white space, the composition of letters and case.
    #[default]
    Fold,
    /// Byte by byte.
    Exact,
    /// As [`Compare::Fold`], and also ignores marks, compatibility forms, the amount of white
    /// space and differences between Arabic, Persian and Urdu letters that are often written for
    /// each other.
    Loose,
}

/// Whether a character is invisible. `fold` and `loose` drop it, and a text that consists only
/// of such characters and white space is missing.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// `text` without invisible characters and outer white space. Borrows if nothing inside is
/// dropped.
fn visible(text: &str) -> Cow<'_, str> {
    let dropped = |c: char| c.is_whitespace() || is_invisible(c);
    let trimmed = text.trim_matches(dropped);
    if trimmed.is_ascii() || !trimmed.contains(is_invisible) {
        return Cow::Borrowed(trimmed);
    }
    Cow::Owned(trimmed.chars().filter(|c| !is_invisible(*c)).collect())
}

/// The prepared form of `text`. Borrows if nothing changes.
///
/// ```
/// use leadgrade::text::{Compare, prepare};
/// assert_eq!(prepare(" M\u{dc}LLER ", Compare::Fold), "m\u{fc}ller");
/// assert_eq!(prepare(" M\u{dc}LLER ", Compare::Exact), " M\u{dc}LLER ");
/// assert_eq!(prepare("M\u{dc}LLER  GmbH", Compare::Loose), "muller gmbh");
/// ```
pub fn prepare(text: &str, how: Compare) -> Cow<'_, str> {
    if how == Compare::Exact {
        return Cow::Borrowed(text);
    }
    if let Cow::Borrowed(shown) = visible(text)
        && (how == Compare::Fold && is_folded(shown) || how == Compare::Loose && is_loose(shown))
    {
        return Cow::Borrowed(shown);
    }
    let mut out = String::with_capacity(text.len());
    prepare_into(text, how, &mut out);
    Cow::Owned(out)
}

/// Appends the prepared form of `text` to `out`. For ASCII, only `out` allocates.
///
/// ```
/// use leadgrade::text::{Compare, prepare_into};
/// let mut line = String::from("city=");
/// prepare_into(" Riyadh", Compare::Fold, &mut line);
/// assert_eq!(line, "city=riyadh");
/// ```
pub fn prepare_into(text: &str, how: Compare, out: &mut String) {
    match how {
        Compare::Exact => out.push_str(text),
        Compare::Fold => {
            let text = visible(text);
            if text.is_ascii() {
                let start = out.len();
                out.push_str(&text);
                if let Some(added) = out.get_mut(start..) {
                    added.make_ascii_lowercase();
                }
            } else {
                out.extend(nfc(&text).chars().map(|c| CASE.simple_fold(c)));
            }
        }
        Compare::Loose => {
            let text = visible(text);
            if text.is_ascii() {
                let words = text.chars().map(|c| c.to_ascii_lowercase());
                push_words(words, out);
            } else {
                push_words(loosened(&without_joiners(&text)), out);
            }
        }
    }
}

/// `text` with letters and their marks composed (NFC).
///
/// ```
/// assert_eq!(leadgrade::text::nfc("u\u{308}"), "\u{fc}");
/// ```
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    NFC.normalize(text)
}

/// The form of `text` that a regular expression matches: trimmed and composed, without invisible
/// characters unless [`Compare::Exact`], and prepared for [`Compare::Loose`].
///
/// ```
/// use leadgrade::text::{Compare, seen_by_regex};
/// assert_eq!(seen_by_regex(" CEO ", Compare::Exact), "CEO");
/// assert_eq!(seen_by_regex(" CEO ", Compare::Loose), "ceo");
/// ```
pub fn seen_by_regex(text: &str, how: Compare) -> Cow<'_, str> {
    match how {
        Compare::Exact => nfc(text.trim()),
        Compare::Fold => match visible(text) {
            Cow::Borrowed(shown) => nfc(shown),
            Cow::Owned(shown) => Cow::Owned(nfc(&shown).into_owned()),
        },
        Compare::Loose => prepare(text, how),
    }
}

/// The general category of a character.
pub(super) fn category(c: char) -> GeneralCategory {
    CATEGORY.get(c)
}

/// The characters of the loose form of a text [`without_joiners`]; white space is unchanged.
pub(super) fn loosened(text: &str) -> impl Iterator<Item = char> {
    NFKD.normalize_iter(text.chars())
        .filter(|c| {
            c.is_ascii() || (*c != '\u{640}' && category(*c) != GeneralCategory::NonspacingMark)
        })
        .map(|c| CASE.simple_fold(plain_arabic(c)))
}

/// `text` without invisible characters and joiners, as [`loosened`] needs it. A separate step, so
/// that decomposition is compiled for one type of iterator only.
pub(super) fn without_joiners(text: &str) -> Cow<'_, str> {
    let dropped = |c: char| is_invisible(c) || matches!(c, '\u{200c}' | '\u{200d}');
    if text.contains(dropped) {
        return Cow::Owned(text.chars().filter(|c| !dropped(*c)).collect());
    }
    Cow::Borrowed(text)
}

/// The letter that an Arabic, Persian or Urdu letter is often written as. Decomposition has
/// already removed hamza and madda from U+0622 to U+0626.
fn plain_arabic(c: char) -> char {
    match c {
        '\u{671}'..='\u{673}' => '\u{627}',
        '\u{649}' | '\u{6cc}' => '\u{64a}',
        '\u{6a9}' => '\u{643}',
        '\u{629}' | '\u{6c1}' | '\u{6c3}' | '\u{6d5}' => '\u{647}',
        other => other,
    }
}

/// Appends words with one blank between them, and none before or after.
fn push_words(characters: impl Iterator<Item = char>, out: &mut String) {
    let start = out.len();
    let mut apart = false;
    for c in characters {
        if c.is_whitespace() {
            apart = true;
        } else {
            if apart && out.len() > start {
                out.push(' ');
            }
            apart = false;
            out.push(c);
        }
    }
}

/// Whether a trimmed text is surely its own folded form.
fn is_folded(trimmed: &str) -> bool {
    if trimmed.is_ascii() {
        return !trimmed.bytes().any(|b| b.is_ascii_uppercase());
    }
    NFC.is_normalized(trimmed) && trimmed.chars().all(|c| CASE.simple_fold(c) == c)
}

/// Whether a trimmed text is surely its own loose form.
fn is_loose(trimmed: &str) -> bool {
    let mut before = b' ';
    trimmed.bytes().all(|b| {
        let plain = match b {
            b' ' => before != b' ',
            _ => b.is_ascii_graphic() && !b.is_ascii_uppercase(),
        };
        before = b;
        plain
    })
}

#[cfg(test)]
#[path = "prepare_tests.rs"]
mod tests;
