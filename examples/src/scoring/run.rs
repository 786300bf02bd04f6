//! Scores joined leads one by one.

use std::collections::{BTreeMap, HashSet};

use leadgrade::lead::TableName;
use leadgrade::{Assessment, Hint, Instant, Model, Profile, Report};

use super::hints::hints;
use super::join::Lead;
use super::read::Read;
use super::{Located, Place};
use crate::progress::Progress;

/// The number of unknown event names that are counted separately.
const MAX_NAMES: usize = 1_000;

/// The result of scoring.
#[derive(Debug)]
pub struct Scored {
    /// One per lead, in the order of first appearance.
    pub assessments: Vec<Assessment>,
    /// The rejects, by table and row.
    pub rejects: Vec<Located>,
    /// The counts of all reports together.
    pub totals: Totals,
    /// Probable mistakes in the files.
    pub hints: Vec<Hint>,
}

/// The counts of the reports of all leads together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The number of events that were read.
    pub events: u64,
    /// The number of events whose instant was local time without an offset.
    pub without_offset: u64,
    /// The number of events without a value that matched a signal with points per unit.
    pub without_value: u64,
    /// The number of events that were left out because another one has the same id and other contents.
    pub id_conflicts: u64,
    /// Event names that no signal uses, with the number of their events.
    pub unknown: BTreeMap<String, u64>,
    /// The number of events with any other unknown name.
    pub others: u64,
    /// The number of rows with quoted cells that contain lines like rows, and the first of them.
    pub lines_like_rows: (u64, Option<(TableName, u64)>),
}

/// Scores every lead that is known at an instant.
pub fn score(model: &Model, read: &Read, as_of: Instant, progress: &Progress) -> Scored {
    let join = &read.join;
    let mut scored = Scored {
        assessments: Vec::with_capacity(join.leads.len()),
        rejects: join.rejects.clone(),
        totals: Totals {
            lines_like_rows: join.lines_like_rows,
            ..Totals::default()
        },
        hints: hints(model, read, as_of),
    };
    // Leads without a profile come later, in the order of their first valid event.
    let mut later = Vec::new();
    let bar = progress.scoring(join.leads.len());
    for lead in &join.leads {
        bar.inc(1);
        let profile = lead.profile(as_of);
        let (place, assessment) = match profile {
            Some((place, profile)) => (Some(place), model.assess(profile, &lead.events, as_of)),
            None => (
                None,
                model.assess(&Profile::new(lead.id.as_str()), &lead.events, as_of),
            ),
        };
        scored.note(lead, place, assessment.report());
        match (place, known_since(lead, assessment.report(), as_of)) {
            (Some(_), _) => scored.assessments.push(assessment),
            (None, Some(row)) => later.push((row, assessment)),
            (None, None) => {}
        }
    }
    later.sort_by_key(|(row, _)| *row);
    scored
        .assessments
        .extend(later.into_iter().map(|(_, assessment)| assessment));
    let order = |table: Option<TableName>| match table {
        Some(TableName::Profiles) => 0,
        Some(TableName::Events) => 1,
        _ => 2,
    };
    scored
        .rejects
        .sort_by_key(|found| (order(found.table), found.row));
    scored
}

/// The row of the first event that is valid and not after the instant; `None` if there is none.
fn known_since(lead: &Lead, report: &Report, as_of: Instant) -> Option<u64> {
    let bad: HashSet<u64> = report
        .rejects
        .iter()
        .filter(|reject| reject.table == Some(TableName::Events))
        .filter_map(|reject| reject.row)
        .collect();
    let valid = lead
        .places
        .iter()
        .zip(0_u64..)
        .find(|((_, at), index)| at.is_some_and(|at| at <= as_of) && !bad.contains(index));
    valid.map(|((place, _), _)| place.row)
}

impl Scored {
    /// Adds the report of one lead, with its row numbers replaced by those of the files.
    fn note(&mut self, lead: &Lead, profile: Option<Place>, report: &Report) {
        for reject in &report.rejects {
            let place = match reject.table {
                Some(TableName::Profiles) => profile,
                Some(TableName::Events) => reject.row.and_then(|row| {
                    let at = usize::try_from(row).ok()?;
                    lead.places.get(at).map(|(place, _)| *place)
                }),
                _ => None,
            };
            self.rejects.push(Located {
                table: reject.table,
                row: place.map(|place| place.row),
                line: place.map(|place| place.line),
                lead: Some(lead.id.clone()),
                column: reject.column.clone(),
                code: reject.code.word(),
                reason: reject.reason.clone(),
            });
        }
        self.totals.add(lead, report);
    }
}

impl Totals {
    fn add(&mut self, lead: &Lead, report: &Report) {
        let add = |sum: &mut u64, more: u64| *sum = sum.saturating_add(more);
        let events = u64::try_from(lead.events.len()).unwrap_or(u64::MAX);
        add(&mut self.events, events);
        add(&mut self.without_offset, report.without_offset);
        add(&mut self.without_value, report.without_value);
        add(&mut self.id_conflicts, report.id_conflicts);
        add(&mut self.others, report.unknown_events.rest);
        for (name, count) in &report.unknown_events.names {
            add(self.unknown.entry(name.clone()).or_default(), *count);
        }
        while self.unknown.len() > MAX_NAMES
            && let Some((_, count)) = self.unknown.pop_last()
        {
            add(&mut self.others, count);
        }
    }
}
