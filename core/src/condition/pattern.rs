//! Regular expressions: whether a text contains a match.

use regex_syntax::hir::Hir;

#[cfg(not(target_family = "wasm"))]
pub(crate) use fast::Pattern;
#[cfg(target_family = "wasm")]
pub(crate) use small::Pattern;

/// The meta engine of the library, which chooses an engine for each pattern.
#[cfg(not(target_family = "wasm"))]
mod fast {
    use regex_automata::meta::{Builder, Config, Regex};

    use super::Hir;

    #[derive(Clone, Debug)]
    pub(crate) struct Pattern(Regex);

    impl Pattern {
        /// Compiles a pattern. Returns `None` if it takes more than `limit` bytes.
        pub(crate) fn new(pattern: &Hir, limit: usize) -> Option<Self> {
            let config = Config::new()
                .nfa_size_limit(Some(limit))
                .onepass(false)
                .dfa(false);
            let built = Builder::new().configure(config).build_from_hir(pattern);
            built.ok().map(Self)
        }

        pub(crate) fn is_match(&self, text: &str) -> bool {
            self.0.is_match(text)
        }

        /// The size in bytes.
        pub(crate) fn size(&self) -> usize {
            self.0.memory_usage()
        }
    }
}

/// A single engine that supports all patterns, so that the browser module contains no other.
#[cfg(any(target_family = "wasm", test))]
mod small {
    use std::sync::{Arc, Mutex, PoisonError};

    use regex_automata::nfa::thompson::pikevm::{Cache, PikeVM};
    use regex_automata::nfa::thompson::{Compiler, Config, WhichCaptures};

    use super::Hir;

    #[derive(Clone, Debug)]
    pub(crate) struct Pattern {
        engine: PikeVM,
        cache: Arc<Mutex<Cache>>,
    }

    impl Pattern {
        /// Compiles a pattern. Returns `None` if it takes more than `limit` bytes.
        pub(crate) fn new(pattern: &Hir, limit: usize) -> Option<Self> {
            let config = Config::new()
                .nfa_size_limit(Some(limit))
                .which_captures(WhichCaptures::None);
            let states = Compiler::new().configure(config).build_from_hir(pattern);
            let engine = PikeVM::new_from_nfa(states.ok()?).ok()?;
            let cache = Arc::new(Mutex::new(engine.create_cache()));
            Some(Self { engine, cache })
        }

        pub(crate) fn is_match(&self, text: &str) -> bool {
            // A search overwrites the cache, so what a panic left behind does no harm.
            let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
            self.engine.is_match(&mut cache, text)
        }

        /// The size in bytes.
        pub(crate) fn size(&self) -> usize {
            self.engine.get_nfa().memory_usage()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex_syntax::ParserBuilder;

    use super::{fast, small};

    const LIMIT: usize = 1 << 20;

    /// Parts of patterns, which follow each other or stand in groups.
    fn patterns() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            "[a-cß]{1,3}",
            prop::sample::select(vec![
                ".",
                "^",
                "$",
                r"\b",
                r"\B",
                r"\d",
                r"\W",
                r"\s",
                "[^a]",
                "[a-cK]",
                r"\pL",
                r"\P{Greek}",
            ])
            .prop_map(str::to_owned),
        ];
        let repeated =
            (part, "|[*+?]|\\{1,3\\}").prop_map(|(part, often)| format!("(?:{part}){often}"));
        let branch = prop::collection::vec(repeated, 1..5).prop_map(|parts| parts.concat());
        prop::collection::vec(branch, 1..4).prop_map(|branches| branches.join("|"))
    }

    proptest! {
        #[test]
        fn both_find_the_same(
            pattern in patterns(),
            folds: bool,
            texts in prop::collection::vec("[a-cA-CßſKk1 \nαΩ]{0,12}", 1..8),
        ) {
            let read = ParserBuilder::new().case_insensitive(folds).build().parse(&pattern).unwrap();
            let (fast, small) = (fast::Pattern::new(&read, LIMIT), small::Pattern::new(&read, LIMIT));
            let (fast, small) = (fast.unwrap(), small.unwrap());
            prop_assert!(small.size() <= LIMIT);
            for text in texts {
                prop_assert_eq!(fast.is_match(&text), small.is_match(&text), "{} in {}", pattern, text);
            }
        }
    }

    #[test]
    fn both_refuse_what_is_too_large() {
        let read = regex_syntax::parse(r"\w{1000}").unwrap();
        assert!(fast::Pattern::new(&read, LIMIT).is_none());
        assert!(small::Pattern::new(&read, LIMIT).is_none());
    }
}
