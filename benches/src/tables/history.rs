//! Generates the events of leads.

use super::dice::Dice;
use super::{AS_OF_MICROS, DAY};

/// One event of a lead.
pub(super) struct EventRow {
    /// The lead's position in the order of ids.
    pub(super) lead: u32,
    /// The event's name.
    pub(super) name: &'static str,
    /// The instant in microseconds.
    pub(super) at: i64,
    /// The value in thousandths, only of orders.
    pub(super) value: Option<u32>,
}

/// Event names with their frequency in thousandths; the model does not use the last three.
const NAMES: [(&str, u64); 13] = [
    ("page_view", 450),
    ("email_open", 200),
    ("pricing_view", 70),
    ("email_click", 60),
    ("download", 40),
    ("webinar", 20),
    ("form", 25),
    ("quote_request", 15),
    ("fair_visit", 10),
    ("order", 50),
    ("app_login", 30),
    ("chat_opened", 20),
    ("unsubscribe_page_view", 10),
];

/// The maximum age of events.
const DAYS: i64 = 400;
/// The mean number of events of a lead, before the total is adjusted.
const MEAN: u64 = 20;

/// The number of events of a lead: mostly few, sometimes thousands.
///
/// Lomax's distribution with exponent 2, `MEAN * (1/sqrt(u) - 1)`, in whole
/// numbers: half of all leads have 8 or fewer, one in a hundred 180 or more.
pub(super) fn count(dice: &mut Dice) -> u64 {
    let chance = dice.below((1 << 32) - 1) + 1;
    let root = (chance << 32).isqrt();
    (MEAN << 32)
        .checked_div(root)
        .unwrap_or_default()
        .saturating_sub(MEAN)
}

/// The range of ages, in milliseconds, in which a lead is active: the largest is the day on which
/// the lead became known; for two in five leads the activity ended some time ago.
pub(super) fn active(known_days: Option<i64>, dice: &mut Dice) -> (i64, i64) {
    let oldest = known_days.map_or(DAYS, |days| days.clamp(1, DAYS));
    let newest = if dice.permille(400) {
        dice.between(0, oldest - 1)
    } else {
        0
    };
    let millis = DAY / 1000;
    (newest * millis, oldest * millis - 1)
}

/// An event of a lead that was active at these ages.
pub(super) fn event(lead: u32, (newest, oldest): (i64, i64), dice: &mut Dice) -> EventRow {
    let name = dice.weighted(&NAMES);
    // A wrong clock or an appointment: an event after `as_of`, which does not count.
    let age = if dice.permille(1) {
        -dice.between(1, 5 * DAY / 1000)
    } else {
        // The smaller of two ages, since leads become more active over time.
        let first = dice.between(newest, oldest);
        first.min(dice.between(newest, oldest))
    };
    EventRow {
        lead,
        name,
        at: AS_OF_MICROS - age * 1000,
        value: (name == "order").then(|| amount(dice)),
    }
}

/// An amount in thousandths: mostly whole cents, sometimes with a third decimal place.
fn amount(dice: &mut Dice) -> u32 {
    let third = if dice.permille(50) {
        dice.between(1, 9)
    } else {
        0
    };
    u32::try_from(dice.between(500, 90_000) * 10 + third).unwrap_or_default()
}
