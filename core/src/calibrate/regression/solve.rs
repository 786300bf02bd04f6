//! Newton's method with a ridge penalty and bounds.

use super::design::Design;
use super::matrix::Symmetric;
use super::sums::{Sums, block_sums};

/// Steps after which the best coefficients so far count.
const MOST_STEPS: usize = 60;
/// Changes of all predictors below this end the search.
const ENOUGH: f64 = 1e-8;

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
        let all = self.penalty.iter().zip(coefficients).enumerate();
        for (column, (penalty, coefficient)) in all {
            if let Some(own) = sums.gradient.get_mut(column) {
                *own += penalty * coefficient;
            }
            if sums.curvature.size() > 0 {
                sums.curvature.add(column, column, *penalty);
            }
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

/// Coefficients with the smallest loss, and the sums there.
#[derive(Clone, Debug)]
pub(crate) struct Solution {
    pub(crate) coefficients: Vec<f64>,
    /// The second derivatives of the loss with the penalty, near the solution.
    pub(crate) curvature: Symmetric,
}

/// The coefficients with the smallest loss, searched from `start`.
pub(crate) fn solve(design: &Design, limits: &Limits, start: &[f64]) -> Solution {
    let at = |coefficients: &[f64], wants_curvature| {
        let blocks = block_sums(design, |_| coefficients, wants_curvature);
        let mut sums = Sums::total(&blocks);
        limits.add_to(&mut sums, coefficients);
        sums
    };
    let clip = |(value, bounds): (&f64, &Bounds)| bounds.clip(*value);
    let mut best: Vec<f64> = start.iter().zip(&limits.bounds).map(clip).collect();
    let mut sums = at(&best, true);
    for _ in 0..MOST_STEPS {
        let Some(target) = limits.step(&best, &sums.gradient, &sums.curvature) else {
            break;
        };
        let change = largest_change(&best, &target);
        let mut share = 1.0;
        // A step that increases the loss is halved.
        let next = loop {
            let tried: Vec<f64> = best
                .iter()
                .zip(&target)
                .map(|(from, to)| from + share * (to - from))
                .collect();
            let found = at(&tried, change > 1e-3);
            if found.loss <= sums.loss || share < 1e-3 {
                break (tried, found);
            }
            share /= 2.0;
        };
        let curvature = std::mem::take(&mut sums.curvature);
        let is_better = next.1.loss <= sums.loss;
        if is_better {
            (best, sums) = next;
        }
        // Near the solution the curvature hardly changes.
        if sums.curvature.size() == 0 {
            sums.curvature = curvature;
        }
        if change < ENOUGH || !is_better {
            break;
        }
    }
    Solution {
        coefficients: best,
        curvature: sums.curvature,
    }
}

fn largest_change(one: &[f64], other: &[f64]) -> f64 {
    let all = one
        .iter()
        .zip(other)
        .map(|(one, other)| (one - other).abs());
    all.fold(0.0, f64::max)
}
