//! Reads a [`Document`] from a text or a value, or reports all of its problems.

use super::phrasing::{grouped, quoted};
use super::problems::ProblemList;
use super::reader::At;
use super::source::Source;
use super::tree::{ByteSpan, Node, TreeValue};
use super::{Document, ModelError, Problem, json, read, toml};
use crate::exact::MAX_DOCUMENT_BYTES;

impl Document {
    /// Reads a document in TOML, at most 1 MiB.
    ///
    /// # Errors
    ///
    /// Returns every problem of the text, with line and column. If the syntax is
    /// broken, only the syntax errors are reported.
    ///
    /// # Example
    ///
    /// ```
    /// use leadgrade::document::Document;
    /// let document = Document::from_toml("format = 1\nname = \"office\"\n")?;
    /// assert_eq!(document.timezone, "UTC");
    /// let error = Document::from_toml("format = 1\nname = \"office\"\n[fitt]\n").unwrap_err();
    /// assert_eq!(error.problems[0].help, "did you mean `fit`?");
    /// # Ok::<(), leadgrade::document::ModelError>(())
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, ModelError> {
        read_toml(text).whole()
    }

    /// Reads a document in JSON, at most 1 MiB.
    ///
    /// # Errors
    ///
    /// Returns every problem of the text, with line and column, or the syntax
    /// error alone.
    ///
    /// # Example
    ///
    /// ```
    /// use leadgrade::document::Document;
    /// let document = Document::from_json(r#"{"format": 1, "name": "office"}"#)?;
    /// assert_eq!(document.name, "office");
    /// # Ok::<(), leadgrade::document::ModelError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        read_json(text).whole()
    }

    /// Reads a document from a value that is already parsed.
    ///
    /// # Errors
    ///
    /// Returns every problem of the value, without line and column.
    ///
    /// # Example
    ///
    /// ```
    /// use leadgrade::document::Document;
    /// let value = serde_json::json!({"format": 1, "name": "office"});
    /// assert_eq!(Document::from_value(&value)?.name, "office");
    /// # Ok::<(), leadgrade::document::ModelError>(())
    /// ```
    pub fn from_value(value: &serde_json::Value) -> Result<Self, ModelError> {
        read_value(value).whole()
    }
}

/// The result of reading: the parts of the document that could be read, and the
/// problems.
#[derive(Debug)]
pub(crate) struct Reading {
    /// `None` if the problems hide everything else, such as a syntax error.
    pub(crate) document: Option<Document>,
    pub(crate) source: Source,
    /// The problems with their places, in the order of the text.
    pub(crate) problems: Vec<Problem>,
}

impl Reading {
    /// The document, or its problems.
    fn whole(self) -> Result<Document, ModelError> {
        match self.document {
            Some(document) if self.problems.is_empty() => Ok(document),
            _ => Err(ModelError {
                problems: self.problems,
            }),
        }
    }
}

/// Reads a text in TOML.
pub(crate) fn read_toml(text: &str) -> Reading {
    from_text(text, ProblemList::toml(), toml::parse)
}

/// Reads a text in JSON.
pub(crate) fn read_json(text: &str) -> Reading {
    from_text(text, ProblemList::default(), json::parse)
}

/// Reads a value that is already parsed.
pub(crate) fn read_value(value: &serde_json::Value) -> Reading {
    let problems = ProblemList::default();
    let tree = json::from_value(value, &problems);
    finish(Source::new(None, tree), problems)
}

fn from_text(
    text: &str,
    problems: ProblemList,
    parse: impl FnOnce(&str, &ProblemList) -> Option<Node>,
) -> Reading {
    let nothing = Node {
        value: TreeValue::Null,
        span: ByteSpan::default(),
    };
    if text.len() > MAX_DOCUMENT_BYTES {
        let message = format!(
            "the text has {} bytes",
            grouped(i64::try_from(text.len()).unwrap_or(i64::MAX))
        );
        At::root(&nothing, &problems).report(
            "too_large",
            message,
            "at most 1,048,576 bytes (1 MiB)",
        );
        return nothing_read(Source::none(), problems);
    }
    match parse(text, &problems) {
        Some(tree) => finish(Source::new(Some(text), tree), problems),
        None if is_path(text) => {
            let problems = ProblemList::default();
            let message = format!("found {}, which looks like a path", quoted(text));
            let help = "pass the text of the model: read the file first";
            At::root(&nothing, &problems).report("syntax", message, help);
            nothing_read(Source::new(Some(text), nothing.clone()), problems)
        }
        None => nothing_read(Source::new(Some(text), nothing), problems),
    }
}

/// Whether a text looks like the path of a document.
fn is_path(text: &str) -> bool {
    let end = text.trim_end().to_ascii_lowercase();
    !end.contains(['\n', '{', '=']) && (end.ends_with(".toml") || end.ends_with(".json"))
}

fn nothing_read(source: Source, problems: ProblemList) -> Reading {
    Reading {
        document: None,
        problems: problems.into_error(&source).problems,
        source,
    }
}

fn finish(source: Source, problems: ProblemList) -> Reading {
    let document = read::document(&At::root(source.tree(), &problems));
    Reading {
        document,
        ..nothing_read(source, problems)
    }
}
