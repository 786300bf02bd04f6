//! The leads of a part and which records are whose.

use std::collections::BTreeMap;

use crate::exact::Instant;
use crate::tables::columns::lead_key::Key;
use crate::tables::columns::pieces::BLOCK;
use crate::tables::options::KnownAt;
use crate::tables::partition::record::{Bucket, Record};
use crate::tables::scan::profiles::{Person, Since};

/// A slot without a lead.
const FREE: u32 = u32::MAX;
/// Ids that somebody chose to fall together go into a tree instead.
const MOST_PROBES: usize = 48;

/// Positions of leads by their keys.
#[derive(Debug)]
struct Index<const N: usize> {
    /// Open addressing, a quarter full as expected, at most half.
    slots: Vec<u32>,
    keys: Vec<Key<N>>,
    crowded: BTreeMap<Key<N>, u32>,
    /// Leads that the slots hold.
    held: usize,
}

impl<const N: usize> Index<N> {
    fn new(leads: usize) -> Self {
        Self {
            slots: vec![FREE; (leads * 4).next_power_of_two().max(16)],
            keys: Vec::with_capacity(leads),
            crowded: BTreeMap::new(),
            held: 0,
        }
    }

    /// The positions of the leads of records; `new` gets the row of each new one.
    fn places(&mut self, records: &[Record<N>], places: &mut [u32], mut new: impl FnMut(u32)) {
        let mut last = (Key::NONE, FREE);
        for (record, place) in records.iter().zip(places) {
            // Rows of the same lead often follow each other.
            if record.key != last.0 || last.1 == FREE {
                let (found, is_new) = self.place(record.key);
                last = (record.key, found);
                if is_new {
                    new(record.row);
                }
            }
            *place = last.1;
        }
    }

    /// The position of a lead, and whether it is a new one.
    #[inline]
    fn place(&mut self, key: Key<N>) -> (u32, bool) {
        let first = first_slot(&key, self.slots.len() - 1);
        if let Some(place) = self.slots.get(first)
            && self.keys.get(*place as usize) == Some(&key)
        {
            return (*place, false);
        }
        self.search(key, first)
    }

    /// The same of a key that is not in the first slot.
    #[inline(never)]
    fn search(&mut self, key: Key<N>, first: usize) -> (u32, bool) {
        let mask = self.slots.len() - 1;
        let mut at = first;
        for _ in 0..MOST_PROBES {
            match self.slots.get(at).copied() {
                Some(FREE) | None => return (self.insert(key, at), true),
                Some(place) if self.keys.get(place as usize) == Some(&key) => {
                    return (place, false);
                }
                Some(_) => at = (at + 1) & mask,
            }
        }
        if let Some(place) = self.crowded.get(&key) {
            return (*place, false);
        }
        let place = self.push(key);
        self.crowded.insert(key, place);
        (place, true)
    }

    fn push(&mut self, key: Key<N>) -> u32 {
        self.keys.push(key);
        u32::try_from(self.keys.len() - 1).unwrap_or(FREE)
    }

    fn insert(&mut self, key: Key<N>, at: usize) -> u32 {
        let place = self.push(key);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = place;
        }
        self.held += 1;
        if self.held * 2 > self.slots.len() {
            self.grow();
        }
        place
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots.clear();
        self.slots.resize(size, FREE);
        self.crowded.clear();
        self.held = 0;
        for (place, key) in (0_u32..).zip(&self.keys) {
            let mut at = first_slot(key, size - 1);
            let free = (0..MOST_PROBES).find(|_| {
                let free = self.slots.get(at) == Some(&FREE);
                at = if free { at } else { (at + 1) & (size - 1) };
                free
            });
            match (free, self.slots.get_mut(at)) {
                (Some(_), Some(slot)) => {
                    *slot = place;
                    self.held += 1;
                }
                _ => drop(self.crowded.insert(*key, place)),
            }
        }
    }
}

/// Where probing begins. The highest bits chose the part: these are others.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "masked at once")]
fn first_slot<const N: usize>(key: &Key<N>, mask: usize) -> usize {
    key.hash() as usize & mask
}

/// Where a lead was seen first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum First {
    /// In that row of the profiles.
    Profile(usize),
    /// In that row of the events.
    Event(usize),
    /// Nowhere but where it was asked for.
    AsOf(usize),
}

/// A row of a lead's profile: from when on it counts, which row, and where it was
/// put: the piece of work and the place there.
pub(crate) type Version = (Since, usize, (u32, u32));

