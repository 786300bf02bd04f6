//! Days within a year: anniversaries and seasons.

use super::state::Base;
use crate::exact::Day;
use crate::model::plan::SeasonPlan;

/// Days from today to the next anniversary of a date, 0 on the day itself; a
/// 29 February counts as 28 February in other years.
pub(super) fn days_to_anniversary(date: Day, today: Day) -> i32 {
    let (year, _, _) = today.civil();
    let next = [year, year + 1]
        .into_iter()
        .filter_map(|year| anniversary(date, year))
        .find(|day| *day >= today);
    next.map_or(0, |day| day.since(today))
}

fn anniversary(date: Day, year: i32) -> Option<Day> {
    let (_, month, day) = date.civil();
    Day::from_civil(year, month, day).or_else(|| Day::from_civil(year, month, 28))
}

/// The month and day that decide: 29 February goes with 28 February.
fn key(day: Day) -> (u8, u8) {
    let (_, month, date) = day.civil();
    if (month, date) == (2, 29) {
        (2, 28)
    } else {
        (month, date)
    }
}

/// Whether a day lies in a season.
pub(super) fn holds(season: &SeasonPlan, day: Day) -> bool {
    match season {
        SeasonPlan::Yearly { from, to } => {
            let key = key(day);
            if from <= to {
                *from <= key && key <= *to
            } else {
                *from <= key || key <= *to
            }
        }
        SeasonPlan::Dates(ranges) => ranges.iter().any(|(from, to)| *from <= day && day <= *to),
    }
}

/// First day of the occurrence that holds today or, outside it, of the next; `None` when there is none any more.
fn occurrence(season: &SeasonPlan, today: Day) -> Option<Day> {
    match season {
        SeasonPlan::Yearly { from, .. } => {
            let (year, _, _) = today.civil();
            let starts = |years: [i32; 2]| {
                years
                    .into_iter()
                    .filter_map(|year| Day::from_civil(year, from.0, from.1))
            };
            if holds(season, today) {
                starts([year, year - 1]).find(|start| *start <= today)
            } else {
                starts([year, year + 1]).find(|start| *start > today)
            }
        }
        SeasonPlan::Dates(ranges) => {
            let current = ranges
                .iter()
                .find(|(from, to)| *from <= today && today <= *to);
            let next = || ranges.iter().find(|(from, _)| *from > today);
            current.or_else(next).map(|(from, _)| *from)
        }
    }
}

/// Count and value of the purchases in a season before its current or next occurrence.
pub(super) fn purchases(season: &SeasonPlan, base: &Base<'_>) -> (u64, i128) {
    let start = occurrence(season, base.today);
    let earlier = base.lead.purchase_days.iter().filter(|purchase| {
        start.is_none_or(|start| purchase.day < start) && holds(season, purchase.day)
    });
    earlier.fold((0, 0), |(count, value), purchase| {
        (count + purchase.count, value + purchase.value)
    })
}
