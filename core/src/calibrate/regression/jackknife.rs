//! The coefficients without each block of leads.

use super::design::Design;
use super::solve::{Limits, Solution};
use super::sums::{Sums, block_sums};

/// Newton's steps without a block, from the coefficients of all rows.
const STEPS: usize = 3;

/// The coefficients without each block, in the order of blocks. The curvature is that at the solution
/// without the block, so the last of three steps changes the coefficients by far less than their error.
pub(crate) fn without_each_block(
    design: &Design,
    limits: &Limits,
    solution: &Solution,
) -> Vec<Vec<f64>> {
    let whole = &solution.coefficients;
    let blocks = block_sums(design, |_| whole, true);
    let total = Sums::total(&blocks);
    let mut found = Vec::new();
    let mut curvatures = Vec::new();
    for block in &blocks {
        let mut sums = total.clone();
        sums.add(block, -1.0);
        limits.add_to(&mut sums, whole);
        let next = limits.step(whole, &sums.gradient, &sums.curvature);
        found.push(next.unwrap_or_else(|| whole.clone()));
        curvatures.push(sums.curvature);
    }
    for _ in 1..STEPS {
        let gradients = gradients_without(design, &found);
        for ((own, mut sums), curvature) in found.iter_mut().zip(gradients).zip(&curvatures) {
            limits.add_to(&mut sums, own);
            if let Some(next) = limits.step(own, &sums.gradient, curvature) {
                *own = next;
            }
        }
    }
    found
}

/// The sums of all other blocks at the coefficients of each block.
fn gradients_without(design: &Design, coefficients: &[Vec<f64>]) -> Vec<Sums> {
    let count = design.blocks.len();
    let sums = |without: usize| {
        let own = coefficients.get(without).map_or(&[][..], Vec::as_slice);
        let blocks = block_sums(design, |_| own, false);
        let mut total = Sums {
            gradient: vec![0.0; design.columns],
            ..Sums::default()
        };
        for (at, block) in blocks.iter().enumerate() {
            if at != without {
                total.add(block, 1.0);
            }
        }
        total
    };
    (0..count).map(sums).collect()
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
