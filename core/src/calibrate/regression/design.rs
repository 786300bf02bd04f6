//! Rows with their columns.

use std::ops::Range;

/// No column: nothing of a choice applies to a row.
pub(crate) const NONE: u32 = u32::MAX;

/// Rows with their columns: the intercept is column 0, those of choices follow, those of numbers are last.
/// Of each choice, such as a criterion with its cases, one column is 1 and the others are 0.
#[derive(Debug, Default)]
pub(crate) struct Design {
    /// Number of columns.
    pub(crate) columns: usize,
    /// Number of choices of a row.
    pub(crate) choices: usize,
    /// Number of numbers of a row.
    pub(crate) numbers: usize,
    /// The column of each choice of each row, or [`NONE`].
    pub(crate) chosen: Vec<u32>,
    /// The numbers of each row.
    pub(crate) values: Vec<f64>,
    pub(crate) converts: Vec<bool>,
    /// The rows of each block of leads.
    pub(crate) blocks: Vec<Range<usize>>,
}

/// A row of a design.
#[derive(Clone, Copy)]
pub(crate) struct DesignRow<'d> {
    pub(crate) chosen: &'d [u32],
    pub(crate) values: &'d [f64],
    pub(crate) converts: bool,
}

impl Design {
    pub(crate) fn rows(&self) -> usize {
        self.converts.len()
    }

    /// The column of the first number.
    pub(crate) fn first_number(&self) -> usize {
        self.columns - self.numbers
    }

    /// The rows of a range.
    pub(crate) fn each(&self, range: Range<usize>) -> impl Iterator<Item = DesignRow<'_>> {
        range.map(|row| DesignRow {
            chosen: part(&self.chosen, row, self.choices),
            values: part(&self.values, row, self.numbers),
            converts: self.converts.get(row).copied().unwrap_or_default(),
        })
    }

    /// Adds a row to the last block.
    pub(crate) fn add(&mut self, row: DesignRow<'_>) {
        self.chosen.extend(row.chosen);
        self.values.extend(row.values);
        self.converts.push(row.converts);
        if let Some(block) = self.blocks.last_mut() {
            block.end = self.converts.len();
        }
    }

    /// Starts a new block.
    pub(crate) fn start_block(&mut self) {
        let end = self.converts.len();
        self.blocks.push(end..end);
    }

    /// The number of rows in which each column is not 0, and the mean of its squares there.
    pub(crate) fn uses(&self) -> Vec<ColumnUse> {
        let mut uses = vec![ColumnUse::default(); self.columns];
        for row in self.each(0..self.rows()) {
            let numbers = row.values.iter().enumerate();
            let numbers = numbers.filter(|(_, value)| **value != 0.0);
            let numbers = numbers.map(|(at, value)| (self.first_number() + at, value * value));
            let chosen = row.chosen.iter().map(|column| (*column as usize, 1.0));
            for (column, square) in numbers.chain(chosen).chain([(0, 1.0)]) {
                if let Some(own) = uses.get_mut(column) {
                    own.rows += 1;
                    own.squares += square;
                }
            }
        }
        uses
    }

    /// The linear predictor of a row.
    #[inline]
    pub(crate) fn predict(&self, row: DesignRow<'_>, coefficients: &[f64]) -> f64 {
        let at = |column: usize| coefficients.get(column).copied().unwrap_or_default();
        let chosen: f64 = row.chosen.iter().map(|column| at(*column as usize)).sum();
        let numbers = coefficients.get(self.first_number()..).unwrap_or_default();
        let numbers = numbers.iter().zip(row.values);
        at(0) + chosen + numbers.map(|(one, value)| one * value).sum::<f64>()
    }
}

/// How a column is used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ColumnUse {
    /// Number of rows in which it is not 0.
    pub(crate) rows: u64,
    /// The sum of its squares.
    squares: f64,
}

impl ColumnUse {
    /// The mean of its squares where it is not 0; 1 if it is 0 everywhere.
    pub(crate) fn mean_square(self) -> f64 {
        match self.rows {
            0 => 1.0,
            rows => self.squares / rows as f64,
        }
    }
}

fn part<T>(all: &[T], row: usize, width: usize) -> &[T] {
    all.get(row * width..(row + 1) * width).unwrap_or_default()
}
