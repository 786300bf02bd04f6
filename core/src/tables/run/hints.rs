//! What is valid in tables, but probably not meant.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::call::Tables;
use super::lead_index::First;
use crate::document::phrasing::grouped;
use crate::intake::hints::for_unknown_events;
use crate::lead::{Hint, HintCode, TableName, UnknownEvents, Value};
use crate::model::plan::{Field, IntakePlan};
use crate::tables::columns::chunk::Chunk;
use crate::tables::columns::column::Column;
use crate::text::shortened;
use crate::text::{Compare, NearNames, prepare};

/// Leads that only events name whose ids are compared with those of profiles.
pub(crate) const MOST_LEADS: usize = 1_000;
/// Rows of a column that are looked at before all of them are.
const SAMPLE: usize = 1 << 12;
/// A text is taken for a placeholder from this percentage of the values on.
const PERCENT: u64 = 1;
/// Columns with a meaning of their own: neither attributes nor properties.
const FIXED: [&str; 7] = [
    "lead",
    "valid_from",
    "recorded_at",
    "event",
    "at",
    "value",
    "id",
];
/// Texts, as `fold` compares them, that usually stand for "not known".
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

/// The hints of a call, in the order of their codes, tables and columns.
pub(crate) fn hints(
    tables: &Tables<'_>,
    only_events: &[First],
    unknown: &UnknownEvents,
) -> Vec<Hint> {
    let intake = &tables.plan.intake;
    let (profiles, events) = (
        Table::new(TableName::Profiles, tables.profiles, intake),
        Table::new(TableName::Events, tables.events, intake),
    );
    let mut found = Vec::new();
    profiles.unfilled(&mut found);
    events.unfilled(&mut found);
    found.extend(near_ids(tables, only_events));
    found.extend(for_unknown_events(tables.plan, unknown));
    profiles.placeholders(&mut found);
    events.placeholders(&mut found);
    found
}

/// One of the tables and what the model reads of it.
struct Table<'t> {
    name: TableName,
    chunks: &'t [Chunk<'t>],
    fields: &'t [Field],
    near: &'t NearNames,
}

