//! Rates of conversion by the values of labels.

use super::report::LabelFigures;
use super::values::{ValueCounts, ValueFigures};
use crate::assessment::Label;
use crate::calibrate::sample::rows::{LABELS, Moment, SampleRow};
use crate::calibrate::stats::rate::RateSums;
use crate::calibrate::stats::ratio::ratio;
use crate::document::Document;

/// Rows of one instant or of all, by lead, with their instants.
pub(crate) struct Scope<'s> {
    pub(crate) rows: &'s [&'s SampleRow],
    pub(crate) moments: &'s [Moment],
    pub(crate) horizon_days: u32,
    /// Whether the rows are of one instant.
    pub(crate) one_instant: bool,
}

impl Scope<'_> {
    /// Counts rows by the values that `values` says a row has, up to `count` of them.
    fn counts<'r, V: Iterator<Item = usize>>(
        &'r self,
        count: usize,
        values: impl Fn(&'r SampleRow) -> V,
    ) -> Vec<ValueCounts> {
        let mut found: Vec<ValueCounts> = Vec::new();
        found.resize_with(count, ValueCounts::default);
        let mut touched = Vec::new();
        for lead in self.rows.chunk_by(|one, next| one.lead == next.lead) {
            for row in lead {
                let Some(moment) = self.moments.get(row.moment as usize) else {
                    continue;
                };
                for value in values(row) {
                    if let Some(counts) = found.get_mut(value) {
                        counts.add(row, moment, self.horizon_days);
                        touched.push(value);
                    }
                }
            }
            for value in touched.drain(..) {
                if let Some(counts) = found.get_mut(value) {
                    counts.end_lead();
                }
            }
        }
        found
    }

    /// The figures of all rows, and the sums of their rate.
    pub(crate) fn all(&self) -> ValueFigures {
        let counts = self.counts(1, |_| std::iter::once(0));
        let all = counts.first().map(|all| all.sums).unwrap_or_default();
        let figures = counts
            .first()
            .map(|one| one.figures(None, &all, self.one_instant));
        figures.unwrap_or_else(|| ValueCounts::default().figures(None, &all, false))
    }

    /// The figures of the values of each label of a model.
    pub(crate) fn labels(&self, document: &Document) -> Vec<LabelFigures> {
        let counts = self.counts(1, |_| std::iter::once(0));
        let all = counts.first().map(|all| all.sums).unwrap_or_default();
        let labels = LABELS.iter().enumerate();
        let labels = labels.filter(|(_, label)| label.count(document) > 0);
        let mut found: Vec<LabelFigures> = labels
            .map(|(at, label)| self.label(at, *label, document, &all))
            .collect();
        let segments = Label::Segment.count(document);
        if segments > 0 {
            let counts = self.counts(segments, |row| row.segments.iter().map(|at| *at as usize));
            let names = Label::Segment.names(document);
            let values = names
                .zip(&counts)
                .map(|(name, counts)| counts.figures(name.map(Into::into), &all, self.one_instant));
            found.push(LabelFigures {
                label: Label::Segment,
                values: values.collect(),
            });
        }
        found
    }

    fn label(&self, at: usize, label: Label, document: &Document, all: &RateSums) -> LabelFigures {
        let count = label.count(document);
        let value = |row: &SampleRow| {
            let position = row.labels.get(at).copied().flatten();
            std::iter::once(position.map_or(count, |position| position as usize))
        };
        let counts = self.counts(count + 1, value);
        let names = label.names(document).map(|name| name.map(String::from));
        let mut values: Vec<ValueFigures> = names
            .zip(&counts)
            .map(|(name, counts)| counts.figures(name, all, self.one_instant))
            .collect();
        if matches!(label, Label::Ready | Label::Stage) {
            values.reverse();
        }
        let without = counts
            .last()
            .map(|none| none.figures(None, all, self.one_instant));
        values.extend(without.filter(|none| none.rows + none.open_rows > 0));
        if !matches!(label, Label::Cell | Label::Persona) {
            let mut conversions = 0;
            for value in &mut values {
                conversions += value.conversions;
                value.cumulative_share = ratio(conversions.into(), all.conversions.into());
            }
        }
        LabelFigures { label, values }
    }
}
