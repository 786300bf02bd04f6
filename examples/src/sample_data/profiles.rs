//! Generates profiles.

use super::dice::Dice;
use super::words;
use super::{Habit, date};

pub(super) const COLUMNS: [&str; 14] = [
    "lead",
    "company",
    "title",
    "industry",
    "country",
    "employees",
    "revenue",
    "reorder_months",
    "created",
    "needs",
    "preferred_channel",
    "call_hours",
    "phone_ok",
    "staff",
];

/// The profile of a lead; missing values are empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    pub(super) lead: String,
    company: String,
    title: &'static str,
    industry: &'static str,
    country: &'static str,
    employees: String,
    revenue: String,
    /// The reorder interval that the lead told, which may differ from the real one.
    told: String,
    needs: &'static str,
    channel: &'static str,
    hours: &'static str,
    phone_ok: &'static str,
    staff: &'static str,
    /// For how many days the lead is known.
    pub(super) known_for: i64,
    /// The real reorder interval, in months.
    pub(super) months: i64,
}

impl Person {
    pub(super) fn new(number: u64, habit: Habit, dice: &mut Dice) -> Self {
        let mut person = Self {
            lead: format!("L-{number:04}"),
            known_for: known_for(habit, dice),
            months: dice
                .weighted(&[(3, 38), (4, 30), (2, 12), (1, 5), (6, 15)])
                .unwrap_or(3),
            ..Self::default()
        };
        let known = share_known(habit);
        person.describe(known, dice);
        person.reach(known, dice);
        person.suit(habit, dice);
        person
    }

    /// Sets company and contact; each part is known with a probability of `known` percent.
    fn describe(&mut self, known: u64, dice: &mut Dice) {
        if dice.chance(known) {
            self.company = company(dice);
        }
        if dice.chance(known) {
            self.title = dice.weighted(&words::TITLES).unwrap_or_default();
        }
        if dice.chance(known) {
            self.industry = dice.weighted(&words::INDUSTRIES).unwrap_or_default();
        }
        if dice.chance(known.saturating_add(5)) {
            self.country = dice.weighted(&words::COUNTRIES).unwrap_or_default();
        }
        let employees = employees(dice);
        if dice.chance(known) {
            self.employees = employees.to_string();
        }
        if dice.chance(known / 2) {
            self.revenue = revenue(employees, dice);
        }
        if dice.chance(known / 2) {
            self.needs = dice.word(&words::NEEDS);
        }
    }

    fn reach(&mut self, known: u64, dice: &mut Dice) {
        if dice.chance(known / 2) {
            self.channel = dice.weighted(&words::CHANNELS).unwrap_or_default();
        }
        if dice.chance(known / 4) {
            self.hours = dice.word(&words::HOURS);
        }
        if dice.chance(known) {
            self.phone_ok = if dice.chance(45) { "yes" } else { "no" };
        }
    }

    /// Adapts the profile to a habit.
    fn suit(&mut self, habit: Habit, dice: &mut Dice) {
        match habit {
            Habit::Customer | Habit::Fan | Habit::Gone if dice.chance(65) => {
                self.told = self.months.to_string();
            }
            Habit::Prospect if dice.chance(40) => self.told = self.months.to_string(),
            Habit::Competitor => {
                self.industry = dice.word(&["office supplies", "Stationery wholesale"]);
            }
            Habit::Student => self.title = dice.word(&["Student", "student of law", "Intern"]),
            Habit::Consultant => self.title = dice.word(&["Consultant", "Senior Consultant"]),
            Habit::JobSeeker => self.title = dice.word(&["", "", "Sales Assistant"]),
            Habit::Staff => self.staff = "true",
            _ => {}
        }
    }

    pub(super) fn row(&self) -> Vec<String> {
        vec![
            self.lead.clone(),
            self.company.clone(),
            self.title.to_owned(),
            self.industry.to_owned(),
            self.country.to_owned(),
            self.employees.clone(),
            self.revenue.clone(),
            self.told.clone(),
            date(self.known_for),
            self.needs.to_owned(),
            self.channel.to_owned(),
            self.hours.to_owned(),
            self.phone_ok.to_owned(),
            self.staff.to_owned(),
        ]
    }
}

fn known_for(habit: Habit, dice: &mut Dice) -> i64 {
    match habit {
        Habit::Visitor => dice.between(1, 60),
        Habit::Reader => dice.between(30, 700),
        Habit::Prospect => dice.between(10, 240),
        Habit::Customer => dice.between(120, 900),
        Habit::Fan => dice.between(500, 1_100),
        Habit::Gone => dice.between(600, 1_400),
        _ => dice.between(15, 500),
    }
}

/// The share of the profile that is filled in, in percent.
fn share_known(habit: Habit) -> u64 {
    match habit {
        Habit::Visitor => 15,
        Habit::JobSeeker | Habit::Student => 40,
        Habit::Reader => 65,
        Habit::Customer | Habit::Fan | Habit::Gone => 92,
        _ => 85,
    }
}

fn company(dice: &mut Dice) -> String {
    if dice.chance(4) {
        return dice.word(&words::ARABIC).to_owned();
    }
    let (first, form) = (dice.word(&words::FIRST), dice.word(&words::FORM));
    match dice.below(10) {
        0 => format!("{first}, {} {form}", dice.word(&words::FIRST)),
        1 => format!("{first} {form}"),
        _ => format!("{first} {} {form}", dice.word(&words::SECOND)),
    }
}

fn employees(dice: &mut Dice) -> i64 {
    let (least, most) = dice
        .weighted(&[
            ((1, 9), 22),
            ((10, 49), 34),
            ((50, 249), 27),
            ((250, 999), 12),
            ((1_000, 9_000), 5),
        ])
        .unwrap_or((1, 9));
    dice.between(least, most)
}

/// Revenue in millions with one decimal place, about 0.1 per employee.
fn revenue(employees: i64, dice: &mut Dice) -> String {
    let tenths = employees.saturating_mul(dice.between(5, 20)) / 10;
    format!("{}.{}", tenths / 10, tenths % 10)
}
