//! Assessing and explaining one lead at one instant.

use std::sync::Arc;

use super::explanation::{self, Explanation};
use super::{Assessment, Row};
use crate::document::phrasing::grouped;
use crate::evaluate::{AssessmentState, Failure, Lead, Ledger, Scratch, evaluate};
use crate::exact::{Instant, MAX_TOTAL};
use crate::lead::{Event, Profile, Reject, RejectCode, Report, WrittenEvent};
use crate::model::Model;

impl Model {
    /// Assesses one lead at an instant; events after it do not exist.
    ///
    /// Values and events that cannot be used are listed in [`Assessment::report`]; they never count
    /// as zero silently.
    ///
    /// ```
    /// use leadgrade::{Event, Model, Profile};
    /// let model = Model::from_toml(r#"
    ///     format = 1
    ///     name = "visits"
    ///     [signals.visit]
    ///     points = 10
    ///     [engagement]
    /// "#)?;
    /// let as_of = model.as_of("2026-11-22").unwrap();
    /// let visits = [Event::new("visit", "2026-11-20T10:00:00Z"), Event::new("visit", "2026-11-21T10:00:00Z")];
    /// let assessment = model.assess(&Profile::new("L-7"), &visits, as_of);
    /// assert_eq!(assessment.engagement_points().unwrap().to_string(), "20");
    /// assert_eq!(assessment.rank(), Some(4));
    /// # Ok::<(), leadgrade::ModelError>(())
    /// ```
    pub fn assess(&self, profile: &Profile, events: &[Event], as_of: Instant) -> Assessment {
        let mut report = Report::default();
        let lead = Lead::read(&self.0, profile, events, as_of, &mut report);
        self.assess_lead(&lead, as_of, report)
    }

    /// [`Model::assess`] of events that are borrowed from a text.
    pub(crate) fn assess_written(
        &self,
        profile: &Profile,
        events: &[WrittenEvent<'_>],
        as_of: Instant,
    ) -> Assessment {
        let mut report = Report::default();
        let lead = Lead::read(&self.0, profile, events, as_of, &mut report);
        self.assess_lead(&lead, as_of, report)
    }

    /// Assesses one lead and explains where each point comes from.
    pub fn explain(&self, profile: &Profile, events: &[Event], as_of: Instant) -> Explanation {
        let mut report = Report::default();
        let lead = Lead::read(&self.0, profile, events, as_of, &mut report);
        self.explain_lead(&lead, as_of, report)
    }

    /// [`Model::assess`] of a lead that was read.
    pub(super) fn assess_lead(
        &self,
        lead: &Lead<'_>,
        as_of: Instant,
        report: Report,
    ) -> Assessment {
        let mut state = AssessmentState::new(lead, Scratch::default());
        let done = evaluate(&mut state, as_of, &mut ());
        self.assessment(&mut state, done, report)
    }

    /// [`Model::explain`] of a lead that was read.
    pub(crate) fn explain_lead(
        &self,
        lead: &Lead<'_>,
        as_of: Instant,
        report: Report,
    ) -> Explanation {
        let mut ledger = Ledger::default();
        let mut state = AssessmentState::new(lead, Scratch::default());
        let done = evaluate(&mut state, as_of, &mut ledger);
        let to_next = done
            .as_ref()
            .ok()
            .and_then(|()| explanation::to_next(&state));
        if done.is_err() {
            ledger = Ledger::default();
        }
        let assessment = self.assessment(&mut state, done, report);
        Explanation::new(assessment, ledger, to_next)
    }

    /// The assessment of an evaluated lead, taken out of the state; `done` is the result of
    /// evaluation.
    pub(crate) fn assessment(
        &self,
        state: &mut AssessmentState<'_>,
        done: Result<(), Failure>,
        mut report: Report,
    ) -> Assessment {
        let (lead, as_of) = (state.base.lead, state.base.as_of);
        let row = match done {
            Ok(()) => Row::with_details(state),
            Err(failure) => {
                report.rejects.push(failed(lead.id.as_deref(), failure));
                Row::failed()
            }
        };
        Assessment {
            plan: Arc::clone(&self.0),
            lead: lead.id.clone(),
            as_of,
            row,
            report,
        }
    }
}

/// The reject of a lead that failed.
pub(crate) fn failed(lead: Option<&str>, failure: Failure) -> Reject {
    let most = grouped(MAX_TOTAL);
    let reason = format!("a sum of `{}` exceeds {most}", failure.column);
    Reject {
        table: None,
        row: None,
        lead: lead.map(str::to_owned),
        column: Some(failure.column),
        code: RejectCode::TotalOutOfRange,
        reason,
    }
}
