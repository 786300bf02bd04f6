//! Runs a backtest.

use super::checks::check_horizon;
use super::data::{Data, known};
use super::error::BacktestError;
use super::event_walk::EventWalk;
use super::leads::LeadNumbers;
use super::leaks::Leak;
use super::lists::Lists;
use super::probe::Probe;
use super::report::Backtest;
use super::request::BacktestRequest;
use super::rules::RuleBook;
use super::sample::{SampleRow, SampleRules};
use super::times::{Tables, Times};
use crate::model::Model;
use crate::tables::error::check_tables;
use crate::tables::{Chunk, TableOptions};

impl Model {
    /// Assesses all leads at past instants and compares their labels and points with what happened
    /// afterwards.
    ///
    /// A row is a lead at an instant. It converts with an outcome after the instant, on a day at most
    /// `horizon_days` after that of the instant. Rows whose last day has not ended are open: they are
    /// counted, and only [`ValueFigures::survival`](crate::calibrate::ValueFigures::survival) uses
    /// them. The answer does not depend on the order of rows in the tables.
    ///
    /// The tables are scored once for each instant and once more for the lists of leads, so twelve
    /// instants take about as long as scoring the tables thirteen times. With `rules` they are scored
    /// again, with details, for each mature instant. A table of leads and instants is scored in one
    /// pass, in which each row takes longer.
    ///
    /// # Errors
    /// A request that cannot be answered, such as one without a row that converts, and tables that
    /// cannot be scored; see [`BacktestError`].
    ///
    /// ```
    /// use leadgrade::calibrate::{BacktestRequest, Outcomes};
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
    /// let request = BacktestRequest::new(at, 30, Outcomes::Signal("order".to_owned()));
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
        check_tables(profiles, events)?;
        check_horizon(request.horizon_days)?;
        let times = Times::new(&request.at, self)?;
        let tables = Tables { profiles, events };
        let (document, zone) = (self.document(), &self.0.zone);
        let probe = Probe::new(self, request.eligible.as_ref())?;
        let known = request.known.unwrap_or_else(|| known(profiles, events));
        let walk = EventWalk::new(&self.0, events, known);
        let mut leads = LeadNumbers::default();
        let mut data = Data::read(self, &walk, &request.outcomes, &mut leads, times.last())?;
        data.count_profiles(profiles, zone, times.last());
        let until = data.end(&times.instants, request.observed_until)?;
        let mut counts = data.outcomes.end(until);
        let rules = SampleRules {
            probe: &probe,
            document,
            attributes: &self.0.intake.attributes,
            zone,
            horizon_days: request.horizon_days,
            until,
            again: request.again,
            outcomes: &data.outcomes,
        };
        rules.check_maturity(&times.instants)?;
        let mut options = TableOptions {
            details: probe.needs_details(),
            known,
            progress: request.progress.clone(),
            ..TableOptions::default()
        };
        let mut sample = rules.sample(&times, tables, &options, &mut leads)?;
        let rejects = std::mem::take(&mut sample.rejects);
        sample.check(&leads, request.horizon_days)?;
        counts.unlisted_leads = data.outcomes.leads(|lead| !sample.is_listed(lead));
        options.details = false;
        let rules = if request.rules {
            let rules = RuleBook::new(self)?;
            rules.fill(&mut sample, &times, tables, &options, &leads)?;
            Some(rules)
        } else {
            None
        };
        let mature: Vec<_> = sample.mature().collect();
        let mut lists = Lists::pick(&sample, &leads, request.list);
        lists.explain(self, profiles, events, &options)?;
        let leaks = [
            Leak::recorded_later(known, data.recorded_later),
            Leak::undated(&self.0, profiles),
            rules
                .as_ref()
                .map_or_else(Vec::new, |one| one.telling(&mature)),
            Leak::known_tells(&sample, document),
            Leak::late_signals(&walk, &data.outcomes, &leads, &self.0),
            Leak::outcome_has_points(&request.outcomes, document),
        ];
        let figures = |rows: &[&SampleRow], at| {
            sample.figures(rows, at, document, request.horizon_days, rules.as_ref())
        };
        let all: Vec<_> = sample.rows.iter().collect();
        let instants = sample.by_moment().into_iter().enumerate();
        Ok(Backtest {
            observed_until: until,
            known,
            overall: figures(&all, None),
            instants: instants
                .map(|(at, rows)| figures(&rows, Some(at)))
                .collect(),
            predictions: sample.predictions(document),
            ready_not_converted: lists.ready_not_converted,
            converted_not_ready: lists.converted_not_ready,
            leaks: leaks.into_iter().flatten().collect(),
            recorded_later: data.recorded_later,
            outcomes: counts,
            rejected_outcomes: std::mem::take(&mut data.outcomes.rejects),
            rejects,
        })
    }
}
