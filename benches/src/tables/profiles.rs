//! Generates profiles.

use super::dice::Dice;

/// The profile of a lead; some values are missing.
pub(super) struct ProfileRow {
    pub(super) employees: Option<i64>,
    /// In whole units.
    pub(super) revenue: Option<i64>,
    pub(super) industry: Option<&'static str>,
    pub(super) title: Option<&'static str>,
    pub(super) country: Option<&'static str>,
    /// Months between orders, in halves, since some leads tell 2.5.
    pub(super) reorder_halves: Option<i64>,
    /// The number of days before the day of `as_of`.
    pub(super) created_days: Option<i64>,
}

type Words = [(Option<&'static str>, u64)];

// As users type them: with different cases and extra spaces.
const INDUSTRIES: &Words = &[
    (None, 40),
    (Some("Legal"), 70),
    (Some("legal"), 20),
    (Some("Finance"), 90),
    (Some(" Insurance"), 40),
    (Some("Education"), 80),
    (Some("HEALTH"), 90),
    (Some("Retail"), 200),
    (Some("Manufacturing"), 220),
    (Some("Logistics"), 150),
];
const TITLES: &Words = &[
    (None, 50),
    (Some("Office Manager"), 120),
    (Some("office manager"), 40),
    (Some("Head of Procurement"), 80),
    (Some("Procurement Assistant"), 40),
    (Some("Executive Assistant"), 90),
    (Some("Assistant"), 60),
    (Some("Student"), 40),
    (Some("HR Trainee"), 20),
    (Some("Managing Director"), 130),
    (Some("Buchhaltung / Geschäftsführung"), 90),
    (Some("Software Engineer"), 240),
];
const COUNTRIES: &Words = &[
    (None, 30),
    (Some("DE"), 450),
    (Some("de"), 30),
    (Some("AT"), 110),
    (Some("CH"), 110),
    (Some("FR"), 120),
    (Some("NL"), 90),
    (Some("PL"), 60),
];
const SIZES: [((i64, i64), u64); 4] = [
    ((1, 9), 350),
    ((10, 99), 330),
    ((100, 999), 220),
    ((1_000, 40_000), 100),
];
const REVENUES: [((i64, i64), u64); 3] = [
    ((20_000, 999_999), 550),
    ((1_000_000, 9_999_999), 300),
    ((10_000_000, 900_000_000), 150),
];
// 0 months is not a valid length, so the model's `otherwise` applies.
const REORDER_HALVES: [(Option<i64>, u64); 9] = [
    (None, 350),
    (Some(0), 10),
    (Some(2), 200),
    (Some(4), 120),
    (Some(5), 10),
    (Some(6), 150),
    (Some(8), 60),
    (Some(12), 70),
    (Some(24), 30),
];

pub(super) fn profile(dice: &mut Dice) -> ProfileRow {
    ProfileRow {
        employees: number(&SIZES, 50, dice),
        revenue: number(&REVENUES, 80, dice),
        industry: dice.weighted(INDUSTRIES),
        title: dice.weighted(TITLES),
        country: dice.weighted(COUNTRIES),
        reorder_halves: dice.weighted(&REORDER_HALVES),
        created_days: number(&[((0, 1_500), 1)], 30, dice),
    }
}

/// A number from one of the ranges, missing with a probability in thousandths.
fn number(ranges: &[((i64, i64), u64)], unknown: u64, dice: &mut Dice) -> Option<i64> {
    let (least, most) = dice.weighted(ranges);
    let number = dice.between(least, most);
    (!dice.permille(unknown)).then_some(number)
}
