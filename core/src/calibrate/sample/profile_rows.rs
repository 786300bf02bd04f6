//! Which row of profiles holds for a lead at an instant.

use std::collections::BTreeMap;

use crate::calibrate::sample::leads::LeadNumbers;
use crate::exact::{Instant, Zone};
use crate::tables::{Chunk, KnownAt};

/// The place of a row of profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) chunk: usize,
    pub(crate) row: usize,
}

/// A row of profiles of a lead.
#[derive(Clone, Copy, Debug)]
struct Version {
    valid_from: Option<Instant>,
    recorded_at: Option<Instant>,
    place: Place,
}

/// The rows of profiles by the number of their lead.
pub(crate) struct ProfileRows {
    of_lead: BTreeMap<u32, Vec<Version>>,
    known: KnownAt,
}

impl ProfileRows {
    /// Finds the rows of leads that have a number. Rows with an unreadable time do not count.
    pub(crate) fn new(
        profiles: &[Chunk<'_>],
        leads: &LeadNumbers,
        zone: &Zone,
        known: KnownAt,
    ) -> Self {
        let mut of_lead: BTreeMap<u32, Vec<Version>> = BTreeMap::new();
        for (at, chunk) in profiles.iter().enumerate() {
            let Some(ids) = chunk.column("lead") else {
                continue;
            };
            let (from, recorded) = (chunk.column("valid_from"), chunk.column("recorded_at"));
            for row in chunk.range() {
                let lead = ids.id(row).ok().flatten().and_then(|id| leads.get(&id));
                let valid_from = from.map_or(Ok(None), |column| column.valid_from(row, zone));
                let recorded_at = recorded.map_or(Ok(None), |column| column.recorded_at(row, zone));
                if let (Some(lead), Ok(valid_from), Ok(recorded_at)) =
                    (lead, valid_from, recorded_at)
                {
                    of_lead.entry(lead).or_default().push(Version {
                        valid_from,
                        recorded_at,
                        place: Place { chunk: at, row },
                    });
                }
            }
        }
        Self { of_lead, known }
    }

    /// The row that holds for a lead at an instant: that with the latest `valid_from`, then the latest
    /// `recorded_at`, then the first.
    pub(crate) fn of(&self, lead: u32, at: Instant) -> Option<Place> {
        let versions = self.of_lead.get(&lead)?.iter().rev();
        let exists = |one: &&Version| {
            let is_recorded =
                self.known == KnownAt::Now || one.recorded_at.is_none_or(|own| own <= at);
            is_recorded && one.valid_from.is_none_or(|from| from <= at)
        };
        let latest = versions.filter(exists);
        let latest = latest.max_by_key(|one| (one.valid_from, one.recorded_at));
        latest.map(|one| one.place)
    }
}
