//! Generates sample data: invented leads of an invented shop for office supplies.
//!
//! Each lead follows one of a few habits with random variation (customers reorder every few
//! months, job seekers read the careers page), so that scores can tell them apart. The same seed
//! gives the same bytes on every machine, since only whole numbers are used.

mod behaviour;
mod dice;
mod bad_rows;
mod habits;
mod profiles;
mod table;
mod words;

use leadgrade::{Day, Instant};

use behaviour::EventRow;
use dice::Dice;
use profiles::Person;

/// The day at which the example is scored.
pub const AS_OF: &str = "2026-11-22";
/// The number of leads, without the rows that are wrong on purpose.
pub const LEADS: u64 = 2_400;
const SEED: u64 = 20_261_122;

/// Two CSV files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// One row per lead.
    pub profiles: String,
    /// One row per event, in order of time.
    pub events: String,
}

/// The kinds of leads, which the model does not see.
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

/// The habits, each with its share in percent.
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

/// Generates both files.
pub fn files() -> Files {
    let mut dice = Dice::new(SEED);
    let mut people = Vec::new();
    let mut events = Vec::new();
    for number in 1..=LEADS {
        let habit = dice.weighted(&HABITS).unwrap_or(Habit::Visitor);
        let person = Person::new(number, habit, &mut dice);
        events.extend(habits::events_of(&person, habit, &mut dice));
        people.push(person);
    }
    number_orders(&mut events);
    let mut profiles: Vec<Vec<String>> = people.iter().map(Person::row).collect();
    let mut events: Vec<Vec<String>> = events.iter().map(EventRow::row).collect();
    bad_rows::into_profiles(&mut profiles);
    bad_rows::into_events(&mut events);
    Files {
        profiles: table::csv(&profiles::COLUMNS, &profiles),
        events: table::csv(&behaviour::COLUMNS, &events),
    }
}

/// Numbers the orders in order of time, as a shop does.
fn number_orders(events: &mut [EventRow]) {
    events.sort_by(|a, b| (a.minutes_ago, &a.lead).cmp(&(b.minutes_ago, &b.lead)));
    events.reverse();
    let orders = events.iter_mut().filter(|event| event.event == "order");
    for (event, number) in orders.zip(70_001_u64..) {
        event.id = format!("o-{number}");
    }
}

/// The instant `minutes_ago` before the end of the last day.
fn instant(minutes_ago: i64) -> String {
    let end = Day::parse(AS_OF).map_or(0, |day| i64::from(day.0).saturating_add(1));
    let minutes = end.saturating_mul(1_440).saturating_sub(minutes_ago);
    Instant::from_micros(minutes.saturating_mul(60_000_000))
        .map(|instant| instant.to_string())
        .unwrap_or_default()
}

/// The date `days_ago` before the last day.
fn date(days_ago: i64) -> String {
    let today = Day::parse(AS_OF).map_or(0, |day| i64::from(day.0));
    let day = i32::try_from(today.saturating_sub(days_ago)).unwrap_or_default();
    Day(day).to_string()
}
