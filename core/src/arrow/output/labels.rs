//! Columns of labels: the model's names once, and a code for each row.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{DictionaryArray, StringArray};
use arrow_buffer::{Buffer, OffsetBuffer};
use arrow_schema::ArrowError;
use rustc_hash::FxHashMap;

use super::Rows;
use super::build::{Build, Built, Numbers};
use super::nest::texts;
use super::sink::{AnySink, Once, each};
use crate::document::Pipeline;
use crate::tables::Scored;

/// Pairs of grade and rank up to which a column lists all of them.
const MOST_CELLS: usize = 10_000;

/// Names, each once, with the code of each position.
struct Labels {
    names: Vec<String>,
    codes: Vec<Option<i32>>,
}

impl Labels {
    /// Positions without a name have no code; those of one name share it.
    fn of<S: Into<String>>(positions: impl Iterator<Item = Option<S>>) -> Self {
        let mut known: FxHashMap<String, i32> = FxHashMap::default();
        let mut found = Self {
            names: Vec::new(),
            codes: Vec::new(),
        };
        for name in positions {
            let code = name.and_then(|name| {
                let name = name.into();
                if let Some(code) = known.get(&name) {
                    return Some(*code);
                }
                let code = i32::try_from(found.names.len()).ok()?;
                found.names.push(name.clone());
                known.insert(name, code);
                Some(code)
            });
            found.codes.push(code);
        }
        found
    }

    fn code(&self, position: Option<u32>) -> Option<i32> {
        self.codes.get(position? as usize).copied().flatten()
    }

    fn builder(&self, rows: usize) -> Codes {
        Codes {
            codes: Numbers::new(rows),
            names: texts(self.names.iter().map(String::as_str)),
        }
    }
}

/// Codes of names.
struct Codes {
    codes: Numbers<Int32Type>,
    names: Result<StringArray, ArrowError>,
}

impl Build<i32> for Codes {
    #[inline]
    fn push(&mut self, code: Option<i32>) {
        self.codes.push(code);
    }

    fn extend(&mut self, codes: impl Iterator<Item = Option<i32>> + Clone) {
        self.codes.extend(codes);
    }

    fn finish(self) -> Built {
        let (codes, names) = (self.codes.into_array(), Arc::new(self.names?));
        Ok(Arc::new(DictionaryArray::try_new(codes, names)?))
    }
}

/// A label of each row by its position among names.
fn labels<'a, S: Into<String>>(
    rows: &Rows<'a>,
    names: impl Iterator<Item = Option<S>>,
    position: impl Fn(&Scored) -> Option<u32> + Send + 'a,
) -> AnySink<'a> {
    let labels = Labels::of(names);
    let builder = labels.builder(rows.count());
    each(builder, move |row| labels.code(position(row)))
}

pub(super) fn lead<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let leads = &rows.found.leads;
    Box::new(Once(move || {
        let (text, ends) = leads.packed();
        let ends = ends
            .iter()
            .map(|end| i32::try_from(*end).map_err(|_| ArrowError::OffsetOverflowError(*end)));
        let offsets: Vec<i32> = std::iter::once(Ok(0))
            .chain(ends)
            .collect::<Result<_, _>>()?;
        let offsets = OffsetBuffer::new(offsets.into());
        let array = StringArray::try_new(offsets, Buffer::from(text.as_bytes()), None)?;
        Ok(Arc::new(array) as _)
    }))
}

pub(super) fn excluded<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let list = rows.document.scope.iter().flat_map(|scope| &scope.exclude);
    labels(rows, list.map(|one| Some(&*one.name)), |row| row.excluded)
}

pub(super) fn persona<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let list = rows.document.personas.iter().flatten();
    labels(rows, list.map(|one| Some(&*one.name)), |row| row.persona)
}

pub(super) fn grade<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let list = rows.document.fit.iter().flat_map(|fit| &fit.grades);
    labels(rows, list.map(|one| Some(&*one.name)), |row| {
        row.fit.map(|fit| fit.1)
    })
}

pub(super) fn stage<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let list = rows.document.lifecycle.iter().flat_map(|one| &one.stages);
    labels(rows, list.map(|one| Some(&*one.name)), |row| row.stage)
}

pub(super) fn pipeline<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let list = rows.document.lifecycle.iter().flat_map(|one| &one.stages);
    labels(rows, list.map(|one| one.pipeline.map(word)), |row| {
        row.stage
    })
}

fn word(pipeline: Pipeline) -> &'static str {
    match pipeline {
        Pipeline::Attract => "attract",
        Pipeline::Sell => "sell",
        Pipeline::Account => "account",
    }
}

pub(super) fn qualification<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let section = rows.document.qualification.iter();
    let names = section.flat_map(|one| {
        let rules = one.rules.iter().map(|rule| &*rule.name);
        rules.chain([&*one.default, &*one.disqualified])
    });
    labels(rows, names.map(Some), |row| row.qualification)
}

/// Grade and rank of a row, by position.
fn pair(row: &Scored) -> Option<(u32, u32)> {
    Some((row.fit?.1, row.engagement?.1))
}

/// All pairs in the model's order; only those that occur of a model with
/// grades and ranks beyond number.
fn pairs(rows: &Rows<'_>, grades: usize, ranks: usize) -> Vec<(u32, u32)> {
    if grades.saturating_mul(ranks) > MOST_CELLS {
        let occurring: BTreeSet<(u32, u32)> = rows.found.rows.iter().filter_map(pair).collect();
        return occurring.into_iter().collect();
    }
    let positions = |count: usize| (0_u32..).take(count);
    let of = |grade| positions(ranks).map(move |rank| (grade, rank));
    positions(grades).flat_map(of).collect()
}

pub(super) fn cell<'a>(rows: &Rows<'a>) -> AnySink<'a> {
    let document = rows.document;
    let (grades, ranks) = match (&document.fit, &document.engagement) {
        (Some(fit), Some(engagement)) => (&fit.grades[..], &engagement.ranks[..]),
        _ => (&[][..], &[][..]),
    };
    let pairs = pairs(rows, grades.len(), ranks.len());
    let name = |(grade, rank): &(u32, u32)| {
        let grade = &grades.get(*grade as usize)?.name;
        let rank = ranks.get(*rank as usize)?.name;
        Some(format!("{grade}{rank}"))
    };
    let labels = Labels::of(pairs.iter().map(name));
    let at: FxHashMap<(u32, u32), u32> = pairs.into_iter().zip(0..).collect();
    let builder = labels.builder(rows.count());
    each(builder, move |row| {
        labels.code(at.get(&pair(row)?).copied())
    })
}
