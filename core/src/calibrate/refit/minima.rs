//! Minimum points of grades and ranks, and the threshold of readiness, for given shares of rows.

use serde_json::{Value as Json, json};

use super::edits::Edit;
use super::report::RefitMinimum;
use crate::document::{Band, Document};
use crate::exact::Milli;

/// The points of a row in the given model and in the learnt one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BothPoints {
    pub(crate) given: i64,
    pub(crate) learnt: i64,
}

/// The points of the rows in the periods to fit and to choose.
#[derive(Debug, Default)]
pub(crate) struct PointRows {
    pub(crate) fit: Vec<BothPoints>,
    pub(crate) engagement: Vec<BothPoints>,
    pub(crate) readiness: Vec<BothPoints>,
}

/// New minima with the shares of rows that the given ones have, and the changes of the document.
pub(crate) fn minima(document: &Document, rows: &PointRows) -> (Vec<RefitMinimum>, Vec<Edit>) {
    let (mut found, mut edits) = (Vec::new(), Vec::new());
    if let Some(fit) = &document.fit {
        let bands = named(&fit.grades, |name| json!(name));
        bands_minima("/fit/grades", &bands, &rows.fit, &mut found, &mut edits);
    }
    if let Some(one) = &document.engagement {
        let bands = named(&one.ranks, |name| json!(name));
        let path = "/engagement/ranks";
        bands_minima(path, &bands, &rows.engagement, &mut found, &mut edits);
    }
    if let Some(readiness) = &document.readiness {
        let sorted = Sorted::new(&rows.readiness);
        let one = sorted.minimum(readiness.threshold, None);
        if one.points * 1_000 != readiness.threshold.0 {
            edits.push(Edit::set("/readiness/threshold", one.points));
        }
        found.push(one.described("/readiness/threshold".to_owned(), "ready".to_owned()));
    }
    (found, edits)
}

/// The bands with their names as JSON.
fn named<T>(bands: &[Band<T>], name: impl Fn(&T) -> Json) -> Vec<(Json, Option<Milli>)> {
    let all = bands.iter().map(|band| (name(&band.name), band.from));
    all.collect()
}

fn bands_minima(
    path: &str,
    bands: &[(Json, Option<Milli>)],
    rows: &[BothPoints],
    found: &mut Vec<RefitMinimum>,
    edits: &mut Vec<Edit>,
) {
    let sorted = Sorted::new(rows);
    let mut list = Vec::new();
    let mut new = Vec::new();
    let mut below = None;
    // Minima must fall from the best band to the worst; a better one moves up if they meet, so that no
    // share grows.
    for (at, (name, from)) in bands.iter().enumerate().rev() {
        let Some(from) = from else {
            list.push(json!([name]));
            continue;
        };
        let one = sorted.minimum(*from, below);
        below = Some(one.points);
        list.push(json!([name, one.points]));
        let label = name
            .as_str()
            .map_or_else(|| name.to_string(), str::to_owned);
        new.push(one.described(format!("{path}/{at}/1"), label));
    }
    list.reverse();
    new.reverse();
    if new.iter().any(|one| one.points * 1_000 != one.given.0) {
        edits.push(Edit::set(path, list));
    }
    found.extend(new);
}

/// Points in rising order.
struct Sorted {
    given: Vec<i64>,
    learnt: Vec<i64>,
}

/// A new minimum.
struct NewMinimum {
    given: Milli,
    points: i64,
    share_before: f64,
    share: f64,
}

impl NewMinimum {
    fn described(self, path: String, label: String) -> RefitMinimum {
        RefitMinimum {
            path,
            label,
            given: self.given,
            points: self.points,
            share_before: self.share_before,
            share: self.share,
        }
    }
}

impl Sorted {
    fn new(rows: &[BothPoints]) -> Self {
        let mut given: Vec<i64> = rows.iter().map(|row| row.given).collect();
        let mut learnt: Vec<i64> = rows.iter().map(|row| row.learnt).collect();
        given.sort_unstable();
        learnt.sort_unstable();
        Self { given, learnt }
    }

    /// The least whole minimum above `below` that at most as many rows reach as the given one.
    fn minimum(&self, given: Milli, below: Option<i64>) -> NewMinimum {
        let count =
            |points: &[i64], least: i64| points.len() - points.partition_point(|own| *own < least);
        let all = self.learnt.len();
        let wanted = count(&self.given, given.0);
        // The best row that must not reach the minimum.
        let outside = all
            .checked_sub(wanted + 1)
            .and_then(|at| self.learnt.get(at));
        let points = match outside {
            Some(outside) => outside.div_euclid(1_000) + 1,
            // All rows reached the given minimum.
            None => self
                .learnt
                .first()
                .map_or(0, |least| least.div_euclid(1_000)),
        };
        let points = below.map_or(points, |below| points.max(below + 1));
        let share = |count: usize| count as f64 / all.max(1) as f64;
        NewMinimum {
            given,
            points,
            share_before: share(wanted),
            share: share(count(&self.learnt, points * 1_000)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(points: &[(i64, i64)]) -> Sorted {
        let rows = points.iter().map(|(given, learnt)| BothPoints {
            given: given * 1_000,
            learnt: *learnt,
        });
        Sorted::new(&rows.collect::<Vec<_>>())
    }

    #[test]
    fn at_most_as_many_rows_reach_the_new_minimum() {
        let rows = [(10, 1_500), (20, 2_500), (30, 2_500), (40, 9_000)];
        let minimum = |given: i64| sorted(&rows).minimum(Milli(given * 1_000), None).points;
        // Of four rows one reached 40: only 9 points or less do, and 3 is the least above 2.5.
        assert_eq!(minimum(40), 3);
        // Two reached 30, but with 2 points three would.
        assert_eq!(minimum(30), 3);
        assert_eq!(minimum(20), 2);
        assert_eq!(minimum(10), 1);
        // None reached 50.
        assert_eq!(minimum(50), 10);
    }

    #[test]
    fn minima_fall() {
        let rows = [(10, 1_000), (20, 1_000)];
        let found = sorted(&rows).minimum(Milli(10_000), Some(1));
        assert_eq!((found.points, found.share), (2, 0.0));
    }
}
