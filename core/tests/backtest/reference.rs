//! Figures by their definitions, over rows by single calls.

use std::collections::BTreeMap;

use leadgrade::calibrate::{Backtest, Figures, MeasureFigures, ValueFigures};
use leadgrade::exact::Zone;
use leadgrade::{Instant, Label};

use crate::slow_rows::{HORIZON, LABELS, MEASURES, Row};

const Z: f64 = 1.959963984540054;

fn close(found: Option<f64>, expected: Option<f64>, what: &str) {
    match (found, expected) {
        (Some(one), Some(two)) => assert!((one - two).abs() < 1e-9, "{what}: {one}, not {two}"),
        (one, two) => assert_eq!(one, two, "{what}"),
    }
}

/// Checks the figures of rows with one value.
fn check_value(found: &ValueFigures, rows: &[&Row], all: &[&Row], what: &str) {
    let mature: Vec<&&Row> = rows.iter().filter(|row| row.mature).collect();
    let all: Vec<&&Row> = all.iter().filter(|row| row.mature).collect();
    let converting = |rows: &[&&Row]| rows.iter().filter(|row| row.days.is_some()).count() as f64;
    let (n, c) = (mature.len() as f64, converting(&mature));
    assert_eq!(
        (found.rows, found.conversions),
        (n as u64, c as u64),
        "{what}"
    );
    assert_eq!(
        found.open_rows as usize,
        rows.len() - mature.len(),
        "{what}"
    );
    let mut leads: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for row in &mature {
        let lead = leads.entry(&row.lead).or_default();
        lead.0 += 1.0;
        lead.1 += f64::from(row.days.is_some());
    }
    assert_eq!(found.leads as usize, leads.len(), "{what}");
    let p = c / n;
    let total = converting(&all);
    close(found.rate, (n > 0.0).then_some(p), what);
    close(
        found.lift,
        (n > 0.0 && total > 0.0).then(|| p / (total / all.len() as f64)),
        what,
    );
    close(found.share, (total > 0.0).then(|| c / total), what);
    let spread: f64 = leads.values().map(|(m, c)| (c - p * m).powi(2)).sum();
    let least = n * n / leads.values().map(|(m, _)| m * m).sum::<f64>();
    let effective = if c == 0.0 || c == n {
        least
    } else {
        (n * n * p * (1.0 - p) / spread).max(least).min(n)
    };
    let square = Z * Z / effective;
    let by = Z * (p * (1.0 - p) / effective + square / effective / 4.0).sqrt();
    let bound = |by: f64| (n > 0.0).then(|| (p + square / 2.0 + by) / (1.0 + square));
    close(found.interval.map(|one| one.low), bound(-by), what);
    close(found.interval.map(|one| one.high), bound(by), what);
    let mut days: Vec<i64> = mature.iter().filter_map(|row| row.days).collect();
    days.sort();
    let middle =
        (!days.is_empty()).then(|| (days[(days.len() - 1) / 2] + days[days.len() / 2] + 1) / 2);
    assert_eq!(found.median_days.map(i64::from), middle, "{what}");
}

/// Checks a survival curve; `whole` is the number of days from the instant to the last whole day.
fn check_survival(found: &ValueFigures, rows: &[&Row], whole: i64, what: &str) {
    let end = whole.min(i64::from(HORIZON));
    let (mut share, mut sum, mut steps) = (1.0, 0.0, found.survival.iter());
    for day in 0..=end {
        let time = |row: &Row| row.days.filter(|days| *days <= end).unwrap_or(end);
        let risk = rows.iter().filter(|row| time(row) >= day).count() as f64;
        let here = rows.iter().filter(|row| row.days == Some(day)).count() as f64;
        if here > 0.0 {
            share *= 1.0 - here / risk;
            sum += here / (risk * (risk - here));
            let step = steps.next().unwrap();
            assert_eq!(
                (i64::from(step.day), step.at_risk as f64),
                (day, risk),
                "{what}"
            );
            close(Some(step.share), Some(share), what);
            let by = Z * sum.sqrt() / share.ln();
            let bound = |by: f64| (share > 0.0).then(|| share.powf(by.exp()));
            close(step.interval.map(|one| one.low), bound(-by), what);
            close(step.interval.map(|one| one.high), bound(by), what);
        }
    }
    assert_eq!(steps.next(), None, "{what}");
}

