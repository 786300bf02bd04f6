//! Which rules to keep: the one that tells least is removed, again and again.

use super::matrix::Symmetric;

/// Coefficients with some rules removed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeptRules {
    /// The rules that are kept, by number.
    pub(crate) rules: Vec<usize>,
    pub(crate) coefficients: Vec<f64>,
}

/// The best coefficients for each number of rules, from all of them down to none, near a solution: the
/// loss is replaced by the quadratic function with its derivatives there. `columns` are those of each rule.
///
/// In each step the rule goes whose removal increases that function least, after all others have moved
/// to where it is smallest; of equal ones the last.
pub(crate) fn remove_one_by_one(
    coefficients: &[f64],
    curvature: &Symmetric,
    columns: &[Vec<usize>],
) -> Vec<KeptRules> {
    let mut now = KeptRules {
        rules: (0..columns.len()).collect(),
        coefficients: coefficients.to_vec(),
    };
    let mut steps = vec![now.clone()];
    // Columns at a bound stay there.
    let free: Vec<usize> = (0..coefficients.len())
        .filter(|at| *at == 0 || coefficients.get(*at) != Some(&0.0))
        .collect();
    let Some(mut inverse) = curvature.part(&free).inverse() else {
        return steps;
    };
    let mut values: Vec<f64> = free
        .iter()
        .filter_map(|at| coefficients.get(*at).copied())
        .collect();
    let place = |column: &usize| free.binary_search(column).ok();
    let places: Vec<Vec<usize>> = columns
        .iter()
        .map(|own| own.iter().filter_map(place).collect())
        .collect();
    while !now.rules.is_empty() {
        let mut least: Option<(f64, usize)> = None;
        for (at, rule) in now.rules.iter().enumerate() {
            let own = places.get(*rule).map_or(&[][..], Vec::as_slice);
            let cost = cost(&inverse, &values, own);
            if least.is_none_or(|(least, _)| cost <= least) {
                least = Some((cost, at));
            }
        }
        let at = least.map_or(0, |(_, at)| at);
        let rule = now.rules.remove(at);
        let own = places.get(rule).map_or(&[][..], Vec::as_slice);
        remove(&mut inverse, &mut values, own);
        now.coefficients.iter_mut().for_each(|one| *one = 0.0);
        for (column, value) in free.iter().zip(&values) {
            if let Some(one) = now.coefficients.get_mut(*column) {
                *one = *value;
            }
        }
        steps.push(now.clone());
    }
    steps
}

/// How much the quadratic function increases without some columns, if all others move: `v' C^-1 v / 2`
/// for their values v and their part C of the inverse of the curvature.
fn cost(inverse: &Symmetric, values: &[f64], places: &[usize]) -> f64 {
    let own: Vec<f64> = places
        .iter()
        .filter_map(|at| values.get(*at).copied())
        .collect();
    let Some(weights) = inverse.part(places).solve(&own) else {
        return 0.0;
    };
    own.iter().zip(&weights).map(|(one, two)| one * two).sum()
}

/// Removes columns: the others move to where the function is smallest, and the inverse becomes that of
/// the others.
fn remove(inverse: &mut Symmetric, values: &mut [f64], places: &[usize]) {
    // Column by column gives the same as all at once.
    for at in places {
        let diagonal = inverse.at(*at, *at);
        if diagonal <= 0.0 {
            continue;
        }
        let column: Vec<f64> = (0..values.len()).map(|row| inverse.at(row, *at)).collect();
        let value = values.get(*at).copied().unwrap_or_default();
        for (own, factor) in values.iter_mut().zip(&column) {
            *own -= factor * value / diagonal;
        }
        for (row, factor) in column.iter().enumerate() {
            let scaled = factor / diagonal;
            let own = inverse.row_mut(row).iter_mut().zip(&column);
            own.for_each(|(one, other)| *one -= scaled * other);
        }
        if let Some(own) = values.get_mut(*at) {
            *own = 0.0;
        }
    }
}
