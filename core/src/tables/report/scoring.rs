//! The result of scoring tables.

use super::lead_ids::Leads;
use super::rows::Scores;
use crate::assessment::{Assessment, Explanation};
use crate::exact::Instant;
use crate::lead::{Hint, HintCode, Reject, UnknownEvents};
use crate::model::Model;

/// The result of scoring tables.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Scoring {
    /// The id of the lead of each row.
    pub leads: Leads,
    /// The instant of each row.
    pub as_of: Vec<Instant>,
    /// The assessment of each row.
    pub rows: Scores,
    /// The requested explanations, with their rows.
    pub explanations: Vec<(usize, Explanation)>,
    /// Everything that could not be used, and why.
    pub rejects: Vec<Reject>,
    /// Input that is valid but probably not meant.
    pub hints: Vec<Hint>,
    /// Number of events whose instant was local time without an offset.
    pub without_offset: u64,
    /// Number of events without a value that match a signal with `points_per_unit`.
    pub without_value: u64,
    /// Events whose name is not the event of any signal.
    pub unknown_events: UnknownEvents,
    /// Number of ids, lead by lead, under which events with different contents arrived.
    pub id_conflicts: u64,
}

impl Scoring {
    /// The whole assessment of a row; `None` past the end, and for a lead whose details were not
    /// requested.
    ///
    /// ```
    /// use leadgrade::tables::{AsOf, Chunk, Column, TableOptions};
    /// use leadgrade::Model;
    /// let model = Model::from_toml("format = 1\nname = \"n\"\n[signals.visit]\npoints = 30\n[engagement]")?;
    /// let profiles = Chunk::new(1).with("lead", Column::Texts(Box::new(vec!["L-7"])));
    /// let as_of = AsOf::One(model.as_of("2026-11-22")?);
    /// let options = TableOptions { details: true, ..TableOptions::default() };
    /// let scored = model.assess_chunks(&[profiles], &[], &as_of, &options)?;
    /// assert_eq!(scored.assessment(&model, 0).unwrap().rank(), Some(5));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn assessment(&self, model: &Model, row: usize) -> Option<Assessment> {
        let found = self.rows.get(row)?;
        if found.is_scored() && found.details.is_none() {
            return None;
        }
        let (lead, as_of) = (self.leads.get(row)?, self.as_of.get(row)?);
        Some(Assessment::from_row(
            model,
            Some(lead.into()),
            *as_of,
            found.clone(),
        ))
    }

    /// Keeps the hints that are valid for a part of a stream: on columns for the first part only, on
    /// event names for each part. Similar ids and frequent texts are only known at the end.
    pub(crate) fn keep_stream_hints(&mut self, is_first: bool) {
        self.hints.retain(|hint| match hint.code {
            HintCode::Unfilled => is_first,
            HintCode::UnknownEvent => true,
            HintCode::NearId | HintCode::Placeholder => false,
        });
    }

    /// Sorts the rows by id, in the order of sorted streams: whole numbers by size, texts by their
    /// bytes.
    pub(crate) fn sort_by_lead(&mut self, whole: bool) {
        let mut order: Vec<usize> = (0..self.leads.len()).collect();
        let lead = |at: &usize| self.leads.get(*at).unwrap_or_default();
        if whole {
            order.sort_by_cached_key(|at| lead(at).parse::<i128>().ok());
        } else {
            order.sort_by(|one, two| lead(one).cmp(lead(two)));
        }
        let mut news = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(place) = news.get_mut(*old) {
                *place = new;
            }
        }
        for (row, _) in &mut self.explanations {
            *row = news.get(*row).copied().unwrap_or(*row);
        }
        self.leads = order.iter().map(lead).collect();
        self.rows.reorder(&order);
    }
}