fn check_measure(found: &MeasureFigures, key: u8, rows: &[&Row], what: &str) {
    let rows: Vec<&&Row> = rows.iter().filter(|row| row.mature).collect();
    let score = |row: &Row| row.scores[&key];
    let (yes, no): (Vec<&&&Row>, Vec<&&&Row>) = rows.iter().partition(|row| row.days.is_some());
    let win = |one: &Row, two: &Row| match score(one).cmp(&score(two)) {
        std::cmp::Ordering::Greater => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Less => 0.0,
    };
    let (n1, n0) = (yes.len() as f64, no.len() as f64);
    if n1 * n0 == 0.0 {
        assert_eq!(found.auc, None, "{what}");
    } else {
        let auc = found.auc.unwrap();
        let area = yes
            .iter()
            .flat_map(|one| no.iter().map(|two| win(one, two)))
            .sum::<f64>()
            / n1
            / n0;
        close(Some(auc.area), Some(area), what);
        let mut leads: BTreeMap<&str, [f64; 4]> = BTreeMap::new();
        for one in &yes {
            let lead = leads.entry(&one.lead).or_default();
            lead[0] += no.iter().map(|two| win(one, two)).sum::<f64>() / n0 - area;
            lead[1] += 1.0;
        }
        for two in &no {
            let lead = leads.entry(&two.lead).or_default();
            lead[2] += yes.iter().map(|one| win(one, two)).sum::<f64>() / n1 - area;
            lead[3] += 1.0;
        }
        let having = |at: usize| leads.values().filter(|lead| lead[at] > 0.0).count() as f64;
        let sum = |of: fn(&[f64; 4]) -> f64| leads.values().map(of).sum::<f64>();
        let (i1, i0, i) = (having(1), having(3), leads.len() as f64);
        if i1 < 2.0 || i0 < 2.0 {
            assert_eq!(auc.interval, None, "{what}");
        } else {
            let s10 = i1 / ((i1 - 1.0) * n1) * sum(|lead| lead[0] * lead[0]);
            let s01 = i0 / ((i0 - 1.0) * n0) * sum(|lead| lead[2] * lead[2]);
            let s11 = i / (i - 1.0) * sum(|lead| lead[0] * lead[2]);
            let by = Z
                * (s10 / n1 + s01 / n0 + 2.0 * s11 / (n1 * n0))
                    .max(0.0)
                    .sqrt();
            let interval = auc.interval.unwrap();
            // If the spread is 0, its root has only half of the digits.
            let near =
                |one: f64, two: f64| assert!((one - two).abs() < 1e-7, "{what}: {one}, not {two}");
            near(interval.low, (area - by).max(0.0));
            near(interval.high, (area + by).min(1.0));
        }
    }
    for gain in &found.gains {
        let best = rows.len() as f64 * f64::from(gain.percent) / 100.0;
        let share: f64 = yes
            .iter()
            .map(|one| {
                let above = rows.iter().filter(|row| score(row) > score(one)).count() as f64;
                let equal = rows.iter().filter(|row| score(row) == score(one)).count() as f64;
                ((best - above) / equal).clamp(0.0, 1.0)
            })
            .sum();
        close(gain.share, (n1 > 0.0).then(|| share / n1), what);
    }
    // The best rising curve by max and min of means.
    if key < 5 {
        let mut sorted: Vec<(i64, f64)> = rows
            .iter()
            .map(|row| (score(row).unwrap(), f64::from(row.days.is_some())))
            .collect();
        sorted.sort_by_key(|one| one.0);
        let starts: Vec<usize> = (0..sorted.len())
            .filter(|at| *at == 0 || sorted[at - 1].0 < sorted[*at].0)
            .collect();
        let ends: Vec<usize> = (1..=sorted.len())
            .filter(|at| *at == sorted.len() || sorted[*at].0 > sorted[at - 1].0)
            .collect();
        for (start, end) in starts.iter().zip(&ends) {
            let mean = |a: usize, b: usize| {
                sorted[a..b].iter().map(|one| one.1).sum::<f64>() / (b - a) as f64
            };
            let rate = starts
                .iter()
                .filter(|a| *a <= start)
                .map(|a| {
                    ends.iter()
                        .filter(|b| *b >= end)
                        .map(|b| mean(*a, *b))
                        .fold(2.0, f64::min)
                })
                .fold(-1.0, f64::max);
            let points = sorted[*start].0;
            let block = found
                .curve
                .iter()
                .find(|block| block.from.0 <= points && points <= block.to.0);
            close(block.map(|block| block.rate), Some(rate), what);
        }
    }
}

