//! The buying cycle: points that grow towards the next purchase and fade after it.

use serde_json::{Value, json};

use super::explain_sink::{EntrySource, ExplainSink, ExplanationEntry, LedgerSection};
use super::length::{Length, length};
use super::outcome::{Course, CycleOutcome, Failure};
use super::seasons;
use super::state::AssessmentState;
use crate::exact::{Day, Milli, SCALE, round_div};
use crate::model::fact::Phase;
use crate::model::plan::CyclePlan;
use crate::tally::within_total;

/// An exact fraction: numerator and denominator.
type Ratio = (i128, i128);

/// The points of the buying cycle: of the elapsed and overdue days, then of the seasons.
pub(super) fn points<S: ExplainSink>(
    plan: &CyclePlan,
    state: &mut AssessmentState<'_>,
    sink: &mut S,
) -> Result<CycleOutcome, Failure> {
    let purchases = state.base.plan.counting.purchases;
    let latest = purchases
        .and_then(|id| state.base.counter(id).days())
        .map(|(_, newest)| newest);
    let mut outcome = CycleOutcome::default();
    let mut sum = 0;
    if let Some(latest) = latest
        && let Some(length) = length(plan, latest, state)
    {
        let elapsed = i64::from(state.base.today.since(latest).max(0));
        let course = Course {
            length_days: length.days,
            elapsed_days: elapsed,
            due: Day(latest
                .0
                .saturating_add(i32::try_from(length.days).unwrap_or(i32::MAX))),
        };
        let points = course_points(plan, &course, length, latest, state, sink);
        sum += i128::from(points.0);
        outcome.course = Some(course);
    }
    sum += seasons(plan, state, &mut outcome, sink);
    outcome.points = within_total(sum).ok_or_else(|| Failure::new("buying_cycle"))?;
    Ok(outcome)
}

/// `round(ready_points * g * r)`, where `g` is the [`growth`] and `r` is what is [`remaining`], with an entry for the growth and one for the loss when overdue.
fn course_points<S: ExplainSink>(
    plan: &CyclePlan,
    course: &Course,
    length: Length,
    latest: Day,
    state: &AssessmentState<'_>,
    sink: &mut S,
) -> Milli {
    let (grown, full) = growth(plan, course, length, latest, state.base.today);
    let (left, whole) = remaining(plan, course);
    let ready = i128::from(plan.ready_points.0);
    let unfaded = round_div(ready * grown, full);
    let points = round_div(ready * grown * left, full * whole);
    let mut entry = |source, points: i128, detail: &dyn Fn() -> Value| {
        if points != 0 {
            sink.entry(LedgerSection::Cycle, || ExplanationEntry {
                source,
                name: "cycle".into(),
                points: milli(points),
                detail: detail(),
            });
        }
    };
    entry(
        EntrySource::Elapsed,
        unfaded,
        &|| json!({ "elapsed_days": course.elapsed_days, "length_days": course.length_days }),
    );
    entry(
        EntrySource::Overdue,
        points - unfaded,
        &|| json!({ "overdue_days": course.overdue_days() }),
    );
    milli(points)
}

/// `g`: the elapsed share of the cycle in full months, or in days; at most 1.
fn growth(plan: &CyclePlan, course: &Course, length: Length, latest: Day, today: Day) -> Ratio {
    match length.months {
        Some(months) if !plan.by_day => {
            let passed = i64::from(latest.full_months_until(today));
            (i128::from(passed.min(months)), i128::from(months))
        }
        _ => (
            i128::from(course.elapsed_days.min(course.length_days)),
            i128::from(course.length_days),
        ),
    }
}

/// `r`: 1 until `hold` lengths after the due day, then falling to 0 within `fade` lengths.
fn remaining(plan: &CyclePlan, course: &Course) -> Ratio {
    let Some((hold, fade)) = plan.overdue else {
        return (1, 1);
    };
    let length = i128::from(course.length_days);
    let beyond =
        i128::from(course.overdue_days()) * i128::from(SCALE) - i128::from(hold.0) * length;
    let fade = i128::from(fade.0) * length;
    if beyond <= 0 {
        (1, 1)
    } else if beyond >= fade {
        (0, 1)
    } else {
        (fade - beyond, fade)
    }
}

/// The sum of the points of the seasons that hold. They also count for leads without a purchase.
fn seasons<S: ExplainSink>(
    plan: &CyclePlan,
    state: &mut AssessmentState<'_>,
    outcome: &mut CycleOutcome,
    sink: &mut S,
) -> i128 {
    let mut sum = 0;
    for entry in &plan.seasons {
        let Some(season) = state.base.plan.seasons.by_id(entry.season) else {
            continue;
        };
        if !seasons::holds(season, state.base.today) {
            continue;
        }
        if let Some(when) = &entry.when {
            state.base.local.season = seasons::purchases(season, &state.base);
            state.fill(Phase::EachSeason);
            if !when.holds(&state.slots) {
                continue;
            }
        }
        sum += i128::from(entry.points.0);
        if !outcome.seasons.contains(&entry.season) {
            outcome.seasons.push(entry.season);
        }
        if entry.points != Milli::ZERO {
            sink.entry(LedgerSection::Cycle, || ExplanationEntry {
                source: EntrySource::Season,
                name: state.base.season_name(entry.season),
                points: entry.points,
                detail: Value::Null,
            });
        }
    }
    sum
}

/// Cycle points are no larger than `ready_points`, so they fit.
fn milli(points: i128) -> Milli {
    Milli(i64::try_from(points).unwrap_or_default())
}
