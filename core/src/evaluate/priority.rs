//! Priority: the exact weighted mean of shares.

use super::state::AssessmentState;
use crate::exact::{Milli, round_div_up};

/// `100 * sum(w * share) / sum(w)`, rounded to the nearest tenth, ties up; `None` for a model without
/// priority and for a persona that is not a target.
pub(super) fn points(state: &AssessmentState<'_>) -> Option<Milli> {
    let base = &state.base;
    let plan = base.plan.document.priority.as_ref()?;
    if base.is_non_target() {
        return None;
    }
    let outcome = &base.outcome;
    let of = |points: Option<Milli>, full: Milli| {
        let part = points.unwrap_or(Milli::ZERO).clamp(Milli::ZERO, full);
        (i128::from(part.0), i128::from(full.0))
    };
    let stages = base
        .plan
        .stages
        .as_ref()
        .map_or(0, |stages| stages.whens.len());
    let stage = match i128::try_from(stages) {
        Ok(count) if count > 1 => (outcome.stage.map_or(0, i128::from), count - 1),
        _ => (0, 1),
    };
    let shares = [
        (
            plan.fit,
            of(outcome.fit.as_ref().map(|fit| fit.points), plan.full.fit),
        ),
        (
            plan.engagement,
            of(
                outcome
                    .engagement
                    .as_ref()
                    .map(|engagement| engagement.points),
                plan.full.engagement,
            ),
        ),
        (
            plan.readiness,
            of(
                outcome.readiness.map(|readiness| readiness.points),
                plan.full.readiness,
            ),
        ),
        (plan.lifecycle, stage),
    ];
    // Widest term: weights 4 * 10^6, wholes 10^8 three times and 10^4, times 1,000: below 10^38.
    let whole: i128 = shares.iter().map(|(_, (_, whole))| whole).product();
    let sum: i128 = shares
        .iter()
        .map(|(weight, (part, of))| i128::from(weight.0) * part * (whole / of))
        .sum();
    let weights: i128 = shares.iter().map(|(weight, _)| i128::from(weight.0)).sum();
    if weights == 0 {
        return None;
    }
    let tenths = round_div_up(sum * 1_000, weights * whole);
    i64::try_from(tenths).ok().map(|tenths| Milli(tenths * 100))
}
