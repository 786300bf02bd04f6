//! The assessment as it is written: names looked up, every key present.

use serde::Serialize;

use super::{Assessment, Body, Found, Switched};
use crate::document::{Document, Kind, Pipeline};
use crate::evaluate::SectionOutcome;
use crate::exact::{Milli, rfc3339};
use crate::text::in_order;

/// The kinds of attributes in the order in which they are listed.
pub(super) const KINDS: [Kind; 4] = [
    Kind::Semantic,
    Kind::Episodic,
    Kind::Hypothetical,
    Kind::Value,
];

/// What a model says of a lead at an instant. Every key is always there.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Assessment"))]
pub(super) struct View<'a> {
    /// The lead's id; null where the profile has none.
    lead: Option<&'a str>,
    /// The instant, in UTC.
    as_of: String,
    /// Which model.
    model: ModelView<'a>,
    /// The exclusion that holds; then all that follows is null.
    excluded: Option<&'a str>,
    /// The first persona that holds.
    persona: Option<&'a str>,
    /// Who they are.
    fit: Option<FitView<'a>>,
    /// What they do.
    engagement: Option<EngagementView<'a>>,
    /// Grade and rank together, such as `B3`.
    cell: Option<String>,
    /// When they will buy again.
    cycle: Option<CycleView<'a>>,
    /// Whether they are ready to buy now.
    readiness: Option<ReadinessView>,
    /// How complete the profile is.
    completeness: Option<CompletenessView<'a>>,
    /// What they are interested in, most points first.
    interests: Option<Vec<InterestView<'a>>>,
    /// Where they stand.
    stage: Option<StageView<'a>>,
    /// The segments that hold.
    segments: Option<Vec<&'a str>>,
    /// What marketing and sales call them.
    qualification: Option<&'a str>,
    /// In which order to call them, 0 to 100.
    priority: Option<Milli>,
    /// What to do next, the most urgent first.
    next_steps: Option<Vec<StepView<'a>>>,
    /// What they bought.
    purchases: Option<PurchasesView>,
    /// When they were last active.
    activity: Option<ActivityView>,
    /// States turned on and off by events.
    switches: Option<Vec<SwitchView<'a>>>,
}

/// A model by its name and fingerprint.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedModel"))]
struct ModelView<'a> {
    /// The model's name.
    name: &'a str,
    /// 16 hex digits that differ between models which score differently.
    fingerprint: Option<&'a str>,
}

/// The points of a group.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "GroupPoints"))]
struct PointsView<'a> {
    /// The group's name.
    name: &'a str,
    /// Its sum, clamped.
    points: Milli,
}

/// Who they are: points and grade.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedFit"))]
struct FitView<'a> {
    /// The total.
    points: Milli,
    /// The grade that they reach.
    grade: Option<&'a str>,
    /// Whole percent of the criteria with a fact whose fact is known.
    known: Option<u32>,
    /// Points by group.
    groups: Vec<PointsView<'a>>,
}

/// What they do: points and rank.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedEngagement"))]
struct EngagementView<'a> {
    /// The total.
    points: Milli,
    /// The rank that they reach.
    rank: Option<u32>,
    /// Points by group.
    groups: Vec<PointsView<'a>>,
}

/// When they will buy again; all but points and seasons null without a cycle.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedCycle"))]
struct CycleView<'a> {
    /// Of the cycle and the seasons.
    points: Milli,
    /// Length of the cycle.
    length_days: Option<i64>,
    /// Days since the latest purchase.
    elapsed_days: Option<i64>,
    /// The day on which the cycle is full.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    due: Option<String>,
    /// Days since then; 0 before.
    overdue_days: Option<i64>,
    /// Elapsed of length in whole percent.
    phase: Option<i64>,
    /// Seasons that give points, each once.
    seasons: Vec<&'a str>,
}

/// Whether they are ready to buy now.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedReadiness"))]
struct ReadinessView {
    /// Sum of the parts.
    points: Milli,
    /// Whether it reaches the threshold.
    ready: bool,
}

/// How complete the profile is.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedCompleteness"))]
struct CompletenessView<'a> {
    /// Number of leading levels that are fulfilled.
    level: u32,
    /// Facts that the next level lacks.
    missing: &'a [String],
    /// Attributes known of each kind.
    kinds: Vec<KindView>,
}

/// How many attributes of a kind are known.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "KnownKind"))]
struct KindView {
    /// The kind.
    kind: Kind,
    /// So many are known.
    known: u32,
    /// So many there are.
    of: usize,
}

/// One interest.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedInterest"))]
pub(super) struct InterestView<'a> {
    /// What it is called.
    pub(super) name: &'a str,
    /// Its points.
    pub(super) points: Milli,
    /// Its stage.
    pub(super) stage: Option<&'a str>,
}

/// Where they stand.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedStage"))]
struct StageView<'a> {
    /// The stage's name.
    name: &'a str,
    /// Whose work it is.
    pipeline: Option<Pipeline>,
}

