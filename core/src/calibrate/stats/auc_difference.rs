//! The difference between two AUCs of the same rows, with its standard error by lead.

use super::auc::{LeadPairs, LeadShares, PairWins, ScoredRow, Variance};
use super::groups::ScoreGroups;
use super::ratio::ratio;

/// How much better one score tells rows apart than another one.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct AucDifference {
    /// The AUC of the one less that of the other.
    pub difference: f64,
    /// Its standard error by DeLong, summed by lead (Obuchowski 1997). `None` if fewer than two leads
    /// have rows that convert, or fewer than two have rows that do not.
    pub standard_error: Option<f64>,
}

/// The difference between the AUCs of two scores of the same rows, in the same order, where the rows of
/// a lead follow each other; `None` unless some rows convert and others do not.
pub(crate) fn auc_difference(one: &[ScoredRow], other: &[ScoredRow]) -> Option<AucDifference> {
    let (one, other) = (Side::new(one)?, Side::new(other)?);
    let mut variance = Variance::default();
    for (first, second) in one.leads.iter().zip(&other.leads) {
        let (a, b) = (one.shares(first), other.shares(second));
        let shares = LeadShares {
            one: a.one - b.one,
            two: a.two - b.two,
        };
        variance.add_shares(first, shares);
    }
    Some(AucDifference {
        difference: one.area - other.area,
        standard_error: variance.value().map(f64::sqrt),
    })
}

/// The pairs of each lead by one score.
struct Side {
    area: f64,
    wins: u128,
    conversions: u64,
    others: u64,
    leads: Vec<LeadPairs>,
}

impl Side {
    fn new(rows: &[ScoredRow]) -> Option<Self> {
        let groups = ScoreGroups::new(rows);
        let conversions = rows.iter().filter(|row| row.converts).count() as u64;
        let others = rows.len() as u64 - conversions;
        let of_group = PairWins::of(&groups.groups, conversions);
        let placed: Vec<(&ScoredRow, &u32)> = rows.iter().zip(&groups.of_row).collect();
        let leads = placed
            .chunk_by(|one, next| one.0.lead == next.0.lead)
            .map(|own| {
                let mut pairs = LeadPairs::default();
                for (row, group) in own {
                    if let Some(wins) = of_group.get(**group as usize) {
                        pairs.add(row.converts, wins);
                    }
                }
                pairs
            });
        let leads: Vec<LeadPairs> = leads.collect();
        let wins = leads.iter().map(LeadPairs::wins).sum();
        let pairs = 2 * u128::from(conversions) * u128::from(others);
        Some(Self {
            area: ratio(wins, pairs)?,
            wins,
            conversions,
            others,
            leads,
        })
    }

    fn shares(&self, lead: &LeadPairs) -> LeadShares {
        LeadShares::of(lead, self.wins, self.conversions, self.others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calibrate::stats::random::Random;

    fn rows(scores: &[i64], converts: &[bool]) -> Vec<ScoredRow> {
        let rows = (0_u32..).zip(scores).zip(converts);
        rows.map(|((lead, score), converts)| ScoredRow {
            score: Some(*score),
            lead,
            converts: *converts,
        })
        .collect()
    }

    /// DeLong's variance of the difference from the components of every row, by definition.
    fn by_definition(one: &[i64], other: &[i64], converts: &[bool]) -> AucDifference {
        let psi = |a: i64, b: i64| match a.cmp(&b) {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        };
        let of = |kind: bool| -> Vec<usize> {
            (0..converts.len())
                .filter(|at| converts[*at] == kind)
                .collect()
        };
        let (yes, no) = (of(true), of(false));
        let part = |scores: &[i64], a: usize, b: usize| psi(scores[a], scores[b]);
        let gain = |a, b| part(one, a, b) - part(other, a, b);
        let mean = |list: &[f64]| list.iter().sum::<f64>() / list.len() as f64;
        let by_yes: Vec<f64> = yes
            .iter()
            .map(|a| mean(&no.iter().map(|b| gain(*a, *b)).collect::<Vec<_>>()))
            .collect();
        let by_no: Vec<f64> = no
            .iter()
            .map(|b| mean(&yes.iter().map(|a| gain(*a, *b)).collect::<Vec<_>>()))
            .collect();
        let spread = |list: &[f64]| {
            let middle = mean(list);
            let squares: f64 = list.iter().map(|own| (own - middle).powi(2)).sum();
            squares / (list.len() as f64 - 1.0) / list.len() as f64
        };
        AucDifference {
            difference: mean(&by_yes),
            standard_error: Some((spread(&by_yes) + spread(&by_no)).sqrt()),
        }
    }

    #[test]
    fn with_one_row_a_lead_it_is_delongs() {
        let mut random = Random(3);
        for _ in 0..50 {
            let mut list = |end| -> Vec<i64> {
                (0..40)
                    .map(|_| i64::try_from(random.below(end)).unwrap())
                    .collect()
            };
            let (one, other) = (list(9), list(5));
            let converts: Vec<bool> = (0..40).map(|at| at % 3 == 0).collect();
            let found = auc_difference(&rows(&one, &converts), &rows(&other, &converts)).unwrap();
            let expected = by_definition(&one, &other, &converts);
            assert!((found.difference - expected.difference).abs() < 1e-12);
            let (own, error) = (
                found.standard_error.unwrap(),
                expected.standard_error.unwrap(),
            );
            assert!((own - error).abs() < 1e-12, "{own} {error}");
        }
    }

    #[test]
    fn equal_scores_do_not_differ() {
        let converts = [true, false, true, false];
        let same = rows(&[4, 3, 2, 1], &converts);
        let found = auc_difference(&same, &same).unwrap();
        assert_eq!((found.difference, found.standard_error), (0.0, Some(0.0)));
        assert!(auc_difference(&rows(&[1], &[true]), &rows(&[1], &[true])).is_none());
    }
}
