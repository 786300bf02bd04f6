//! The parts against their definitions, on random designs.

use super::design::{Design, DesignRow, NONE};
use super::jackknife::{standard_error, without_each_block};
use super::matrix::Symmetric;
use super::selection::remove_one_by_one;
use super::solve::{Bounds, Limits, Solution, solve};
use super::sums::{Sums, block_sums, logistic};
use super::whole_points::{PointRange, whole_points};
use crate::calibrate::stats::random::Random;

/// Two choices of three and two columns and one number; every tenth row has nothing of the second choice.
fn design(rows: usize, random: &mut Random) -> Design {
    let mut design = Design {
        columns: 7,
        choices: 2,
        numbers: 1,
        ..Design::default()
    };
    for row in 0..rows {
        if row % (rows / 20) == 0 {
            design.start_block();
        }
        let first = u32::try_from(random.below(3)).unwrap();
        let second = u32::try_from(random.below(2)).unwrap();
        let number = f64::from(u32::try_from(random.below(5)).unwrap()) / 2.0;
        let odds =
            [-1.0, 0.5, 0.0][first as usize] + [0.3, -0.4][second as usize] + 0.6 * number - 1.0;
        let chance = logistic(odds).probability;
        design.add(DesignRow {
            chosen: &[
                1 + first,
                if random.below(10) == 0 {
                    NONE
                } else {
                    4 + second
                },
            ],
            values: &[number],
            converts: f64::from(u32::try_from(random.below(1_000)).unwrap()) < chance * 1_000.0,
        });
    }
    design
}

fn limits() -> Limits {
    Limits {
        penalty: vec![0.0, 2.0, 2.0, 2.0, 2.0, 2.0, 3.0],
        bounds: vec![Bounds::ANY; 7],
    }
}

/// The loss by its definition.
fn loss(design: &Design, limits: &Limits, coefficients: &[f64]) -> f64 {
    let rows = design.each(0..design.rows()).map(|row| {
        let mut predictor = coefficients[0] + coefficients[6] * row.values[0];
        for column in row.chosen.iter().filter(|column| **column != NONE) {
            predictor += coefficients[*column as usize];
        }
        match row.converts {
            true => (1.0 + (-predictor).exp()).ln(),
            false => (1.0 + predictor.exp()).ln(),
        }
    });
    let squares = coefficients.iter().zip(&limits.penalty);
    rows.sum::<f64>()
        + squares
            .map(|(one, penalty)| penalty * one * one / 2.0)
            .sum::<f64>()
}

#[test]
fn derivatives_are_those_of_the_loss() {
    let design = design(200, &mut Random(1));
    let limits = limits();
    let at = [-0.5, 0.1, 0.2, -0.3, 0.4, -0.2, 0.3];
    let mut sums = Sums::total(&block_sums(&design, |_| &at, true));
    limits.add_to(&mut sums, &at);
    assert!((sums.loss - loss(&design, &limits, &at)).abs() < 1e-9);
    let moved = |column: usize, by: f64| {
        let mut other = at;
        other[column] += by;
        other
    };
    for column in 0..7 {
        let (up, down) = (moved(column, 1e-5), moved(column, -1e-5));
        let slope = (loss(&design, &limits, &up) - loss(&design, &limits, &down)) / 2e-5;
        assert!((slope - sums.gradient[column]).abs() < 1e-4, "{column}");
        let gradient = |at: &[f64]| {
            let mut sums = Sums::total(&block_sums(&design, |_| at, false));
            limits.add_to(&mut sums, at);
            sums.gradient
        };
        let (up, down) = (gradient(&up), gradient(&down));
        for other in 0..7 {
            let curve = (up[other] - down[other]) / 2e-5;
            assert!((curve - sums.curvature.at(column, other)).abs() < 1e-4);
        }
    }
}

#[test]
fn no_other_coefficients_have_a_smaller_loss() {
    let design = design(2_000, &mut Random(2));
    let mut limits = limits();
    limits.bounds[2] = Bounds::LOSS;
    limits.bounds[6] = Bounds::GAIN;
    let found = solve(&design, &limits, Solution::of_rate(&design)).coefficients;
    assert_eq!(found[2], 0.0);
    let least = loss(&design, &limits, &found);
    let mut random = Random(3);
    for _ in 0..500 {
        let mut other: Vec<f64> = found
            .iter()
            .map(|one| one + f64::from(u32::try_from(random.below(2_001)).unwrap()) / 1e6 - 1e-3)
            .collect();
        other[2] = other[2].min(0.0);
        assert!(loss(&design, &limits, &other) >= least - 1e-7);
    }
}

