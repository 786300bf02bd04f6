//! Made-up leads of a made-up shop for office supplies.
//!
//! Nobody in it exists. What they do follows a few simple habits with chance
//! around them (customers reorder about every so many months, job seekers read
//! the careers page), so that a score can be seen to tell them apart. The same
//! seed gives the same bytes on every machine: whole numbers only.

mod behaviour;
mod dice;
mod dirt;
mod history;
mod profiles;
mod table;
mod words;

use leadgrade::{Day, Instant};

use behaviour::Deed;
use dice::Dice;
use profiles::Person;

/// The day as of which the example is scored.
pub const AS_OF: &str = "2026-11-22";
/// How many leads there are, before the rows that are wrong on purpose.
pub const LEADS: u64 = 2_400;
const SEED: u64 = 20_261_122;

/// Two CSV files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// One row a lead.
    pub profiles: String,
    /// One row an event, in the order of time.
    pub events: String,
}

/// The kinds of leads; the model does not see them, it has to find out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    Visitor,
    Reader,
    Prospect,
    Customer,
    Fan,
    Gone,
    LostDeal,
    Competitor,
    JobSeeker,
    Student,
    Consultant,
    Staff,
    Objector,
}

/// How many of 100 leads have a habit.
const HABITS: [(Habit, u64); 13] = [
    (Habit::Visitor, 20),
    (Habit::Reader, 19),
    (Habit::Prospect, 12),
    (Habit::Customer, 21),
    (Habit::Fan, 3),
    (Habit::Gone, 7),
    (Habit::LostDeal, 4),
    (Habit::Competitor, 2),
    (Habit::JobSeeker, 5),
    (Habit::Student, 3),
    (Habit::Consultant, 2),
    (Habit::Staff, 1),
    (Habit::Objector, 1),
];

/// Makes both files.
pub fn files() -> Files {
    let mut dice = Dice::new(SEED);
    let mut people = Vec::new();
    let mut deeds = Vec::new();
    for number in 1..=LEADS {
        let habit = dice.weighted(&HABITS).unwrap_or(Habit::Visitor);
        let person = Person::new(number, habit, &mut dice);
        deeds.extend(history::of(&person, habit, &mut dice));
        people.push(person);
    }
    number_orders(&mut deeds);
    let mut profiles: Vec<Vec<String>> = people.iter().map(Person::row).collect();
    let mut events: Vec<Vec<String>> = deeds.iter().map(Deed::row).collect();
    dirt::into_profiles(&mut profiles);
    dirt::into_events(&mut events);
    Files {
        profiles: table::csv(&profiles::COLUMNS, &profiles),
        events: table::csv(&behaviour::COLUMNS, &events),
    }
}

/// Orders are numbered in the order of time, as a shop does.
fn number_orders(deeds: &mut [Deed]) {
    deeds.sort_by(|a, b| (a.minutes_ago, &a.lead).cmp(&(b.minutes_ago, &b.lead)));
    deeds.reverse();
    let orders = deeds.iter_mut().filter(|deed| deed.event == "order");
    for (deed, number) in orders.zip(70_001_u64..) {
        deed.id = format!("o-{number}");
    }
}

/// The instant so many minutes before the end of the last day.
fn instant(minutes_ago: i64) -> String {
    let end = Day::parse(AS_OF).map_or(0, |day| i64::from(day.0).saturating_add(1));
    let minutes = end.saturating_mul(1_440).saturating_sub(minutes_ago);
    Instant::from_micros(minutes.saturating_mul(60_000_000))
        .map(|instant| instant.to_string())
        .unwrap_or_default()
}

/// The date so many days ago.
fn date(days_ago: i64) -> String {
    let today = Day::parse(AS_OF).map_or(0, |day| i64::from(day.0));
    let day = i32::try_from(today.saturating_sub(days_ago)).unwrap_or_default();
    Day(day).to_string()
}
