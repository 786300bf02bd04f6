//! Chooses the penalty, the number of rules and the decay by the period to choose.

use super::rules::RefitRules;
use crate::calibrate::refit::request::Sign;
use crate::calibrate::regression::design::Design;
use crate::calibrate::regression::selection::remove_one_by_one;
use crate::calibrate::regression::solve::{Bounds, Limits, Solution, solve};
use crate::calibrate::regression::sums::{logistic, probability};
use crate::tables::parallel;

/// The penalties that are tried, the smallest first.
const PENALTIES: [f64; 4] = [1.0, 4.0, 16.0, 64.0];

/// Settings with their loss in the period to choose.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) loss: f64,
    pub(crate) penalty: f64,
    /// The rules that are kept, by number.
    pub(crate) rules: Vec<usize>,
    pub(crate) coefficients: Vec<f64>,
}

/// The periods to fit and to choose.
pub(crate) struct Chooser<'c> {
    pub(crate) rules: &'c RefitRules,
    pub(crate) fit: &'c Design,
    pub(crate) choose: &'c Design,
    /// The most rules.
    pub(crate) most_rules: usize,
}

impl Chooser<'_> {
    /// The best penalty for all rules, then the best number of rules.
    pub(crate) fn best(&self) -> Choice {
        let mut solution = Solution::of_rate(self.fit);
        let mut best: Option<(f64, f64, Solution)> = None;
        for penalty in PENALTIES.iter().rev() {
            let limits = limits(self.rules, self.fit, *penalty, |_| true);
            solution = solve(self.fit, &limits, solution);
            let loss = loss_with_own_intercept(self.choose, &solution.coefficients);
            if best.as_ref().is_none_or(|(least, ..)| loss < *least) {
                best = Some((loss, *penalty, solution.clone()));
            }
        }
        let (penalty, solution) = best.map_or((1.0, solution), |(_, one, two)| (one, two));
        self.fewer_rules(penalty, solution)
    }

    /// The best number of rules for a penalty.
    fn fewer_rules(&self, penalty: f64, mut solution: Solution) -> Choice {
        let limits = limits(self.rules, self.fit, penalty, |_| true);
        solution.measure(self.fit);
        let rules = self.rules.rules.iter();
        let columns = rules.map(|rule| rule.values.iter().map(|value| value.column).collect());
        let columns: Vec<Vec<usize>> = columns.collect();
        let curvature = solution.penalised(&limits);
        let path = remove_one_by_one(&solution.coefficients, &curvature, &columns);
        let losses = parallel::each(None, path.len(), |at| {
            let kept = path.get(at)?;
            let fits = kept.rules.len() <= self.most_rules;
            fits.then(|| loss_with_own_intercept(self.choose, &kept.coefficients))
        });
        let mut best = Choice {
            loss: f64::INFINITY,
            penalty,
            rules: Vec::new(),
            coefficients: vec![0.0; self.rules.columns],
        };
        // Of equal losses the one with fewer rules counts.
        for (kept, loss) in path.into_iter().zip(losses) {
            if let Some(loss) = loss.filter(|loss| *loss <= best.loss) {
                best.loss = loss;
                best.rules = kept.rules;
                best.coefficients = kept.coefficients;
            }
        }
        best
    }
}

/// The penalty and the bounds of coefficients; those of rules that are not `kept` are 0.
pub(crate) fn limits(
    rules: &RefitRules,
    design: &Design,
    penalty: f64,
    kept: impl Fn(usize) -> bool,
) -> Limits {
    let uses = design.uses();
    let mut limits = Limits {
        penalty: vec![0.0; rules.columns],
        bounds: vec![Bounds::ANY; rules.columns],
    };
    for (at, rule) in rules.rules.iter().enumerate() {
        for value in &rule.values {
            let column = value.column;
            let square = uses.get(column).map_or(1.0, |own| own.mean_square());
            if let Some(own) = limits.penalty.get_mut(column) {
                *own = penalty * square;
            }
            if let Some(own) = limits.bounds.get_mut(column) {
                *own = match rule.sign {
                    _ if !kept(at) || uses.get(column).is_none_or(|own| own.rows == 0) => {
                        Bounds::ZERO
                    }
                    Some(Sign::Gain) => Bounds::GAIN,
                    Some(Sign::Loss) => Bounds::LOSS,
                    None => Bounds::ANY,
                };
            }
        }
    }
    // Points that stay may count more or less, but not the other way round. What all rows share is the
    // intercept.
    if let Some(own) = limits.bounds.last_mut() {
        *own = match varies(design) {
            true => Bounds::GAIN,
            false => Bounds::ZERO,
        };
    }
    if let Some(own) = limits.penalty.last_mut() {
        *own = 1e-6;
    }
    limits
}

/// Whether the points that stay differ between rows.
fn varies(design: &Design) -> bool {
    let last = |row: usize| design.values.get((row + 1) * design.numbers - 1);
    (1..design.rows()).any(|row| last(row) != last(0))
}

/// The negative log likelihood of rows at coefficients, with the intercept at which it is smallest: rates
/// may differ between periods.
fn loss_with_own_intercept(design: &Design, coefficients: &[f64]) -> f64 {
    let rows: Vec<(f64, bool)> = design
        .each(0..design.rows())
        .map(|row| (design.predict(row, coefficients), row.converts))
        .collect();
    let mut shift = 0.0;
    for _ in 0..30 {
        let (mut slope, mut curve) = (0.0, 0.0);
        for (predictor, converts) in &rows {
            let probability = probability(predictor + shift);
            slope += probability - f64::from(u8::from(*converts));
            curve += probability * (1.0 - probability);
        }
        let step = slope / curve.max(1e-9);
        shift -= step.clamp(-2.0, 2.0);
        // The loss is flat where it is smallest.
        if step.abs() < 1e-4 {
            break;
        }
    }
    let losses = rows.iter().map(|(predictor, converts)| {
        let found = logistic(predictor + shift);
        match converts {
            true => found.loss_if_converts,
            false => found.loss_if_not,
        }
    });
    losses.sum()
}