#[test]
fn one_step_without_a_block_is_near_the_solution_without_it() {
    let design = design(4_000, &mut Random(4));
    let limits = limits();
    let solution = solve(&design, &limits, Solution::of_rate(&design));
    let blocks = block_sums(&design, |_| &solution.coefficients, true);
    let found = without_each_block(&limits, &solution, &blocks);
    let column = |all: &[Vec<f64>], at: usize| {
        let values: Vec<f64> = all.iter().map(|one| one[at]).collect();
        standard_error(values.into_iter())
    };
    let mut slow = Vec::new();
    for without in 0..20 {
        let mut rest = Design {
            columns: 7,
            choices: 2,
            numbers: 1,
            ..Design::default()
        };
        for (block, range) in design.blocks.iter().enumerate() {
            rest.start_block();
            if block != without {
                design.each(range.clone()).for_each(|row| rest.add(row));
            }
        }
        slow.push(solve(&rest, &limits, Solution::of_rate(&rest)).coefficients);
    }
    for at in 0..7 {
        let (one, other) = (column(&found, at), column(&slow, at));
        assert!((one - other).abs() < 0.02 * other, "{at}: {one} {other}");
    }
}

#[test]
fn the_jackknife_of_a_mean_is_its_standard_error() {
    // Means of 1 to 4 without one of them; the standard error of the mean of four is the standard deviation by
    // the root of 4.
    let without = [3.0, 8.0 / 3.0, 7.0 / 3.0, 2.0];
    let deviation = (5.0_f64 / 3.0).sqrt();
    assert!((standard_error(without.into_iter()) - deviation / 2.0).abs() < 1e-12);
}

#[test]
fn removed_rules_leave_the_best_coefficients_of_the_others() {
    let mut random = Random(5);
    let design = design(1_000, &mut random);
    let limits = limits();
    let mut solution = solve(&design, &limits, Solution::of_rate(&design));
    solution.measure(&design);
    let curvature = solution.penalised(&limits);
    let columns = [vec![1, 2, 3], vec![4, 5], vec![6]];
    let path = remove_one_by_one(&solution.coefficients, &curvature, &columns);
    let counts: Vec<usize> = path.iter().map(|kept| kept.rules.len()).collect();
    assert_eq!(counts, [3, 2, 1, 0]);
    let growth = |coefficients: &[f64]| {
        let pairs = coefficients.iter().zip(&solution.coefficients);
        let distance: Vec<f64> = pairs.map(|(one, other)| one - other).collect();
        let slopes = curvature.times(&distance);
        distance
            .iter()
            .zip(&slopes)
            .map(|(one, two)| one * two)
            .sum::<f64>()
            / 2.0
    };
    for kept in &path[1..] {
        let free: Vec<usize> = std::iter::once(0)
            .chain(kept.rules.iter().flat_map(|rule| columns[*rule].clone()))
            .collect();
        assert!((1..7).all(|at| free.contains(&at) || kept.coefficients[at] == 0.0));
        // Moving any of the others makes it worse.
        let least = growth(&kept.coefficients);
        for at in free {
            for by in [-1e-3, 1e-3] {
                let mut other = kept.coefficients.clone();
                other[at] += by;
                assert!(growth(&other) > least);
            }
        }
    }
    // The log odds of the first choice have a standard deviation of 0.62, those of the number one of 0.42.
    assert_eq!(path[2].rules, [0]);
}

#[test]
fn points_are_as_near_as_single_moves_can_bring_them() {
    let mut random = Random(6);
    for _ in 0..50 {
        let mut one = || f64::from(u32::try_from(random.below(2_001)).unwrap()) / 1_000.0 - 1.0;
        let mut wanted: Vec<f64> = (0..5).map(|_| one()).collect();
        (wanted[2], wanted[3]) = (wanted[2].abs(), -wanted[3].abs());
        let factor: Vec<Vec<f64>> = (0..5).map(|_| (0..5).map(|_| one()).collect()).collect();
        let mut curvature = Symmetric::zero(5);
        for row in 0..5 {
            for column in 0..=row {
                let sum: f64 = factor.iter().map(|own| own[row] * own[column]).sum();
                curvature.add(row, column, sum + 0.5 * f64::from(u8::from(row == column)));
            }
        }
        let range = |low, high| {
            Some(PointRange {
                unit: 1.0,
                low,
                high,
            })
        };
        let ranges = [
            None,
            range(-20, 20),
            range(0, 20),
            range(-20, 0),
            range(-20, 20),
        ];
        let found = whole_points(&wanted, &curvature, &ranges, 0.0);
        assert_eq!(found.points[0], 0);
        assert!((0..=20).contains(&found.points[2]) && (-20..=0).contains(&found.points[3]));
        assert!(found.points.iter().all(|points| points.abs() <= 20));
        let reach = found
            .points
            .iter()
            .map(|points| points.abs())
            .max()
            .unwrap();
        assert!(reach >= 15, "{found:?} {wanted:?}");
    }
}

#[test]
fn points_that_stay_set_the_scale() {
    // A rule that tells twice as much as a frozen one of 3 points.
    let mut curvature = Symmetric::zero(3);
    (0..3).for_each(|at| curvature.add(at, at, 100.0));
    let ranges = [
        None,
        Some(PointRange {
            unit: 1.0,
            low: -20,
            high: 20,
        }),
        Some(PointRange {
            unit: 3.0,
            low: 1,
            high: 1,
        }),
    ];
    let found = whole_points(&[0.0, 0.6, 0.3], &curvature, &ranges, 0.0);
    assert_eq!(found.points, [0, 6, 1]);
    assert!((found.scale - 0.1).abs() < 1e-9);
}
