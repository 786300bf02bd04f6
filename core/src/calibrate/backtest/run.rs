//! Runs a backtest.

use super::error::BacktestError;
use super::leaks::Leak;
use super::lists::Lists;
use super::report::Backtest;
use super::request::BacktestRequest;
use super::rules::RuleBook;
use crate::calibrate::sample::rows::SampleRow;
use crate::calibrate::sample::study::Study;
use crate::model::Model;
use crate::tables::Chunk;

impl Model {
    /// Assesses all leads at past instants and compares their labels and points with what happened
    /// afterwards.
    ///
    /// A row is a lead at an instant. It converts with an outcome after the instant, on a day at most
    /// `horizon_days` after that of the instant. Rows whose last day has not ended are open: they are
    /// counted, and only [`ValueFigures::survival`](crate::calibrate::ValueFigures::survival) uses
    /// them. The answer does not depend on the order of rows in the tables.
    ///
    /// The tables are read once, and each lead is scored at every instant; with `rules` once more. It is
    /// fastest if all instants are ends of days, as bare dates are. A table of leads and instants takes
    /// longer for each row.
    ///
    /// # Errors
    /// A request that cannot be answered, such as one without a row that converts, and tables that
    /// cannot be scored; see [`BacktestError`].
    ///
    /// ```
    /// use leadgrade::calibrate::{BacktestRequest, Outcomes, SampleRequest};
    /// use leadgrade::tables::{Chunk, Column};
    /// use leadgrade::Model;
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "shop"
    ///     engagement = {}
    ///     [signals]
    ///     visit = { points = 30 }
    ///     order = {}
    /// "#)?;
    /// let texts = |list: &[&'static str]| Column::Texts(Box::new(list.to_vec()));
    /// let events = Chunk::new(7)
    ///     .with("lead", texts(&["a", "a", "a", "b", "b", "c", "a"]))
    ///     .with("event", texts(&["visit", "visit", "order", "visit", "order", "visit", "visit"]))
    ///     .with("at", texts(&[
    ///         "2026-01-05", "2026-01-07", "2026-01-20", "2026-01-08", "2026-03-01", "2026-01-09", "2026-03-05",
    ///     ]));
    /// let at = [model.as_of("2026-01-10")?];
    /// let sample = SampleRequest::new(at, 30, Outcomes::Signal("order".to_owned()));
    /// let request = BacktestRequest::new(sample);
    /// let found = model.backtest(&[], &[events], &request)?;
    /// // Of three leads one orders within 30 days: the one with the most points.
    /// let all = &found.overall.all;
    /// assert_eq!((all.rows, all.conversions, all.rate), (3, 1, Some(1.0 / 3.0)));
    /// let engagement = &found.overall.measures[0];
    /// assert_eq!(engagement.auc.unwrap().area, 1.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn backtest(
        &self,
        profiles: &[Chunk<'_>],
        events: &[Chunk<'_>],
        request: &BacktestRequest<'_>,
    ) -> Result<Backtest, BacktestError> {
        let mut study = Study::take(self, profiles, events, &request.sample)?;
        let document = self.document();
        let rules = if request.rules {
            let rules = RuleBook::new(self)?;
            rules.fill(&mut study)?;
            Some(rules)
        } else {
            None
        };
        let sample = &study.sample;
        let mature: Vec<_> = sample.mature().collect();
        let mut lists = Lists::pick(sample, &study.leads, request.list);
        lists.explain(self, study.tables, &study.options)?;
        let leaks = [
            Leak::recorded_later(study.known, study.data.recorded_later),
            Leak::undated(&self.0, profiles),
            rules
                .as_ref()
                .map_or_else(Vec::new, |one| one.telling(&mature)),
            Leak::known_tells(sample, document),
            Leak::late_signals(&study, &self.0),
            Leak::outcome_has_points(&request.sample.outcomes, document),
        ];
        let figures = |rows: &[&SampleRow], at| {
            sample.figures(rows, at, document, study.horizon_days, rules.as_ref())
        };
        let all: Vec<_> = sample.rows.iter().collect();
        let instants = sample.by_moment().into_iter().enumerate();
        Ok(Backtest {
            observed_until: study.until,
            known: study.known,
            overall: figures(&all, None),
            instants: instants
                .map(|(at, rows)| figures(&rows, Some(at)))
                .collect(),
            predictions: sample.predictions(document),
            ready_not_converted: lists.ready_not_converted,
            converted_not_ready: lists.converted_not_ready,
            leaks: leaks.into_iter().flatten().collect(),
            recorded_later: study.data.recorded_later,
            outcomes: study.outcomes,
            rejected_outcomes: study.data.outcomes.rejects,
            rejects: study.sample.rejects,
        })
    }
}
