//! The leads of a partition with their profiles and records.

use super::as_of_table::LeadInstant;
use super::lead_index::LeadIndex;
use crate::exact::Instant;
use crate::tables::columns::pieces::BLOCK;
use crate::tables::options::KnownAt;
use crate::tables::partition::record::{Bucket, Record};
use crate::tables::scan::profile_times::ProfileTimes;
use crate::tables::scan::profiles::{ProfilePlace, ProfileRow};

/// Where a lead occurs first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FirstSeen {
    /// A row of the profiles.
    Profile(usize),
    /// A row of the events.
    Event(usize),
    /// A valid row of the table of instants, if it occurs in no other table.
    AsOf(usize),
}

/// A row of the profile of a lead.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ProfileVersion {
    times: ProfileTimes,
    /// Row of the table.
    row: usize,
    place: ProfilePlace,
}

/// The leads of a partition with their profiles and records. Leads are numbered in the order in which
/// they occur.
pub(crate) struct LeadGroup<R> {
    /// Where each lead occurs first.
    pub(crate) firsts: Vec<FirstSeen>,
    pub(crate) records: R,
    versions: ProfileVersions,
    /// The lead of each requested instant.
    pub(crate) requested: Vec<u32>,
}

/// The versions of the profiles of leads.
struct ProfileVersions {
    /// Lead by lead, the greatest times last.
    versions: Vec<ProfileVersion>,
    /// Where the versions of each lead end.
    ends: Vec<usize>,
    /// Rows whose lead has an earlier row with the same times.
    duplicates: Vec<usize>,
}

/// Receives the records of leads.
pub(crate) trait Records<const N: usize> {
    /// Takes records, the lead of each, and the values of those that have one. `count` is the number of
    /// leads that have occurred so far.
    fn take(&mut self, records: &[Record<N>], leads: &[u32], values: &[i64], count: usize);
    /// Finishes after the last record; `leads` is the number of all leads.
    fn end(&mut self, leads: usize, buckets: &[(usize, Bucket<'_, N>)]);
}

/// Groups the rows of one partition by lead. `profiles` are the rows of the profiles by piece of work;
/// with each bucket comes the row of the table at which its piece begins.
pub(crate) fn group<'p, const N: usize, R: Records<N>>(
    profiles: impl Iterator<Item = (u32, &'p [ProfileRow<N>])> + Clone,
    buckets: &[(usize, Bucket<'p, N>)],
    requested: &[LeadInstant<N>],
    mut records: R,
) -> LeadGroup<R> {
    let expected: usize = profiles.clone().map(|(_, rows)| rows.len()).sum();
    let mut index = LeadIndex::new(expected + 64);
    let mut firsts = Vec::with_capacity(expected);
    let mut versions: Vec<(u32, ProfileVersion)> = Vec::with_capacity(expected);
    for (piece, rows) in profiles {
        for (at, row) in (0_u32..).zip(rows) {
            let (lead, new) = index.place(row.key);
            if new {
                firsts.push(FirstSeen::Profile(row.row));
            }
            let version = ProfileVersion {
                times: row.times,
                row: row.row,
                place: ProfilePlace { piece, at },
            };
            versions.push((lead, version));
        }
    }
    let mut places = [0; BLOCK];
    for (start, bucket) in buckets {
        let mut values = bucket.values;
        for block in bucket.records.chunks(BLOCK) {
            let places = places.get_mut(..block.len()).unwrap_or_default();
            index.places(block, places, |row| {
                firsts.push(FirstSeen::Event(start + row as usize));
            });
            let valued = block.iter().filter(|record| record.event.valued()).count();
            let (own, others) = values.split_at_checked(valued).unwrap_or((values, &[]));
            records.take(block, places, own, firsts.len());
            values = others;
        }
    }
    let one = |(key, instant): &LeadInstant<N>| {
        let (lead, new) = index.place(*key);
        if new {
            firsts.push(FirstSeen::AsOf(instant.at));
        }
        lead
    };
    let requested = requested.iter().map(one).collect();
    records.end(firsts.len(), buckets);
    LeadGroup {
        versions: ProfileVersions::new(versions, firsts.len()),
        firsts,
        records,
        requested,
    }
}

impl ProfileVersions {
    /// Sorts versions with their leads, of which there are `leads`.
    fn new(mut all: Vec<(u32, ProfileVersion)>, leads: usize) -> Self {
        all.sort_unstable();
        let mut duplicates = Vec::new();
        all.dedup_by(|(lead, version), kept| {
            let same = (*lead, version.times) == (kept.0, kept.1.times);
            if same {
                duplicates.push(version.row);
            }
            same
        });
        let mut ends = vec![0; leads];
        for (at, (lead, _)) in all.iter().enumerate() {
            if let Some(end) = ends.get_mut(*lead as usize) {
                *end = at + 1;
            }
        }
        let mut before = 0;
        for end in &mut ends {
            *end = before.max(*end);
            before = *end;
        }
        Self {
            versions: all.into_iter().map(|(_, version)| version).collect(),
            ends,
            duplicates,
        }
    }
}

/// One slice of a list; `ends` has the end of each slice.
pub(crate) fn slice<'l, T>(list: &'l [T], ends: &[usize], at: usize) -> &'l [T] {
    let first = at
        .checked_sub(1)
        .and_then(|before| ends.get(before))
        .copied();
    let end = ends.get(at).copied().unwrap_or_default();
    list.get(first.unwrap_or_default()..end).unwrap_or_default()
}

impl<R> LeadGroup<R> {
    /// The row of the profiles that is valid for a lead at an instant; `None` if none is.
    pub(crate) fn profile(
        &self,
        lead: usize,
        as_of: Instant,
        known: KnownAt,
    ) -> Option<ProfilePlace> {
        let all = &self.versions;
        let mut versions = slice(&all.versions, &all.ends, lead).iter().rev();
        let valid = |version: &&ProfileVersion| version.times.holds(as_of, known);
        versions.find(valid).map(|version| version.place)
    }

    /// Rows of profiles whose lead has an earlier row with the same times.
    pub(crate) fn duplicates(&self) -> &[usize] {
        &self.versions.duplicates
    }
}
