//! Regular expressions, compiled within a budget.
//!
//! A pattern of a few bytes can stand for megabytes of automaton, so a hostile
//! model could take seconds to load. All patterns of a model therefore share
//! one budget of automaton size and one of text.

use regex_automata::meta::{BuildError, Builder, Config, Regex};
use regex_automata::util::syntax;
use rustc_hash::FxHashMap;

use crate::document::Compare;
use crate::exact::{
    MAX_PATTERN_BYTES, MAX_PATTERNS_BYTES, MAX_REGEX_COMPILED_BYTES, MAX_REGEXES_COMPILED_BYTES,
    MIN_PATTERN_CHARGE,
};

/// The patterns of a model so far; equal ones are compiled once.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    known: FxHashMap<(String, bool), Regex>,
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
    pub(super) fn get(&mut self, pattern: &str, how: Compare) -> Result<Regex, PatternFault> {
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
        match build(pattern, folds, limit) {
            Ok(built) => {
                self.compiled += built.memory_usage();
                self.known.insert(key, built.clone());
                Ok(built)
            }
            Err(error) if error.size_limit().is_some() => {
                self.compiled += limit;
                Err(if limit < MAX_REGEX_COMPILED_BYTES {
                    PatternFault::Exhausted
                } else {
                    PatternFault::TooLarge
                })
            }
            Err(error) => Err(PatternFault::Syntax(reason(&error))),
        }
    }
}

fn build(pattern: &str, folds: bool, limit: usize) -> Result<Regex, Box<BuildError>> {
    let config = Config::new()
        .nfa_size_limit(Some(limit))
        .onepass(false)
        .dfa(false);
    let syntax = syntax::Config::new().case_insensitive(folds);
    Builder::new()
        .configure(config)
        .syntax(syntax)
        .build(pattern)
        .map_err(Box::new)
}

/// The last line of what the library says of a syntax error.
fn reason(error: &BuildError) -> String {
    let text = error
        .syntax_error()
        .map_or_else(|| error.to_string(), ToString::to_string);
    let last = text.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ").to_owned()
}
