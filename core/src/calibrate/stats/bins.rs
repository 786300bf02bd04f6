//! Bins of rows in an order, cut so that their rates of conversion explain the outcomes best.

/// The most bins.
pub(crate) const MOST_BINS: usize = 8;
/// The least number of rows of a bin.
pub(crate) const LEAST_ROWS: u64 = 50;

/// Rows that stay together, and the cost of the limit below them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct BinCell {
    pub(crate) rows: u64,
    pub(crate) conversions: u64,
    /// The cost of a limit between the cell before and this one, besides the cost of a bin.
    pub(crate) cost: f64,
}

impl BinCell {
    /// Both cells together; the limit below is that of the first.
    pub(crate) fn joined(self, next: Self) -> Self {
        Self {
            rows: self.rows + next.rows,
            conversions: self.conversions + next.conversions,
            cost: self.cost,
        }
    }
}

/// The cost of one more bin of `rows` rows, in units of the log likelihood: `ln(rows)`.
///
/// A bin adds two numbers that are fitted, its rate and its limit. The Bayesian information criterion
/// charges `ln(rows) / 2` for each.
pub(crate) fn bin_cost(rows: u64) -> f64 {
    libm::log(rows.max(1) as f64)
}

/// The binomial log likelihood of rows at their own rate.
pub(crate) fn log_likelihood(rows: u64, conversions: u64) -> f64 {
    let part = |count: u64| {
        if count == 0 {
            0.0
        } else {
            count as f64 * libm::log(count as f64 / rows as f64)
        }
    };
    part(conversions) + part(rows - conversions)
}

/// The positions of the cells at which bins start, the first of which is 0: at most [`MOST_BINS`] bins
/// of at least `least` rows. They maximise the log likelihood less `cost` for each bin after the first
/// and the cost of its limit. Of equally good divisions, the one with fewer bins counts, then the one
/// whose last limits are lower. Empty without cells; one bin if there are fewer than `least` rows.
///
/// This is dynamic programming over all divisions, so no better one exists.
pub(crate) fn best_bins(cells: &[BinCell], least: u64, cost: f64) -> Vec<usize> {
    if cells.is_empty() {
        return Vec::new();
    }
    let sums = Sums::of(cells);
    let mut rounds = vec![sums.first_round(least)];
    for _ in 1..MOST_BINS {
        let before = rounds.last().map_or(&[][..], Vec::as_slice);
        let round = sums.next_round(before, cells, least, cost);
        rounds.push(round);
    }
    let mut best: Option<(usize, f64)> = None;
    for (at, round) in rounds.iter().enumerate() {
        if let Some(Some(last)) = round.last()
            && best.is_none_or(|(_, value)| last.value > value)
        {
            best = Some((at, last.value));
        }
    }
    let mut starts = Vec::new();
    let (mut round, mut end) = (best.map_or(0, |(at, _)| at), cells.len());
    while round > 0 {
        let step = rounds.get(round).and_then(|own| *own.get(end)?);
        end = step.map_or(0, |step| step.start);
        starts.push(end);
        round -= 1;
    }
    starts.push(0);
    starts.reverse();
    starts
}

/// The best division of the cells before a position.
#[derive(Clone, Copy, Debug)]
struct Division {
    value: f64,
    /// The start of the last bin.
    start: usize,
}

/// Rows and conversions of all cells before each position.
struct Sums(Vec<BinCell>);

impl Sums {
    fn of(cells: &[BinCell]) -> Self {
        let mut sum = BinCell::default();
        let mut sums = vec![sum];
        for cell in cells {
            sum = sum.joined(*cell);
            sums.push(sum);
        }
        Self(sums)
    }

    /// The divisions into one bin, by the position of their end.
    fn first_round(&self, least: u64) -> Vec<Option<Division>> {
        let all = self.0.last().map_or(0, |sum| sum.rows);
        let step = |sum: &BinCell| {
            (sum.rows >= least || sum.rows == all).then(|| Division {
                value: log_likelihood(sum.rows, sum.conversions),
                start: 0,
            })
        };
        self.0.iter().map(step).collect()
    }

    /// The divisions into one bin more than those in `before`, by the position of their end.
    fn next_round(
        &self,
        before: &[Option<Division>],
        cells: &[BinCell],
        least: u64,
        cost: f64,
    ) -> Vec<Option<Division>> {
        let step = |(end, to): (usize, &BinCell)| {
            let starts = self.0.iter().zip(before).zip(cells).enumerate().take(end);
            let mut best: Option<Division> = None;
            for (start, ((from, rest), cell)) in starts {
                let (rows, Some(rest)) = (to.rows - from.rows, rest) else {
                    continue;
                };
                if start == 0 || rows < least {
                    continue;
                }
                let own = log_likelihood(rows, to.conversions - from.conversions);
                let value = rest.value + own - cost - cell.cost;
                if best.is_none_or(|best| value > best.value) {
                    best = Some(Division { value, start });
                }
            }
            best
        };
        self.0.iter().enumerate().map(step).collect()
    }
}

/// Joins neighbouring cells until their rates rise (pool adjacent violators). Limits between such
/// blocks are the only ones that a best division into rising rates can have.
pub(crate) fn rising_blocks(cells: &[BinCell]) -> Vec<usize> {
    let mut blocks: Vec<(usize, BinCell)> = Vec::new();
    for (start, cell) in cells.iter().enumerate() {
        let mut block = (start, *cell);
        while let Some((before, own)) = blocks.last().copied() {
            let rises = u128::from(own.conversions) * u128::from(block.1.rows)
                < u128::from(block.1.conversions) * u128::from(own.rows);
            if rises {
                break;
            }
            blocks.pop();
            block = (before, own.joined(block.1));
        }
        blocks.push(block);
    }
    blocks.into_iter().map(|(start, _)| start).collect()
}

#[cfg(test)]
#[path = "bins_tests.rs"]
mod tests;