/// Something to do.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedStep"))]
pub(super) struct StepView<'a> {
    /// What it is called.
    pub(super) name: &'a str,
    /// The channel that the step asks for.
    wanted: Option<&'a str>,
    /// The first that may be used of it and its fallbacks.
    pub(super) channel: Option<&'a str>,
    /// Whether there is one, or none is needed.
    pub(super) permitted: bool,
    /// Why the wanted one may not be used.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<crate::schema::StepReason>")
    )]
    reason: Option<&'static str>,
    /// The script or mail to use.
    template: Option<&'a str>,
    /// What kind of content it is.
    content: Option<&'a str>,
    /// What it is about.
    topic: Option<&'a str>,
    /// Greatest first.
    priority: Milli,
    /// How soon, in minutes.
    due_minutes: Option<u32>,
    /// The first instant inside the hours of the channel, in UTC.
    earliest: Option<String>,
}

/// What they bought.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedPurchases"))]
struct PurchasesView {
    /// Number of purchases.
    count: u64,
    /// Sum of their values.
    value: Milli,
    /// Number of different products.
    products: u64,
    /// Days since the latest.
    days_since: Option<i64>,
    /// Days since the first.
    days_since_first: Option<i64>,
}

/// When they were last active.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedActivity"))]
struct ActivityView {
    /// Days since the latest activity.
    days_since: Option<i64>,
}

/// A state turned on and off by events.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "AssessedSwitch"))]
struct SwitchView<'a> {
    /// The switch's name.
    name: &'a str,
    /// On or off, or the values that are on.
    value: SwitchValue<'a>,
}

/// A flag, or of a switch with `by` the values that are on.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
enum SwitchValue<'a> {
    /// On or off.
    Flag(bool),
    /// The values that are on.
    Values(&'a [String]),
}

in_order! {
    View<'_> {
        activity, as_of, cell, completeness, cycle, engagement, excluded, fit, interests, lead,
        model, next_steps, persona, priority, purchases, qualification, readiness, segments,
        stage, switches
    }
    ModelView<'_> { fingerprint, name }
    FitView<'_> { grade, groups, known, points }
    EngagementView<'_> { groups, points, rank }
    CycleView<'_> { due, elapsed_days, length_days, overdue_days, phase, points, seasons }
    CompletenessView<'_> { kinds, level, missing }
    StepView<'_> {
        channel, content, due_minutes, earliest, name, permitted, priority, reason, template,
        topic, wanted
    }
    PurchasesView { count, days_since, days_since_first, products, value }
}

impl<'a> View<'a> {
    pub(super) fn of(assessment: &'a Assessment) -> Self {
        Self::only(assessment, |_| true)
    }

    /// With the members that are wanted alone, to look at one of them; all others are null.
    pub(super) fn only(assessment: &'a Assessment, wants: impl Fn(&str) -> bool) -> Self {
        let document = &assessment.plan.document;
        let of = |name| assessment.body().filter(|_| wants(name));
        let scored = !matches!(assessment.found, Found::Failed | Found::Excluded(_));
        let lead = wants("lead").then(|| assessment.lead());
        let excluded = wants("excluded").then(|| assessment.excluded());
        Self {
            lead: lead.flatten(),
            as_of: match wants("as_of") {
                true => rfc3339(assessment.as_of.micros()),
                false => String::new(),
            },
            model: ModelView {
                name: &document.name,
                fingerprint: assessment.plan.fingerprint.as_deref(),
            },
            excluded: excluded.flatten(),
            persona: of("persona").and_then(|_| assessment.persona()),
            fit: of("fit").and_then(|body| fit(body.fit.as_ref()?, assessment.grade(), document)),
            engagement: of("engagement").and_then(|body| {
                engagement(body.engagement.as_ref()?, assessment.rank(), document)
            }),
            cell: of("cell").and_then(|_| assessment.cell()),
            cycle: of("cycle").and_then(|body| cycle(body, document)),
            readiness: of("readiness")
                .and_then(|body| body.readiness)
                .map(|(points, ready)| ReadinessView { points, ready }),
            completeness: of("completeness").and_then(|body| completeness(body, document)),
            interests: of("interests").and_then(|body| interests(body, document)),
            stage: of("stage").and_then(|body| stage(body, document)),
            segments: of("segments").and_then(|body| segments(body, document)),
            qualification: of("qualification").and_then(|_| assessment.qualification()),
            priority: of("priority").and_then(|body| body.priority),
            next_steps: of("next_steps").and_then(|body| steps(body, document)),
            purchases: of("purchases").and_then(purchases),
            activity: of("activity").filter(|_| scored).map(|body| ActivityView {
                days_since: body.activity,
            }),
            switches: of("switches").and_then(|body| switches(body, document)),
        }
    }
}

fn groups<'a>(names: impl Iterator<Item = &'a String>, points: &[Milli]) -> Vec<PointsView<'a>> {
    names
        .zip(points)
        .map(|(name, points)| PointsView {
            name,
            points: *points,
        })
        .collect()
}

