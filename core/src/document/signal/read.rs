//! Reading signals, purchases, switches, seasons and decay.

use super::{Decay, Millionths, Never, Purchases, Season, Signal, Switch};
use crate::document::Condition;
use crate::document::reader::At;
use crate::document::tree::TreeValue;
use crate::exact::{Day, Decimal, MAX_DAYS, MAX_POINTS_PER_UNIT, Milli};

/// The factor 1 in millionths, and the most decimal places of a factor.
const FULL: i64 = 1_000_000;
const FACTOR_PLACES: u32 = 6;

const SIGNAL_KEYS: [&str; 11] = [
    "event",
    "where",
    "points",
    "points_per_unit",
    "group",
    "decay",
    "min",
    "max",
    "limit",
    "limit_per_day",
    "activity",
];
const DECAYS: [&str; 5] = [
    "half_life_days",
    "linear_days",
    "window_days",
    "step_days",
    "table",
];

const DECAY: &str = "`\"none\"` or a table such as `{ half_life_days = 30 }`";

impl Signal {
    /// Reads the signal of a name.
    pub(crate) fn read(name: &str, at: &At<'_>) -> Option<Self> {
        at.count_rule();
        let table = at.table(&SIGNAL_KEYS)?;
        table.exclude(&["points", "points_per_unit"], "use one of them");
        // Events of one day have no order. If each has its own value, a limit could not tell which
        // of them count.
        if !table.has("points") {
            for key in table.present(&["limit", "limit_per_day"]) {
                at.conflict(
                    format!("`{key}` needs `points`"),
                    "limits work with `points`, not with `points_per_unit`",
                );
            }
        }
        let per_unit = |at: &At<'_>| at.decimal(-MAX_POINTS_PER_UNIT, MAX_POINTS_PER_UNIT);
        Some(Self {
            event: table
                .read("event", At::filled_text)
                .unwrap_or_else(|| name.to_owned()),
            where_: table.read("where", Condition::read),
            points: table.read("points", At::points).unwrap_or(Milli::ZERO),
            points_per_unit: table.read("points_per_unit", per_unit),
            group: table.read("group", At::reference),
            decay: table.read("decay", Decay::read),
            min: table.read("min", At::loss),
            max: table.read("max", At::gain),
            limit: table.read("limit", At::count),
            limit_per_day: table.read("limit_per_day", At::count),
            activity: table.read("activity", At::flag),
        })
    }
}

impl Decay {
    /// Reads a decay.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        if at.is_word("none", DECAY)? {
            return Some(Self::None(Never::None));
        }
        let table = at.table(&[
            "half_life_days",
            "linear_days",
            "window_days",
            "step_days",
            "keep",
            "table",
        ])?;
        let help = "use `\"none\"`, or one of `half_life_days`, `linear_days`, `window_days`, `step_days` with `keep`, and `table`";
        table.exclude(&DECAYS, help);
        let Some(form) = table.present(&DECAYS).first().copied() else {
            if !table.misspells(&DECAYS) {
                at.report("missing_key", "the kind of decay is missing", help);
            }
            return None;
        };
        if form != "step_days" && table.has("keep") {
            at.conflict(
                format!("`keep` conflicts with `{form}`"),
                "use `keep` with `step_days`",
            );
        }
        let days = |key| table.read(key, At::days);
        match form {
            "half_life_days" => days(form).map(|half_life_days| Self::HalfLife { half_life_days }),
            "linear_days" => days(form).map(|linear_days| Self::Linear { linear_days }),
            "window_days" => days(form).map(|window_days| Self::Window { window_days }),
            "step_days" => {
                let (step_days, keep) = (days(form), table.need("keep", keep));
                Some(Self::Step {
                    step_days: step_days?,
                    keep: keep?,
                })
            }
            _ => rows(&table.get("table")?).map(|table| Self::Table { table }),
        }
    }
}

/// Reads a share above 0 and below 1.
fn keep(at: &At<'_>) -> Option<Milli> {
    let keep = at.decimal(0, 1)?;
    if keep == Milli::ZERO || keep == Milli::ONE {
        return at.refuse(
            "out_of_range",
            "a number above 0 and below 1 with at most three places",
        );
    }
    Some(keep)
}

