//! Leads to look at: those that were ready and did not convert, and those that converted without being
//! ready.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::report::ListedLead;
use crate::assessment::{Explanation, Label};
use crate::calibrate::sample::leads::LeadNumbers;
use crate::calibrate::sample::measure::Measure;
use crate::calibrate::sample::rows::{Sample, SampleRow};
use crate::calibrate::sample::times::Tables;
use crate::document::Document;
use crate::evaluate::ExplanationEntry;
use crate::exact::{Instant, Milli};
use crate::model::Model;
use crate::tables::{AsOf, Explain, TableError, TableOptions};

/// The number of entries of each lead.
const ENTRIES: usize = 3;

/// The two lists.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    at: Option<Instant>,
    pub(crate) ready_not_converted: Vec<ListedLead>,
    pub(crate) converted_not_ready: Vec<ListedLead>,
}

impl Lists {
    /// Picks the leads of both lists from the rows of the last mature instant, at most `most` each.
    /// [`Lists::explain`] fills in their entries.
    pub(crate) fn pick(sample: &Sample, leads: &LeadNumbers, most: usize) -> Self {
        let Some(last) = sample.last_mature() else {
            return Self::default();
        };
        let listed = |row: &SampleRow| {
            Some(ListedLead {
                lead: leads.id(row.lead).to_owned(),
                points: Milli(Measure::Readiness.of(row)?),
                days: row.days,
                entries: Vec::new(),
            })
        };
        let having = |ready: bool, converts: bool| -> Vec<ListedLead> {
            let rows = sample.rows.iter().filter(|row| row.moment == last);
            let wanted = rows.filter(|row| {
                row.label(Label::Ready) == Some(ready.into()) && row.converts() == converts
            });
            wanted.filter_map(listed).collect()
        };
        let (mut ready, mut converted) = (having(true, false), having(false, true));
        let by_id = |one: &ListedLead, two: &ListedLead| one.lead.cmp(&two.lead);
        ready.sort_by(|one, two| two.points.cmp(&one.points).then(by_id(one, two)));
        converted.sort_by(|one, two| one.points.cmp(&two.points).then(by_id(one, two)));
        ready.truncate(most);
        converted.truncate(most);
        Self {
            at: sample.moments.get(last as usize).map(|moment| moment.at),
            ready_not_converted: ready,
            converted_not_ready: converted,
        }
    }

    /// Scores the tables once more to explain the leads.
    ///
    /// # Errors
    /// Those of scoring tables.
    pub(crate) fn explain(
        &mut self,
        model: &Model,
        tables: Tables<'_>,
        options: &TableOptions,
    ) -> Result<(), TableError> {
        let listed = self.ready_not_converted.iter();
        let listed = listed.chain(&self.converted_not_ready);
        let ids: BTreeSet<String> = listed.map(|listed| listed.lead.clone()).collect();
        let Some(at) = self.at.filter(|_| !ids.is_empty()) else {
            return Ok(());
        };
        let options = TableOptions {
            explain: Explain::Some(ids),
            ..options.clone()
        };
        let scored =
            model.assess_chunks(tables.profiles, tables.events, &AsOf::One(at), &options)?;
        let mut entries = BTreeMap::new();
        for (row, why) in &scored.explanations {
            let largest = largest(why, model.document());
            entries.extend(scored.leads.get(*row).map(|lead| (lead, largest)));
        }
        let listed = self.ready_not_converted.iter_mut();
        for listed in listed.chain(&mut self.converted_not_ready) {
            listed.entries = entries.remove(listed.lead.as_str()).unwrap_or_default();
        }
        Ok(())
    }
}

/// The largest entries of the sections that readiness adds up.
fn largest(why: &Explanation, document: &Document) -> Vec<ExplanationEntry> {
    let parts = document
        .readiness
        .as_ref()
        .and_then(|one| one.parts.as_ref());
    let has = |section: &str| match parts {
        None => section != "fit",
        Some(parts) => parts.iter().any(|part| {
            let rest = part.strip_prefix(section);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        }),
    };
    let sections = [
        ("fit", &why.fit),
        ("engagement", &why.engagement),
        ("cycle", &why.cycle),
    ];
    let sections = sections.into_iter().filter(|(name, _)| has(name));
    let entries = sections.filter_map(|(_, section)| section.as_ref());
    let mut entries: Vec<&ExplanationEntry> = entries.flat_map(|one| &one.entries).collect();
    entries.sort_by_key(|entry| Reverse(entry.points.0.unsigned_abs()));
    entries.into_iter().take(ENTRIES).cloned().collect()
}
