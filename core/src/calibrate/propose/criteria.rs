//! Criteria from bins, in the form of a model.

use serde_json::{Value as Json, json};

use super::bins::{BinTest, Cut};
use super::fit_rows::FitRows;
use crate::calibrate::backtest::leaks::{Leak, TELLS};
use crate::calibrate::backtest::rules::{RuleKind, RuleSection};
use crate::calibrate::stats::auc::{ScoredRow, auc};

/// A column with its bins and their points.
pub(crate) struct Criterion {
    pub(crate) column: String,
    pub(crate) cut: Cut,
    /// Of each bin.
    pub(crate) log_odds: Vec<f64>,
    pub(crate) points: Vec<i64>,
}

impl Leak {
    /// A criterion whose log odds tell the rows apart, almost without fail.
    pub(crate) fn of_criterion(own: &Criterion, rows: &FitRows) -> Option<Self> {
        // Bins by rising log odds.
        let mut order: Vec<usize> = (0..own.log_odds.len()).collect();
        order.sort_by(|one, other| own.odds(*one).total_cmp(&own.odds(*other)));
        let scored = rows.rows.iter().zip(&own.cut.of_row).map(|(row, bin)| {
            let place = order.iter().position(|one| one == bin);
            ScoredRow {
                score: place.and_then(|place| i64::try_from(place).ok()),
                lead: row.lead,
                converts: row.converts,
            }
        });
        let area = auc(scored.collect())?.area;
        (area > TELLS).then(|| Self::RuleTells {
            section: RuleSection::Fit,
            kind: RuleKind::Criterion,
            name: own.column.clone(),
            auc: area,
        })
    }
}

impl Criterion {
    fn odds(&self, bin: usize) -> f64 {
        self.log_odds.get(bin).copied().unwrap_or_default()
    }

    /// The points of a row.
    pub(crate) fn points_of(&self, row: usize) -> i64 {
        let bin = self.cut.of_row.get(row);
        bin.and_then(|bin| self.points.get(*bin))
            .copied()
            .unwrap_or_default()
    }

    fn json(&self) -> Json {
        let (mut cases, mut otherwise, mut missing) = (Vec::new(), 0, 0);
        for (bin, points) in self.cut.bins.iter().zip(&self.points) {
            match &bin.test {
                BinTest::Case(operator, value) => {
                    cases.push(json!({ *operator: value, "points": points }));
                }
                BinTest::Otherwise => otherwise = *points,
                BinTest::Missing => missing = *points,
            }
        }
        let mut criterion = json!({
            "name": self.column,
            "fact": self.cut.fact,
            "cases": cases,
        });
        // The defaults need no words.
        for (key, points) in [("otherwise", otherwise), ("missing", missing)] {
            if let Some(table) = criterion.as_object_mut().filter(|_| points != 0) {
                table.insert(key.to_owned(), points.into());
            }
        }
        criterion
    }
}

/// The names of the grades with the share of rows, in percent, that have the grade or a better one.
const GRADES: [(&str, usize); 4] = [("A", 10), ("B", 30), ("C", 60), ("D", 80)];

/// Adds criteria to a model as JSON. A model without `fit` also gets grades: A for the best tenth of
/// `rows` rows, B for the next fifth, C for three tenths, D for a fifth and E for the rest.
pub(crate) fn add(model: &mut Json, criteria: &[Criterion], rows: usize) {
    if criteria.is_empty() {
        return;
    }
    let Some(sections) = model.as_object_mut() else {
        return;
    };
    let fit = sections.entry("fit");
    let fit = fit.or_insert_with(|| json!({ "grades": grades(criteria, rows) }));
    let Some(fit) = fit.as_object_mut() else {
        return;
    };
    let list = fit.entry("criteria").or_insert_with(|| json!([]));
    if let Some(list) = list.as_array_mut() {
        list.extend(criteria.iter().map(Criterion::json));
    }
}

fn grades(criteria: &[Criterion], rows: usize) -> Json {
    let total = |row| criteria.iter().map(|one| one.points_of(row)).sum();
    let mut totals: Vec<i64> = (0..rows).map(total).collect();
    totals.sort_unstable_by(|one, other| other.cmp(one));
    let mut before = i64::MAX;
    let mut grades = Vec::new();
    for (name, percent) in GRADES {
        let border = (rows * percent / 100).saturating_sub(1);
        let border = totals.get(border).copied().unwrap_or_default();
        // Minimum points must fall.
        before = border.min(before.saturating_sub(1));
        grades.push(json!([name, before]));
    }
    grades.push(json!(["E"]));
    Json::Array(grades)
}
