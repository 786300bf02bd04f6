//! Tests of bins. Expected divisions come from trying every one.

use super::*;
use crate::calibrate::stats::random::Random;

fn cell(rows: u64, conversions: u64) -> BinCell {
    BinCell {
        rows,
        conversions,
        cost: 0.0,
    }
}

/// The value of a division into bins that start at the cells `starts`; `None` if a bin is too small.
fn value(cells: &[BinCell], starts: &[usize], least: u64, cost: f64) -> Option<f64> {
    let ends = starts.iter().skip(1).copied().chain([cells.len()]);
    let mut value = 0.0;
    for (start, end) in starts.iter().zip(ends) {
        let rows: u64 = cells[*start..end].iter().map(|cell| cell.rows).sum();
        let conversions: u64 = cells[*start..end].iter().map(|cell| cell.conversions).sum();
        if rows < least {
            return None;
        }
        let rate = conversions as f64 / rows as f64;
        if conversions > 0 {
            value += conversions as f64 * rate.ln();
        }
        if conversions < rows {
            value += (rows - conversions) as f64 * (1.0 - rate).ln();
        }
        if *start > 0 {
            value -= cost + cells[*start].cost;
        }
    }
    Some(value)
}

/// All ways to cut `count` cells.
fn divisions(count: usize) -> impl Iterator<Item = Vec<usize>> {
    (0_u32..1 << (count - 1)).map(move |mask| {
        let cut = |at: &usize| mask >> (at - 1) & 1 == 1;
        std::iter::once(0).chain((1..count).filter(cut)).collect()
    })
}

#[test]
fn no_division_is_better() {
    let mut random = Random(5);
    for _ in 0..200 {
        let count = 2 + usize::try_from(random.below(9)).unwrap();
        let cells: Vec<BinCell> = (0..count)
            .map(|_| {
                let rows = 1 + random.below(60);
                BinCell {
                    rows,
                    conversions: random.below(rows + 1),
                    cost: random.below(3) as f64,
                }
            })
            .collect();
        let (least, cost) = (30, random.below(6) as f64 + 0.5);
        let found = best_bins(&cells, least, cost);
        let valid = divisions(count).filter(|starts| starts.len() <= MOST_BINS);
        let best = valid
            .filter_map(|starts| value(&cells, &starts, least, cost))
            .max_by(f64::total_cmp);
        let Some(best) = best else {
            assert_eq!(found, [0]);
            continue;
        };
        let own = value(&cells, &found, least, cost).unwrap();
        assert!(
            (own - best).abs() < 1e-9,
            "{own} {best} {cells:?} {found:?}"
        );
    }
}

#[test]
fn at_most_eight_bins() {
    let cells: Vec<BinCell> = (0..20).map(|at| cell(1_000, at * 50)).collect();
    assert_eq!(best_bins(&cells, LEAST_ROWS, 0.0).len(), MOST_BINS);
}

#[test]
fn small_and_empty_inputs() {
    assert!(best_bins(&[], 50, 1.0).is_empty());
    assert_eq!(best_bins(&[cell(10, 3), cell(10, 0)], 50, 1.0), [0]);
    // Equally good with and without a limit: no limit.
    assert_eq!(best_bins(&[cell(60, 30), cell(60, 30)], 50, 0.0), [0]);
}

/// Rows whose outcome has nothing to do with their order seldom get more than one bin.
#[test]
fn noise_makes_no_bins() {
    let mut random = Random(17);
    let mut divided = 0;
    for _ in 0..400 {
        let cells: Vec<BinCell> = (0..100)
            .map(|_| {
                let conversions = (0..20).filter(|_| random.happens(100)).count();
                cell(20, conversions as u64)
            })
            .collect();
        let starts = best_bins(&cells, LEAST_ROWS, bin_cost(2_000));
        divided += usize::from(starts.len() > 1);
    }
    // 2 % would be 8.
    assert!(divided <= 8, "{divided}");
}

#[test]
fn rising_blocks_pool_violators() {
    // Rates 0.1, 0.3, 0.2, 0.2, 0.5: the second to fourth are pooled.
    let rates = [1, 3, 2, 2, 5].map(|conversions| cell(10, conversions));
    assert_eq!(rising_blocks(&rates), [0, 1, 4]);
    assert_eq!(rising_blocks(&[cell(10, 5), cell(10, 4)]), [0]);
}

/// Of all divisions with rising rates none is better than the best of the pooled blocks.
#[test]
fn no_rising_division_is_better() {
    let mut random = Random(23);
    for _ in 0..200 {
        let count = 2 + usize::try_from(random.below(8)).unwrap();
        let cells: Vec<BinCell> = (0..count)
            .map(|_| {
                let rows = 1 + random.below(60);
                cell(rows, random.below(rows + 1))
            })
            .collect();
        let starts = rising_blocks(&cells);
        let ends = starts.iter().skip(1).copied().chain([count]);
        let pooled: Vec<BinCell> = starts
            .iter()
            .zip(ends)
            .map(|(start, end)| {
                let own = cells[*start..end].iter().copied();
                own.reduce(BinCell::joined).unwrap()
            })
            .collect();
        let found: Vec<usize> = best_bins(&pooled, 1, 1.0)
            .into_iter()
            .map(|at| starts[at])
            .collect();
        let rate = |start: usize, end: usize| {
            let own = cells[start..end].iter().copied();
            let own = own.reduce(BinCell::joined).unwrap();
            own.conversions as f64 / own.rows as f64
        };
        let rises = |starts: &Vec<usize>| {
            let ends = starts.iter().skip(1).copied().chain([count]);
            let rates: Vec<f64> = starts.iter().zip(ends).map(|(a, b)| rate(*a, b)).collect();
            rates.windows(2).all(|pair| pair[0] < pair[1])
        };
        assert!(rises(&found));
        let best = divisions(count)
            .filter(|starts| starts.len() <= MOST_BINS && rises(starts))
            .filter_map(|starts| value(&cells, &starts, 1, 1.0))
            .max_by(f64::total_cmp)
            .unwrap();
        let own = value(&cells, &found, 1, 1.0).unwrap();
        assert!((own - best).abs() < 1e-9);
    }
}
