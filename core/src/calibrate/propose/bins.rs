//! The bins of a column.

use serde_json::Value as Json;

use super::fit_rows::FitRows;
use crate::calibrate::stats::bins::{BinCell, LEAST_ROWS, bin_cost, log_likelihood};
use crate::calibrate::stats::rate::{LeadCounts, RateSums};

/// What puts a row into a bin.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum BinTest {
    /// A case with an operator and its value.
    Case(&'static str, Json),
    /// No case.
    Otherwise,
    /// The fact is missing.
    Missing,
}

/// A bin with its rows.
#[derive(Clone, Debug)]
pub(crate) struct Bin {
    pub(crate) test: BinTest,
    pub(crate) label: String,
    pub(crate) sums: RateSums,
}

impl Bin {
    /// A bin whose rows are not counted yet.
    pub(crate) fn new(test: BinTest, label: String) -> Self {
        Self {
            test,
            label,
            sums: RateSums::default(),
        }
    }
}

/// How a column is cut: the bins in the order of the cases, and the bin of each row.
pub(crate) struct Cut {
    /// The fact that the cases test.
    pub(crate) fact: String,
    pub(crate) bins: Vec<Bin>,
    pub(crate) of_row: Vec<usize>,
}

/// The costs of bins of some rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Costs {
    /// Of a bin.
    pub(crate) bin: f64,
    /// Of a digit of its limit after the first.
    pub(crate) digit: f64,
}

impl Costs {
    /// Rows of one lead may be copies of each other. Then the log likelihood is as many times too great
    /// as a lead has rows, so the costs are multiplied by that.
    #[allow(
        clippy::float_arithmetic,
        reason = "costs of a likelihood, of counts alone"
    )]
    pub(crate) fn of(rows: &FitRows) -> Self {
        let each = rows.rows.len() as f64 / rows.leads.max(1) as f64;
        Self {
            bin: bin_cost(rows.leads) * each,
            digit: each,
        }
    }

    /// Whether bins explain the outcomes better than one rate for all rows.
    #[allow(clippy::float_arithmetic, reason = "a sum in the order of the bins")]
    pub(crate) fn are_worth(self, bins: &[Bin]) -> bool {
        let filled = || bins.iter().map(|bin| bin.sums).filter(|sums| sums.rows > 0);
        let all = filled().fold((0, 0), |all, sums| {
            (all.0 + sums.rows, all.1 + sums.conversions)
        });
        let mut value = -log_likelihood(all.0, all.1);
        for sums in filled() {
            value += log_likelihood(sums.rows, sums.conversions);
        }
        let large = filled().filter(|sums| sums.rows >= LEAST_ROWS).count();
        let more = large.saturating_sub(1);
        more > 0 && value > self.bin * more as f64
    }
}

impl Cut {
    /// Counts the rows of each bin.
    pub(crate) fn count(&mut self, rows: &FitRows) {
        let placed: Vec<_> = rows.rows.iter().zip(&self.of_row).collect();
        let mut counts = vec![LeadCounts::default(); self.bins.len()];
        for own in placed.chunk_by(|one, next| one.0.lead == next.0.lead) {
            for (row, bin) in own {
                if let Some(count) = counts.get_mut(**bin) {
                    count.rows += 1;
                    count.conversions += u64::from(row.converts);
                }
            }
            for (_, bin) in own {
                if let (Some(count), Some(bin)) = (counts.get_mut(**bin), self.bins.get_mut(**bin))
                {
                    bin.sums.add(std::mem::take(count));
                }
            }
        }
    }
}

/// Adds a row to a cell.
pub(crate) fn add(cell: &mut BinCell, converts: bool) {
    cell.rows += 1;
    cell.conversions += u64::from(converts);
}
