//! Generates leads with their events.

use super::dice::Dice;
use super::history::{self, EventRow};
use super::profiles::{ProfileRow, profile};

/// Leads and events, in the order of the files.
pub struct Data {
    /// The numbers of all leads, increasing; ids are made from them.
    pub(super) numbers: Vec<u32>,
    /// The leads that have a profile.
    pub(super) profiles: Vec<LeadRow>,
    pub(super) events: Vec<EventRow>,
}

/// A row of profiles.
pub struct LeadRow {
    /// The lead's position in the order of ids.
    pub(super) lead: u32,
    pub(super) profile: ProfileRow,
}

/// The share of leads with events only, in thousandths.
const WITHOUT_PROFILE: u64 = 20;

/// Generates a number of leads and exactly a number of events, in the order of lead ids.
pub fn generate(leads: u32, events: u64, seed: u64) -> Data {
    let mut dice = Dice::new(seed);
    let mut data = Data {
        numbers: numbers(leads, &mut dice),
        profiles: Vec::new(),
        events: Vec::new(),
    };
    let counts = counts(leads, events, &mut dice);
    for (lead, count) in (0..leads).zip(counts) {
        // A lead without events needs a profile.
        let profile = (count == 0 || !dice.permille(WITHOUT_PROFILE)).then(|| profile(&mut dice));
        let known = profile.as_ref().and_then(|profile| profile.created_days);
        let active = history::active(known, &mut dice);
        if let Some(profile) = profile {
            data.profiles.push(LeadRow { lead, profile });
        }
        let rows = (0..count).map(|_| history::event(lead, active, &mut dice));
        data.events.extend(rows);
    }
    data
}

impl Data {
    /// Shuffles profiles and events.
    pub fn shuffle(&mut self, seed: u64) {
        let mut dice = Dice::new(seed);
        dice.shuffle(&mut self.profiles);
        dice.shuffle(&mut self.events);
    }
}

/// Numbers as a system assigns them: increasing, with gaps.
fn numbers(leads: u32, dice: &mut Dice) -> Vec<u32> {
    let mut number = 10_000;
    let mut next = || {
        number += u32::try_from(dice.between(1, 5)).unwrap_or(1);
        number
    };
    (0..leads).map(|_| next()).collect()
}

/// The number of events of each lead; they add up to `total`.
fn counts(leads: u32, total: u64, dice: &mut Dice) -> Vec<u64> {
    let mut counts: Vec<_> = (0..leads).map(|_| history::count(dice)).collect();
    let mut sum: u64 = counts.iter().sum();
    let length = counts.len();
    while sum != total && length > 0 {
        let Some(count) = counts.get_mut(dice.position(length)) else {
            break;
        };
        if sum < total {
            (*count, sum) = (*count + 1, sum + 1);
        } else if *count > 0 {
            (*count, sum) = (*count - 1, sum - 1);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_asked_for_and_the_same_again() {
        let (mut once, again) = (generate(1_000, 20_000, 7), generate(1_000, 20_000, 7));
        let rows = |data: &Data| {
            let row = |event: &EventRow| (event.lead, event.name, event.at, event.value);
            data.events.iter().map(row).collect::<Vec<_>>()
        };
        assert_eq!(rows(&once).len(), 20_000);
        assert_eq!(rows(&once), rows(&again));
        assert!(once.events.is_sorted_by_key(|event| event.lead));
        assert!(once.numbers.is_sorted());
        once.shuffle(7);
        assert_ne!(rows(&once), rows(&again));
    }

    #[test]
    fn few_have_many_and_some_are_known_from_events_only() {
        let data = generate(10_000, 200_000, 7);
        let mut counts = vec![0; 10_000];
        for event in &data.events {
            counts[event.lead as usize] += 1;
        }
        counts.sort_unstable();
        assert!((5..=11).contains(&counts[5_000]));
        assert!(counts[9_999] > 500);
        assert!((9_700..9_900).contains(&data.profiles.len()));
    }
}
