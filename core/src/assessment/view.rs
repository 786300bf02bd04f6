//! The assessment as it is written: names looked up, every key present.

use serde::Serialize;

use super::{Assessment, Body, Found, Switched};
use crate::document::{Document, Kind, Pipeline};
use crate::evaluate::SectionOutcome;
use crate::exact::Milli;

/// The kinds of attributes in the order in which they are listed.
pub(super) const KINDS: [Kind; 4] = [
    Kind::Semantic,
    Kind::Episodic,
    Kind::Hypothetical,
    Kind::Value,
];

#[derive(Serialize)]
pub(super) struct View<'a> {
    lead: Option<&'a str>,
    as_of: String,
    model: ModelView<'a>,
    excluded: Option<&'a str>,
    persona: Option<&'a str>,
    fit: Option<FitView<'a>>,
    engagement: Option<EngagementView<'a>>,
    cell: Option<String>,
    cycle: Option<CycleView<'a>>,
    readiness: Option<ReadinessView>,
    completeness: Option<CompletenessView<'a>>,
    interests: Option<Vec<InterestView<'a>>>,
    stage: Option<StageView<'a>>,
    segments: Option<Vec<&'a str>>,
    qualification: Option<&'a str>,
    priority: Option<Milli>,
    next_steps: Option<Vec<StepView<'a>>>,
    purchases: Option<PurchasesView>,
    activity: Option<ActivityView>,
    switches: Option<Vec<SwitchView<'a>>>,
}

#[derive(Serialize)]
struct ModelView<'a> {
    name: &'a str,
    fingerprint: Option<&'a str>,
}

#[derive(Serialize)]
struct PointsView<'a> {
    name: &'a str,
    points: Milli,
}

#[derive(Serialize)]
struct FitView<'a> {
    points: Milli,
    grade: Option<&'a str>,
    known: Option<u32>,
    groups: Vec<PointsView<'a>>,
}

#[derive(Serialize)]
struct EngagementView<'a> {
    points: Milli,
    rank: Option<u32>,
    groups: Vec<PointsView<'a>>,
}

#[derive(Serialize)]
struct CycleView<'a> {
    points: Milli,
    length_days: Option<i64>,
    elapsed_days: Option<i64>,
    due: Option<String>,
    overdue_days: Option<i64>,
    phase: Option<i64>,
    seasons: Vec<&'a str>,
}

#[derive(Serialize)]
struct ReadinessView {
    points: Milli,
    ready: bool,
}

#[derive(Serialize)]
struct CompletenessView<'a> {
    level: u32,
    missing: &'a [String],
    kinds: Vec<KindView>,
}

#[derive(Serialize)]
struct KindView {
    kind: Kind,
    known: u32,
    of: usize,
}

#[derive(Serialize)]
pub(super) struct InterestView<'a> {
    pub(super) name: &'a str,
    pub(super) points: Milli,
    pub(super) stage: Option<&'a str>,
}

#[derive(Serialize)]
struct StageView<'a> {
    name: &'a str,
    pipeline: Option<Pipeline>,
}

#[derive(Serialize)]
pub(super) struct StepView<'a> {
    pub(super) name: &'a str,
    wanted: Option<&'a str>,
    pub(super) channel: Option<&'a str>,
    pub(super) permitted: bool,
    reason: Option<&'static str>,
    template: Option<&'a str>,
    content: Option<&'a str>,
    topic: Option<&'a str>,
    priority: Milli,
    due_minutes: Option<u32>,
    earliest: Option<String>,
}

#[derive(Serialize)]
struct PurchasesView {
    count: u64,
    value: Milli,
    products: u64,
    days_since: Option<i64>,
    days_since_first: Option<i64>,
}

#[derive(Serialize)]
struct ActivityView {
    days_since: Option<i64>,
}

#[derive(Serialize)]
struct SwitchView<'a> {
    name: &'a str,
    value: SwitchValue<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum SwitchValue<'a> {
    Flag(bool),
    Values(&'a [String]),
}

impl<'a> View<'a> {
    pub(super) fn of(assessment: &'a Assessment) -> Self {
        let document = &assessment.plan.document;
        let body = assessment.body();
        let scored = !matches!(assessment.found, Found::Failed | Found::Excluded(_));
        Self {
            lead: assessment.lead(),
            as_of: assessment.as_of.to_string(),
            model: ModelView {
                name: &document.name,
                fingerprint: assessment.plan.fingerprint.as_deref(),
            },
            excluded: assessment.excluded(),
            persona: assessment.persona(),
            fit: body.and_then(|body| fit(body.fit.as_ref()?, assessment.grade(), document)),
            engagement: body.and_then(|body| {
                engagement(body.engagement.as_ref()?, assessment.rank(), document)
            }),
            cell: assessment.cell(),
            cycle: body.and_then(|body| cycle(body, document)),
            readiness: body
                .and_then(|body| body.readiness)
                .map(|(points, ready)| ReadinessView { points, ready }),
            completeness: body.and_then(|body| completeness(body, document)),
            interests: body.and_then(|body| interests(body, document)),
            stage: body.and_then(|body| stage(body, document)),
            segments: body.and_then(|body| segments(body, document)),
            qualification: assessment.qualification(),
            priority: body.and_then(|body| body.priority),
            next_steps: body.and_then(|body| steps(body, document)),
            purchases: body.and_then(purchases),
            activity: body.filter(|_| scored).map(|body| ActivityView {
                days_since: body.activity,
            }),
            switches: body.and_then(|body| switches(body, document)),
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
        due: course.map(|course| course.due.to_string()),
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
    let names = document.segments.as_ref()?;
    Some(
        body.segments
            .iter()
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
