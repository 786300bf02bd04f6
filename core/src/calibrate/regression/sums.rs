//! Sums over rows: the loss, its gradient and its curvature.

use super::design::{Design, DesignRow};
use super::matrix::Symmetric;
use crate::tables::parallel;

/// Sums over rows at some coefficients, without the penalty.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sums {
    /// The negative log likelihood.
    pub(crate) loss: f64,
    /// Its first derivatives.
    pub(crate) gradient: Vec<f64>,
    /// Its second derivatives; of size 0 if they were not wanted.
    pub(crate) curvature: Symmetric,
}

/// The sums of each block; `coefficients` returns those of a block.
pub(crate) fn block_sums<'c>(
    design: &Design,
    coefficients: impl Fn(usize) -> &'c [f64] + Send + Sync,
    wants_curvature: bool,
) -> Vec<Sums> {
    parallel::each(None, design.blocks.len(), |block| {
        let mut sums = Sums {
            loss: 0.0,
            gradient: vec![0.0; design.columns],
            curvature: Symmetric::zero(if wants_curvature { design.columns } else { 0 }),
        };
        if let Some(range) = design.blocks.get(block) {
            sums.add_rows(design, range.clone(), coefficients(block));
        }
        sums
    })
}

impl Sums {
    /// The sum of all blocks, in their order.
    pub(crate) fn total(blocks: &[Self]) -> Self {
        let mut total = blocks.first().cloned().unwrap_or_default();
        blocks.iter().skip(1).for_each(|one| total.add(one, 1.0));
        total
    }

    /// Adds `factor` times other sums.
    pub(crate) fn add(&mut self, other: &Self, factor: f64) {
        self.loss += factor * other.loss;
        for (own, value) in self.gradient.iter_mut().zip(&other.gradient) {
            *own += factor * value;
        }
        self.curvature.add_all(&other.curvature, factor);
    }

    fn add_rows(&mut self, design: &Design, range: std::ops::Range<usize>, coefficients: &[f64]) {
        let wants_curvature = self.curvature.size() > 0;
        let first_number = design.first_number();
        for row in design.each(range) {
            let found = logistic(design.predict(row, coefficients));
            self.loss += match row.converts {
                true => found.loss_if_converts,
                false => found.loss_if_not,
            };
            let residual = found.probability - f64::from(u8::from(row.converts));
            let (ones, numbers) = self.gradient.split_at_mut(first_number);
            if let Some(intercept) = ones.first_mut() {
                *intercept += residual;
            }
            for column in row.chosen {
                if let Some(own) = ones.get_mut(*column as usize) {
                    *own += residual;
                }
            }
            for (own, value) in numbers.iter_mut().zip(row.values) {
                *own += residual * value;
            }
            if wants_curvature {
                let weight = found.probability * (1.0 - found.probability);
                self.curve(row, first_number, weight);
            }
        }
    }

    /// Adds the curvature of a row. The columns of its choices are in rising order, or none.
    #[inline]
    fn curve(&mut self, row: DesignRow<'_>, first_number: usize, weight: f64) {
        self.curvature.add(0, 0, weight);
        for (at, column) in row.chosen.iter().enumerate() {
            let Some((first, own)) = self.curvature.row_mut(*column as usize).split_first_mut()
            else {
                continue;
            };
            *first += weight;
            for other in row.chosen.iter().take(at + 1) {
                // Column 0 is split off.
                if let Some(own) = own.get_mut((*other as usize).wrapping_sub(1)) {
                    *own += weight;
                }
            }
        }
        for (at, value) in row.values.iter().enumerate() {
            if *value == 0.0 {
                continue;
            }
            let (own, scaled) = (self.curvature.row_mut(first_number + at), weight * value);
            if let Some(first) = own.first_mut() {
                *first += scaled;
            }
            for other in row.chosen {
                if let Some(own) = own.get_mut(*other as usize) {
                    *own += scaled;
                }
            }
            let numbers = own.get_mut(first_number..).unwrap_or_default();
            for (own, value) in numbers.iter_mut().zip(row.values) {
                *own += scaled * value;
            }
        }
    }
}

/// The logistic function and its losses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Logistic {
    pub(crate) probability: f64,
    pub(crate) loss_if_converts: f64,
    pub(crate) loss_if_not: f64,
}

/// The probability `1 / (1 + exp(-x))` and its negative logarithms.
pub(crate) fn logistic(x: f64) -> Logistic {
    let small = libm::exp(-x.abs());
    let rest = libm::log1p(small);
    Logistic {
        probability: share(x, small),
        loss_if_converts: rest + (-x).max(0.0),
        loss_if_not: rest + x.max(0.0),
    }
}

/// The probability alone.
pub(crate) fn probability(x: f64) -> f64 {
    share(x, libm::exp(-x.abs()))
}

/// `1 / (1 + exp(-x))` by `small`, which is `exp(-|x|)`; neither form overflows.
fn share(x: f64, small: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + small)
    } else {
        small / (1.0 + small)
    }
}
