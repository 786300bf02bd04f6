//! The coefficients without each block of leads.

use super::solve::{Limits, Solution};
use super::sums::Sums;
use crate::tables::parallel;

/// The coefficients without each block, in the order of blocks: one step of Newton's method from those of
/// all rows (Pregibon 1981), with the derivatives of the other blocks. What a step leaves is smaller than
/// the change by another factor of a block's share. `blocks` are the sums at the solution.
pub(crate) fn without_each_block(
    limits: &Limits,
    solution: &Solution,
    blocks: &[Sums],
) -> Vec<Vec<f64>> {
    let whole = &solution.coefficients;
    let mut total = Sums::total(blocks);
    limits.add_to(&mut total, whole);
    parallel::each(None, blocks.len(), |at| {
        let mut sums = total.clone();
        if let Some(block) = blocks.get(at) {
            sums.add(block, -1.0);
        }
        let next = limits.step(whole, &sums.gradient, &sums.curvature);
        next.unwrap_or_else(|| whole.clone())
    })
}

/// The standard error of a coefficient by its values without each block.
pub(crate) fn standard_error(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = values.clone().count() as f64;
    if count < 2.0 {
        return 0.0;
    }
    let mean = values.clone().sum::<f64>() / count;
    let squares: f64 = values.map(|one| (one - mean) * (one - mean)).sum();
    ((count - 1.0) / count * squares).sqrt()
}
