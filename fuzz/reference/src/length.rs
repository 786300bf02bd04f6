//! Specification, section 4.6: the length of the buying cycle.

use std::collections::BTreeSet;

use jiff::civil::Date;
use num_traits::Zero;
use serde_json::Value;

use crate::facts::{Fact, fact};
use crate::lead::{Lead, Place};
use crate::model::text;
use crate::number::{Exact, count, number, round_up, whole};
use crate::purchases;
use crate::time::{days_between, plus_months};

/// A length: days, and the months if it was given in months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    /// L
    pub days: i64,
    /// M
    pub months: Option<i64>,
}

/// The different days of purchases, in order.
pub fn purchase_days(lead: &Lead) -> Vec<Date> {
    purchases::events(lead)
        .iter()
        .map(|event| event.day)
        .collect::<BTreeSet<Date>>()
        .into_iter()
        .collect()
}

/// "L, 1 to 36,500. A length outside that is none, and `otherwise` applies."
pub fn length(lead: &Lead, section: &Value, latest: Date) -> Option<Length> {
    let of = |key: &str| {
        section
            .get(key)
            .and_then(|form| length_of(lead, form, latest))
    };
    of("length").or_else(|| of("otherwise"))
}

fn length_of(lead: &Lead, form: &Value, latest: Date) -> Option<Length> {
    if text(form, "observed").is_some() {
        return in_days(observed(lead, form)?);
    }
    if let Some(name) = text(form, "fact") {
        return match fact(lead, Place::default(), name, None) {
            Fact::Number(given) => of_unit(&given, text(form, "unit"), latest),
            _ => None,
        };
    }
    match (count(form.get("months")), count(form.get("days"))) {
        (Some(months), _) => in_months(months, latest),
        (_, days) => in_days(days?),
    }
}

/// "From a fact: rounded down."
fn of_unit(given: &Exact, unit: Option<&str>, latest: Date) -> Option<Length> {
    let given = i64::try_from(given.floor().to_integer()).ok()?;
    if unit == Some("months") {
        in_months(given, latest)
    } else {
        in_days(given)
    }
}

fn in_days(days: i64) -> Option<Length> {
    (1..=36_500)
        .contains(&days)
        .then_some(Length { days, months: None })
}

/// "Months: the days from that purchase to that date plus the months."
fn in_months(months: i64, latest: Date) -> Option<Length> {
    // 1,200 months are more than 36,500 days.
    if !(1..1200).contains(&months) {
        return None;
    }
    let days = days_between(latest, plus_months(latest, months));
    in_days(days).map(|length| Length {
        months: Some(months),
        ..length
    })
}

/// "The gaps between purchase days, the last `last` of them (default all); fewer than `min_intervals` (default 1; with
/// a prior 0): `otherwise`."
fn observed(lead: &Lead, form: &Value) -> Option<i64> {
    let days = purchase_days(lead);
    let all: Vec<i64> = days
        .windows(2)
        .map(|pair| days_between(pair[0], pair[1]))
        .collect();
    let last = count(form.get("last")).map_or(all.len(), |last| (last as usize).min(all.len()));
    let gaps = &all[all.len() - last..];
    let prior = form.get("prior");
    let fewest = count(form.get("min_intervals")).unwrap_or(if prior.is_some() { 0 } else { 1 });
    if (gaps.len() as i64) < fewest {
        return None;
    }
    if text(form, "observed") == Some("median") {
        median(gaps)
    } else {
        mean(gaps, prior)
    }
}

/// "Median of an even number: mean of the middle two, rounded up."
fn median(gaps: &[i64]) -> Option<i64> {
    let mut sorted = gaps.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    match sorted.len() % 2 {
        1 => Some(sorted[middle]),
        _ if sorted.is_empty() => None,
        _ => Some((sorted[middle - 1] + sorted[middle] + 1) / 2),
    }
}

/// "`(sum + prior.days * prior.weight) / (n + prior.weight)`, nearest day, ties up."
fn mean(gaps: &[i64], prior: Option<&Value>) -> Option<i64> {
    let of_prior = |key: &str| number(prior.and_then(|prior| prior.get(key)), 0);
    let (days, weight) = (of_prior("days"), of_prior("weight"));
    let n = whole(gaps.len() as i64) + &weight;
    let sum = whole(gaps.iter().sum()) + days * &weight;
    if n.is_zero() {
        None
    } else {
        i64::try_from(round_up(&(sum / n))).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn observed_lengths() {
        assert_eq!(median(&[10, 20]), Some(15));
        assert_eq!(median(&[10, 21]), Some(16));
        assert_eq!(median(&[30, 10, 20]), Some(20));
        assert_eq!(median(&[]), None);
        assert_eq!(mean(&[10, 11], None), Some(11));
        assert_eq!(mean(&[], Some(&json!({"days": 90, "weight": 2}))), Some(90));
        // (30 + 90 * 2) / 3 = 70
        assert_eq!(
            mean(&[30], Some(&json!({"days": 90, "weight": 2}))),
            Some(70)
        );
    }

    #[test]
    fn lengths_in_months() {
        let latest = jiff::civil::date(2026, 1, 31);
        assert_eq!(
            in_months(1, latest),
            Some(Length {
                days: 28,
                months: Some(1)
            })
        );
        assert_eq!(in_months(0, latest), None);
        assert_eq!(
            in_months(1199, latest).map(|length| length.months),
            Some(Some(1199))
        );
        assert_eq!(in_months(1200, latest), None);
        assert_eq!(in_days(36_501), None);
    }
}
