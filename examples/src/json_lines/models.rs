//! Caches compiled models, so that a repeated model is compiled once.

use std::borrow::Cow;
use std::collections::HashMap;

use leadgrade::{Model, ModelError, Problem};

/// The number of models in a cache; when it is full, it is cleared.
const MAX_MODELS: usize = 256;
/// The longest text that is cached, in bytes. The core rejects longer models at once.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// The model of a request.
#[derive(Clone, Debug)]
pub(super) enum ModelText<'t> {
    /// A text with TOML or JSON.
    Text(Cow<'t, str>),
    /// The JSON text of an object.
    Object(&'t str),
}

impl ModelText<'_> {
    fn compile(&self) -> Compiled {
        match self {
            Self::Text(text) => compile_text(text).map_err(|error| error.problems),
            Self::Object(text) => {
                let unplaced =
                    |error: ModelError| error.problems.into_iter().map(unplaced).collect();
                Model::from_json(text).map_err(unplaced)
            }
        }
    }
}

/// Compiles TOML or JSON: JSON starts with a brace, TOML never does. Skips a byte order mark.
fn compile_text(text: &str) -> Result<Model, ModelError> {
    let skipped = |character: char| character == '\u{feff}' || character.is_whitespace();
    let json = text.trim_start_matches(skipped);
    let text = text.trim_start_matches('\u{feff}');
    if json.starts_with('{') {
        Model::from_json(json)
    } else {
        Model::from_toml(text)
    }
}

/// Removes line and column, which would count from the start of the model within the request.
fn unplaced(mut problem: Problem) -> Problem {
    problem.line = None;
    problem.column = None;
    problem
}

type Compiled = Result<Model, Vec<Problem>>;

/// The results of compiling models, by their text.
#[derive(Debug, Default)]
pub(super) struct Models {
    texts: Cache,
    objects: Cache,
}

impl Models {
    /// The result of compiling a model, from the cache if it is there.
    pub(super) fn get(&mut self, model: &ModelText<'_>) -> Compiled {
        let (cache, text) = match model {
            ModelText::Text(text) => (&mut self.texts, text.as_ref()),
            ModelText::Object(text) => (&mut self.objects, *text),
        };
        cache.get(text, || model.compile())
    }
}

/// Models of one kind.
#[derive(Debug, Default)]
struct Cache {
    /// The model of the previous line, which is usually the same; comparing it is
    /// faster than hashing.
    last: Option<(String, Compiled)>,
    earlier: HashMap<String, Compiled>,
}

impl Cache {
    fn get(&mut self, text: &str, compile: impl FnOnce() -> Compiled) -> Compiled {
        if let Some((last, compiled)) = &self.last
            && last == text
        {
            return compiled.clone();
        }
        let compiled = match self.earlier.get(text) {
            Some(compiled) => compiled.clone(),
            None => self.insert(text, compile()),
        };
        if text.len() <= MAX_TEXT_BYTES {
            self.last = Some((text.to_owned(), compiled.clone()));
        }
        compiled
    }

    fn insert(&mut self, text: &str, compiled: Compiled) -> Compiled {
        if self.earlier.len() >= MAX_MODELS {
            self.earlier.clear();
        }
        if text.len() <= MAX_TEXT_BYTES {
            self.earlier.insert(text.to_owned(), compiled.clone());
        }
        compiled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_model_is_compiled_once() {
        let mut cache = Cache::default();
        let mut times = 0;
        for text in ["a", "a", "b", "a", "b"] {
            let _ = cache.get(text, || {
                times += 1;
                Err(Vec::new())
            });
        }
        assert_eq!(times, 2);
    }

    #[test]
    fn the_cache_is_bounded() {
        let mut cache = Cache::default();
        for number in 0..1000 {
            let _ = cache.get(&number.to_string(), || Err(Vec::new()));
        }
        assert!(cache.earlier.len() <= MAX_MODELS);
        let _ = cache.get(&" ".repeat(MAX_TEXT_BYTES + 1), || Err(Vec::new()));
        assert!(cache.last.is_some_and(|(text, _)| text == "999"));
    }
}
