//! Reads JSON text, and values that a host language parsed, into a tree.
//!
//! The text is walked level by level with borrowed raw slices of `serde_json`. The
//! position of a slice within the text is the place of its value, so lines and
//! columns need no parser of our own.

use std::collections::BTreeSet;
use std::fmt;

use serde::Deserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::problems::{Path, ProblemList};
use super::tree::{ByteSpan, MAX_DEPTH, Node, TreeKey, TreeValue};
use crate::exact::{SPARSE, nearest};

/// Reads a JSON text.
pub(crate) fn parse(text: &str, problems: &ProblemList) -> Option<Node> {
    let content = text.strip_prefix('\u{feff}').unwrap_or(text);
    let raw: &RawValue = match serde_json::from_str(content) {
        Ok(raw) => raw,
        Err(error) => {
            syntax(&JsonWalk { text, problems }, &Path::ROOT, content, &error);
            return None;
        }
    };
    if let Some(start) = too_deep(text) {
        report_depth(problems, &Path::ROOT, start);
        return None;
    }
    JsonWalk { text, problems }.node(raw, &Path::ROOT)
}

/// Returns the byte at which more than [`MAX_DEPTH`] lists and tables are open, in
/// valid JSON.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                depth = depth.saturating_add(1);
                if depth > MAX_DEPTH {
                    return Some(at);
                }
            }
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

pub(crate) fn report_depth(problems: &ProblemList, path: &Path<'_>, start: usize) {
    let help = format!("at most {MAX_DEPTH} lists and tables inside each other");
    problems.add(
        "too_deep",
        path,
        start,
        "values are nested too deeply".to_owned(),
        help,
    );
}

pub(crate) fn report_not_finite(
    problems: &ProblemList,
    path: &Path<'_>,
    start: usize,
    found: &str,
) {
    let message = format!("found {}", super::phrasing::quoted(found));
    problems.add(
        "not_finite",
        path,
        start,
        message,
        "expected a finite number".to_owned(),
    );
}

fn syntax(walk: &JsonWalk<'_>, path: &Path<'_>, part: &str, error: &serde_json::Error) {
    let message = error.to_string();
    let message = message
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .replace("EOF while", "the text ends while")
        .replace("expected ident", "expected `true`, `false` or `null`");
    let line_start = match error.line().checked_sub(2) {
        Some(index) => part
            .match_indices('\n')
            .nth(index)
            .map_or(part.len(), |(at, _)| at.saturating_add(1)),
        None => 0,
    };
    let start = walk
        .start(part)
        .saturating_add(line_start)
        .saturating_add(error.column().saturating_sub(1));
    let mut start = start.min(walk.text.len());
    while !walk.text.is_char_boundary(start) {
        start = start.saturating_sub(1);
    }
    walk.problems.add(
        "syntax",
        path,
        start,
        message,
        "write valid JSON".to_owned(),
    );
}

struct JsonWalk<'t> {
    text: &'t str,
    problems: &'t ProblemList,
}

impl<'t> JsonWalk<'t> {
    /// The byte at which a slice of the text begins.
    fn start(&self, part: &str) -> usize {
        part.as_ptr()
            .addr()
            .saturating_sub(self.text.as_ptr().addr())
    }

    fn node(&self, raw: &'t RawValue, path: &Path<'_>) -> Option<Node> {
        let text = raw.get();
        let start = self.start(text);
        let span = ByteSpan {
            start,
            end: start.saturating_add(text.len()),
        };
        let value = match text.bytes().next()? {
            b'n' => TreeValue::Null,
            b't' => TreeValue::Flag(true),
            b'f' => TreeValue::Flag(false),
            b'"' => self
                .text_of(text, path)
                .map_or(TreeValue::Faulty, TreeValue::Text),
            b'[' => {
                let items: Level<'t> = self.level(text, path)?;
                let nodes = items.0.into_iter().enumerate();
                TreeValue::List(
                    nodes
                        .filter_map(|(index, (_, raw))| self.node(raw, &path.index(index)))
                        .collect(),
                )
            }
            b'{' => self.table(text, path)?,
            _ => match number_value(text) {
                Some(number) => number,
                None => {
                    report_not_finite(self.problems, path, start, text);
                    TreeValue::Faulty
                }
            },
        };
        Some(Node { value, span })
    }

