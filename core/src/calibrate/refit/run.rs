//! Learns points.

use super::error::RefitError;
use super::learner::Learner;
use super::report::Refit;
use super::request::RefitRequest;
use super::rules::RefitRules;
use crate::calibrate::backtest::leaks::Leak;
use crate::calibrate::sample::profile_rows::ProfileRows;
use crate::calibrate::sample::split::LearningPeriods;
use crate::calibrate::sample::study::Study;
use crate::exact::MAX_DAYS;
use crate::model::Model;
use crate::tables::Chunk;

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
    /// // Law tells most, and toys are no better than food.
    /// assert!(points[1] > 15 && points[0] < 0, "{points:?}");
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
///
/// # Errors
/// It is not a model, or another one.
pub(crate) fn check_text(model: &Model, text: Option<&str>) -> Result<(), RefitError> {
    let Some(text) = text else { return Ok(()) };
    let own = Model::from_toml(text).map_err(|error| RefitError::Text(error.to_string()))?;
    match own.document() == model.document() {
        true => Ok(()),
        false => Err(RefitError::Text("it says something else".to_owned())),
    }
}
