//! Conversion rates and ranking quality, computed in whole numbers.

use std::collections::BTreeMap;

use leadgrade::{Assessment, Milli};

use super::Case;
use crate::show::text::{Side, grouped, shown, table};

/// A share in percent with one decimal place.
pub(super) fn percent(part: usize, whole: usize) -> String {
    let tenths = part.saturating_mul(2_000).saturating_add(whole) / whole.saturating_mul(2).max(1);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// A table of the number of leads with each label, and how many of them converted.
pub(super) fn by(
    title: &str,
    cases: &[Case],
    label: impl Fn(&Assessment) -> Option<String>,
) -> String {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for case in cases {
        if let Some(name) = label(&case.assessment) {
            let count = counts.entry(name).or_default();
            count.0 = count.0.saturating_add(1);
            count.1 = count.1.saturating_add(usize::from(case.yes));
        }
    }
    if counts.is_empty() {
        return String::new();
    }
    let number = |count: usize| grouped(u64::try_from(count).unwrap_or(u64::MAX));
    let rows = counts.iter().map(|(name, (all, yes))| {
        vec![shown(name), number(*all), number(*yes), percent(*yes, *all)]
    });
    let columns = [
        (title, Side::Left),
        ("leads", Side::Right),
        ("converted", Side::Right),
        ("rate", Side::Right),
    ];
    format!("\n{}", table(&columns, rows))
}

/// The AUC: the probability that a lead that converts has more points than one that does not, with
/// equal points counted half. `None` without points, or if all or no leads convert.
pub(super) fn auc(cases: &[Case], points: fn(&Assessment) -> Option<Milli>) -> Option<String> {
    let mut counts: BTreeMap<i64, [u128; 2]> = BTreeMap::new();
    for case in cases {
        let [no, yes] = counts.entry(points(&case.assessment)?.0).or_default();
        let count = if case.yes { yes } else { no };
        *count = count.saturating_add(1);
    }
    // Twice the number of pairs in the right order; equal pairs count once.
    let (mut right, mut below, mut all_yes) = (0_u128, 0_u128, 0_u128);
    for [no, yes] in counts.into_values() {
        right =
            right.saturating_add(yes.saturating_mul(below.saturating_mul(2).saturating_add(no)));
        below = below.saturating_add(no);
        all_yes = all_yes.saturating_add(yes);
    }
    let pairs = below.saturating_mul(all_yes).saturating_mul(2);
    let share = right.saturating_mul(10_000).checked_div(pairs)?;
    Some(format!("{}.{:04}", share / 10_000, share % 10_000))
}
