//! Days within a year: anniversaries and seasons.

use super::state::{Base, SeasonPurchases};
use crate::exact::Day;
use crate::model::plan::SeasonPlan;

/// Days from today to the next anniversary of a date, 0 on the day itself. In years without a
/// 29 February its anniversary is the 28th.
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

/// The month and day by which a day is compared with a yearly season. 29 February counts as the 28th.
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

/// The first day of the current occurrence of a season or, outside the season, of the next one; `None`
/// if there are no more occurrences.
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

/// The last day, from today on, until which the season holds or does not hold as it does today and
/// its occurrence stays the same; `None` if that never changes.
pub(crate) fn same_until(season: &SeasonPlan, today: Day) -> Option<Day> {
    let before = |day: Day| Day(day.0.saturating_sub(1));
    match season {
        SeasonPlan::Yearly { to, .. } if holds(season, today) => {
            // If the season ends on 28 February, a 29 February still belongs to it.
            let (month, day) = *to;
            let after = |year| Some(before(next_key(Day::from_civil(year, month, day)?)));
            years(today).filter_map(after).find(|last| *last >= today)
        }
        SeasonPlan::Yearly { .. } => occurrence(season, today).map(before),
        SeasonPlan::Dates(ranges) => {
            let holding = ranges
                .iter()
                .find(|(from, to)| *from <= today && today <= *to);
            let next = || occurrence(season, today).map(before);
            holding.map(|(_, to)| *to).or_else(next)
        }
    }
}

/// This year and the next.
fn years(today: Day) -> impl Iterator<Item = i32> {
    let (year, _, _) = today.civil();
    [year, year + 1].into_iter()
}

/// The first later day with another key; after 28 February that may be 1 March.
fn next_key(day: Day) -> Day {
    let next = |days: i32| Day(day.0.saturating_add(days));
    let same = key(next(1)) == key(day);
    next(if same { 2 } else { 1 })
}

/// The purchases in earlier occurrences of a season.
pub(super) fn purchases(season: &SeasonPlan, base: &Base<'_>) -> SeasonPurchases {
    let start = occurrence(season, base.today);
    let earlier = base.lead.purchase_days.iter().filter(|purchase| {
        start.is_none_or(|start| purchase.day < start) && holds(season, purchase.day)
    });
    earlier.fold(SeasonPurchases::default(), |sum, purchase| {
        SeasonPurchases {
            count: sum.count + purchase.count,
            value: sum.value + purchase.value,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// Yearly ones around new year and the end of February, and dates that touch.
    fn seasons() -> Vec<SeasonPlan> {
        let yearly = [
            ((3, 1), (4, 15)),
            ((11, 15), (1, 10)),
            ((1, 1), (12, 31)),
            ((12, 15), (12, 14)),
            ((2, 20), (2, 28)),
            ((2, 28), (3, 5)),
            ((2, 28), (2, 28)),
            ((3, 1), (2, 28)),
        ];
        let dates = [
            ("2024-02-10", "2024-02-29"),
            ("2024-03-01", "2024-03-09"),
            ("2025-05-05", "2025-05-05"),
        ];
        let mut all: Vec<_> = yearly
            .map(|(from, to)| SeasonPlan::Yearly { from, to })
            .into();
        let dates = dates.map(|(from, to)| (day(from), day(to)));
        all.push(SeasonPlan::Dates(dates.into()));
        all
    }

    #[test]
    fn what_is_the_same_until_a_day_by_looking_at_each() {
        for (at, season) in seasons().iter().enumerate() {
            let said = |day| (holds(season, day), occurrence(season, day));
            for today in day("2023-01-01").0..day("2026-12-31").0 {
                let differs = |later: &i32| said(Day(*later)) != said(Day(today));
                let first = (today..today + 800).find(differs);
                let last = first.map(|first| Day(first - 1));
                assert_eq!(same_until(season, Day(today)), last, "{at}: {}", Day(today));
            }
        }
    }
}
