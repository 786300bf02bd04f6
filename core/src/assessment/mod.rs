//! The answer: labels, points and next steps, and why.

mod change;
mod compare;
mod explanation;
mod labels;
mod numbers;
mod recalled;
mod span;
mod timeline;
#[cfg(feature = "arrow")]
mod parts;
mod trial;
mod view;

pub use change::{HORIZON_DAYS, NextChange};
pub use compare::{Comparison, LabelChange};
pub use explanation::Explanation;
#[cfg(feature = "arrow")]
pub(crate) use parts::{SwitchPart, kinds};
pub use recalled::AheadError;
pub use span::SpanError;
pub use timeline::{Every, TimelineRow};
pub use trial::{Difference, TestOutcome};

use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::evaluate::{
    CycleOutcome, Failure, Few, Lead, Ledger, Outcome, Purchases, Qualified, Room, SectionOutcome,
    State, StepOutcome, SwitchState, evaluate,
};
use crate::exact::{Instant, Milli};
use crate::lead::{Event, Profile, Reject, RejectCode, Report, Row, Text};
use crate::model::Model;
use crate::model::plan::Compiled;

/// Everything that a model says of one lead at one instant.
///
/// It holds positions and numbers beside the model; names are looked up when
/// they are read or written. It serialises to the assessment of the language
/// reference, every key always present.
#[derive(Clone)]
pub struct Assessment {
    plan: Arc<Compiled>,
    lead: Option<Text>,
    as_of: Instant,
    found: Found,
    report: Report,
}

/// What was found, or why nothing was.
#[derive(Clone)]
enum Found {
    /// A sum was out of range: all null.
    Failed,
    /// Outside the model's scope.
    Excluded(u32),
    All(Box<Body>),
}

/// An outcome without references to the input.
#[derive(Clone)]
struct Body {
    completeness: Option<Completeness>,
    persona: Option<u32>,
    fit: Option<SectionOutcome>,
    engagement: Option<SectionOutcome>,
    cycle: Option<CycleOutcome>,
    readiness: Option<(Milli, bool)>,
    interests: Vec<Interest>,
    stage: Option<u32>,
    segments: Option<Few<u32>>,
    qualification: Option<Qualified>,
    priority: Option<Milli>,
    steps: Vec<StepOutcome>,
    purchases: Option<Purchases>,
    activity: Option<i64>,
    switches: Vec<Switched>,
}

#[derive(Clone)]
struct Completeness {
    level: u32,
    missing: Vec<String>,
    /// Known attributes of each kind, in the order of [`view::KINDS`].
    known: [u32; 4],
}

#[derive(Clone)]
struct Interest {
    name: String,
    points: Milli,
    stage: Option<u32>,
}

#[derive(Clone)]
enum Switched {
    Flag(bool),
    Values(Vec<String>),
}

impl Model {
    /// Assesses one lead at an instant; events after it do not exist.
    ///
    /// What could not be used of the profile and the events is in
    /// [`Assessment::report`]; it never counts as zero in silence.
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