fn fit<'a>(
    found: &SectionOutcome,
    grade: Option<&'a str>,
    document: &'a Document,
) -> Option<FitView<'a>> {
    let groups = groups(document.fit.as_ref()?.groups.keys(), &found.groups);
    Some(FitView {
        points: found.points,
        grade,
        known: found.known,
        groups,
    })
}

fn engagement<'a>(
    found: &SectionOutcome,
    rank: Option<u32>,
    document: &'a Document,
) -> Option<EngagementView<'a>> {
    let groups = groups(document.engagement.as_ref()?.groups.keys(), &found.groups);
    Some(EngagementView {
        points: found.points,
        rank,
        groups,
    })
}

fn cycle<'a>(body: &Body, document: &'a Document) -> Option<CycleView<'a>> {
    let found = body.cycle.as_ref()?;
    let course = found.course;
    Some(CycleView {
        points: found.points,
        length_days: course.map(|course| course.length),
        elapsed_days: course.map(|course| course.elapsed),
        due: course.map(|course| course.due.text()),
        overdue_days: course.map(|course| course.overdue()),
        phase: course.map(|course| course.phase()),
        seasons: found
            .seasons
            .iter()
            .filter_map(|id| document.seasons.keys().nth(*id as usize))
            .map(String::as_str)
            .collect(),
    })
}

fn completeness<'a>(body: &'a Body, document: &Document) -> Option<CompletenessView<'a>> {
    let found = body.completeness.as_ref()?;
    let of = |kind: Kind| {
        document
            .attributes
            .values()
            .filter(|attribute| attribute.kind == Some(kind))
            .count()
    };
    let kinds = KINDS.iter().zip(found.known).map(|(kind, known)| KindView {
        kind: *kind,
        known,
        of: of(*kind),
    });
    Some(CompletenessView {
        level: found.level,
        missing: &found.missing,
        kinds: kinds.filter(|kind| kind.of > 0).collect(),
    })
}

pub(super) fn interests<'a>(
    body: &'a Body,
    document: &'a Document,
) -> Option<Vec<InterestView<'a>>> {
    let stages = document.interests.as_ref()?.stages.as_ref();
    let name = |at: u32| stages?.get(at as usize).map(|stage| stage.name.as_str());
    let view = |one: &'a super::Interest| InterestView {
        name: &one.name,
        points: one.points,
        stage: one.stage.and_then(name),
    };
    Some(body.interests.iter().map(view).collect())
}

fn stage<'a>(body: &Body, document: &'a Document) -> Option<StageView<'a>> {
    let stage = document
        .lifecycle
        .as_ref()?
        .stages
        .get(body.stage? as usize)?;
    Some(StageView {
        name: &stage.name,
        pipeline: stage.pipeline,
    })
}

pub(super) fn segments<'a>(body: &Body, document: &'a Document) -> Option<Vec<&'a str>> {
    let (names, held) = (document.segments.as_ref()?, body.segments.as_ref()?);
    Some(
        held.iter()
            .filter_map(|id| names.keys().nth(*id as usize))
            .map(String::as_str)
            .collect(),
    )
}

pub(super) fn steps<'a>(body: &'a Body, document: &'a Document) -> Option<Vec<StepView<'a>>> {
    let steps = document.next_steps.as_ref()?;
    let channel = |id: Option<u32>| {
        document
            .channels
            .keys()
            .nth(id? as usize)
            .map(String::as_str)
    };
    let view = |found: &'a crate::evaluate::StepOutcome| {
        let step = steps.get(found.step as usize)?;
        Some(StepView {
            name: &step.name,
            wanted: channel(found.wanted),
            channel: channel(found.channel),
            permitted: found.permitted,
            reason: found.reason.map(crate::evaluate::Reason::word),
            template: step.template.as_deref(),
            content: found.content.as_deref(),
            topic: found.topic.as_deref(),
            priority: step.priority,
            due_minutes: step.due_minutes,
            earliest: found.earliest.map(|instant| instant.to_string()),
        })
    };
    Some(body.steps.iter().filter_map(view).collect())
}

fn purchases(body: &Body) -> Option<PurchasesView> {
    let found = body.purchases?;
    Some(PurchasesView {
        count: found.count,
        value: found.value,
        products: found.products,
        days_since: found.days.map(|(newest, _)| newest),
        days_since_first: found.days.map(|(_, oldest)| oldest),
    })
}

fn switches<'a>(body: &'a Body, document: &'a Document) -> Option<Vec<SwitchView<'a>>> {
    let names = document.switches.as_ref()?.keys();
    let view = |(name, state): (&'a String, &'a Switched)| SwitchView {
        name,
        value: match state {
            Switched::Flag(flag) => SwitchValue::Flag(*flag),
            Switched::Values(values) => SwitchValue::Values(values),
        },
    };
    Some(names.zip(&body.switches).map(view).collect())
}

/// The schema of an assessment is the one of what is written.
#[cfg(feature = "schema")]
impl schemars::JsonSchema for Assessment {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        View::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        View::json_schema(generator)
    }
}