    fn table(&self, text: &'t str, path: &Path<'_>) -> Option<TreeValue> {
        let level: Level<'t> = self.level(text, path)?;
        let (mut entries, mut seen) = (Vec::with_capacity(level.0.len()), BTreeSet::new());
        for (key, raw) in level.0 {
            let Some(key) = key else { continue };
            let start = self.start(key.get());
            let Some(name) = self.text_of(key.get(), path) else {
                continue;
            };
            if seen.insert(name.clone()) {
                let Some(node) = self.node(raw, &path.key(&name)) else {
                    continue;
                };
                let span = ByteSpan {
                    start,
                    end: start.saturating_add(key.get().len()),
                };
                entries.push((TreeKey { name, span }, node));
            } else {
                let message = format!("the key {} occurs twice", super::phrasing::quoted(&name));
                self.problems.add(
                    "duplicate_key",
                    &path.key(&name),
                    start,
                    message,
                    "remove one of them".to_owned(),
                );
            }
        }
        Some(TreeValue::Table(entries))
    }

    fn text_of(&self, text: &'t str, path: &Path<'_>) -> Option<String> {
        serde_json::from_str(text)
            .map_err(|error| syntax(self, path, text, &error))
            .ok()
    }

    fn level(&self, text: &'t str, path: &Path<'_>) -> Option<Level<'t>> {
        let mut reader = serde_json::Deserializer::from_str(text);
        reader
            .deserialize_any(LevelVisitor)
            .map_err(|error| syntax(self, path, text, &error))
            .ok()
    }
}

/// The unread members of one list or table. Elements of lists have no key.
struct Level<'t>(Vec<(Option<&'t RawValue>, &'t RawValue)>);

struct LevelVisitor;

impl<'t> Visitor<'t> for LevelVisitor {
    type Value = Level<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or a table")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut access: A) -> Result<Level<'t>, A::Error> {
        let mut members = Vec::new();
        while let Some(raw) = access.next_element()? {
            members.push((None, raw));
        }
        Ok(Level(members))
    }

    fn visit_map<A: MapAccess<'t>>(self, mut access: A) -> Result<Level<'t>, A::Error> {
        let mut members = Vec::new();
        while let Some((key, raw)) = access.next_entry::<&RawValue, &RawValue>()? {
            members.push((Some(key), raw));
        }
        Ok(Level(members))
    }
}

/// Parses a number; -0 becomes 0. Returns `None` if it is too large for a double.
pub(crate) fn number_value(text: &str) -> Option<TreeValue> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    match nearest(text) {
        Some(number) if number.abs() < SPARSE || !is_whole => {
            Some(TreeValue::Number(if number == 0.0 { 0.0 } else { number }))
        }
        None if !is_whole => None,
        _ => Some(TreeValue::Digits(text.to_owned())),
    }
}

/// Reads a value that is already parsed; its nodes have no places.
pub(crate) fn from_value(value: &serde_json::Value, problems: &ProblemList) -> Node {
    convert(value, &Path::ROOT, 0, problems)
}

fn convert(
    value: &serde_json::Value,
    path: &Path<'_>,
    depth: usize,
    problems: &ProblemList,
) -> Node {
    use serde_json::Value as Json;
    let inner = depth.saturating_add(1);
    let value = match value {
        Json::Array(_) | Json::Object(_) if inner > MAX_DEPTH => {
            report_depth(problems, path, 0);
            TreeValue::Faulty
        }
        Json::Null => TreeValue::Null,
        Json::Bool(flag) => TreeValue::Flag(*flag),
        Json::Number(number) => match number_value(&number.to_string()) {
            Some(number) => number,
            None => {
                report_not_finite(problems, path, 0, &number.to_string());
                TreeValue::Faulty
            }
        },
        Json::String(text) => TreeValue::Text(text.clone()),
        Json::Array(items) => {
            let nodes = items.iter().enumerate();
            TreeValue::List(
                nodes
                    .map(|(index, item)| convert(item, &path.index(index), inner, problems))
                    .collect(),
            )
        }
        Json::Object(members) => {
            let entries = members.iter().map(|(name, member)| {
                let key = TreeKey {
                    name: name.clone(),
                    span: ByteSpan::default(),
                };
                (key, convert(member, &path.key(name), inner, problems))
            });
            TreeValue::Table(entries.collect())
        }
    };
    Node {
        value,
        span: ByteSpan::default(),
    }
}
