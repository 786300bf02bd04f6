//! Hints on texts that usually stand for "not known".

use super::HintTable;
use crate::document::phrasing::grouped;
use crate::lead::{Hint, HintCode, Value};
use crate::model::plan::Field;
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::text::{Compare, prepare};

/// Number of rows of a column that are sampled before all rows are counted.
const SAMPLE: usize = 1 << 12;
/// A text is reported from this percentage of the values on.
const PERCENT: u64 = 1;
/// Texts, in the form that `fold` compares, that usually stand for "not known".
const PLACEHOLDERS: [&str; 17] = [
    "#n/a",
    "-",
    "--",
    "?",
    "n.a.",
    "n/a",
    "na",
    "nan",
    "nil",
    "none",
    "not applicable",
    "not available",
    "not known",
    "null",
    "select",
    "undefined",
    "unknown",
];

impl HintTable<'_> {
    /// Adds a hint for each text that usually stands for "not known" and is not declared as such.
    pub(super) fn placeholders(&self, found: &mut Vec<Hint>) {
        for field in self.fields {
            if field.is_read {
                self.placeholders_of(field, found);
            }
        }
    }

    fn placeholders_of(&self, field: &Field, found: &mut Vec<Hint>) {
        let columns: Vec<_> = self
            .chunks
            .iter()
            .filter_map(|chunk| Some((chunk, chunk.column(&field.name)?)))
            .filter(|(_, column)| matches!(column, Column::Texts(_) | Column::Values(_)))
            .collect();
        let rows: usize = columns.iter().map(|(chunk, _)| chunk.rows()).sum();
        let step = rows.div_ceil(SAMPLE).max(1);
        let sample = PlaceholderCounts::new(&columns, field, step);
        if sample.texts.iter().all(Option::is_none) {
            return;
        }
        let counted = if step == 1 {
            sample
        } else {
            PlaceholderCounts::new(&columns, field, 1)
        };
        for (text, count) in counted.texts.iter().flatten() {
            if count * 100 < counted.values * PERCENT {
                continue;
            }
            found.push(Hint {
                code: HintCode::Placeholder,
                table: self.name,
                column: Some(field.name.clone()),
                message: format!(
                    "`{text}` stands in {} of {} values of `{}`",
                    grouped_count(*count),
                    grouped_count(counted.values),
                    field.name
                ),
                help: Some(format!(
                    "if it means that the value is not known, declare it: `not_known = [\"{text}\"]`"
                )),
                count: *count,
            });
        }
    }
}

fn grouped_count(count: u64) -> String {
    grouped(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The number of values of a column and of each placeholder, with its first spelling.
#[derive(Default)]
struct PlaceholderCounts {
    values: u64,
    /// By position in [`PLACEHOLDERS`].
    texts: [Option<(String, u64)>; PLACEHOLDERS.len()],
}

impl PlaceholderCounts {
    /// Counts every `step`-th row.
    fn new(columns: &[(&Chunk<'_>, &Column<'_>)], field: &Field, step: usize) -> Self {
        let mut found = Self::default();
        for (chunk, column) in columns {
            for row in chunk.range().step_by(step) {
                match column {
                    Column::Texts(texts) => found.text(texts.text(row), field),
                    Column::Values(values) => match values.get(row) {
                        Some(Value::Text(text)) => found.text(Some(text), field),
                        Some(Value::Null) | None => {}
                        Some(_) => found.values += 1,
                    },
                    _ => {}
                }
            }
        }
        found
    }

    #[inline]
    fn text(&mut self, text: Option<&str>, field: &Field) {
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            return;
        };
        self.values += 1;
        let Some(at) = placeholder(text) else {
            return;
        };
        let declared = field.not_known.as_ref();
        if declared.is_some_and(|list| list.has_text(text)) {
            return;
        }
        if let Some(place) = self.texts.get_mut(at) {
            let (_, count) = place.get_or_insert_with(|| (text.trim().to_owned(), 0));
            *count += 1;
        }
    }
}

/// The first bytes of placeholders.
const FIRST_BYTES: [u8; 6] = *b"#-?nsu";

/// The position of a text in [`PLACEHOLDERS`], if it is one of them.
#[inline]
fn placeholder(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // The longest placeholder has 14 bytes; white space and invisible characters may be added.
    if bytes.len() > 24 {
        return None;
    }
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_plain(bytes.first()) && is_plain(bytes.last()) && text.is_ascii() {
        // Most texts begin with another byte.
        let first = bytes.first().map_or(0, u8::to_ascii_lowercase);
        let is_text = |known: &&str| known.eq_ignore_ascii_case(text);
        let at = FIRST_BYTES
            .contains(&first)
            .then(|| PLACEHOLDERS.iter().position(is_text));
        return at.flatten();
    }
    PLACEHOLDERS
        .binary_search(&&*prepare(text, Compare::Fold))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_however_they_are_spelt() {
        for (at, known) in PLACEHOLDERS.iter().enumerate() {
            for text in [
                known.to_string(),
                known.to_uppercase(),
                format!(" {known}\u{200b}"),
            ] {
                assert_eq!(placeholder(&text), Some(at), "{text:?}");
            }
        }
        for text in [
            "",
            "Legal",
            "none of them",
            "Selected",
            "\u{fc}nknown",
            "n/a.",
        ] {
            assert_eq!(placeholder(text), None, "{text:?}");
        }
    }
}
