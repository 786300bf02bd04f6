//! Learns points.

use serde_json::{Value as Json, json};

use super::choice::{Choice, Chooser};
use super::edits::{Edit, edits};
use super::error::RefitError;
use super::estimate::{Estimates, estimate};
use super::judge::{OtherPoints, compare, measure};
use super::learning_rows::LearningRows;
use super::minima::{BothPoints, PointRows, minima};
use super::report::{
    PeriodRows, Reason, Refit, RefitDecay, RefitGain, RefitRule, RefitSettings, RefitValue, Refusal,
};
use super::request::RefitRequest;
use super::rule_reader::{RowColumns, RuleReader};
use super::rules::RefitRules;
use super::toml_edits::edited;
use crate::calibrate::backtest::leaks::Leak;
use crate::calibrate::propose::toml_text::toml_text;
use crate::calibrate::regression::design::Design;
use crate::calibrate::sample::measure::Measure;
use crate::calibrate::sample::profile_rows::ProfileRows;
use crate::calibrate::sample::rows::SampleRow;
use crate::calibrate::sample::split::LearningPeriods;
use crate::calibrate::sample::study::Study;
use crate::exact::MAX_DAYS;
use crate::model::Model;
use crate::tables::Chunk;

/// The least number of rows for each rule that convert, and that do not.
const LEAST_CONVERSIONS: u64 = 10;
/// The most points that may be asked for.
const MOST_POINTS: u32 = 1_000;

