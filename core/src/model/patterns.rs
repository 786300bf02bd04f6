//! Regular expressions, compiled within a budget.
//!
//! A pattern of a few bytes can compile to an automaton of megabytes, so a hostile model could
//! take seconds to load. All patterns of a model therefore share a budget for the size of
//! automata and a budget for their text.

use rustc_hash::FxHashMap;

use crate::condition::Pattern;
use crate::document::Compare;
use crate::exact::{
    MAX_PATTERN_BYTES, MAX_PATTERNS_BYTES, MAX_REGEX_COMPILED_BYTES, MAX_REGEXES_COMPILED_BYTES,
    MIN_PATTERN_CHARGE,
};
use crate::text::read_regex;

/// The patterns of a model so far. Equal patterns are compiled once.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    known: FxHashMap<(String, bool), Pattern>,
    text: usize,
    compiled: usize,
}

/// Why a pattern cannot be used.
pub(super) enum PatternFault {
    /// It is not a valid regular expression. Holds the reason that the library gives.
    Syntax(String),
    /// It exceeds the limit of a single pattern.
    TooLarge,
    /// It exceeds the limit of all patterns, together with the patterns before it.
    Exhausted,
}

impl Patterns {
    /// Compiles a pattern. Ignores case unless texts compare exactly.
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
