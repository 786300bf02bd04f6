//! The answer: what was learnt, or why nothing could be.

use super::estimate::Estimates;
use super::judge::{measure, scored};
use super::learner::Learner;
use super::report::{
    PeriodRows, PointsReason, Refit, RefitGain, RefitRule, RefitSettings, RefitValue, Refusal,
};
use crate::calibrate::sample::rows::SampleRow;
use crate::calibrate::stats::auc::auc;

impl Learner<'_> {
    /// The answer that nothing can be learnt, before anything was estimated.
    pub(crate) fn refused(&self, refusal: Refusal) -> Refit {
        let document = self.model.document();
        let measure = measure(document);
        let given = scored(&self.periods.report, |row| measure.of(row));
        let mut found = self.answer(RefitGain {
            measure,
            given: auc(given),
            learnt: None,
            difference: None,
        });
        found.rules = self.described(None);
        found.refused = Some(refusal);
        found
    }

    pub(crate) fn answer(&self, gain: RefitGain) -> Refit {
        Refit {
            model: None,
            text: String::new(),
            refused: None,
            rules: Vec::new(),
            settings: RefitSettings::default(),
            minima: Vec::new(),
            dealt_by: self.periods.dealt_by,
            fit: count(&self.periods.fit),
            choose: count(&self.periods.choose),
            report: count(&self.periods.report),
            gain,
            leaks: Vec::new(),
            library: env!("CARGO_PKG_VERSION"),
        }
    }

    /// The rules with what was estimated.
    pub(crate) fn described(&self, estimates: Option<&Estimates>) -> Vec<RefitRule> {
        let rules = self.rules.rules.iter().enumerate();
        let rules = rules.map(|(at, rule)| RefitRule {
            lifted: estimates
                .and_then(|all| all.lifts.get(at).copied())
                .unwrap_or_default(),
            section: rule.section,
            kind: rule.kind,
            name: rule.name.clone(),
            values: rule
                .values
                .iter()
                .map(|value| {
                    let own = estimates.and_then(|all| all.columns.get(value.column - 1));
                    let whole = estimates.and_then(|all| all.whole.points.get(value.column));
                    let is_learnt = own.is_some_and(|own| own.reason == PointsReason::Learnt);
                    RefitValue {
                        path: value.path.clone(),
                        label: value.label.clone(),
                        given: value.given,
                        points: whole.copied().unwrap_or_default(),
                        rows: own.map_or(0, |own| own.rows),
                        estimate: own.filter(|_| is_learnt).map(|own| own.points),
                        interval: own.filter(|_| is_learnt).map(|own| own.interval),
                        reason: own.map_or(PointsReason::Refused, |own| own.reason),
                    }
                })
                .collect(),
        });
        rules.collect()
    }
}

/// Counts the rows of a period, which are sorted by lead.
pub(crate) fn count(rows: &[&SampleRow]) -> PeriodRows {
    PeriodRows {
        rows: rows.len() as u64,
        leads: rows.chunk_by(|one, next| one.lead == next.lead).count() as u64,
        conversions: rows.iter().filter(|row| row.converts()).count() as u64,
    }
}
