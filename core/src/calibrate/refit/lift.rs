//! Criteria under a lower limit give no losses.

use super::rules::{LearntRule, RefitRules};
use crate::calibrate::backtest::rules::RuleKind;

/// Criteria whose section or group has a lower limit, which would cut what learnt losses say.
fn is_lifted(rule: &LearntRule) -> bool {
    rule.kind == RuleKind::Criterion && rule.has_lower_limit
}

/// What to add to all values of each rule, so that the least of a lifted criterion is 0. It ranks leads as before,
/// since every lead gets one value of each criterion. No value gets more than `max_points`, so the least may stay
/// a point below 0, which rounding put there.
pub(crate) fn lifts(rules: &RefitRules, points: &[i64], max_points: u32) -> Vec<i64> {
    let lift = |rule: &LearntRule| {
        if !is_lifted(rule) {
            return 0;
        }
        let own = || {
            rule.values
                .iter()
                .filter_map(|value| points.get(value.column))
        };
        let (least, greatest) = (own().min(), own().max());
        let room = i64::from(max_points) - greatest.copied().unwrap_or_default();
        (-least.copied().unwrap_or_default()).clamp(0, room.max(0))
    };
    rules.rules.iter().map(lift).collect()
}

/// The least scale of points at which lifted criteria need no more than `max_points`.
pub(crate) fn least_scale(rules: &RefitRules, coefficients: &[f64], max_points: u32) -> f64 {
    let scale = |rule: &LearntRule| {
        let own = || {
            let all = rule.values.iter();
            all.filter_map(|value| Some(coefficients.get(value.column)? / value.unit))
        };
        let (least, greatest) = (own().fold(0.0, f64::min), own().fold(0.0, f64::max));
        (greatest - least) / f64::from(max_points)
    };
    let lifted = rules.rules.iter().filter(|rule| is_lifted(rule));
    lifted.map(scale).fold(0.0, f64::max)
}