pub(crate) fn check(found: &Figures, rows: &[&Row], whole: Option<i64>) {
    check_value(&found.all, rows, rows, "all");
    for label in &found.labels {
        for value in &label.values {
            let what = format!("{:?} {:?} of {:?}", label.label, value.value, found.at);
            let of = |row: &&&Row| match LABELS.iter().position(|one| *one == label.label) {
                Some(at) => row.labels[at] == value.value,
                None => row.segments.contains(value.value.as_ref().unwrap()),
            };
            let own: Vec<&Row> = rows.iter().filter(of).copied().collect();
            check_value(value, &own, rows, &what);
            match whole {
                Some(whole) => check_survival(value, &own, whole, &what),
                None => assert!(value.survival.is_empty()),
            }
        }
        let sum: u64 = label
            .values
            .iter()
            .map(|value| value.rows + value.open_rows)
            .sum();
        assert!(label.label == Label::Segment || sum as usize == rows.len());
    }
    assert_eq!(found.measures.len(), MEASURES.len());
    for (key, measure) in (0..).zip(&found.measures) {
        assert_eq!(measure.measure, MEASURES[key as usize]);
        check_measure(
            measure,
            key,
            rows,
            &format!("{:?} of {:?}", measure.measure, found.at),
        );
    }
}

pub(crate) fn check_predictions(found: &Backtest, rows: &[Row], at: &[Instant], zone: &Zone) {
    let last = rows
        .iter()
        .filter(|row| row.mature)
        .map(|row| row.at)
        .max()
        .unwrap();
    let ends = |at: Instant| zone.end_of(leadgrade::Day(zone.day_of(at).0 + HORIZON as i32));
    let earlier: Vec<&Row> = rows
        .iter()
        .filter(|row| row.mature && row.at < last && ends(at[row.at]) < at[last])
        .collect();
    assert!(!earlier.is_empty());
    for prediction in &found.predictions {
        let key = MEASURES
            .iter()
            .position(|one| *one == prediction.measure)
            .unwrap() as u8;
        let score = |row: &Row| row.scores[&key].unwrap();
        let mut sorted: Vec<(i64, f64)> = earlier
            .iter()
            .map(|row| (score(row), f64::from(row.days.is_some())))
            .collect();
        sorted.sort_by_key(|one| one.0);
        let rate_at = |index: usize| {
            let points = sorted[index].0;
            let mean = |a: usize, b: usize| {
                sorted[a..b].iter().map(|one| one.1).sum::<f64>() / (b - a) as f64
            };
            let starts = (0..sorted.len())
                .filter(|a| sorted[*a].0 <= points && (*a == 0 || sorted[a - 1].0 < sorted[*a].0));
            let ends = |b: &usize| {
                sorted[b - 1].0 >= points && (*b == sorted.len() || sorted[*b].0 > sorted[b - 1].0)
            };
            starts
                .map(|a| {
                    (1..=sorted.len())
                        .filter(ends)
                        .map(|b| mean(a, b))
                        .fold(2.0, f64::min)
                })
                .fold(-1.0, f64::max)
        };
        let own: Vec<&Row> = rows.iter().filter(|row| row.at == last).collect();
        let squares = own.iter().map(|row| {
            let below = sorted
                .iter()
                .rposition(|one| one.0 <= score(row))
                .unwrap_or(0);
            (rate_at(below) - f64::from(row.days.is_some())).powi(2)
        });
        let brier = squares.sum::<f64>() / own.len() as f64;
        assert_eq!(
            (prediction.earlier_rows, prediction.rows),
            (earlier.len() as u64, own.len() as u64)
        );
        close(prediction.brier, Some(brier), &format!("{prediction:?}"));
    }
}
