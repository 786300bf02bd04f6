//! Gaps between purchase days: how long they are and how regular.

use super::exact_sum::ExactSum;
use super::ratio::ratio;

/// The gaps between the purchase days of leads.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct GapFigures {
    /// Number of leads with a gap, which is at least two purchase days.
    pub leads: u64,
    /// Number of gaps.
    pub gaps: u64,
    /// The quartiles in days, by linear interpolation. `None` without gaps.
    pub quartiles: Option<[f64; 3]>,
    /// The standard deviation of all gaps (of the population) divided by their mean. `None` without
    /// gaps.
    pub variation: Option<f64>,
    /// The regularity of Wheat and Morrison, `(1 - 4 V) / 8 V`, where `V` is the mean of
    /// `(a / (a + b) - 1/2)^2` over the last two gaps `a` and `b` of each lead. 1: purchases come at
    /// random; above 1: more regular; 0: in bursts. `None` if no lead has two gaps, or if all leads
    /// have equal ones.
    pub regularity: Option<f64>,
}

impl GapFigures {
    /// The figures of the gaps of each lead in days, oldest first.
    pub(crate) fn of(leads: &[Vec<u32>]) -> Self {
        let mut all: Vec<u32> = leads.iter().flatten().copied().collect();
        all.sort_unstable();
        Self {
            leads: leads.iter().filter(|gaps| !gaps.is_empty()).count() as u64,
            gaps: all.len() as u64,
            quartiles: quartiles(&all),
            variation: variation(&all),
            regularity: regularity(leads),
        }
    }
}

/// The quartiles of sorted numbers: the `k`-th lies at `k (n - 1) / 4` from the first.
fn quartiles(sorted: &[u32]) -> Option<[f64; 3]> {
    let last = sorted.len().checked_sub(1)?;
    let at = |quarter: usize| {
        let (place, rest) = (quarter * last / 4, quarter * last % 4);
        let low = *sorted.get(place)?;
        let high = sorted.get(place + 1).copied().unwrap_or(low);
        Some(f64::from(low) + f64::from(high - low) * rest as f64 / 4.0)
    };
    Some([at(1)?, at(2)?, at(3)?])
}

/// The standard deviation divided by the mean. Both are of whole sums, so the order does not matter.
fn variation(gaps: &[u32]) -> Option<f64> {
    let count = gaps.len() as u128;
    let sum: u128 = gaps.iter().map(|gap| u128::from(*gap)).sum();
    let squares: u128 = gaps.iter().map(|gap| u128::from(*gap).pow(2)).sum();
    // The variance times n^2, divided by the square of the mean times n^2.
    Some(ratio(count * squares - sum * sum, sum * sum)?.sqrt())
}

/// `(1 - 4 V) / 8 V` of the last two gaps of each lead.
fn regularity(leads: &[Vec<u32>]) -> Option<f64> {
    let (mut sum, mut count) = (ExactSum::default(), 0_u64);
    for gaps in leads {
        if let [.., one, two] = gaps.as_slice() {
            let off = f64::from(*one) / (f64::from(*one) + f64::from(*two)) - 0.5;
            sum.add(off * off);
            count += 1;
        }
    }
    let spread = sum.value() / count as f64;
    (count > 0 && spread > 0.0).then(|| (1.0 - 4.0 * spread) / (8.0 * spread))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_few_leads() {
        let found = GapFigures::of(&[vec![10, 30], vec![], vec![7, 20, 20], vec![40]]);
        assert_eq!((found.leads, found.gaps), (3, 6));
        // numpy.quantile([7, 10, 20, 20, 30, 40], [.25, .5, .75]) = [12.5, 20, 27.5]
        assert_eq!(found.quartiles, Some([12.5, 20.0, 27.5]));
        // numpy.std(..) / numpy.mean(..) of the same numbers: sum 127, sum of squares 3449.
        let variation: f64 = (6.0 * 3449.0 - 127.0 * 127.0) / (127.0 * 127.0);
        assert!((found.variation.unwrap() - variation.sqrt()).abs() < 1e-12);
        // V = ((10/40 - 1/2)^2 + 0) / 2 = 1/32, so (1 - 1/8) / (1/4) = 3.5.
        assert_eq!(found.regularity, Some(3.5));
    }

    #[test]
    fn random_purchases_have_a_regularity_of_one() {
        // With exponential gaps a / (a + b) is uniform, so V = 1/12. On the even grid of 1/100 to 99/100
        // it is (99^2 - 1) / 12 / 100^2.
        let leads: Vec<Vec<u32>> = (1..100).map(|share| vec![share, 100 - share]).collect();
        let spread = (99.0 * 99.0 - 1.0) / 12.0 / 10_000.0;
        let expected = (1.0 - 4.0 * spread) / (8.0 * spread);
        let found = GapFigures::of(&leads).regularity.unwrap();
        assert!((found - expected).abs() < 1e-12 && (found - 1.0).abs() < 0.05);
    }

    #[test]
    fn too_few_gaps() {
        let none = GapFigures::of(&[vec![]]);
        assert_eq!(
            (none.quartiles, none.variation, none.regularity),
            (None, None, None)
        );
        assert_eq!(GapFigures::of(&[vec![5]]).quartiles, Some([5.0; 3]));
        assert_eq!(GapFigures::of(&[vec![5, 5]]).regularity, None);
    }
}