/// The leads of a part with what is known of each.
pub(crate) struct Group<R> {
    pub(crate) firsts: Vec<First>,
    pub(crate) records: R,
    /// Versions of the profiles of each lead, the latest last.
    versions: Vec<Version>,
    version_ends: Vec<usize>,
    /// The lead of each one that was asked for.
    pub(crate) asked: Vec<u32>,
    /// Rows of profiles that cannot be told from an earlier one.
    pub(crate) duplicates: Vec<usize>,
}

/// What becomes of the records of leads.
pub(crate) trait Records<const N: usize> {
    /// Takes records, the lead of each and the values of those that have one;
    /// leads are numbered in the order in which they appear, and `count` of them have appeared so far.
    fn take(&mut self, records: &[Record<N>], leads: &[u32], values: &[i64], count: usize);
    /// Ends after the last record; `leads` is the number of all leads.
    fn end(&mut self, leads: usize, buckets: &[(usize, Bucket<'_, N>)]);
}

/// Groups what the pieces of work found for one part, in their order.
pub(crate) fn group<'p, const N: usize, R: Records<N>>(
    people: impl Iterator<Item = (u32, &'p [Person<N>])> + Clone,
    buckets: &[(usize, Bucket<'p, N>)],
    asked: &[(Key<N>, usize, Instant)],
    mut records: R,
) -> Group<R> {
    let expected: usize = people.clone().map(|(_, people)| people.len()).sum();
    let mut index = Index::new(expected + 64);
    let mut firsts = Vec::with_capacity(expected);
    let mut versions: Vec<(u32, Version)> = Vec::with_capacity(expected);
    for (piece, people) in people {
        for (at, person) in (0_u32..).zip(people) {
            let (place, new) = index.place(person.key);
            if new {
                firsts.push(First::Profile(person.row));
            }
            versions.push((place, (person.since, person.row, (piece, at))));
        }
    }
    let mut places = [0; BLOCK];
    for (start, bucket) in buckets {
        let mut values = bucket.values;
        for block in bucket.records.chunks(BLOCK) {
            let places = places.get_mut(..block.len()).unwrap_or_default();
            index.places(block, places, |row| {
                firsts.push(First::Event(start + row as usize));
            });
            let valued = block.iter().filter(|record| record.what.valued()).count();
            let (own, others) = values.split_at_checked(valued).unwrap_or((values, &[]));
            records.take(block, places, own, firsts.len());
            values = others;
        }
    }
    let one = |(key, row, _): &(Key<N>, usize, Instant)| {
        let (place, new) = index.place(*key);
        if new {
            firsts.push(First::AsOf(*row));
        }
        place
    };
    let asked = asked.iter().map(one).collect();
    records.end(firsts.len(), buckets);
    let (versions, version_ends, duplicates) = arrange_versions(versions, firsts.len());
    Group {
        firsts,
        records,
        versions,
        version_ends,
        asked,
        duplicates,
    }
}

type Versions = (Vec<Version>, Vec<usize>, Vec<usize>);

fn arrange_versions(mut all: Vec<(u32, Version)>, leads: usize) -> Versions {
    all.sort_unstable();
    let mut duplicates = Vec::new();
    all.dedup_by(|(place, (since, row, _)), kept| {
        let same = (*place, *since) == (kept.0, kept.1.0);
        if same {
            duplicates.push(*row);
        }
        same
    });
    let mut ends = vec![0; leads];
    for (at, (place, _)) in all.iter().enumerate() {
        if let Some(end) = ends.get_mut(*place as usize) {
            *end = at + 1;
        }
    }
    let mut before = 0;
    for end in &mut ends {
        *end = before.max(*end);
        before = *end;
    }
    (
        all.into_iter().map(|(_, version)| version).collect(),
        ends,
        duplicates,
    )
}

/// One slice of a list, where `ends` holds the end of each slice.
pub(crate) fn slice<'l, T>(list: &'l [T], ends: &[usize], at: usize) -> &'l [T] {
    let first = at
        .checked_sub(1)
        .and_then(|before| ends.get(before))
        .copied();
    let end = ends.get(at).copied().unwrap_or_default();
    list.get(first.unwrap_or_default()..end).unwrap_or_default()
}

impl<R> Group<R> {
    /// Where the row of the profiles is that counts for a lead at an instant.
    pub(crate) fn profile(
        &self,
        lead: usize,
        as_of: Instant,
        known: KnownAt,
    ) -> Option<(u32, u32)> {
        let mut versions = slice(&self.versions, &self.version_ends, lead).iter().rev();
        let valid = |(since, ..): &&Version| since.holds(as_of, known);
        versions.find(valid).map(|(.., place)| *place)
    }
}
