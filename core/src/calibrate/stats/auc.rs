//! The area under the ROC curve, with DeLong's interval summed by lead.

use super::interval::{Interval, Z};
use super::ratio::ratio;

/// A row with its score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Auc {
    /// The probability that a row that converts has a better score than one that does not, where
    /// equal scores count one half. 0 to 1; 0.5 is chance.
    pub area: f64,
    /// DeLong's interval, summed by lead (Obuchowski 1997) and cut at 0 and 1. `None` if fewer than two
    /// leads have rows that convert, or fewer than two have rows that do not.
    pub interval: Option<Interval>,
}

/// The rows of one lead: how many convert and how many do not, and twice the number of pairs that
/// either kind wins, where equal scores win one half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct LeadPairs {
    conversions: u64,
    conversion_wins: u128,
    others: u64,
    other_losses: u128,
}

/// The AUC of rows; `None` unless some rows convert and others do not.
pub(crate) fn auc(mut rows: Vec<ScoredRow>) -> Option<Auc> {
    rows.sort_unstable();
    let conversions = rows.iter().filter(|row| row.converts).count();
    let others = rows.len() - conversions;
    let mut leads = by_lead(&rows, conversions);
    // The sums below are of doubles, so their order must follow from the numbers alone.
    leads.sort_unstable();
    let wins: u128 = leads.iter().map(|lead| lead.conversion_wins).sum();
    let (conversions, others) = (conversions as u128, others as u128);
    let area = ratio(wins, 2 * conversions * others)?;
    let variance = variance(&leads, wins, conversions, others);
    let interval = variance.map(|variance| Interval::around(area, Z * variance.sqrt()));
    Some(Auc { area, interval })
}

/// The pairs of each lead, by its number. `rows` are sorted by score, and `conversions` of them
/// convert.
fn by_lead(rows: &[ScoredRow], conversions: usize) -> Vec<LeadPairs> {
    let leads = rows.iter().map(|row| row.lead as usize + 1).max();
    let mut leads = vec![LeadPairs::default(); leads.unwrap_or_default()];
    // Rows with a smaller score than those of the group.
    let (mut fewer_conversions, mut fewer_others) = (0, 0);
    for group in rows.chunk_by(|one, next| one.score == next.score) {
        let equal_conversions = group.iter().filter(|row| row.converts).count();
        let equal_others = group.len() - equal_conversions;
        let more_conversions = conversions - fewer_conversions - equal_conversions;
        for row in group {
            let Some(lead) = leads.get_mut(row.lead as usize) else {
                continue;
            };
            if row.converts {
                lead.conversions += 1;
                lead.conversion_wins += (2 * fewer_others + equal_others) as u128;
            } else {
                lead.others += 1;
                lead.other_losses += (2 * more_conversions + equal_conversions) as u128;
            }
        }
        fewer_conversions += equal_conversions;
        fewer_others += equal_others;
    }
    leads.retain(|lead| lead.conversions + lead.others > 0);
    leads
}

/// The variance of the AUC by Obuchowski (1997), at least 0; `None` below two leads of either kind.
fn variance(leads: &[LeadPairs], wins: u128, conversions: u128, others: u128) -> Option<f64> {
    let having = |kind: fn(&LeadPairs) -> u64| leads.iter().filter(|lead| kind(lead) > 0).count();
    let (first, second) = (having(|lead| lead.conversions), having(|lead| lead.others));
    if first < 2 || second < 2 {
        return None;
    }
    let pairs = 2.0 * conversions as f64 * others as f64;
    // The exact difference between the pairs of a lead and as many average rows, over the pairs of all.
    let off = |own: u128, rows: u64, of: u128| {
        let (own, average) = (own * of, u128::from(rows) * wins);
        let size = own.abs_diff(average) as f64 / pairs;
        if own < average { -size } else { size }
    };
    let (mut by_conversion, mut by_other, mut mixed) = (0.0, 0.0, 0.0);
    for lead in leads {
        let one = off(lead.conversion_wins, lead.conversions, conversions);
        let two = off(lead.other_losses, lead.others, others);
        by_conversion += one * one;
        by_other += two * two;
        mixed += one * two;
    }
    let unbiased = |count: usize| count as f64 / (count as f64 - 1.0);
    let (conversions, others) = (conversions as f64, others as f64);
    let variance = unbiased(first) * by_conversion / (conversions * conversions)
        + unbiased(second) * by_other / (others * others)
        + 2.0 * unbiased(leads.len()) * mixed / (conversions * others);
    Some(variance.max(0.0))
}

#[cfg(test)]
#[path = "auc_tests.rs"]
mod tests;