/// Reads the rows of a decay table. The first row is day 0 with factor 1; days increase.
fn rows(at: &At<'_>) -> Option<Vec<(u32, Millionths)>> {
    let (mut last, mut is_first) = (None, true);
    at.filled(|row| {
        let opens = std::mem::take(&mut is_first);
        let mut first = None;
        let mut second = None;
        row.pair("a day and a factor, such as `[30, 0.5]`", |part| {
            if first.is_none() {
                first = Some(part.whole32(0, MAX_DAYS))
            } else {
                second = Some(factor(part))
            }
            Some(())
        })?;
        let (day, factor) = (first.flatten()?, second.flatten()?);
        match last {
            None if opens && (day != 0 || i64::from(factor.0) != FULL) => {
                row.report(
                    "wrong_order",
                    "the first row is not day 0 with factor 1",
                    "put `[0, 1]` first",
                );
            }
            Some(last) if day <= last => {
                row.report(
                    "wrong_order",
                    format!("day {day} follows day {last}"),
                    "days must increase from row to row",
                );
            }
            _ => {}
        }
        last = Some(day);
        Some((day, factor))
    })
}

fn factor(at: &At<'_>) -> Option<Millionths> {
    let allowed = "a number from 0 to 1 with at most six places";
    let number = at.number(allowed)?;
    if !(0.0..=1.0).contains(&number) {
        return at.refuse("out_of_range", allowed);
    }
    let millionths = Decimal::from_f64(number).and_then(|decimal| decimal.scaled(FACTOR_PLACES));
    match millionths.and_then(|millionths| u32::try_from(millionths).ok()) {
        Some(millionths) => Some(Millionths(millionths)),
        None => at.refuse("too_many_places", allowed),
    }
}

impl Purchases {
    /// Reads the section.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["signals", "product"])?;
        let signals = table.need("signals", At::signals);
        let product = table.read("product", At::reference);
        Some(Self {
            signals: signals?,
            product,
        })
    }
}

impl Switch {
    /// Reads a switch.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["on", "off", "by", "default"])?;
        let (on, off) = (
            table.need("on", At::any_signals),
            table.need("off", At::any_signals),
        );
        let by = table.read("by", At::reference);
        let default = table.read("default", At::flag).unwrap_or(false);
        if by.is_some() && default {
            at.conflict(
                "`default = true` conflicts with `by`",
                "with `by`, a switch is off before its first event",
            );
        }
        let (on, off) = (on?, off?);
        if on.is_empty() && off.is_empty() {
            at.report(
                "empty_list",
                "neither `on` nor `off` names a signal",
                "name at least one signal",
            );
        }
        Some(Self {
            on,
            off,
            by,
            default,
        })
    }
}

impl Season {
    /// Reads a season.
    pub(crate) fn read(at: &At<'_>) -> Option<Self> {
        let table = at.table(&["from", "to", "dates"])?;
        if !table.has("dates") {
            let (from, to) = (table.need("from", month_day), table.need("to", month_day));
            return Some(Self::Yearly {
                from: from?,
                to: to?,
            });
        }
        for key in table.present(&["from", "to"]) {
            at.conflict(
                format!("`{key}` conflicts with `dates`"),
                "use `from` and `to`, or `dates`",
            );
        }
        table.read("dates", dates).map(Self::Dates)
    }
}

fn dates(at: &At<'_>) -> Option<Vec<(i32, i32)>> {
    at.filled(|range| {
        let (from, to) = range.pair(
            "the first and the last date, such as `[\"2026-02-18\", \"2026-03-19\"]`",
            date,
        )?;
        if from > to {
            range.report(
                "wrong_order",
                "the first date is after the last",
                "put the earlier date first",
            );
        }
        Some((from.0, to.0))
    })
}

fn date(at: &At<'_>) -> Option<Day> {
    let allowed = "a date such as `2026-02-18`";
    let TreeValue::Text(text) = &at.node.value else {
        return at.refuse("wrong_type", allowed);
    };
    Day::parse(text).or_else(|| at.refuse("bad_date", allowed))
}

/// A month and a day that exist in every year.
fn month_day(at: &At<'_>) -> Option<(u8, u8)> {
    let allowed = "a month and a day such as `03-01`";
    let TreeValue::Text(text) = &at.node.value else {
        return at.refuse("wrong_type", allowed);
    };
    if text == "02-29" {
        return at.refuse(
            "bad_date",
            "`02-28`, which includes 29 February, or `03-01`",
        );
    }
    let parts = text
        .split_once('-')
        .filter(|(month, day)| month.len() == 2 && day.len() == 2);
    // 2001 is not a leap year.
    let day = parts.filter(|_| Day::parse(&format!("2001-{text}")).is_some());
    let read = day.and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
    read.or_else(|| at.refuse("bad_date", allowed))
}