    /// The same of events as they stand in a text.
    pub(crate) fn assess_rows(
        &self,
        profile: &Profile,
        events: &[Row<'_>],
        as_of: Instant,
    ) -> Assessment {
        let mut report = Report::default();
        let lead = Lead::read(&self.0, profile, events, as_of, &mut report);
        self.assess_lead(&lead, as_of, report)
    }

    /// Assesses one lead and says where every point comes from.
    pub fn explain(&self, profile: &Profile, events: &[Event], as_of: Instant) -> Explanation {
        let mut report = Report::default();
        let lead = Lead::read(&self.0, profile, events, as_of, &mut report);
        self.explain_lead(&lead, as_of, report)
    }

    fn assess_lead(&self, lead: &Lead<'_>, as_of: Instant, report: Report) -> Assessment {
        let mut state = State::of(lead, Room::default());
        let done = evaluate(&mut state, as_of, &mut ());
        self.assessment(&mut state, done, report)
    }

    pub(crate) fn explain_lead(
        &self,
        lead: &Lead<'_>,
        as_of: Instant,
        report: Report,
    ) -> Explanation {
        let mut ledger = Ledger::default();
        let mut state = State::of(lead, Room::default());
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

    /// What a state found, taken out of it.
    pub(crate) fn assessment(
        &self,
        state: &mut State<'_>,
        done: Result<(), Failure>,
        mut report: Report,
    ) -> Assessment {
        let (lead, as_of) = (state.base.lead, state.base.as_of);
        let found = match (done, state.base.outcome.excluded) {
            (Ok(()), Some(excluded)) => Found::Excluded(excluded),
            (Ok(()), None) => Found::All(Box::new(Body::of(state))),
            (Err(failure), _) => {
                report.rejects.push(failed(lead.id.as_deref(), failure));
                Found::Failed
            }
        };
        Assessment {
            plan: Arc::clone(&self.0),
            lead: lead.id.clone(),
            as_of,
            found,
            report,
        }
    }
}

/// The reject of a lead that failed.
pub(crate) fn failed(lead: Option<&str>, failure: Failure) -> Reject {
    let most = crate::document::words::grouped(crate::exact::MAX_TOTAL);
    let reason = format!("a sum of `{}` is beyond {most}", failure.column);
    Reject {
        table: None,
        row: None,
        lead: lead.map(str::to_owned),
        column: Some(failure.column),
        code: RejectCode::TotalOutOfRange,
        reason,
    }
}

impl Body {
    fn of(state: &mut State<'_>) -> Self {
        let completeness = state.base.outcome.completeness.map(|level| Completeness {
            level,
            missing: state
                .missing_facts()
                .into_iter()
                .map(str::to_owned)
                .collect(),
            known: state.base.known_kinds(),
        });
        let (purchases, activity) = (
            state.base.purchases(),
            state.base.days_since(state.base.plan.counting.activity),
        );
        let switches = (0_u32..).map_while(|id| state.base.switch_state(id));
        let switches = switches.map(|state| match state {
            SwitchState::Flag(flag) => Switched::Flag(flag),
            SwitchState::Values(values) => {
                Switched::Values(values.into_iter().map(str::to_owned).collect())
            }
        });
        let switches = switches.collect();
        let Outcome {
            persona,
            fit,
            engagement,
            cycle,
            readiness,
            interests,
            stage,
            segments,
            qualification,
            priority,
            steps,
            ..
        } = std::mem::take(&mut state.base.outcome);
        let interests = interests
            .into_iter()
            .map(|one| Interest {
                name: state.base.interest_name(one).to_owned(),
                points: one.points,
                stage: one.stage,
            })
            .collect();
        Self {
            completeness,
            persona,
            fit,
            engagement,
            cycle,
            readiness,
            interests,
            stage,
            segments,
            qualification,
            priority,
            steps,
            purchases,
            activity: activity.map(|(newest, _)| newest),
            switches,
        }
    }
}

impl Assessment {
    fn body(&self) -> Option<&Body> {
        match &self.found {
            Found::All(body) => Some(body),
            _ => None,
        }
    }

    /// The lead's id.
    pub fn lead(&self) -> Option<&str> {
        self.lead.as_deref()
    }

    /// The instant of the assessment.
    pub fn as_of(&self) -> Instant {
        self.as_of
    }

    /// What could not be used, and what else was noticed.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Why the lead is not scored, if the model's scope excludes it.
    pub fn excluded(&self) -> Option<&str> {
        match self.found {
            Found::Excluded(at) => self
                .plan
                .document
                .scope
                .as_ref()?
                .exclude
                .get(at as usize)
                .map(|one| one.name.as_str()),
            _ => None,
        }
    }

    /// The persona that holds.
    pub fn persona(&self) -> Option<&str> {
        let at = self.body()?.persona?;
        self.plan
            .document
            .personas
            .as_ref()?
            .get(at as usize)
            .map(|persona| persona.name.as_str())
    }

    /// Points of fit.
    pub fn fit_points(&self) -> Option<Milli> {
        Some(self.body()?.fit.as_ref()?.points)
    }

    /// The grade, best first in the model's list.
    pub fn grade(&self) -> Option<&str> {
        let band = self.body()?.fit.as_ref()?.band;
        self.plan
            .document
            .fit
            .as_ref()?
            .grades
            .get(band as usize)
            .map(|grade| grade.name.as_str())
    }

    /// Points of engagement.
    pub fn engagement_points(&self) -> Option<Milli> {
        Some(self.body()?.engagement.as_ref()?.points)
    }

    /// The rank, strongest first in the model's list.
    pub fn rank(&self) -> Option<u32> {
        let band = self.body()?.engagement.as_ref()?.band;
        self.plan
            .document
            .engagement
            .as_ref()?
            .ranks
            .get(band as usize)
            .map(|rank| rank.name)
    }

    /// Grade and rank, such as `B3`.
    pub fn cell(&self) -> Option<String> {
        Some(format!("{}{}", self.grade()?, self.rank()?))
    }

    /// Points of the buying cycle.
    pub fn cycle_points(&self) -> Option<Milli> {
        Some(self.body()?.cycle.as_ref()?.points)
    }

    /// Points of readiness.
    pub fn readiness_points(&self) -> Option<Milli> {
        Some(self.body()?.readiness?.0)
    }

    /// Whether the lead is ready to buy.
    pub fn ready(&self) -> Option<bool> {
        Some(self.body()?.readiness?.1)
    }

    /// The lifecycle stage.
    pub fn stage(&self) -> Option<&str> {
        let at = self.body()?.stage?;
        self.plan
            .document
            .lifecycle
            .as_ref()?
            .stages
            .get(at as usize)
            .map(|stage| stage.name.as_str())
    }

    /// What marketing and sales call the lead.
    pub fn qualification(&self) -> Option<&str> {
        let document = self.plan.document.qualification.as_ref()?;
        match self.body()?.qualification? {
            Qualified::Rule(at) => document
                .rules
                .get(at as usize)
                .map(|rule| rule.name.as_str()),
            Qualified::Default => Some(&document.default),
            Qualified::Disqualified => Some(&document.disqualified),
        }
    }

    /// The segments that hold, by name; `None` where the model has none.
    pub fn segments(&self) -> Option<Vec<&str>> {
        view::segments(self.body()?, &self.plan.document)
    }

    /// The interests with points and stage, most points first.
    pub fn interests(&self) -> Option<Vec<(&str, Milli, Option<&str>)>> {
        let interests = view::interests(self.body()?, &self.plan.document)?;
        Some(
            interests
                .iter()
                .map(|one| (one.name, one.points, one.stage))
                .collect(),
        )
    }

    /// The next steps: name, channel and whether one may take it.
    pub fn steps(&self) -> Option<Vec<(&str, Option<&str>, bool)>> {
        let steps = view::steps(self.body()?, &self.plan.document)?;
        Some(
            steps
                .iter()
                .map(|step| (step.name, step.channel, step.permitted))
                .collect(),
        )
    }

    /// The order in which to call, 0 to 100 in tenths.
    pub fn priority(&self) -> Option<Milli> {
        self.body()?.priority
    }

    /// The canonical text (RFC 8785): the same in every language, to the byte.
    pub fn to_canonical_json(&self) -> String {
        canonical(self)
    }

    /// The canonical text of a member of a member, by names with dots between them.
    pub(crate) fn part(&self, path: &str) -> Option<String> {
        let member = path.split('.').next().unwrap_or_default();
        let view = view::View::only(self, |name| member.is_empty() || name == member);
        crate::text::part(&view, path)
    }
}

/// RFC 8785 of plain values cannot fail; an empty text keeps this total.
pub(crate) fn canonical<T: Serialize>(value: &T) -> String {
    crate::text::canonical(value).unwrap_or_default()
}

impl Serialize for Assessment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        view::View::of(self).serialize(serializer)
    }
}

impl std::fmt::Debug for Assessment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_canonical_json())
    }
}

/// Two assessments are equal when they say the same.
impl PartialEq for Assessment {
    fn eq(&self, other: &Self) -> bool {
        self.to_canonical_json() == other.to_canonical_json()
    }
}
