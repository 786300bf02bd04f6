//! The area under the ROC curve, with DeLong's interval summed by lead.

use super::exact_sum::ExactSum;
use super::groups::{ScoreGroup, ScoreGroups};
use super::interval::{Interval, Z};
use super::ratio::ratio;

/// A row with its score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ScoredRow {
    /// The greater, the better; `None` is below all.
    pub(crate) score: Option<i64>,
    /// The number of its lead, from 0.
    pub(crate) lead: u32,
    /// Whether it converts.
    pub(crate) converts: bool,
}

/// How well a score tells rows that convert from the others.
///
/// A measure is better than chance if the lower bound of its interval is above 0.5.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Auc {
    /// The probability that a row that converts has a better score than one that does not, where
    /// equal scores count one half. 0 to 1; 0.5 is chance.
    pub area: f64,
    /// DeLong's interval, summed by lead (Obuchowski 1997) and cut at 0 and 1. `None` if fewer than two
    /// leads have rows that convert, or fewer than two have rows that do not.
    pub interval: Option<Interval>,
}

/// The AUC of rows; `None` unless some rows convert and others do not.
pub(crate) fn auc(mut rows: Vec<ScoredRow>) -> Option<Auc> {
    if !rows.is_sorted_by_key(|row| row.lead) {
        rows.sort_unstable_by_key(|row| row.lead);
    }
    let groups = ScoreGroups::new(&rows);
    grouped_auc(&rows, &groups)
}

/// [`auc`] of rows that are grouped by score. The rows of a lead must follow each other.
pub(crate) fn grouped_auc(rows: &[ScoredRow], groups: &ScoreGroups) -> Option<Auc> {
    let conversions: u64 = groups.groups.iter().map(|group| group.conversions).sum();
    let others = rows.len() as u64 - conversions;
    let pairs = 2 * u128::from(conversions) * u128::from(others);
    let wins = PairWins::of(&groups.groups, conversions);
    let all = wins.iter().zip(&groups.groups);
    let all = all.map(|(one, group)| u128::from(one.conversion) * u128::from(group.conversions));
    let all: u128 = all.sum();
    let area = ratio(all, pairs)?;
    let mut variance = Variance::default();
    let numbered = || rows.iter().zip(&groups.of_row);
    let mut rest = numbered();
    for lead in rows.chunk_by(|one, next| one.lead == next.lead) {
        let mut own = LeadPairs::default();
        for (row, group) in rest.by_ref().take(lead.len()) {
            if let Some(wins) = wins.get(*group as usize) {
                own.add(row.converts, wins);
            }
        }
        variance.add(&own, all, conversions, others);
    }
    let variance = variance.value();
    let interval = variance.map(|variance| Interval::around(area, Z * variance.sqrt()));
    Some(Auc { area, interval })
}

/// Twice the number of pairs that a row of a group wins if it converts, and loses if it does not; equal
/// scores count one half.
#[derive(Clone, Copy)]
pub(super) struct PairWins {
    pub(super) conversion: u64,
    pub(super) other: u64,
}

impl PairWins {
    /// Those of each group, least score first.
    pub(super) fn of(groups: &[ScoreGroup], conversions: u64) -> Vec<Self> {
        // Rows with a smaller score.
        let (mut fewer_conversions, mut fewer_others) = (0, 0);
        let wins = |group: &ScoreGroup| {
            let others = group.rows - group.conversions;
            let more_conversions = conversions - fewer_conversions - group.conversions;
            let wins = Self {
                conversion: 2 * fewer_others + others,
                other: 2 * more_conversions + group.conversions,
            };
            fewer_conversions += group.conversions;
            fewer_others += others;
            wins
        };
        groups.iter().map(wins).collect()
    }
}

/// The rows of one lead: how many convert and how many do not, and twice the pairs that either kind
/// wins or loses.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LeadPairs {
    conversions: u64,
    conversion_wins: u128,
    others: u64,
    other_losses: u128,
}

impl LeadPairs {
    /// Twice the number of pairs that its conversions win.
    pub(super) fn wins(&self) -> u128 {
        self.conversion_wins
    }

    pub(super) fn add(&mut self, converts: bool, wins: &PairWins) {
        if converts {
            self.conversions += 1;
            self.conversion_wins += u128::from(wins.conversion);
        } else {
            self.others += 1;
            self.other_losses += u128::from(wins.other);
        }
    }
}

/// How far a lead moves the AUC: the difference between its pairs and those of as many average rows, as
/// a share of the pairs of all, divided by the number of rows of its kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct LeadShares {
    /// By its rows that convert.
    pub(super) one: f64,
    /// By its other rows.
    pub(super) two: f64,
}

impl LeadShares {
    pub(super) fn of(lead: &LeadPairs, wins: u128, conversions: u64, others: u64) -> Self {
        let (conversions, others) = (u128::from(conversions), u128::from(others));
        let pairs = 2.0 * conversions as f64 * others as f64;
        // The numerators are exact.
        let off = |own: u128, rows: u64, of: u128| {
            let (own, average) = (own * of, u128::from(rows) * wins);
            let size = own.abs_diff(average) as f64 / pairs / of as f64;
            if own < average { -size } else { size }
        };
        Self {
            one: off(lead.conversion_wins, lead.conversions, conversions),
            two: off(lead.other_losses, lead.others, others),
        }
    }
}

/// The variance of the AUC by Obuchowski (1997), while leads are added.
#[derive(Default)]
pub(super) struct Variance {
    leads: u64,
    /// Number of leads with rows that convert, and with rows that do not.
    with_conversions: u64,
    with_others: u64,
    by_conversion: ExactSum,
    by_other: ExactSum,
    mixed: ExactSum,
}

impl Variance {
    /// Adds a lead; `wins` is twice the number of pairs that all conversions win.
    fn add(&mut self, lead: &LeadPairs, wins: u128, conversions: u64, others: u64) {
        let shares = LeadShares::of(lead, wins, conversions, others);
        self.add_shares(lead, shares);
    }

    /// Adds a lead with its shares.
    pub(super) fn add_shares(&mut self, lead: &LeadPairs, shares: LeadShares) {
        self.leads += 1;
        self.with_conversions += u64::from(lead.conversions > 0);
        self.with_others += u64::from(lead.others > 0);
        let LeadShares { one, two } = shares;
        self.by_conversion.add(one * one);
        self.by_other.add(two * two);
        self.mixed.add(one * two);
    }

    /// The variance, at least 0; `None` below two leads of either kind.
    pub(super) fn value(&self) -> Option<f64> {
        if self.with_conversions < 2 || self.with_others < 2 {
            return None;
        }
        let unbiased = |count: u64| count as f64 / (count as f64 - 1.0);
        let variance = unbiased(self.with_conversions) * self.by_conversion.value()
            + unbiased(self.with_others) * self.by_other.value()
            + 2.0 * unbiased(self.leads) * self.mixed.value();
        Some(variance.max(0.0))
    }
}

#[cfg(test)]
#[path = "auc_tests.rs"]
mod tests;
