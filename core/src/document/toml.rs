//! Reads TOML text into a tree.
//!
//! Reports all syntax errors, not only the first. Values that are nested too deeply are
//! dropped with a work list, so that a hostile text cannot exhaust the stack.

use ::toml::Spanned;
use ::toml::de::{DeInteger, DeTable, DeValue};

use super::dotted_keys::{MAX_DOTS, long_key};
use super::json::{number_value, report_depth, report_not_finite};
use super::problems::{Path, ProblemList};
use super::tree::{ByteSpan, MAX_DEPTH, Node, TreeKey, TreeValue};

/// Reads a TOML text.
pub(crate) fn parse(text: &str, problems: &ProblemList) -> Option<Node> {
    if let Some(start) = long_key(text) {
        let help = format!("at most {MAX_DOTS} dots in a key outside of a `[header]`");
        problems.add(
            "too_deep",
            &Path::ROOT,
            start,
            "a key has too many dots".to_owned(),
            help,
        );
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut walk = TomlWalk {
        text,
        problems,
        deep: Vec::new(),
    };
    if errors.is_empty() {
        let node = walk.node(
            Spanned::new(0..text.len(), DeValue::Table(table.into_inner())),
            &Path::ROOT,
            0,
        );
        let whole = walk.deep.is_empty();
        dismantle(walk.deep);
        return whole.then_some(node);
    }
    dismantle(vec![DeValue::Table(table.into_inner())]);
    for error in &errors {
        let span = error.span().unwrap_or(text.len()..text.len());
        let (message, help) = error
            .message()
            .split_once(", expected ")
            .unwrap_or((error.message(), ""));
        match message {
            "recursion limit" | "cannot recurse further; max recursion depth met" => {
                report_depth(problems, &Path::ROOT, span.start);
            }
            "duplicate key" => {
                let key = text.get(span.clone()).unwrap_or_default();
                let message = format!("the key {} occurs twice", super::phrasing::quoted(key));
                problems.add(
                    "duplicate_key",
                    &Path::ROOT,
                    span.start,
                    message,
                    "remove one of them".to_owned(),
                );
            }
            _ => {
                let help = if help.is_empty() {
                    "TOML".to_owned()
                } else {
                    format!("expected {help}")
                };
                problems.add("syntax", &Path::ROOT, span.start, message.to_owned(), help);
            }
        }
    }
    None
}

/// Drops values of any depth without recursion.
fn dismantle(mut work: Vec<DeValue<'_>>) {
    while let Some(value) = work.pop() {
        match value {
            DeValue::Array(items) => work.extend(items.into_iter().map(Spanned::into_inner)),
            DeValue::Table(members) => {
                work.extend(members.into_iter().map(|(_, member)| member.into_inner()))
            }
            _ => {}
        }
    }
}

struct TomlWalk<'t> {
    text: &'t str,
    problems: &'t ProblemList,
    deep: Vec<DeValue<'t>>,
}

impl<'t> TomlWalk<'t> {
    fn node(&mut self, value: Spanned<DeValue<'t>>, path: &Path<'_>, depth: usize) -> Node {
        let span = ByteSpan {
            start: value.span().start,
            end: value.span().end,
        };
        let written = self.text.get(value.span()).unwrap_or_default();
        let inner = depth.saturating_add(1);
        let value = match value.into_inner() {
            deep @ (DeValue::Array(_) | DeValue::Table(_)) if inner > MAX_DEPTH => {
                report_depth(self.problems, path, span.start);
                self.deep.push(deep);
                TreeValue::Faulty
            }
            DeValue::String(text) => TreeValue::Text(text.into_owned()),
            DeValue::Integer(digits) => self.number(&integer(&digits), written, path, span),
            DeValue::Float(digits) => self.number(decimal(digits.as_str()), written, path, span),
            DeValue::Boolean(flag) => TreeValue::Flag(flag),
            DeValue::Datetime(_) => TreeValue::Text(written.to_owned()),
            DeValue::Array(items) => {
                let nodes = items.into_iter().enumerate();
                TreeValue::List(
                    nodes
                        .map(|(index, item)| self.node(item, &path.index(index), inner))
                        .collect(),
                )
            }
            DeValue::Table(members) => {
                let entries = members.into_iter().map(|(key, member)| {
                    let span = ByteSpan {
                        start: key.span().start,
                        end: key.span().end,
                    };
                    let name = key.into_inner().into_owned();
                    let node = self.node(member, &path.key(&name), inner);
                    (TreeKey { name, span }, node)
                });
                let mut entries: Vec<_> = entries.collect();
                entries.sort_by_key(|(key, _)| key.span.start);
                TreeValue::Table(entries)
            }
        };
        Node { value, span }
    }

    fn number(&self, digits: &str, written: &str, path: &Path<'_>, span: ByteSpan) -> TreeValue {
        number_value(digits).unwrap_or_else(|| {
            report_not_finite(self.problems, path, span.start, written);
            TreeValue::Faulty
        })
    }
}

/// A decimal without a plus sign, as in JSON.
fn decimal(text: &str) -> &str {
    text.strip_prefix('+').unwrap_or(text)
}

/// The decimal digits of an integer. An integer beyond 128 bits stays as written.
fn integer(digits: &DeInteger<'_>) -> String {
    match digits.radix() {
        10 => decimal(digits.as_str()).to_owned(),
        radix => u128::from_str_radix(digits.as_str(), radix)
            .map_or_else(|_| digits.as_str().to_owned(), |number| number.to_string()),
    }
}