impl Model {
    /// Learns the points of criteria, personas and signals from outcomes.
    ///
    /// The rows are dealt to three periods. Points are coefficients of a logistic regression with a ridge
    /// penalty, made whole; the period to fit gives them, the period to choose the penalty, the number of
    /// rules and the decay, and both together the points of the answer. The last period judges them. The
    /// minimum points of grades and ranks and the threshold of readiness move so that the shares of leads
    /// stay. Everything else of the model stays, such as conditions on points.
    ///
    /// # Errors
    /// A request that does not fit the model or the data. Data that tells nothing is an answer, see
    /// [`Refit::refused`].
    ///
    /// ```
    /// use leadgrade::calibrate::{Outcomes, RefitRequest, SampleRequest};
    /// use leadgrade::tables::{Chunk, Column};
    /// use leadgrade::Model;
    /// let text = r#"format = 1
    /// name = "shop"
    /// [attributes]
    /// trade = { type = "text" }
    /// [[fit.criteria]]
    /// name = "trade"
    /// fact = "profile.trade"
    /// cases = [{ eq = "toys", points = 10 }, { eq = "law", points = 10 }] # guesses
    /// "#;
    /// let model = Model::from_toml(text)?;
    /// // Of 600 leads two thirds of the lawyers buy, and one in ten of the others.
    /// let trades = ["toys", "law", "food"];
    /// let buys = |id: usize| if id % 3 == 1 { id % 9 != 1 } else { id % 10 == 0 };
    /// let ids: Vec<String> = (0..600).map(|id| format!("L-{id}")).collect();
    /// let trade: Vec<&str> = (0..600).map(|id| trades[id % 3]).collect();
    /// let buyers: Vec<String> = (0..600).filter(|id| buys(*id)).map(|id| format!("L-{id}")).collect();
    /// let days = vec!["2026-02-01"; buyers.len()];
    /// let profiles = Chunk::new(600)
    ///     .with("lead", Column::Texts(Box::new(ids)))
    ///     .with("trade", Column::Texts(Box::new(trade)));
    /// let outcomes = Chunk::new(buyers.len())
    ///     .with("lead", Column::Texts(Box::new(buyers)))
    ///     .with("at", Column::Texts(Box::new(days)));
    /// let at = [model.as_of("2026-01-10")?];
    /// let mut sample = SampleRequest::new(at, 90, Outcomes::Table(outcomes));
    /// sample.observed_until = Some(model.as_of("2026-12-31")?);
    /// let mut request = RefitRequest::new(sample);
    /// request.text = Some(text.to_owned());
    /// let found = model.refit(&[profiles], &[], &request)?;
    /// let points: Vec<i64> = found.rules[0].values.iter().map(|value| value.points).collect();
    /// assert_eq!(points[1], 20, "{points:?}");
    /// assert!(found.text.contains("# guesses"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn refit(
        &self,
        profiles: &[Chunk<'_>],
        events: &[Chunk<'_>],
        request: &RefitRequest<'_>,
    ) -> Result<Refit, RefitError> {
        check(request)?;
        check_text(self, request.text.as_deref())?;
        let rules = RefitRules::new(self.document(), request)?;
        let study = Study::take(self, profiles, events, &request.sample)?;
        let places = ProfileRows::new(profiles, &study.leads, &self.0.zone, study.known);
        let periods = LearningPeriods::take(&study, &request.split, &places)?;
        let learner = Learner {
            model: self,
            request,
            rules: &rules,
            study: &study,
            periods: &periods,
        };
        let mut leaks = Leak::recorded_later(study.known, study.data.recorded_later);
        leaks.extend(Leak::undated(&self.0, profiles));
        leaks.extend(Leak::known_tells(&study.sample, self.document()));
        leaks.extend(Leak::late_signals(&study, &self.0));
        leaks.extend(Leak::outcome_has_points(
            &request.sample.outcomes,
            self.document(),
        ));
        let mut found = learner.learn()?;
        found.leaks = leaks;
        Ok(found)
    }
}

/// Checks the numbers of a request.
fn check(request: &RefitRequest<'_>) -> Result<(), RefitError> {
    if !(1..=MOST_POINTS).contains(&request.max_points) {
        return Err(RefitError::MaxPoints {
            found: request.max_points,
        });
    }
    if request.max_rules == Some(0) {
        return Err(RefitError::MaxRules);
    }
    for (key, list) in [
        ("half_lives", &request.half_lives),
        ("windows", &request.windows),
    ] {
        if let Some(found) = list.iter().find(|days| !(1..=MAX_DAYS).contains(*days)) {
            return Err(RefitError::Days { key, found: *found });
        }
    }
    Ok(())
}

/// Checks that a text is that of the model.
fn check_text(model: &Model, text: Option<&str>) -> Result<(), RefitError> {
    let Some(text) = text else { return Ok(()) };
    let own = Model::from_toml(text).map_err(|error| RefitError::Text(error.to_string()))?;
    match own.document() == model.document() {
        true => Ok(()),
        false => Err(RefitError::Text("it says something else".to_owned())),
    }
}

/// What points are learnt from.
struct Learner<'l> {
    model: &'l Model,
    request: &'l RefitRequest<'l>,
    rules: &'l RefitRules,
    study: &'l Study<'l>,
    periods: &'l LearningPeriods<'l>,
}

/// The designs of the periods to fit and to choose for one decay of signals.
struct Designs {
    decay: Option<RefitDecay>,
    fit: Design,
    choose: Design,
}

