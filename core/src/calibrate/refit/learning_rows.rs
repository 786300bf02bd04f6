//! Designs of the rows of periods.

use super::rule_reader::RowColumns;
use super::rules::RefitRules;
use crate::calibrate::regression::design::{Design, DesignRow};
use crate::calibrate::sample::periods::BLOCKS;
use crate::calibrate::sample::rows::SampleRow;
use crate::calibrate::sample::study::Study;

/// The name of the deal of leads to blocks.
const DEAL: &str = "jackknife";

/// The rows of periods in an order that follows from the ids of leads and the instants alone: block by
/// block, then by id, then by instant.
pub(crate) struct LearningRows {
    /// The positions of the rows of each block among those of the study.
    blocks: Vec<Vec<usize>>,
}

impl LearningRows {
    /// Sorts rows of a study.
    pub(crate) fn sort(study: &Study<'_>, rows: &[&SampleRow]) -> Self {
        let sample = &study.sample;
        let mut blocks = vec![Vec::new(); BLOCKS as usize];
        for own in rows.chunk_by(|one, next| one.lead == next.lead) {
            let Some(lead) = own.first().map(|row| row.lead) else {
                continue;
            };
            let block = study.leads.block(lead, DEAL, BLOCKS);
            if let Some(block) = blocks.get_mut(block as usize) {
                block.extend(own.iter().filter_map(|row| sample.position(row)));
            }
        }
        for block in &mut blocks {
            block.sort_by_cached_key(|at| {
                let row = sample.rows.get(*at);
                row.map(|row| (study.leads.id(row.lead), row.moment))
            });
        }
        Self { blocks }
    }

    /// Both together.
    pub(crate) fn with(&self, other: &Self) -> Self {
        let all = self.blocks.iter().zip(&other.blocks);
        Self {
            blocks: all
                .map(|(one, two)| one.iter().chain(two).copied().collect())
                .collect(),
        }
    }

    /// The design of the rows, by what the rules say about each row of the study.
    pub(crate) fn design(
        &self,
        study: &Study<'_>,
        rules: &RefitRules,
        columns: &[Option<RowColumns>],
    ) -> Design {
        let mut design = Design {
            columns: rules.columns,
            numbers: rules.signals + 1,
            ..Design::default()
        };
        let first = columns.iter().flatten().next();
        design.choices = first.map_or(0, |one| one.chosen.len());
        for block in &self.blocks {
            design.start_block();
            for at in block {
                let row = study.sample.rows.get(*at);
                if let (Some(row), Some(Some(own))) = (row, columns.get(*at)) {
                    design.add(DesignRow {
                        chosen: &own.chosen,
                        values: &own.values,
                        converts: row.converts(),
                    });
                }
            }
        }
        design
    }
}
