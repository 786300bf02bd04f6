//! Columns of labels: the model's names once, and a code for each row.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array};
use arrow_schema::ArrowError;
use rustc_hash::FxHashMap;

use super::Rows;
use super::build::texts;
use crate::document::Pipeline;
use crate::tables::Scored;

type Built = Result<ArrayRef, ArrowError>;

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

    fn column(&self, codes: Int32Array) -> Built {
        let names = texts(self.names.iter().map(String::as_str))?;
        let array = DictionaryArray::<Int32Type>::try_new(codes, Arc::new(names))?;
        Ok(Arc::new(array))
    }
}

/// A label of each row by its position among names.
fn labels<'n, S: Into<String>>(
    rows: &Rows<'_>,
    names: impl Iterator<Item = Option<S>> + 'n,
    position: fn(&Scored) -> Option<u32>,
) -> Built {
    let labels = Labels::of(names);
    let codes: Int32Array = rows.each().map(|row| labels.code(position(row))).collect();
    labels.column(codes)
}

pub(super) fn lead(rows: &Rows<'_>) -> Built {
    Ok(Arc::new(texts(
        rows.found.leads.iter().map(String::as_str),
    )?))
}

pub(super) fn excluded(rows: &Rows<'_>) -> Built {
    let list = rows.document.scope.iter().flat_map(|scope| &scope.exclude);
    labels(rows, list.map(|one| Some(&*one.name)), |row| row.excluded)
}

pub(super) fn persona(rows: &Rows<'_>) -> Built {
    let list = rows.document.personas.iter().flatten();
    labels(rows, list.map(|one| Some(&*one.name)), |row| row.persona)
}

pub(super) fn grade(rows: &Rows<'_>) -> Built {
    let list = rows.document.fit.iter().flat_map(|fit| &fit.grades);
    let position = |row: &Scored| row.fit.map(|fit| fit.1);
    labels(rows, list.map(|one| Some(&*one.name)), position)
}

pub(super) fn stage(rows: &Rows<'_>) -> Built {
    let list = rows.document.lifecycle.iter().flat_map(|one| &one.stages);
    labels(rows, list.map(|one| Some(&*one.name)), |row| row.stage)
}

pub(super) fn pipeline(rows: &Rows<'_>) -> Built {
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

pub(super) fn qualification(rows: &Rows<'_>) -> Built {
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
        let occurring: BTreeSet<(u32, u32)> = rows.each().filter_map(pair).collect();
        return occurring.into_iter().collect();
    }
    let positions = |count: usize| (0_u32..).take(count);
    let of = |grade| positions(ranks).map(move |rank| (grade, rank));
    positions(grades).flat_map(of).collect()
}

pub(super) fn cell(rows: &Rows<'_>) -> Built {
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
    let code = |row: &Scored| labels.code(at.get(&pair(row)?).copied());
    labels.column(rows.each().map(code).collect())
}
