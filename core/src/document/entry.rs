//! From a text or a value to a [`Document`], or to all that is wrong with it.

use super::problems::Problems;
use super::reader::At;
use super::source::Source;
use super::tree::{Node, Span, Value};
use super::words::grouped;
use super::{Document, ModelError, json, read, toml};
use crate::exact::MAX_DOCUMENT_BYTES;

impl Document {
    /// Reads a document in TOML, at most 1 MiB.
    ///
    /// # Errors
    ///
    /// Every problem of the text, with line and column. Where its syntax is
    /// broken only that is reported, since the rest is a guess.
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
        parse_toml(text).map(|(document, _)| document)
    }

    /// Reads a document in JSON, at most 1 MiB.
    ///
    /// # Errors
    ///
    /// Every problem of the text, with line and column; a syntax error alone.
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
        parse_json(text).map(|(document, _)| document)
    }

    /// Reads a document from a value that is already parsed.
    ///
    /// # Errors
    ///
    /// Every problem of the value, without line and column.
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
        parse_value(value).map(|(document, _)| document)
    }
}

/// As [`Document::from_toml`], with what later problems are placed by.
///
/// # Errors
///
/// As there.
pub fn parse_toml(text: &str) -> Result<(Document, Source), ModelError> {
    from_text(text, Problems::of_toml(), toml::parse)
}

/// As [`Document::from_json`], with what later problems are placed by.
///
/// # Errors
///
/// As there.
pub fn parse_json(text: &str) -> Result<(Document, Source), ModelError> {
    from_text(text, Problems::default(), json::parse)
}

/// As [`Document::from_value`], with what later problems are placed by.
///
/// # Errors
///
/// As there.
pub fn parse_value(value: &serde_json::Value) -> Result<(Document, Source), ModelError> {
    let problems = Problems::default();
    let tree = json::from_value(value, &problems);
    finish(Source::new(None, tree), problems)
}

fn from_text(
    text: &str,
    problems: Problems,
    parse: impl FnOnce(&str, &Problems) -> Option<Node>,
) -> Result<(Document, Source), ModelError> {
    let nothing = Node {
        value: Value::Null,
        span: Span::default(),
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
        return Err(problems.into_error(&Source::none()));
    }
    match parse(text, &problems) {
        Some(tree) => finish(Source::new(Some(text), tree), problems),
        None => Err(problems.into_error(&Source::new(Some(text), nothing))),
    }
}

fn finish(source: Source, problems: Problems) -> Result<(Document, Source), ModelError> {
    match read::document(&At::root(source.tree(), &problems)) {
        Some(document) if problems.is_empty() => Ok((document, source)),
        _ => Err(problems.into_error(&source)),
    }
}
