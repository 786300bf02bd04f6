//! Learns points from the periods to fit and to choose, and judges them by the report.

use serde_json::{Value as Json, json};

use super::answer::count;
use super::choice::{Choice, Chooser};
use super::edits::{Edit, edits};
use super::error::RefitError;
use super::estimate::{Estimates, estimate};
use super::judge::{OtherPoints, compare, measure};
use super::learning_rows::LearningRows;
use super::lift::lifts;
use super::minima::{BothPoints, PointRows, minima};
use super::report::{Refit, RefitDecay, RefitSettings, Refusal};
use super::request::RefitRequest;
use super::rule_reader::{RowColumns, RuleReader};
use super::rules::RefitRules;
use super::run::check_text;
use super::toml_edits::edited;
use crate::calibrate::propose::toml_text::toml_text;
use crate::calibrate::regression::design::Design;
use crate::calibrate::sample::measure::Measure;
use crate::calibrate::sample::split::LearningPeriods;
use crate::calibrate::sample::study::Study;
use crate::model::Model;

/// The least number of rows for each rule that convert, and that do not.
const LEAST_CONVERSIONS: u64 = 10;

/// What points are learnt from.
pub(crate) struct Learner<'l> {
    pub(crate) model: &'l Model,
    pub(crate) request: &'l RefitRequest<'l>,
    pub(crate) rules: &'l RefitRules,
    pub(crate) study: &'l Study<'l>,
    pub(crate) periods: &'l LearningPeriods<'l>,
}

/// What was chosen, with the rows of both periods.
struct Settings {
    decay: Option<RefitDecay>,
    choice: Choice,
    both: Design,
}

impl Learner<'_> {
    /// Learns points.
    ///
    /// # Errors
    /// Those of scoring tables, and changed models that are not valid.
    pub(crate) fn learn(&self) -> Result<Refit, RefitError> {
        let (fit, choose) = (count(&self.periods.fit), count(&self.periods.choose));
        let rows = fit.rows + choose.rows;
        let conversions = fit.conversions + choose.conversions;
        let least = conversions.min(rows - conversions);
        let most_rules = usize::try_from(least / LEAST_CONVERSIONS).unwrap_or(usize::MAX);
        if most_rules == 0 || fit.conversions == 0 || choose.conversions == 0 {
            return Ok(self.refused(Refusal::FewConversions { rows, conversions }));
        }
        let most_rules = most_rules.min(self.request.max_rules.unwrap_or(usize::MAX));
        let settings = self.choose(most_rules)?;
        if settings.choice.rules.is_empty() {
            return Ok(self.refused(Refusal::TellsNothing));
        }
        let max_points = self.request.max_points;
        let mut estimates = estimate(&settings.both, self.rules, &settings.choice, max_points);
        if estimates.whole.points.iter().all(|points| *points == 0) {
            return Ok(self.refused(Refusal::TellsNothing));
        }
        let lifts = lifts(self.rules, &estimates.whole.points, max_points);
        estimates.lift(self.rules, lifts);
        self.judge(&settings, &estimates)
    }

    /// Chooses penalty, rules and decay.
    fn choose(&self, most_rules: usize) -> Result<Settings, RefitError> {
        let fit_rows = LearningRows::sort(self.study, &self.periods.fit);
        let choose_rows = LearningRows::sort(self.study, &self.periods.choose);
        let both_rows = fit_rows.with(&choose_rows);
        let given = std::iter::once(None);
        let mut best: Option<Settings> = None;
        for decay in given.chain(self.decays().into_iter().map(Some)) {
            let columns = self.columns(decay)?;
            let design = |rows: &LearningRows| rows.design(self.study, self.rules, &columns);
            let chooser = Chooser {
                rules: self.rules,
                fit: &design(&fit_rows),
                choose: &design(&choose_rows),
                most_rules,
            };
            let choice = chooser.best();
            if best
                .as_ref()
                .is_none_or(|best| choice.loss < best.choice.loss)
            {
                best = Some(Settings {
                    decay,
                    choice,
                    both: design(&both_rows),
                });
            }
        }
        best.ok_or(RefitError::NoRules)
    }

    /// What the rules say about each row with another decay of signals.
    fn columns(&self, decay: Option<RefitDecay>) -> Result<Vec<Option<RowColumns>>, RefitError> {
        let decay = decay.map(RefitDecay::json);
        let reader = RuleReader::new(self.model.document(), self.rules, decay.as_ref())?;
        Ok(reader.read_all(self.study)?)
    }

    /// The decays to try besides the given one.
    fn decays(&self) -> Vec<RefitDecay> {
        if self.rules.signals == 0 {
            return Vec::new();
        }
        let half_lives = self.request.half_lives.iter().copied();
        let windows = self.request.windows.iter().copied();
        let half_lives = half_lives.map(RefitDecay::HalfLifeDays);
        half_lives
            .chain(windows.map(RefitDecay::WindowDays))
            .collect()
    }

    /// Makes the model with learnt points and judges it by the report.
    fn judge(&self, settings: &Settings, estimates: &Estimates) -> Result<Refit, RefitError> {
        let document = self.model.document();
        let points = &estimates.whole.points;
        let mut edits = edits(document, self.rules, points, settings.decay);
        let model = self.changed(&edits)?;
        let points = OtherPoints::score(self.study, &model)?;
        let (minima, more) = minima(document, &self.point_rows(&points));
        edits.extend(more);
        let model = self.changed(&edits)?;
        let gain = compare(self.study, &self.periods.report, measure(document), &points);
        let mut found = self.answer(gain);
        found.settings = RefitSettings {
            penalty: settings.choice.penalty,
            rules: settings.choice.rules.len(),
            decay: settings.decay,
        };
        found.rules = self.described(Some(estimates));
        found.refused = gain.refusal();
        if found.refused.is_none() {
            found.text = self.text(&edits, &model)?;
            found.minima = minima;
            found.model = Some(model);
        }
        Ok(found)
    }

    fn changed_json(&self, edits: &[Edit]) -> Json {
        let mut json = json!(self.model.document());
        edits.iter().for_each(|edit| edit.apply(&mut json));
        json
    }

    fn changed(&self, edits: &[Edit]) -> Result<Model, RefitError> {
        Model::from_value(&self.changed_json(edits)).map_err(RefitError::Model)
    }

    /// The text of the changed model.
    fn text(&self, edits: &[Edit], model: &Model) -> Result<String, RefitError> {
        let Some(text) = &self.request.text else {
            let json = self.changed_json(edits);
            return Ok(json.as_object().map(toml_text).unwrap_or_default());
        };
        let text = edited(text, edits).map_err(RefitError::Text)?;
        check_text(model, Some(&text))?;
        Ok(text)
    }

    /// The points of the rows to learn from in both models.
    fn point_rows(&self, learnt: &OtherPoints) -> PointRows {
        let of = |measure: Measure| -> Vec<BothPoints> {
            let rows = self.periods.fit.iter().chain(&self.periods.choose);
            let rows = rows.filter_map(|row| {
                Some(BothPoints {
                    given: measure.of(row)?,
                    learnt: learnt.of(self.study, row, measure)?,
                })
            });
            rows.collect()
        };
        PointRows {
            fit: of(Measure::Fit),
            engagement: of(Measure::Engagement),
            readiness: of(Measure::Readiness),
        }
    }
}
