//! Newton's method with a ridge penalty and bounds.

use super::design::Design;
use super::matrix::Symmetric;
use super::sums::{Sums, block_sums};

/// Steps after which the best coefficients so far count.
const MOST_STEPS: usize = 60;
/// The search ends when no coefficient changes by more.
const ENOUGH: f64 = 1e-6;
/// A curvature counts for coefficients that differ by less.
const NEAR: f64 = 0.1;

/// The ridge penalty and the bounds of coefficients, by column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Limits {
    /// Half of it times the square of the coefficient is added to the loss.
    pub(crate) penalty: Vec<f64>,
    pub(crate) bounds: Vec<Bounds>,
}

/// The least and the greatest value of a coefficient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Bounds {
    /// Any value.
    pub(crate) const ANY: Self = Self {
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
    };
    /// 0 or more.
    pub(crate) const GAIN: Self = Self {
        low: 0.0,
        high: f64::INFINITY,
    };
    /// 0 or less.
    pub(crate) const LOSS: Self = Self {
        low: f64::NEG_INFINITY,
        high: 0.0,
    };
    /// 0.
    pub(crate) const ZERO: Self = Self {
        low: 0.0,
        high: 0.0,
    };

    fn clip(self, value: f64) -> f64 {
        value.max(self.low).min(self.high)
    }

    /// Whether a coefficient stays where it is: it is at a bound and its loss falls beyond.
    fn holds_back(self, value: f64, slope: f64) -> bool {
        (value <= self.low && slope >= 0.0) || (value >= self.high && slope <= 0.0)
    }
}

impl Limits {
    fn loss(&self, coefficients: &[f64]) -> f64 {
        let squares = coefficients.iter().map(|one| one * one);
        let all: f64 = squares.zip(&self.penalty).map(|(one, own)| one * own).sum();
        all / 2.0
    }

    /// Adds the derivatives of the penalty to those of the likelihood.
    pub(crate) fn add_to(&self, sums: &mut Sums, coefficients: &[f64]) {
        sums.loss += self.loss(coefficients);
        let all = self.penalty.iter().zip(coefficients);
        for (own, (penalty, coefficient)) in sums.gradient.iter_mut().zip(all) {
            *own += penalty * coefficient;
        }
        self.add_curvature(&mut sums.curvature);
    }

    fn add_curvature(&self, curvature: &mut Symmetric) {
        for (column, penalty) in self.penalty.iter().enumerate().take(curvature.size()) {
            curvature.add(column, column, *penalty);
        }
    }

    /// The coefficients after Newton's step, within bounds. Those that the step would lead across a bound
    /// are put there, and the step of the others is found again.
    pub(crate) fn step(
        &self,
        coefficients: &[f64],
        gradient: &[f64],
        curvature: &Symmetric,
    ) -> Option<Vec<f64>> {
        let mut found = coefficients.to_vec();
        let all = coefficients.iter().zip(gradient).zip(&self.bounds);
        let all = all.map(|((value, slope), bounds)| !bounds.holds_back(*value, *slope));
        let mut is_free: Vec<bool> = all.collect();
        loop {
            let free: Vec<usize> = (0..found.len())
                .filter(|at| is_free.get(*at) == Some(&true))
                .collect();
            // The gradient once the others are at their bounds.
            let moved: Vec<f64> = found
                .iter()
                .zip(coefficients)
                .zip(&is_free)
                .map(|((new, old), free)| if *free { 0.0 } else { new - old })
                .collect();
            let pulled = curvature.times(&moved);
            let right = free.iter().filter_map(|at| {
                let (slope, pull) = (gradient.get(*at)?, pulled.get(*at)?);
                Some(-slope - pull)
            });
            let step = curvature.part(&free).solve(&right.collect::<Vec<_>>())?;
            let mut is_within = true;
            for (at, by) in free.iter().zip(&step) {
                let (Some(value), Some(old), Some(bounds), Some(is_free)) = (
                    found.get_mut(*at),
                    coefficients.get(*at),
                    self.bounds.get(*at),
                    is_free.get_mut(*at),
                ) else {
                    continue;
                };
                *value = bounds.clip(old + by);
                if *value != old + by {
                    *is_free = false;
                    is_within = false;
                }
            }
            if is_within {
                return Some(found);
            }
        }
    }
}

