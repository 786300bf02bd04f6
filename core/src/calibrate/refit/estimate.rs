//! Estimates points with their errors and makes them whole.

use super::choice::{Choice, limits};
use super::lift::least_scale;
use super::report::PointsReason;
use super::request::Sign;
use super::rules::RefitRules;
use crate::calibrate::regression::design::Design;
use crate::calibrate::regression::jackknife::{standard_error, without_each_block};
use crate::calibrate::regression::solve::{Bounds, Limits, Solution, solve};
use crate::calibrate::regression::sums::{Sums, block_sums};
use crate::calibrate::regression::whole_points::{PointRange, WholePoints, whole_points};
use crate::calibrate::stats::interval::{Interval, Z};

/// The number of blocks without which a sign must not change.
const UNSTABLE: usize = 3;

/// What was estimated for each column.
pub(crate) struct Estimates {
    pub(crate) whole: WholePoints,
    /// In points before rounding.
    pub(crate) columns: Vec<ColumnEstimate>,
    /// What was added to all values of each rule.
    pub(crate) lifts: Vec<i64>,
}

impl Estimates {
    /// Adds to all values of each rule.
    pub(crate) fn lift(&mut self, rules: &RefitRules, lifts: Vec<i64>) {
        for (rule, lift) in rules.rules.iter().zip(&lifts) {
            for value in &rule.values {
                if let Some(points) = self.whole.points.get_mut(value.column) {
                    *points += lift;
                }
                if let Some(own) = self.columns.get_mut(value.column - 1) {
                    let by = *lift as f64;
                    own.points += by;
                    (own.interval.low, own.interval.high) =
                        (own.interval.low + by, own.interval.high + by);
                }
            }
        }
        self.lifts = lifts;
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct ColumnEstimate {
    /// In points before rounding.
    pub(crate) points: f64,
    pub(crate) interval: Interval,
    pub(crate) reason: PointsReason,
    pub(crate) rows: u64,
}

/// Estimates the points of the chosen rules from rows.
pub(crate) fn estimate(
    design: &Design,
    rules: &RefitRules,
    choice: &Choice,
    max_points: u32,
) -> Estimates {
    let kept = |rule| choice.rules.contains(&rule);
    let mut limits = limits(rules, design, choice.penalty, kept);
    let mut solution = solve(design, &limits, Solution::at(&choice.coefficients));
    let mut blocks = block_sums(design, |_| &solution.coefficients, true);
    let mut repeated = without_each_block(&limits, &solution, &blocks);
    let unstable = unstable(rules, &solution, &repeated);
    if unstable.iter().any(|blocks| *blocks > 0) {
        for (bounds, blocks) in limits.bounds.iter_mut().zip(&unstable) {
            if *blocks > 0 {
                *bounds = Bounds::ZERO;
            }
        }
        solution = solve(design, &limits, solution);
        // The curvature has hardly changed.
        let changed = block_sums(design, |_| &solution.coefficients, false);
        for (block, changed) in blocks.iter_mut().zip(changed) {
            (block.loss, block.gradient) = (changed.loss, changed.gradient);
        }
        repeated = without_each_block(&limits, &solution, &blocks);
    }
    let ranges = ranges(rules, &limits, max_points);
    solution.curvature = Sums::total(&blocks).curvature;
    let curvature = solution.penalised(&limits);
    let least = least_scale(rules, &solution.coefficients, max_points);
    let whole = whole_points(&solution.coefficients, &curvature, &ranges, least);
    let uses = design.uses();
    let mut columns = Vec::new();
    for (number, rule) in rules.rules.iter().enumerate() {
        for value in &rule.values {
            let at = value.column;
            let own = |all: &[f64]| all.get(at).copied().unwrap_or_default();
            let to_points = |coefficient: f64| coefficient / (whole.scale * value.unit);
            let points = to_points(own(&solution.coefficients));
            let error = to_points(standard_error(repeated.iter().map(|one| own(one))));
            let rows = uses.get(at).map_or(0, |own| own.rows);
            let blocks = unstable.get(at).copied().unwrap_or_default();
            let reason = match points == 0.0 {
                _ if rows == 0 => PointsReason::NoRows,
                _ if !kept(number) => PointsReason::LeftOut,
                _ if blocks > 0 => PointsReason::Unstable { blocks },
                true if rule.sign.is_some() => PointsReason::Sign,
                _ => PointsReason::Learnt,
            };
            columns.push((
                at,
                ColumnEstimate {
                    points,
                    interval: Interval {
                        low: points - Z * error,
                        high: points + Z * error,
                    },
                    reason,
                    rows,
                },
            ));
        }
    }
    columns.sort_by_key(|(at, _)| *at);
    Estimates {
        whole,
        columns: columns.into_iter().map(|(_, one)| one).collect(),
        lifts: vec![0; rules.rules.len()],
    }
}

/// For each column of a rule the number of blocks without which its sign is another one or there is none,
/// if these are enough to doubt it, else 0.
fn unstable(rules: &RefitRules, solution: &Solution, repeated: &[Vec<f64>]) -> Vec<u32> {
    let mut found = vec![0; rules.columns];
    for (_, value) in rules.values() {
        let Some(whole) = solution.coefficients.get(value.column) else {
            continue;
        };
        if *whole == 0.0 {
            continue;
        }
        let others = repeated.iter().filter(|one| {
            let own = one.get(value.column).copied().unwrap_or_default();
            own * whole <= 0.0
        });
        let blocks = others.count();
        if let Some(own) = found.get_mut(value.column).filter(|_| blocks >= UNSTABLE) {
            *own = u32::try_from(blocks).unwrap_or(u32::MAX);
        }
    }
    found
}

/// The points that columns may have; `None` for those that get none.
fn ranges(rules: &RefitRules, limits: &Limits, max_points: u32) -> Vec<Option<PointRange>> {
    let mut ranges = vec![None; rules.columns];
    let is_zero = |column: usize| limits.bounds.get(column) == Some(&Bounds::ZERO);
    let most = i64::from(max_points);
    for (rule, value) in rules.values() {
        if let Some(own) = ranges
            .get_mut(value.column)
            .filter(|_| !is_zero(value.column))
        {
            *own = Some(PointRange {
                unit: value.unit,
                low: if rule.sign == Some(Sign::Gain) {
                    0
                } else {
                    -most
                },
                high: if rule.sign == Some(Sign::Loss) {
                    0
                } else {
                    most
                },
            });
        }
    }
    let rest = rules.rest();
    if let Some(own) = ranges.get_mut(rest).filter(|_| !is_zero(rest)) {
        *own = Some(PointRange {
            unit: 1.0,
            low: 1,
            high: 1,
        });
    }
    ranges
}
