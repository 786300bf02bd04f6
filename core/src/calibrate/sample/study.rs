//! Takes a sample: reads outcomes, scores the tables at each instant, and keeps the rows that count.

use super::checks::check_horizon;
use super::counts::OutcomeCounts;
use super::data::{Data, known};
use super::error::SampleError;
use super::event_walk::EventWalk;
use super::leads::LeadNumbers;
use super::probe::Probe;
use super::request::SampleRequest;
use super::rows::{Sample, SampleRules};
use super::times::{Tables, Times};
use crate::exact::Instant;
use crate::model::Model;
use crate::tables::error::check_tables;
use crate::tables::{Chunk, KnownAt, TableOptions};

/// A sample with everything that it was taken from.
pub(crate) struct Study<'t> {
    pub(crate) tables: Tables<'t>,
    pub(crate) times: Times<'t>,
    pub(crate) horizon_days: u32,
    pub(crate) known: KnownAt,
    /// When the data ends.
    pub(crate) until: Instant,
    pub(crate) walk: EventWalk<'t>,
    pub(crate) data: Data,
    pub(crate) leads: LeadNumbers,
    pub(crate) sample: Sample,
    pub(crate) outcomes: OutcomeCounts,
    /// To score the tables again, without details.
    pub(crate) options: TableOptions,
}

impl<'t> Study<'t> {
    /// Takes the sample that a request describes.
    ///
    /// # Errors
    /// A request that does not fit the model or the data, a sample without rows, leads, conversions or
    /// rows that do not convert, and tables that cannot be scored.
    pub(crate) fn take(
        model: &'t Model,
        profiles: &'t [Chunk<'t>],
        events: &'t [Chunk<'t>],
        request: &'t SampleRequest<'t>,
    ) -> Result<Self, SampleError> {
        check_tables(profiles, events)?;
        check_horizon(request.horizon_days)?;
        let times = Times::new(&request.at, model)?;
        let tables = Tables { profiles, events };
        let zone = &model.0.zone;
        let probe = Probe::new(model, request.eligible.as_ref())?;
        let known = request.known.unwrap_or_else(|| known(profiles, events));
        let walk = EventWalk::new(&model.0, events, known);
        let mut leads = LeadNumbers::default();
        let mut data = Data::read(model, &walk, &request.outcomes, &mut leads, times.last())?;
        data.count_profiles(profiles, zone, times.last());
        let until = data.end(&times.instants, request.observed_until)?;
        let mut outcomes = data.outcomes.end(until);
        let rules = SampleRules {
            probe: &probe,
            document: model.document(),
            attributes: &model.0.intake.attributes,
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
        let sample = rules.sample(&times, tables, &options, &mut leads)?;
        sample.check(&leads, request.horizon_days)?;
        outcomes.unlisted_leads = data.outcomes.leads(|lead| !sample.is_listed(lead));
        options.details = false;
        Ok(Self {
            tables,
            times,
            horizon_days: request.horizon_days,
            known,
            until,
            walk,
            data,
            leads,
            sample,
            outcomes,
            options,
        })
    }
}