impl Learner<'_> {
    fn learn(&self) -> Result<Refit, RefitError> {
        let (fit, choose) = (count(&self.periods.fit), count(&self.periods.choose));
        let rows = fit.rows + choose.rows;
        let conversions = fit.conversions + choose.conversions;
        let least = conversions.min(rows - conversions);
        let most_rules = usize::try_from(least / LEAST_CONVERSIONS).unwrap_or(usize::MAX);
        if most_rules == 0 || fit.conversions == 0 || choose.conversions == 0 {
            return Ok(self.refused(Refusal::FewConversions { rows, conversions }));
        }
        let most_rules = most_rules.min(self.request.max_rules.unwrap_or(usize::MAX));
        let (fit_rows, choose_rows) = (
            LearningRows::sort(self.study, &self.periods.fit),
            LearningRows::sort(self.study, &self.periods.choose),
        );
        let designs = |decay| -> Result<(Designs, Vec<Option<RowColumns>>), RefitError> {
            let columns = self.columns(decay)?;
            let design = |rows: &LearningRows| rows.design(self.study, self.rules, &columns);
            let designs = Designs {
                decay,
                fit: design(&fit_rows),
                choose: design(&choose_rows),
            };
            Ok((designs, columns))
        };
        let chooser = |designs: &Designs| -> Choice {
            let chooser = Chooser {
                rules: self.rules,
                fit: &designs.fit,
                choose: &designs.choose,
                most_rules,
            };
            chooser.best()
        };
        let (given, mut columns) = designs(None)?;
        let mut best = chooser(&given);
        let mut decay = None;
        for other in self.decays() {
            let (designs, own) = designs(Some(other))?;
            let found = chooser(&designs);
            if found.loss < best.loss {
                (best, columns, decay) = (found, own, designs.decay);
            }
        }
        let choice = best;
        if choice.rules.is_empty() {
            return Ok(self.refused(Refusal::TellsNothing));
        }
        let both = fit_rows.with(&choose_rows);
        let both = both.design(self.study, self.rules, &columns);
        let estimates = estimate(&both, self.rules, &choice, self.request.max_points);
        if estimates.whole.points.iter().all(|points| *points == 0) {
            return Ok(self.refused(Refusal::TellsNothing));
        }
        self.judge(&choice, decay, &estimates)
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
    fn judge(
        &self,
        choice: &Choice,
        decay: Option<RefitDecay>,
        estimates: &Estimates,
    ) -> Result<Refit, RefitError> {
        let document = self.model.document();
        let mut edits = edits(document, self.rules, &estimates.whole.points, decay);
        let model = self.changed(&edits)?;
        let points = OtherPoints::score(self.study, &model)?;
        let (minima, more) = minima(document, &self.point_rows(&points));
        edits.extend(more);
        let model = self.changed(&edits)?;
        let gain = compare(self.study, &self.periods.report, measure(document), &points);
        let mut found = self.answer(gain);
        found.settings = RefitSettings {
            penalty: choice.penalty,
            rules: choice.rules.len(),
            decay,
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
        // Tests of a model state what its points were.
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

    /// The answer that nothing can be learnt, before anything was estimated.
    fn refused(&self, refusal: Refusal) -> Refit {
        let document = self.model.document();
        let measure = measure(document);
        let given = self
            .periods
            .report
            .iter()
            .map(|row| crate::calibrate::stats::auc::ScoredRow {
                score: measure.of(row),
                lead: row.lead,
                converts: row.converts(),
            });
        let mut found = self.answer(RefitGain {
            measure,
            given: crate::calibrate::stats::auc::auc(given.collect()),
            learnt: None,
            difference: None,
        });
        found.rules = self.described(None);
        found.refused = Some(refusal);
        found
    }

    fn answer(&self, gain: RefitGain) -> Refit {
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
    fn described(&self, estimates: Option<&Estimates>) -> Vec<RefitRule> {
        let rules = self.rules.rules.iter().map(|rule| RefitRule {
            section: rule.section,
            kind: rule.kind,
            name: rule.name.clone(),
            values: rule
                .values
                .iter()
                .map(|value| {
                    let own = estimates.and_then(|all| all.columns.get(value.column - 1));
                    let whole = estimates.and_then(|all| all.whole.points.get(value.column));
                    let is_learnt = own.is_some_and(|own| own.reason == Reason::Learnt);
                    RefitValue {
                        path: value.path.clone(),
                        label: value.label.clone(),
                        given: value.given,
                        points: whole.copied().unwrap_or_default(),
                        rows: own.map_or(0, |own| own.rows),
                        estimate: own.filter(|_| is_learnt).map(|own| own.points),
                        interval: own.filter(|_| is_learnt).map(|own| own.interval),
                        reason: own.map_or(Reason::Refused, |own| own.reason),
                    }
                })
                .collect(),
        });
        rules.collect()
    }
}

/// Counts the rows of a period, which are sorted by lead.
fn count(rows: &[&SampleRow]) -> PeriodRows {
    PeriodRows {
        rows: rows.len() as u64,
        leads: rows.chunk_by(|one, next| one.lead == next.lead).count() as u64,
        conversions: rows.iter().filter(|row| row.converts()).count() as u64,
    }
}
