//! A model that repeats is compiled once.

use std::borrow::Cow;
use std::collections::HashMap;

use leadgrade::{Model, ModelError, Problem};

/// Models of one kind that are remembered; when there are more, all are forgotten.
const MOST: usize = 256;
/// Longer texts are refused quickly and not worth their memory.
const LONGEST: usize = 1 << 20;

/// What a request gives as its model.
#[derive(Clone, Debug)]
pub(super) enum ModelText<'t> {
    /// A text that holds TOML or JSON.
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

/// TOML never begins with a brace, a document in JSON always does; a byte order mark before
/// either says nothing.
fn compile_text(text: &str) -> Result<Model, ModelError> {
    let outside = |character: char| character == '\u{feff}' || character.is_whitespace();
    let json = text.trim_start_matches(outside);
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

/// Compiled models, and those that were refused, by their text.
#[derive(Debug, Default)]
pub(super) struct Models {
    texts: Known,
    objects: Known,
}

impl Models {
    /// The model of a text, compiled unless it was before.
    pub(super) fn get(&mut self, model: &ModelText<'_>) -> Compiled {
        let (known, text) = match model {
            ModelText::Text(text) => (&mut self.texts, text.as_ref()),
            ModelText::Object(text) => (&mut self.objects, *text),
        };
        known.get(text, || model.compile())
    }
}

/// Models of one kind.
#[derive(Debug, Default)]
struct Known {
    /// Most often the model is the one of the line before; comparing is
    /// quicker than hashing.
    last: Option<(String, Compiled)>,
    earlier: HashMap<String, Compiled>,
}

impl Known {
    fn get(&mut self, text: &str, compile: impl FnOnce() -> Compiled) -> Compiled {
        if let Some((last, compiled)) = &self.last
            && last == text
        {
            return compiled.clone();
        }
        let found = match self.earlier.get(text) {
            Some(compiled) => compiled.clone(),
            None => self.keep(text, compile()),
        };
        if text.len() <= LONGEST {
            self.last = Some((text.to_owned(), found.clone()));
        }
        found
    }

    fn keep(&mut self, text: &str, compiled: Compiled) -> Compiled {
        if self.earlier.len() >= MOST {
            self.earlier.clear();
        }
        if text.len() <= LONGEST {
            self.earlier.insert(text.to_owned(), compiled.clone());
        }
        compiled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_that_repeats_is_compiled_once() {
        let mut known = Known::default();
        let mut times = 0;
        for text in ["a", "a", "b", "a", "b"] {
            let _ = known.get(text, || {
                times += 1;
                Err(Vec::new())
            });
        }
        assert_eq!(times, 2);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut known = Known::default();
        for number in 0..1000 {
            let _ = known.get(&number.to_string(), || Err(Vec::new()));
        }
        assert!(known.earlier.len() <= MOST);
        let _ = known.get(&" ".repeat(LONGEST + 1), || Err(Vec::new()));
        assert!(known.last.is_some_and(|(text, _)| text == "999"));
    }
}