/// Coefficients with the smallest loss.
#[derive(Clone, Debug)]
pub(crate) struct Solution {
    pub(crate) coefficients: Vec<f64>,
    /// The second derivatives of the loss without the penalty, once they are measured.
    pub(crate) curvature: Symmetric,
    /// The coefficients to which the curvature belongs.
    measured_at: Vec<f64>,
}

impl Solution {
    /// The intercept alone, without a curvature.
    pub(crate) fn of_rate(design: &Design) -> Self {
        let conversions = design.converts.iter().filter(|converts| **converts).count();
        // One row more of either kind avoids infinite odds.
        let others = design.rows() - conversions;
        let odds = (conversions as f64 + 1.0) / (others as f64 + 1.0);
        let mut coefficients = vec![0.0; design.columns];
        if let Some(intercept) = coefficients.first_mut() {
            *intercept = libm::log(odds);
        }
        Self {
            measured_at: Vec::new(),
            curvature: Symmetric::default(),
            coefficients,
        }
    }

    /// A solution at given coefficients, without a curvature.
    pub(crate) fn at(coefficients: &[f64]) -> Self {
        Self {
            coefficients: coefficients.to_vec(),
            curvature: Symmetric::default(),
            measured_at: Vec::new(),
        }
    }

    /// Measures the curvature, unless it was measured near by.
    pub(crate) fn measure(&mut self, design: &Design) {
        let is_near = self.measured_at.len() == self.coefficients.len()
            && largest_change(&self.measured_at, &self.coefficients) < NEAR;
        if !is_near {
            let blocks = block_sums(design, |_| &self.coefficients, true);
            self.curvature = Sums::total(&blocks).curvature;
            self.measured_at.clone_from(&self.coefficients);
        }
    }

    /// The second derivatives of the loss with a penalty.
    pub(crate) fn penalised(&self, limits: &Limits) -> Symmetric {
        let mut curvature = self.curvature.clone();
        limits.add_curvature(&mut curvature);
        curvature
    }
}

/// The coefficients with the smallest loss, searched from `start`, whose curvature must be of the same
/// rows. The curvature may be that of a step before.
pub(crate) fn solve(design: &Design, limits: &Limits, start: Solution) -> Solution {
    let at = |coefficients: &[f64]| {
        let mut sums = Sums::total(&block_sums(design, |_| coefficients, false));
        limits.add_to(&mut sums, coefficients);
        sums
    };
    let mut best = start;
    for (value, bounds) in best.coefficients.iter_mut().zip(&limits.bounds) {
        *value = bounds.clip(*value);
    }
    best.measure(design);
    let mut curvature = best.penalised(limits);
    let mut sums = at(&best.coefficients);
    let mut change_before = f64::INFINITY;
    for _ in 0..MOST_STEPS {
        let Some(target) = limits.step(&best.coefficients, &sums.gradient, &curvature) else {
            break;
        };
        let change = largest_change(&best.coefficients, &target);
        let mut share = 1.0;
        // A step that increases the loss is halved.
        let (next, found) = loop {
            let from_to = best.coefficients.iter().zip(&target);
            let tried: Vec<f64> = from_to
                .map(|(from, to)| from + share * (to - from))
                .collect();
            let found = at(&tried);
            if found.loss <= sums.loss || share < 1e-3 {
                break (tried, found);
            }
            share /= 2.0;
        };
        let is_better = found.loss <= sums.loss;
        if is_better {
            (best.coefficients, sums) = (next, found);
        }
        if change < ENOUGH || !is_better {
            break;
        }
        // An old curvature is kept as long as the steps become small quickly.
        if change > change_before * 0.3 {
            best.measure(design);
            curvature = best.penalised(limits);
        }
        change_before = change;
    }
    best
}

fn largest_change(one: &[f64], other: &[f64]) -> f64 {
    let all = one
        .iter()
        .zip(other)
        .map(|(one, other)| (one - other).abs());
    all.fold(0.0, f64::max)
}
