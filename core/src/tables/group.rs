//! The leads of a part and which records are whose.

use std::collections::BTreeMap;

use super::key::Key;
use super::people::Person;
use super::scan::{Bucket, What};
use crate::exact::Instant;

/// A slot without a lead.
const FREE: u32 = u32::MAX;
/// Ids that somebody chose to fall together go into a tree instead.
const MOST_PROBES: usize = 48;

/// Positions of leads by their keys.
#[derive(Debug)]
struct Index<const N: usize> {
    /// Open addressing, at most half full.
    slots: Vec<u32>,
    keys: Vec<Key<N>>,
    crowded: BTreeMap<Key<N>, u32>,
    /// Leads that the slots hold.
    held: usize,
}

impl<const N: usize> Index<N> {
    fn new(leads: usize) -> Self {
        Self {
            slots: vec![FREE; (leads * 2).next_power_of_two().max(16)],
            keys: Vec::with_capacity(leads),
            crowded: BTreeMap::new(),
            held: 0,
        }
    }

    /// The position of a lead, and whether it is a new one.
    #[inline]
    fn place(&mut self, key: Key<N>) -> (u32, bool) {
        let mask = self.slots.len() - 1;
        let mut at = first_slot(&key, mask);
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
pub(super) enum First {
    /// In that row of the profiles.
    Profile(usize),
    /// In that row of the events.
    Event(usize),
    /// Nowhere but where it was asked for.
    Asked(usize),
}

/// A record of a lead.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) what: What,
    /// The piece of work and the row in it.
    pub(super) piece: u32,
    pub(super) row: u32,
    /// Where its value is, if it has one.
    pub(super) value: u32,
}

/// A row of a lead's profile: from when on, which row, and where it was put:
/// the piece of work and the place there.
pub(super) type Version = (Option<Instant>, usize, (u32, u32));

/// The leads of a part with what is known of each.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) firsts: Vec<First>,
    /// Versions of the profiles of each lead, the latest last.
    versions: Vec<Version>,
    version_ends: Vec<usize>,
    placed: Vec<Placed>,
    placed_ends: Vec<usize>,
    pub(super) values: Vec<i64>,
    /// The lead of each one that was asked for.
    pub(super) asked: Vec<u32>,
    /// Rows of profiles that cannot be told from an earlier one.
    pub(super) duplicates: Vec<(usize, Option<Instant>)>,
}

/// Groups what the pieces of work found for one part, in their order.
pub(super) fn group<'p, const N: usize>(
    people: impl Iterator<Item = (u32, &'p [Person<N>])> + Clone,
    buckets: impl Iterator<Item = (usize, &'p Bucket<N>)> + Clone,
    asked: &[(Key<N>, usize, Instant)],
) -> Group {
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
            versions.push((place, (person.from, person.row, (piece, at))));
        }
    }
    let records: usize = buckets
        .clone()
        .map(|(_, bucket)| bucket.records.len())
        .sum();
    let mut places = Vec::with_capacity(records);
    let mut counts = vec![0_usize; firsts.len()];
    let mut last: Option<(Key<N>, u32)> = None;
    for (start, bucket) in buckets.clone() {
        for record in &bucket.records {
            let place = match last {
                Some((key, place)) if key == record.key => place,
                _ => {
                    let (place, new) = index.place(record.key);
                    if new {
                        firsts.push(First::Event(start + record.row as usize));
                        counts.push(0);
                    }
                    last = Some((record.key, place));
                    place
                }
            };
            if let Some(count) = counts.get_mut(place as usize) {
                *count += 1;
            }
            places.push(place);
        }
    }
    let one = |(key, row, _): &(Key<N>, usize, Instant)| {
        let (place, new) = index.place(*key);
        if new {
            firsts.push(First::Asked(*row));
            counts.push(0);
        }
        place
    };
    let asked = asked.iter().map(one).collect();
    let (placed, placed_ends, values) = arrange(buckets.map(|(_, bucket)| bucket), &places, counts);
    let (versions, version_ends, duplicates) = arrange_versions(versions, firsts.len());
    Group {
        firsts,
        versions,
        version_ends,
        placed,
        placed_ends,
        values,
        asked,
        duplicates,
    }
}

/// Records by lead, each lead's in the order of their rows.
fn arrange<'p, const N: usize>(
    buckets: impl Iterator<Item = &'p Bucket<N>>,
    places: &[u32],
    mut counts: Vec<usize>,
) -> (Vec<Placed>, Vec<usize>, Vec<i64>) {
    let mut sum = 0;
    for count in &mut counts {
        (*count, sum) = (sum, sum + *count);
    }
    let nothing = Placed {
        what: What::NOTHING,
        piece: 0,
        row: 0,
        value: 0,
    };
    let mut placed = vec![nothing; sum];
    let mut values = Vec::new();
    let mut places = places.iter();
    for (piece, bucket) in (0_u32..).zip(buckets) {
        let mut value = u32::try_from(values.len()).unwrap_or(u32::MAX);
        values.extend_from_slice(&bucket.values);
        for record in &bucket.records {
            let next = places
                .next()
                .and_then(|place| counts.get_mut(*place as usize));
            let Some(next) = next else { continue };
            if let Some(slot) = placed.get_mut(*next) {
                *slot = Placed {
                    what: record.what,
                    piece,
                    row: record.row,
                    value,
                };
            }
            *next += 1;
            value += u32::from(record.what.valued());
        }
    }
    (placed, counts, values)
}

type Versions = (Vec<Version>, Vec<usize>, Vec<(usize, Option<Instant>)>);

fn arrange_versions(mut all: Vec<(u32, Version)>, leads: usize) -> Versions {
    all.sort_unstable();
    let mut duplicates = Vec::new();
    all.dedup_by(|(place, (from, row, _)), kept| {
        let same = (*place, *from) == (kept.0, kept.1.0);
        if same {
            duplicates.push((*row, *from));
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

/// The slice of a list of which `ends` says where the slices end.
fn slice<'l, T>(list: &'l [T], ends: &[usize], at: usize) -> &'l [T] {
    let first = at
        .checked_sub(1)
        .and_then(|before| ends.get(before))
        .copied();
    let end = ends.get(at).copied().unwrap_or_default();
    list.get(first.unwrap_or_default()..end).unwrap_or_default()
}

impl Group {
    /// Where the row of the profiles is that counts for a lead at an instant.
    pub(super) fn profile(&self, lead: usize, as_of: Instant) -> Option<(u32, u32)> {
        let mut versions = slice(&self.versions, &self.version_ends, lead).iter().rev();
        let valid = |(from, ..): &&Version| from.is_none_or(|from| from <= as_of);
        versions.find(valid).map(|(.., place)| *place)
    }

    /// The records of a lead.
    pub(super) fn records(&self, lead: usize) -> &[Placed] {
        slice(&self.placed, &self.placed_ends, lead)
    }
}
