//! The rows of a sample: leads at instants, with labels, points and outcomes.

use super::counts::LeftOut;
use super::leads::LeadNumbers;
use super::measure::{MEASURES, score};
use super::outcome_book::OutcomeBook;
use super::probe::Probe;
use super::times::{ScoredLead, Tables, Times};
use crate::assessment::{Label, Row};
use crate::document::Document;
use crate::exact::{Day, Instant, Zone};
use crate::lead::{Reject, TableName};
use crate::model::plan::Field;
use crate::tables::{TableError, TableOptions};

/// The labels whose values get figures of their own.
pub(crate) const LABELS: [Label; 7] = [
    Label::Grade,
    Label::Rank,
    Label::Cell,
    Label::Ready,
    Label::Stage,
    Label::Persona,
    Label::Qualification,
];

/// One instant of a sample.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) at: Instant,
    pub(crate) day: Day,
    /// The end of the last day of its rows; `None` beyond the last year of instants.
    pub(crate) end: Option<Instant>,
    /// Whether the last day of its rows has ended.
    pub(crate) is_mature: bool,
    /// Days from its day to the last whole day of the data; negative if not even its own day is whole.
    pub(crate) whole_days: i64,
    pub(crate) left_out: LeftOut,
}

/// A lead at an instant.
#[derive(Debug)]
pub(crate) struct SampleRow {
    pub(crate) lead: u32,
    /// Position of the instant.
    pub(crate) moment: u32,
    /// Days to the first outcome within the horizon.
    pub(crate) days: Option<u32>,
    /// Positions of [`LABELS`].
    pub(crate) labels: [Option<u32>; LABELS.len()],
    /// The scores of [`MEASURES`].
    pub(crate) scores: [Option<i64>; MEASURES.len()],
    pub(crate) segments: Box<[u32]>,
    /// Attributes that are known.
    pub(crate) known: Box<[u32]>,
    /// Points of rules, see [`RuleBook`](crate::calibrate::backtest::rules::RuleBook).
    pub(crate) rules: Box<[i64]>,
}

impl SampleRow {
    pub(crate) fn converts(&self) -> bool {
        self.days.is_some()
    }

    /// The position of one of [`LABELS`].
    pub(crate) fn label(&self, label: Label) -> Option<u32> {
        let at = LABELS.iter().position(|one| *one == label)?;
        self.labels.get(at).copied().flatten()
    }
}

/// Leads at past instants, with what happened afterwards.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    /// Earliest first.
    pub(crate) moments: Vec<Moment>,
    /// By lead, then by instant.
    pub(crate) rows: Vec<SampleRow>,
    /// What could not be used at the last instant.
    pub(crate) rejects: Vec<Reject>,
    /// Leads with an outcome that were listed at some instant, by number.
    pub(crate) listed: Vec<bool>,
}

/// What is scored and counted, besides the tables.
pub(crate) struct SampleRules<'r> {
    pub(crate) probe: &'r Probe,
    pub(crate) document: &'r Document,
    /// The attributes of the model.
    pub(crate) attributes: &'r [Field],
    pub(crate) zone: &'r Zone,
    pub(crate) horizon_days: u32,
    pub(crate) until: Instant,
    pub(crate) again: bool,
    pub(crate) outcomes: &'r OutcomeBook,
}

impl SampleRules<'_> {
    /// The instant `at`, without rows.
    pub(crate) fn moment(&self, at: Instant) -> Moment {
        let day = self.zone.day_of(at);
        let last = Day(day.0.saturating_add_unsigned(self.horizon_days));
        let until = self.zone.day_of(self.until);
        let is_whole = self
            .zone
            .end_within(until)
            .is_some_and(|end| end <= self.until);
        let whole_days = i64::from(until.0) - i64::from(day.0) - i64::from(!is_whole);
        let end = self.zone.end_within(last);
        Moment {
            at,
            day,
            end,
            is_mature: end.is_some_and(|end| end <= self.until),
            whole_days,
            left_out: LeftOut::default(),
        }
    }

    /// Scores the tables and keeps the rows that count.
    ///
    /// # Errors
    /// Those of scoring tables.
    pub(crate) fn sample(
        &self,
        times: &Times<'_>,
        tables: Tables<'_>,
        options: &TableOptions,
        leads: &mut LeadNumbers,
    ) -> Result<Sample, TableError> {
        let moments = times.instants.iter().map(|at| self.moment(*at));
        let mut sample = Sample {
            moments: moments.collect(),
            ..Sample::default()
        };
        let (known, moments) = (&*leads, &sample.moments);
        let keep = |scored: ScoredLead<'_>| {
            let moment = moments.get(scored.moment as usize)?;
            let lead = known.get(scored.id);
            Some(KeptRow {
                // A lead that has no number yet is known by its id until it gets one.
                id: lead.is_none().then(|| scored.id.into()),
                lead: lead.unwrap_or_default(),
                moment: scored.moment,
                row: self.row(scored.row, lead, moment),
            })
        };
        let tables = times.score(&self.probe.model, tables, options, |_| true, keep)?;
        for kept in tables.rows.into_iter().flatten() {
            let lead = kept.id.map_or(kept.lead, |id| leads.number(&id));
            sample.take(lead, kept.moment, kept.row);
        }
        // The model itself may read fewer attributes than the probe.
        let is_own = |reject: &Reject| {
            let is_profile = reject.table == Some(TableName::Profiles);
            let is_unread = |own: &Field| Some(&own.name) == reject.column.as_ref() && !own.is_read;
            !is_profile || !self.attributes.iter().any(is_unread)
        };
        sample.rejects = tables.rejects.into_iter().filter(is_own).collect();
        sample.sort();
        Ok(sample)
    }

    /// A row that counts, without its lead and instant.
    ///
    /// # Errors
    /// Why it is left out.
    fn row(&self, row: &Row, lead: Option<u32>, moment: &Moment) -> Result<SampleRow, Omission> {
        if row.failed {
            return Err(Omission::Failed);
        }
        if row.excluded.is_some() {
            return Err(Omission::Excluded);
        }
        let found = self.probe.read(row);
        if !found.eligible {
            return Err(Omission::NotEligible);
        }
        let outcomes = lead.map_or(&[][..], |lead| self.outcomes.of(lead));
        if !self.again && outcomes.first().is_some_and(|first| first.at <= moment.at) {
            return Err(Omission::EarlierOutcome);
        }
        let next = outcomes.iter().find(|outcome| outcome.at > moment.at);
        // A clock that is set back over midnight may turn the date back: not less than 0 days.
        let days = next.map(|next| self.zone.day_of(next.at).since(moment.day).max(0));
        let days = days.and_then(|days| u32::try_from(days).ok());
        Ok(SampleRow {
            lead: 0,
            moment: 0,
            days: days.filter(|days| *days <= self.horizon_days),
            labels: LABELS.map(|label| label.position_of(row, self.document)),
            scores: MEASURES.map(|measure| score(measure, row)),
            segments: found.segments.into(),
            known: found.known.into(),
            rules: Box::default(),
        })
    }
}

