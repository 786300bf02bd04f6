//! Grids: leads by stage, grade and rank, and the moves between two grids.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::lead_ids::Leads;
use super::scoring::Scoring;
use crate::assessment::{Label, Row};
use crate::model::Model;

/// Greatest number of places of a grid.
const MOST_PLACES: usize = 1_000_000;

/// Leads by stage, grade and rank.
///
/// A **place** is a number for one stage, grade and rank: `(stage * grades + grade) * ranks + rank`.
/// Each axis has one more position, after those of the model, for leads without such a label: in a
/// model without that section, and for leads that are excluded or failed.
///
/// ```
/// use leadgrade::tables::{AsOf, Chunk, Column, TableOptions};
/// use leadgrade::Model;
/// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 30\n[engagement]")?;
/// let texts = |list: &[&'static str]| Column::Texts(Box::new(list.to_vec()));
/// let events = Chunk::new(3)
///     .with("lead", texts(&["a", "b", "b"]))
///     .with("event", texts(&["visit"; 3]))
///     .with("at", texts(&["2026-11-22"; 3]));
/// let as_of = AsOf::One(model.as_of("2026-11-22")?);
/// let scored = model.assess_chunks(&[], &[events], &as_of, &TableOptions::default())?;
/// let grid = scored.grid(&model).unwrap();
/// assert_eq!(grid.ranks(), [1, 2, 3, 4, 5]);
/// // No grades and no stages: one position each, for none.
/// assert_eq!(grid.counts(), [0, 1, 0, 1, 0, 0]);
/// assert_eq!(grid.rows_at(|place| place.grade.is_none() && place.rank == Some(2)), [1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    stages: Vec<String>,
    grades: Vec<String>,
    ranks: Vec<u32>,
    /// By row.
    places: Vec<u32>,
    counts: Vec<u32>,
}

/// The names of a place; `None` for leads without such a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place<'g> {
    /// The stage.
    pub stage: Option<&'g str>,
    /// The grade.
    pub grade: Option<&'g str>,
    /// The rank.
    pub rank: Option<u32>,
}

/// The leads that are at another place in a second grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moves {
    /// The rows, in both grids, of leads whose stage, grade or rank differs by name.
    pub rows: Vec<(u32, u32)>,
    /// The number of leads that moved from a place of the first grid to one of the second.
    pub flows: BTreeMap<(u32, u32), u32>,
    /// Rows of the second grid whose leads are not in the first.
    pub came: Vec<u32>,
    /// Rows of the first grid whose leads are not in the second.
    pub left: Vec<u32>,
}

impl Scoring {
    /// The rows by stage, grade and rank; `None` for a model with more than a million places.
    pub fn grid(&self, model: &Model) -> Option<Grid> {
        let document = model.document();
        let stages = document.lifecycle.iter().flat_map(|one| &one.stages);
        let grades = document.fit.iter().flat_map(|fit| &fit.grades);
        let ranks = document.engagement.iter().flat_map(|one| &one.ranks);
        let mut grid = Grid {
            stages: stages.map(|one| one.name.clone()).collect(),
            grades: grades.map(|one| one.name.clone()).collect(),
            ranks: ranks.map(|one| one.name).collect(),
            ..Grid::default()
        };
        let sizes = [grid.stages.len(), grid.grades.len(), grid.ranks.len()];
        let mut sizes = sizes.into_iter().map(|size| size + 1);
        let places = sizes.try_fold(1, usize::checked_mul);
        grid.counts = vec![0; places.filter(|places| *places <= MOST_PLACES)?];
        grid.places = self.rows.iter().map(|row| grid.place(row)).collect();
        for place in &grid.places {
            if let Some(count) = grid.counts.get_mut(*place as usize) {
                *count += 1;
            }
        }
        Some(grid)
    }
}

impl Grid {
    /// The stages, earliest first.
    pub fn stages(&self) -> &[String] {
        &self.stages
    }

    /// The grades, best first.
    pub fn grades(&self) -> &[String] {
        &self.grades
    }

    /// The ranks, strongest first.
    pub fn ranks(&self) -> &[u32] {
        &self.ranks
    }

    /// The place of each row.
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// The number of leads at each place.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    fn place(&self, row: &Row) -> u32 {
        let at = |position: Option<u32>, names: usize| {
            position.map_or(names, |position| position as usize)
        };
        let stage = at(row.position(Label::Stage), self.stages.len());
        let grade = at(row.position(Label::Grade), self.grades.len());
        let rank = at(row.position(Label::Rank), self.ranks.len());
        let place = (stage * (self.grades.len() + 1) + grade) * (self.ranks.len() + 1) + rank;
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// The names of a place.
    pub fn at(&self, place: u32) -> Place<'_> {
        let (grades, ranks) = (self.grades.len() + 1, self.ranks.len() + 1);
        let place = place as usize;
        Place {
            stage: self.stages.get(place / ranks / grades).map(String::as_str),
            grade: self.grades.get(place / ranks % grades).map(String::as_str),
            rank: self.ranks.get(place % ranks).copied(),
        }
    }

    /// By place: whether `wanted` holds.
    pub fn wanted(&self, wanted: impl Fn(Place<'_>) -> bool) -> Vec<bool> {
        let places = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
        (0..places).map(|place| wanted(self.at(place))).collect()
    }

    /// The rows at places for which `wanted` holds, in order.
    pub fn rows_at(&self, wanted: impl Fn(Place<'_>) -> bool) -> Vec<u32> {
        let places = self.wanted(wanted);
        let is_wanted = |place: u32| places.get(place as usize).copied().unwrap_or_default();
        let rows = (0_u32..).zip(&self.places);
        rows.filter(|(_, place)| is_wanted(**place))
            .map(|(row, _)| row)
            .collect()
    }

    /// The leads that are at another place in `after`. `leads` and `leads_after` are the ids of the
    /// rows, each lead once. Places are compared by the names of stage, grade and rank, so the models
    /// may differ.
    pub fn moves(&self, leads: &Leads, after: &Self, leads_after: &Leads) -> Moves {
        let mut moves = Moves::default();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let rows = || (0_u32..).zip(leads_after.iter());
        if leads == leads_after {
            pairs.extend(rows().map(|(row, _)| (row, row)));
        } else {
            let mut known: FxHashMap<&str, u32> = leads.iter().zip(0..).collect();
            for (row, lead) in rows() {
                match known.remove(lead) {
                    Some(before) => pairs.push((before, row)),
                    None => moves.came.push(row),
                }
            }
            moves.left = known.into_values().collect();
            moves.left.sort_unstable();
        }
        let same = self.same(after);
        for (before, row) in pairs {
            let places = (
                self.places.get(before as usize),
                after.places.get(row as usize),
            );
            let (Some(from), Some(to)) = places else {
                continue;
            };
            if same.get(*from as usize) != Some(&Some(*to)) {
                moves.rows.push((before, row));
                *moves.flows.entry((*from, *to)).or_default() += 1;
            }
        }
        moves
    }

    /// By place: the place of the same names in another grid.
    fn same(&self, after: &Self) -> Vec<Option<u32>> {
        let places = |grid: &Self| 0..u32::try_from(grid.counts.len()).unwrap_or(u32::MAX);
        let theirs: FxHashMap<_, u32> = places(after).map(|at| (after.at(at), at)).collect();
        let same = |at| theirs.get(&self.at(at)).copied();
        places(self).map(same).collect()
    }
}
