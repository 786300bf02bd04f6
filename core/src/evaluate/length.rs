//! The length of the buying cycle of a lead.

use super::state::AssessmentState;
use crate::condition::Slot;
use crate::exact::{Day, MAX_CYCLE_DAYS, Milli, SCALE, round_div_up};
use crate::model::plan::{CyclePlan, LengthPlan};

/// The length of a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    /// 1 to 36,500.
    pub(super) days: i64,
    /// The same in months, if it is given in months.
    pub(super) months: Option<i64>,
}

/// The length of a cycle that began with `purchase`: the model's `length`, else `otherwise`; `None`
/// if neither is known.
pub(super) fn length(
    plan: &CyclePlan,
    purchase: Day,
    state: &AssessmentState<'_>,
) -> Option<Length> {
    let of = |length: &Option<LengthPlan>| {
        length
            .as_ref()
            .and_then(|length| one(length, purchase, state))
    };
    of(&plan.length).or_else(|| of(&plan.otherwise))
}

fn one(plan: &LengthPlan, purchase: Day, state: &AssessmentState<'_>) -> Option<Length> {
    match plan {
        LengthPlan::Months(months) => in_months(i64::from(*months), purchase),
        LengthPlan::Days(days) => in_days(i64::from(*days)),
        LengthPlan::Fact { slot, months } => {
            let Slot::Number(number) = state.slots.get(*slot) else {
                return None;
            };
            let whole = number.floor()?;
            if *months {
                in_months(whole, purchase)
            } else {
                in_days(whole)
            }
        }
        LengthPlan::Observed {
            median,
            min_intervals,
            last,
            prior,
        } => {
            let gaps = gaps(state, *last);
            if gaps.len() < *min_intervals as usize {
                return None;
            }
            in_days(if *median {
                median_of(gaps)?
            } else {
                mean_of(&gaps, *prior)?
            })
        }
    }
}

fn in_days(days: i64) -> Option<Length> {
    (1..=MAX_CYCLE_DAYS)
        .contains(&days)
        .then_some(Length { days, months: None })
}

fn in_months(months: i64, purchase: Day) -> Option<Length> {
    // A month has at least 28 days, so more months than this exceed the limit in any case.
    if !(1..=MAX_CYCLE_DAYS / 28).contains(&months) {
        return None;
    }
    let due = purchase.plus_months(u32::try_from(months).ok()?);
    in_days(i64::from(due.since(purchase))).map(|length| Length {
        months: Some(months),
        ..length
    })
}

/// The days between consecutive purchase days: the last `last` of them, or all.
fn gaps(state: &AssessmentState<'_>, last: Option<u32>) -> Vec<i64> {
    let days = &state.base.lead.purchase_days;
    let gaps = days
        .iter()
        .zip(days.iter().skip(1))
        .map(|(a, b)| i64::from(b.day.since(a.day)));
    let all = days.len().saturating_sub(1);
    gaps.skip(last.map_or(0, |last| all.saturating_sub(last as usize)))
        .collect()
}

/// The median. For an even number of gaps, the mean of the middle two, rounded up.
fn median_of(mut gaps: Vec<i64>) -> Option<i64> {
    gaps.sort_unstable();
    let upper = *gaps.get(gaps.len() / 2)?;
    if gaps.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *gaps.get(gaps.len() / 2 - 1)?;
    Some((lower + upper + 1) / 2)
}

/// `(sum + prior.days * prior.weight) / (n + prior.weight)`, nearest day, ties up.
fn mean_of(gaps: &[i64], prior: Option<(u32, Milli)>) -> Option<i64> {
    let (days, weight) = prior.unwrap_or((0, Milli::ZERO));
    let scale = i128::from(SCALE);
    let sum = gaps.iter().map(|gap| i128::from(*gap)).sum::<i128>() * scale
        + i128::from(days) * i128::from(weight.0);
    let count = i128::try_from(gaps.len()).ok()? * scale + i128::from(weight.0);
    if count == 0 {
        return None;
    }
    i64::try_from(round_div_up(sum, count)).ok()
}