impl<'t> Table<'t> {
    fn new(name: TableName, chunks: &'t [Chunk<'t>], intake: &'t IntakePlan) -> Self {
        let (fields, near) = match name {
            TableName::Profiles => (&intake.attributes, &intake.near.attributes),
            _ => (&intake.properties, &intake.near.properties),
        };
        Self {
            name,
            chunks,
            fields,
            near,
        }
    }

    fn is_filled(&self, field: &Field) -> bool {
        let mut chunks = self.chunks.iter();
        chunks.any(|chunk| chunk.column(&field.name).is_some())
    }

    /// Columns that the model reads and the table lacks.
    fn unfilled(&self, found: &mut Vec<Hint>) {
        let rows: usize = self.chunks.iter().map(Chunk::rows).sum();
        if self.chunks.is_empty() {
            return;
        }
        let is_free = |at: usize| {
            let field = self.fields.get(at);
            field.is_some_and(|field| field.is_read && !self.is_filled(field))
        };
        // By the position of the field.
        let mut meant: Vec<Option<&str>> = vec![None; self.fields.len()];
        for chunk in self.chunks {
            for name in chunk.all_names() {
                let is_own = self.fields.iter().any(|field| field.name == name);
                if is_own || FIXED.contains(&name) {
                    continue;
                }
                let near = self.near.find(name, &is_free);
                if let Some(place) = near.and_then(|at| meant.get_mut(at)) {
                    place.get_or_insert(name);
                }
            }
        }
        for (at, (field, meant)) in self.fields.iter().zip(meant).enumerate() {
            if is_free(at) {
                found.push(self.lacks(field, meant, rows));
            }
        }
    }

    fn lacks(&self, field: &Field, near: Option<&str>, rows: usize) -> Hint {
        Hint {
            code: HintCode::Unfilled,
            table: self.name,
            column: Some(field.name.clone()),
            message: format!(
                "no column of `{}` fills `{}`, which the model reads",
                self.name.word(),
                field.name
            ),
            help: near.map(|near| {
                let near = shortened(near);
                format!("did you mean the column `{near}`? rename it, or map it with `columns`")
            }),
            count: rows as u64,
        }
    }

    /// Texts that usually stand for "not known" and are not declared so.
    fn placeholders(&self, found: &mut Vec<Hint>) {
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
        let sample = Counted::of(&columns, field, step);
        if sample.texts.iter().all(Option::is_none) {
            return;
        }
        let counted = if step == 1 {
            sample
        } else {
            Counted::of(&columns, field, 1)
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

/// The values of a column, and the placeholders among them as they are first spelt.
#[derive(Default)]
struct Counted {
    values: u64,
    /// By the position among [`PLACEHOLDERS`].
    texts: [Option<(String, u64)>; PLACEHOLDERS.len()],
}

impl Counted {
    /// Looks at every `step`-th row.
    fn of(columns: &[(&Chunk<'_>, &Column<'_>)], field: &Field, step: usize) -> Self {
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

/// What placeholders begin with.
const FIRST_BYTES: [u8; 6] = *b"#-?nsu";

/// Which placeholder a text is.
#[inline]
fn placeholder(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // The longest has 14, and some are white space or cannot be seen.
    if bytes.len() > 24 {
        return None;
    }
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_plain(bytes.first()) && is_plain(bytes.last()) && text.is_ascii() {
        // Most texts begin otherwise.
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

/// Leads that only events name, while the id of a profile differs from theirs
/// by white space, invisible characters, case or `.0` alone.
fn near_ids(tables: &Tables<'_>, only_events: &[First]) -> Option<Hint> {
    let whole = |chunk: &Chunk<'_>| matches!(chunk.column("lead"), Some(Column::Wholes(..)));
    if only_events.is_empty() || tables.profiles.iter().chain(tables.events).all(whole) {
        return None;
    }
    let ids: Vec<Cow<'_, str>> = only_events
        .iter()
        .map(|first| tables.lead(*first))
        .collect();
    // Ids that mean the same have one place.
    let mut strays: FxHashMap<Box<str>, usize> = FxHashMap::default();
    let mut places = Vec::with_capacity(ids.len());
    // Most ids of profiles are near none of them: a few bits of each tell that.
    let mut sketches = vec![false; SKETCHES];
    for id in &ids {
        if let Some(is_there) = sketches.get_mut(sketch(id)) {
            *is_there = true;
        }
        let (id, next) = (meant(id), strays.len());
        let place = strays.get(&*id).copied().unwrap_or(next);
        if place == next {
            strays.insert(id.into(), place);
        }
        places.push(place);
    }
    let mut near: Vec<Option<String>> = vec![None; strays.len()];
    for chunk in tables.profiles {
        let Some(column) = chunk.column("lead") else {
            continue;
        };
        for row in chunk.range() {
            let Ok(Some(id)) = column.id(row) else {
                continue;
            };
            if sketches.get(sketch(&id)) != Some(&true) {
                continue;
            }
            let place = strays.get(&*meant(&id));
            if let Some(near) = place.and_then(|place| near.get_mut(*place)) {
                near.get_or_insert_with(|| shortened(&id));
            }
        }
    }
    let (mut count, mut first) = (0, None);
    for (id, place) in ids.iter().zip(places) {
        if let Some(Some(profile)) = near.get(place) {
            first.get_or_insert((id, profile));
            count += 1;
        }
    }
    let (stray, profile) = first?;
    Some(Hint {
        code: HintCode::NearId,
        table: TableName::Events,
        column: Some("lead".to_owned()),
        message: format!(
            "events name the lead `{}`, which has no profile, but there is a profile of `{profile}`",
            shortened(stray)
        ),
        help: Some("write the ids of leads alike in both tables".to_owned()),
        count,
    })
}

/// How many values a sketch has, a power of two.
const SKETCHES: usize = 1 << 16;

/// A few bits of what [`meant`] gives, without asking for memory where that is usual.
#[inline]
fn sketch(id: &str) -> usize {
    let bits = |bytes: &[u8]| {
        let step = |bits: u32, byte: &u8| {
            (bits.rotate_left(5) ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x9e37_79b9)
        };
        bytes.iter().fold(0, step) >> 16
    };
    let bits = match id.as_bytes() {
        [first, .., last]
            if first.is_ascii_graphic() && last.is_ascii_graphic() && id.is_ascii() =>
        {
            bits(id.strip_suffix(".0").unwrap_or(id).as_bytes())
        }
        _ => bits(meant(id).as_bytes()),
    };
    bits as usize
}

/// An id without what people do not see in it.
fn meant(id: &str) -> Cow<'_, str> {
    match prepare(id, Compare::Fold) {
        Cow::Borrowed(id) => Cow::Borrowed(id.strip_suffix(".0").unwrap_or(id)),
        Cow::Owned(mut id) => {
            if id.ends_with(".0") {
                id.truncate(id.len() - 2);
            }
            Cow::Owned(id)
        }
    }
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

    #[test]
    fn ids_that_mean_the_same_have_one_sketch() {
        for (id, other) in [
            ("L-7", "l-7 "),
            ("7", "7.0"),
            ("B", "b\u{200b}"),
            ("\u{dc}1", "\u{fc}1.0"),
        ] {
            assert_eq!(meant(id), meant(other));
            assert_eq!(sketch(id), sketch(other));
        }
    }
}
