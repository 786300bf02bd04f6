//! Bins of numbers, with round limits.

use serde_json::{Value as Json, json};

use super::bins::{Bin, BinTest, Costs, Cut, add};
use super::fit_rows::FitRows;
use super::request::Trend;
use crate::calibrate::stats::bins::{BinCell, LEAST_ROWS, best_bins, rising_blocks};
use crate::calibrate::stats::round_limits::roundest;
use crate::document::phrasing::grouped;

/// The most cells between which limits are sought.
const MOST_CELLS: u64 = 400;
/// Millionths, the unit of columns whose numbers are all below a thousand million.
const MILLION: i64 = 1_000_000;

/// The numbers of a column in whole units of it.
pub(crate) struct Numbers {
    values: Vec<Option<i64>>,
    /// The units of 1.
    unit: i64,
}

/// A limit with the rows from it to the next one.
#[derive(Clone, Copy, Debug)]
struct LimitCell {
    limit: i64,
    digits: u32,
    cell: BinCell,
    /// Whether the rows have different numbers.
    is_mixed: bool,
}

impl Numbers {
    /// The numbers of rows; `None` if one is too large to be told from its neighbours.
    #[allow(
        clippy::float_arithmetic,
        clippy::cast_possible_truncation,
        clippy::as_conversions,
        reason = "the bounds are checked before"
    )]
    pub(crate) fn new(values: &[Option<f64>]) -> Option<Self> {
        let most = values
            .iter()
            .flatten()
            .fold(0.0_f64, |most, one| most.max(one.abs()));
        if most >= 9e15 {
            return None;
        }
        let unit = if most < 1e9 { MILLION } else { 1 };
        let whole = |value: f64| {
            let near = (value * unit as f64).round();
            // A limit of a whole number of units must not be above the number.
            let is_above = near / unit as f64 > value;
            near as i64 - i64::from(is_above)
        };
        Some(Self {
            values: values.iter().map(|value| value.map(whole)).collect(),
            unit,
        })
    }

    /// Cuts the numbers into bins.
    pub(crate) fn cut(&self, fact: String, rows: &FitRows, trend: Trend, costs: Costs) -> Cut {
        let cells = self.cells(rows, costs);
        let starts = best_starts(&cells, trend, costs);
        let limits: Vec<i64> = starts
            .iter()
            .skip(1)
            .filter_map(|start| cells.get(*start).map(|cell| cell.limit))
            .collect();
        // The cases begin with the greatest limit.
        let count = limits.len();
        let bin = |value: &Option<i64>| match value {
            Some(value) => count - limits.partition_point(|limit| limit <= value),
            None => count + 1,
        };
        let mut bins = Vec::new();
        for (at, limit) in limits.iter().enumerate().rev() {
            let label = match limits.get(at + 1) {
                Some(next) => format!("{} to below {}", self.words(*limit), self.words(*next)),
                None => format!("{} or more", self.words(*limit)),
            };
            bins.push(Bin::new(BinTest::Case("gte", self.json(*limit)), label));
        }
        let rest = limits
            .first()
            .map(|limit| format!("below {}", self.words(*limit)));
        bins.push(Bin::new(
            BinTest::Otherwise,
            rest.unwrap_or_else(|| "known".to_owned()),
        ));
        bins.push(Bin::new(BinTest::Missing, "missing".to_owned()));
        Cut {
            fact,
            bins,
            of_row: self.values.iter().map(bin).collect(),
        }
    }

    /// The rows between limits: as few digits as keep every cell of different numbers below a twentieth
    /// of the rows, and at most 400 cells.
    fn cells(&self, rows: &FitRows, costs: Costs) -> Vec<LimitCell> {
        let each = self.each_number(rows);
        let all: u64 = each.iter().map(|one| one.cell.rows).sum();
        let mut found = Vec::new();
        for digits in 2..=17 {
            found = joined(&each, |next, _| next.digits > digits);
            if !found
                .iter()
                .any(|one| one.is_mixed && one.cell.rows * 20 > all)
            {
                break;
            }
        }
        let least = all.div_ceil(MOST_CELLS);
        let mut cells = joined(&found, |_, before| before.cell.rows < least);
        for one in &mut cells {
            one.cell.cost = cost(one.digits, costs);
        }
        cells
    }

    /// A cell for each different number, with the roundest limit above the one before.
    fn each_number(&self, rows: &FitRows) -> Vec<LimitCell> {
        let mut known: Vec<(i64, bool)> = rows
            .rows
            .iter()
            .zip(&self.values)
            .filter_map(|(row, value)| Some(((*value)?, row.converts)))
            .collect();
        known.sort_unstable();
        let mut before = i64::MIN;
        let cells = known
            .chunk_by(|one, next| one.0 == next.0)
            .filter_map(|group| {
                let number = group.first()?.0;
                let limit = roundest(before, number)?;
                before = number;
                let mut cell = BinCell::default();
                group
                    .iter()
                    .for_each(|(_, converts)| add(&mut cell, *converts));
                Some(LimitCell {
                    limit: limit.limit,
                    digits: limit.digits,
                    cell,
                    is_mixed: false,
                })
            });
        cells.collect()
    }

    fn json(&self, limit: i64) -> Json {
        if limit % self.unit == 0 {
            return json!(limit / self.unit);
        }
        self.words(limit)
            .parse::<f64>()
            .map_or(Json::Null, Json::from)
    }

    /// A limit as people write it; with commas if it is whole.
    fn words(&self, limit: i64) -> String {
        if limit % self.unit == 0 {
            return grouped(limit / self.unit);
        }
        let sign = if limit < 0 { "-" } else { "" };
        let (whole, rest) = (limit.abs() / self.unit, limit.abs() % self.unit);
        let decimals = format!("{rest:06}");
        format!("{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

/// The cost of the digits of a limit.
#[allow(clippy::float_arithmetic, reason = "a product of a small whole number")]
fn cost(digits: u32, costs: Costs) -> f64 {
    costs.digit * f64::from(digits.saturating_sub(1))
}

/// Joins each cell to the one before where `joins` holds for both.
fn joined(cells: &[LimitCell], joins: impl Fn(&LimitCell, &LimitCell) -> bool) -> Vec<LimitCell> {
    let mut found: Vec<LimitCell> = Vec::new();
    for next in cells {
        match found.last_mut() {
            Some(before) if joins(next, before) => {
                before.cell = before.cell.joined(next.cell);
                before.is_mixed = true;
            }
            _ => found.push(*next),
        }
    }
    found
}

/// The cells at which bins start.
fn best_starts(cells: &[LimitCell], trend: Trend, costs: Costs) -> Vec<usize> {
    let turned = |one: &LimitCell| match trend {
        // Falling rates of conversions are rising rates of the others.
        Trend::Falling => BinCell {
            conversions: one.cell.rows - one.cell.conversions,
            ..one.cell
        },
        Trend::Any | Trend::Rising => one.cell,
    };
    let each: Vec<BinCell> = cells.iter().map(turned).collect();
    if trend == Trend::Any {
        return best_bins(&each, LEAST_ROWS, costs.bin);
    }
    let starts = rising_blocks(&each);
    let ends = starts.iter().skip(1).copied().chain([each.len()]);
    let blocks: Vec<BinCell> = starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| {
            each.get(*start..end)?
                .iter()
                .copied()
                .reduce(BinCell::joined)
        })
        .collect();
    let best = best_bins(&blocks, LEAST_ROWS, costs.bin).into_iter();
    best.filter_map(|at| starts.get(at).copied()).collect()
}
