//! Regular expressions, compiled within a budget.
//!
//! A pattern of a few bytes can stand for megabytes of automaton, so a hostile
//! model could take seconds to load. All patterns of a model therefore share
//! one budget of automaton size and one of text.

use rustc_hash::FxHashMap;

use crate::condition::Pattern;
use crate::document::Compare;
use crate::exact::{
    MAX_PATTERN_BYTES, MAX_PATTERNS_BYTES, MAX_REGEX_COMPILED_BYTES, MAX_REGEXES_COMPILED_BYTES,
    MIN_PATTERN_CHARGE,
};
use crate::text::read_regex;

/// The patterns of a model so far; equal ones are compiled once.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    known: FxHashMap<(String, bool), Pattern>,
    text: usize,
    compiled: usize,
}

/// Why a pattern cannot be used.
pub(super) enum PatternFault {
    /// It is no regular expression; the reason in the words of the library.
    Syntax(String),
    /// It alone takes more than a pattern may.
    TooLarge,
    /// With those before it takes more than all may.
    Exhausted,
}

impl Patterns {
    /// The pattern, without regard to case unless texts compare exactly.
    pub(super) fn get(&mut self, pattern: &str, how: Compare) -> Result<Pattern, PatternFault> {
        let folds = how != Compare::Exact;
        let key = (pattern.to_owned(), folds);
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let left = MAX_REGEXES_COMPILED_BYTES.saturating_sub(self.compiled);
        self.text += pattern.len().max(MIN_PATTERN_CHARGE);
        if left == 0 || self.text > MAX_PATTERNS_BYTES || pattern.len() > MAX_PATTERN_BYTES {
            return Err(PatternFault::Exhausted);
        }
        let limit = left.min(MAX_REGEX_COMPILED_BYTES);
        let read = read_regex(pattern, folds).map_err(PatternFault::Syntax)?;
        match Pattern::new(&read, limit) {
            Some(built) => {
                self.compiled += built.size();
                self.known.insert(key, built.clone());
                Ok(built)
            }
            None => {
                self.compiled += limit;
                Err(if limit < MAX_REGEX_COMPILED_BYTES {
                    PatternFault::Exhausted
                } else {
                    PatternFault::TooLarge
                })
            }
        }
    }
}