/// A scored row, before its lead has a number.
struct KeptRow {
    id: Option<Box<str>>,
    lead: u32,
    moment: u32,
    row: Result<SampleRow, Omission>,
}

/// Why a row is left out.
enum Omission {
    Failed,
    Excluded,
    NotEligible,
    EarlierOutcome,
}

impl Sample {
    /// Takes a scored row, or counts why it is left out.
    fn take(&mut self, lead: u32, number: u32, row: Result<SampleRow, Omission>) {
        self.list(lead);
        let Some(moment) = self.moments.get_mut(number as usize) else {
            return;
        };
        let left_out = &mut moment.left_out;
        match row {
            Ok(row) => self.rows.push(SampleRow {
                lead,
                moment: number,
                ..row
            }),
            Err(Omission::Failed) => left_out.failed += 1,
            Err(Omission::Excluded) => left_out.excluded += 1,
            Err(Omission::NotEligible) => left_out.not_eligible += 1,
            Err(Omission::EarlierOutcome) => left_out.earlier_outcome += 1,
        }
    }

    /// Sorts rows by lead, then by instant. A row that is there twice counts once.
    fn sort(&mut self) {
        self.rows.sort_unstable_by_key(|row| (row.lead, row.moment));
        let moments = &mut self.moments;
        self.rows.dedup_by(|row, kept| {
            let is_repeated = (row.lead, row.moment) == (kept.lead, kept.moment);
            if let Some(moment) = moments.get_mut(row.moment as usize).filter(|_| is_repeated) {
                moment.left_out.repeated += 1;
            }
            is_repeated
        });
    }

    /// Notes that an instant lists a lead.
    fn list(&mut self, lead: u32) {
        let lead = lead as usize;
        if self.listed.len() <= lead {
            self.listed.resize(lead + 1, false);
        }
        if let Some(listed) = self.listed.get_mut(lead) {
            *listed = true;
        }
    }

    /// The position of a row.
    pub(crate) fn position(&self, row: &SampleRow) -> Option<usize> {
        let key = (row.lead, row.moment);
        let found = self
            .rows
            .binary_search_by_key(&key, |row| (row.lead, row.moment));
        found.ok()
    }

    pub(crate) fn is_listed(&self, lead: u32) -> bool {
        self.listed.get(lead as usize).copied().unwrap_or_default()
    }

    pub(crate) fn moment(&self, row: &SampleRow) -> Option<&Moment> {
        self.moments.get(row.moment as usize)
    }

    pub(crate) fn is_mature(&self, row: &SampleRow) -> bool {
        self.moment(row).is_some_and(|moment| moment.is_mature)
    }

    /// The mature rows, by lead.
    pub(crate) fn mature(&self) -> impl Iterator<Item = &SampleRow> {
        self.rows.iter().filter(|row| self.is_mature(row))
    }

    /// The position of the last mature instant.
    pub(crate) fn last_mature(&self) -> Option<u32> {
        let last = self.moments.iter().rposition(|moment| moment.is_mature)?;
        u32::try_from(last).ok()
    }

    /// The rows of each instant.
    pub(crate) fn by_moment(&self) -> Vec<Vec<&SampleRow>> {
        let mut rows = vec![Vec::new(); self.moments.len()];
        for row in &self.rows {
            if let Some(own) = rows.get_mut(row.moment as usize) {
                own.push(row);
            }
        }
        rows
    }
}
