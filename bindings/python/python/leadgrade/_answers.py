"""The answers of operations.

Generated from core/schema by `python generate` in bindings/python; do not edit.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Literal

from ._record import Record
from ._views import AssessmentView, ExplainedView

__all__ = [
    "Assessed",
    "AssessedActivity",
    "AssessedCompleteness",
    "AssessedCycle",
    "AssessedEngagement",
    "AssessedFit",
    "AssessedInterest",
    "AssessedModel",
    "AssessedPurchases",
    "AssessedReadiness",
    "AssessedStage",
    "AssessedStep",
    "AssessedSwitch",
    "Assessment",
    "Comparison",
    "Counts",
    "Decision",
    "Difference",
    "EntryChange",
    "Explained",
    "ExplainedSection",
    "Explanation",
    "ExplanationEntry",
    "Finding",
    "GroupPoints",
    "Hint",
    "HistoryInfo",
    "Info",
    "KnownKind",
    "LabelChange",
    "NamedCount",
    "NextChange",
    "NextGrade",
    "NextRank",
    "Observed",
    "Problem",
    "Reject",
    "Report",
    "SectionChange",
    "TestOutcome",
    "TestedCondition",
    "TimelineRow",
    "ToNext",
    "UnknownCriterion",
    "UnknownEvents",
]


class AssessedActivity(Record):
    """When the lead was last active."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("days_since",)

    days_since: int | None
    """Days since the latest activity."""


class AssessedCompleteness(Record):
    """How complete the profile is."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("kinds", "level", "missing",)

    kinds: list[KnownKind]
    """Known attributes of each kind."""
    level: int
    """The level that is reached: the number of levels, from the first on, that are complete."""
    missing: list[str]
    """Facts that are missing for the next level."""


class AssessedCycle(Record):
    """When the lead will buy again. Without a cycle all keys but points and seasons are null."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("due", "elapsed_days", "length_days", "overdue_days", "phase", "points", "seasons",)
    _days: ClassVar[tuple[str, ...]] = ("due",)

    due: dt.date | None
    """The day on which the cycle is full."""
    elapsed_days: int | None
    """Days since the latest purchase."""
    length_days: int | None
    """Length of the cycle in days."""
    overdue_days: int | None
    """Days since the due day; 0 before."""
    phase: int | None
    """Elapsed days of the length in whole percent."""
    points: float
    """Points of the cycle and the seasons."""
    seasons: list[str]
    """Seasons that hold, each once."""


class AssessedEngagement(Record):
    """What the lead does: points and rank."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("groups", "points", "rank",)

    groups: list[GroupPoints]
    """Points by group."""
    points: float
    """The points of the section."""
    rank: int | None
    """The rank that the points reach."""


class AssessedFit(Record):
    """Who the lead is: points and grade."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("grade", "groups", "known", "points",)

    grade: str | None
    """The grade that the points reach."""
    groups: list[GroupPoints]
    """Points by group."""
    known: int | None
    """Whole percent of the criteria with a fact whose fact is known."""
    points: float
    """The points of the section."""


class AssessedInterest(Record):
    """An interest of a lead."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("name", "points", "stage",)

    name: str
    """The name of the interest."""
    points: float
    """Its points."""
    stage: str | None
    """Its stage; null if the model has no stages of interests."""


class AssessedModel(Record):
    """A model by its name and fingerprint."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("fingerprint", "name",)

    fingerprint: str | None
    """16 hex digits; models that score differently have different ones."""
    name: str
    """The name of the model."""


class AssessedPurchases(Record):
    """The purchases of the lead."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("count", "days_since", "days_since_first", "products", "value",)

    count: int
    """Number of purchases."""
    days_since: int | None
    """Days since the latest purchase."""
    days_since_first: int | None
    """Days since the first purchase."""
    products: int
    """Number of different products."""
    value: float
    """Sum of their values."""


class AssessedReadiness(Record):
    """Whether the lead is ready to buy."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("points", "ready",)

    points: float
    """The sum of the parts."""
    ready: bool
    """Whether the sum reaches the threshold."""


class AssessedStage(Record):
    """The lifecycle stage."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("name", "pipeline",)

    name: str
    """The name of the stage."""
    pipeline: Literal['attract', 'sell', 'account'] | None
    """The pipeline of the stage."""


class AssessedStep(Record):
    """A next step that applies."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("channel", "content", "due_minutes", "earliest", "name", "permitted", "priority", "reason", "template", "topic", "wanted",)

    channel: str | None
    """The first channel that may be used, of the wanted one and its fallbacks."""
    content: str | None
    """The kind of content."""
    due_minutes: int | None
    """Within how many minutes it is due."""
    earliest: str | None
    """The first instant within the hours of the channel, in UTC."""
    name: str
    """The name of the step."""
    permitted: bool
    """Whether a channel may be used, or the step needs none."""
    priority: float
    """Its priority; steps are listed greatest first."""
    reason: Literal['no_permission', 'limit_reached', 'no_hours', 'no_channel'] | None
    """Why the wanted channel may not be used."""
    template: str | None
    """The script or mail to use."""
    topic: str | None
    """The topic of the step."""
    wanted: str | None
    """The channel that the step asks for."""


class AssessedSwitch(Record):
    """A switch: a state that events turn on and off."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("name", "value",)

    name: str
    """The name of the switch."""
    value: bool | list[str]
    """On or off, or the values that are on."""


class Assessment(AssessmentView):
    """The assessment of a lead at an instant. Every key is always present."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("activity", "as_of", "cell", "completeness", "cycle", "engagement", "excluded", "fit", "interests", "lead", "model", "next_steps", "persona", "priority", "purchases", "qualification", "readiness", "segments", "stage", "switches", "total",)

    activity: AssessedActivity | None
    """When the lead was last active."""
    as_of: str
    """The instant, in UTC."""
    cell: str | None
    """Grade and rank together, such as `B3`."""
    completeness: AssessedCompleteness | None
    """How complete the profile is."""
    cycle: AssessedCycle | None
    """When the lead will buy again."""
    engagement: AssessedEngagement | None
    """What the lead does."""
    excluded: str | None
    """The exclusion that applies; then all following keys are null."""
    fit: AssessedFit | None
    """Who the lead is."""
    interests: list[AssessedInterest] | None
    """The interests of the lead, most points first."""
    lead: str | None
    """The id of the lead; null if the profile has none."""
    model: AssessedModel
    """The model."""
    next_steps: list[AssessedStep] | None
    """The next steps, greatest priority first."""
    persona: str | None
    """The first persona that applies."""
    priority: float | None
    """The priority of contacting the lead, 0 to 100."""
    purchases: AssessedPurchases | None
    """The purchases of the lead."""
    qualification: str | None
    """The qualification, such as MQL."""
    readiness: AssessedReadiness | None
    """Whether the lead is ready to buy now."""
    segments: list[str] | None
    """The segments of the lead."""
    stage: AssessedStage | None
    """The lifecycle stage."""
    switches: list[AssessedSwitch] | None
    """States that events turn on and off."""
    total: float | None
    """The exact sum of the points of fit and engagement; null unless the model has both."""


class Comparison(Record):
    """The differences between two explanations of one lead. Within a section, the differences of the entries add up to the difference of its points. ``` use leadgrade::{Event, Model, Profile}; let model = Model::from_toml(r#" format = 1 name = "paper" [signals.visit] points = 10 decay = { half_life_days = 30 } [engagement] ranks = [[1, 20], [2]] "#)?; let (profile, events) = (Profile::default(), [Event::new("visit", "2026-10-02")]); let lead = model.lead(&profile, &events); let on = |day| lead.explain(model.as_of(day).unwrap()).unwrap(); let comparison = on("2026-10-02").compare(&on("2026-11-01")); let engagement = comparison.engagement.as_ref().unwrap(); assert_eq!(engagement.difference.to_string(), "-5"); assert_eq!(engagement.entries[0].name, "visit"); assert!(comparison.labels.is_empty()); # Ok::<(), leadgrade::ModelError>(()) ```"""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("cycle", "engagement", "fit", "labels", "readiness",)

    cycle: SectionChange | None
    """Points of the buying cycle; null if neither side has them."""
    engagement: SectionChange | None
    """Points of engagement; null if neither side has the section."""
    fit: SectionChange | None
    """Points of fit; null if neither side has the section."""
    labels: list[LabelChange]
    """The labels that differ."""
    readiness: SectionChange | None
    """Points of readiness; null if neither side has the section."""


class Counts(Record):
    """The numbers of things that a model has."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("attributes", "channels", "criteria", "next_steps", "personas", "properties", "segments", "signals", "stages", "tests",)

    attributes: int
    """"""
    channels: int
    """"""
    criteria: int
    """"""
    next_steps: int
    """"""
    personas: int
    """"""
    properties: int
    """"""
    segments: int
    """"""
    signals: int
    """"""
    stages: int
    """"""
    tests: int
    """"""


class Decision(Record):
    """A label that a condition decided, with the tests of that condition."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("conditions", "name", "of",)

    conditions: list[TestedCondition]
    """Every test of the condition, in its order."""
    name: str
    """The name of the label."""
    of: Literal['excluded', 'persona', 'stage', 'segment', 'qualification', 'next_step']
    """The kind of label: `excluded`, `persona`, `stage`, `segment`, `qualification` or `next_step`."""


class Difference(Record):
    """A place in which an assessment is not as expected."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("expected", "found", "path",)

    expected: Any
    """What the test expects."""
    found: Any
    """What was found; null if there is nothing."""
    path: str
    """JSON Pointer into the assessment."""


class EntryChange(Record):
    """An entry whose points differ. The points are 0 on a side that does not have the entry."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("difference", "from", "name", "source", "to",)

    difference: float
    """`to` minus `from`."""
    from_: float
    """Points before."""
    name: str
    """The name of the entry."""
    source: Literal['criterion', 'persona', 'signal', 'clamp', 'inactivity', 'elapsed', 'overdue', 'season', 'part']
    """What the entry comes from."""
    to: float
    """Points after."""


class Explained(ExplainedView):
    """The answer of `explain`."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("assessment", "explanation", "report",)

    assessment: Assessment
    """The assessment of the lead."""
    explanation: Explanation
    """Why."""
    report: Report
    """The report on the input: rejects, hints and counts."""


class ExplainedSection(Record):
    """The points of a section, and the entries that add up to them."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("entries", "points",)

    entries: list[ExplanationEntry]
    """The entries, in the order of evaluation."""
    points: float
    """The points of the section."""


class Explanation(Record):
    """Why a lead has its points and labels. Serialises to the explanation in the language reference. ``` use leadgrade::{Event, Model, Profile}; let model = Model::from_toml(r#" format = 1 name = "paper" [signals.visit] points = 10 decay = { half_life_days = 30 } [engagement] ranks = [[1, 20], [2]] "#)?; let events = [Event::new("visit", "2026-11-01"), Event::new("visit", "2026-10-02")]; let as_of = model.as_of("2026-11-01").unwrap(); let explanation = model.explain(&Profile::default(), &events, as_of); let engagement = explanation.engagement.as_ref().unwrap(); // 10 points of today, and 5 after one half-life. assert_eq!(engagement.entries[0].name, "visit"); assert_eq!(engagement.entries[0].points.to_string(), "15"); assert_eq!(engagement.points, engagement.entries[0].points); let to_next = explanation.to_next.as_ref().unwrap(); let next = to_next.rank.as_ref().unwrap(); assert_eq!((next.name, next.points.to_string()), (1, "5".to_owned())); # Ok::<(), leadgrade::ModelError>(()) ```"""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("cycle", "decided", "engagement", "fit", "readiness", "to_next",)

    cycle: ExplainedSection | None
    """Points of the buying cycle; null if the model does not have the section, or the lead has no cycle."""
    decided: list[Decision]
    """What decided the labels, in the order of evaluation."""
    engagement: ExplainedSection | None
    """Points of engagement; null if the model does not have the section."""
    fit: ExplainedSection | None
    """Points of fit; null if the model does not have the section."""
    readiness: ExplainedSection | None
    """Points of readiness; null if the model does not have the section."""
    to_next: ToNext | None
    """What is missing for the next grade and rank; null for an excluded or failed lead."""


class ExplanationEntry(Record):
    """Points of one source within a section. The entries of a section add up to its points."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("detail", "name", "points", "source",)

    detail: dict[str, Any] | None
    """What the points were computed from, such as the value of a fact or the number of events."""
    name: str
    """The name of the criterion, persona, signal, group, season or part; the section for a clamp of the section."""
    points: float
    """Its points, with weights and decay applied; negative for a loss."""
    source: Literal['criterion', 'persona', 'signal', 'clamp', 'inactivity', 'elapsed', 'overdue', 'season', 'part']
    """What it comes from."""


class Finding(Record):
    """Something in a model that is legal but suspicious."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("code", "help", "message", "path",)

    code: str
    """A stable code."""
    help: str
    """What to do about it."""
    message: str
    """What was found."""
    path: str
    """JSON Pointer to the place."""


class GroupPoints(Record):
    """The points of a group."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("name", "points",)

    name: str
    """The name of the group."""
    points: float
    """Its clamped sum."""


class Hint(Record):
    """Something that is valid, but probably not intended."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("code", "column", "count", "help", "message", "table",)

    code: Literal['unfilled', 'near_id', 'unknown_event', 'placeholder']
    """Why."""
    column: str | None
    """The attribute, property or column."""
    count: int
    """The number of affected rows, values, events or leads."""
    help: str | None
    """What to do about it; null if that is not known."""
    message: str
    """What was found."""
    table: Literal['profiles', 'events', 'as_of']
    """The table of the hint."""


class HistoryInfo(Record):
    """A summary of a history."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("events", "forgotten_before", "id_conflicts", "latest", "refused", "rejected", "unknown_events",)
    _days: ClassVar[tuple[str, ...]] = ("forgotten_before",)

    events: int
    """The number of events that count, each id once."""
    forgotten_before: dt.date | None
    """Ids of events before this day are forgotten."""
    id_conflicts: int
    """The number of ids that came with different contents; one event of each counts."""
    latest: str | None
    """The instant of the latest event that counts. The history cannot be assessed before it."""
    refused: int
    """The number of events with ids that came after the ids of their day were forgotten."""
    rejected: int
    """The number of events that could not be read."""
    unknown_events: UnknownEvents
    """Events whose name no signal has."""


class Info(Record):
    """Information on a model and on the versions that it was compiled with."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("counts", "description", "fingerprint", "format", "library", "name", "revision", "semantics", "timezone", "unicode", "zone_database",)

    counts: Counts
    """The numbers of signals, criteria and so on."""
    description: str | None
    """The purpose of the model."""
    fingerprint: str | None
    """The fingerprint: 16 hex digits that differ between models that score differently."""
    format: int
    """The version of the model language."""
    library: str
    """The version of this library."""
    name: str
    """The name of the model."""
    revision: str | None
    """The owner's version of the model."""
    semantics: int
    """The version of the scoring rules."""
    timezone: str
    """The time zone in which days begin."""
    unicode: str
    """The version of Unicode by which texts are folded, normalised and classified."""
    zone_database: str
    """The version of the time zone database in the library."""


class KnownKind(Record):
    """How many attributes of a kind are known."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("kind", "known", "of",)

    kind: Literal['semantic', 'episodic', 'hypothetical', 'value']
    """The kind."""
    known: int
    """Number of attributes that are known."""
    of: int
    """Number of attributes that the model has."""


class LabelChange(Record):
    """A label that differs."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("from", "label", "to",)

    from_: Any
    """The label before."""
    label: str
    """The kind of label, such as `grade` or `stage`."""
    to: Any
    """The label after."""


class NamedCount(Record):
    """An event name that no signal uses."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("count", "event",)

    count: int
    """The number of its events."""
    event: str
    """The name."""


class NextChange(Record):
    """The next day on which a label differs, if no further event comes. ``` use leadgrade::{Event, HORIZON_DAYS, Model, Profile}; let model = Model::from_toml(r#" format = 1 name = "paper" [signals.visit] points = 10 decay = { half_life_days = 30 } [engagement] ranks = [[1, 20], [2]] "#)?; let (profile, events) = (Profile::default(), vec![Event::new("visit", "2026-11-01"); 3]); let lead = model.lead(&profile, &events); let as_of = model.as_of("2026-11-01").unwrap(); // 30 points fall below 20 after 18 days: 30 / 2^(18/30) is 19.79. let change = lead.next_change(as_of, HORIZON_DAYS).unwrap().unwrap(); assert_eq!(change.day.to_string(), "2026-11-19"); assert_eq!((change.changes[0].label.as_str(), &change.changes[0].to), ("rank", &2.into())); # Ok::<(), leadgrade::ModelError>(()) ```"""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("changes", "day",)
    _days: ClassVar[tuple[str, ...]] = ("day",)

    changes: list[LabelChange]
    """The labels that differ from those at `as_of`."""
    day: dt.date
    """The day at whose end the labels differ."""


class NextGrade(Record):
    """The next better grade."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("name", "points",)

    name: str
    """The grade."""
    points: float
    """The points that are missing for it."""


class NextRank(Record):
    """The next better rank."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("name", "points",)

    name: int
    """The rank."""
    points: float
    """The points that are missing for it."""


class Observed(Record):
    """What a history did with an event."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("rejects", "seen",)

    rejects: list[Reject]
    """All problems of a rejected event."""
    seen: Literal['counted', 'again', 'unknown', 'unfit', 'forgotten', 'rejected']
    """The outcome."""


class Problem(Record):
    """A problem of a model document."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("code", "column", "help", "line", "message", "path",)

    code: str
    """A stable code, such as `unknown_key`."""
    column: int | None
    """Column in characters, counted from 1; only if the model was read from text."""
    help: str
    """What is allowed, or the nearest known name."""
    line: int | None
    """Line, counted from 1; only if the model was read from text."""
    message: str
    """What was found."""
    path: str
    """JSON Pointer to the place; for a missing key, the pointer that the key would have."""


class Reject(Record):
    """A rejected value, event or lead."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("code", "column", "lead", "reason", "row", "table",)

    code: Literal['missing', 'wrong_type', 'unreadable_instant', 'out_of_range', 'not_finite', 'duplicate_lead', 'not_unicode', 'total_out_of_range']
    """Why."""
    column: str | None
    """The attribute, property or key; for a failed lead, the signal or section."""
    lead: str | None
    """The id of the lead; null if it is not known."""
    reason: str
    """The reason in words: what was found and what is allowed."""
    row: int | None
    """The row, counted from 0; null for a failed lead."""
    table: Literal['profiles', 'events', 'as_of'] | None
    """The input; null for a failed lead."""


class Report(Record):
    """Rejects, hints and counts from reading the input of one call."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("hints", "id_conflicts", "rejects", "unknown_events", "without_offset", "without_value",)

    hints: list[Hint]
    """Valid input that is probably not intended."""
    id_conflicts: int
    """The number of ids with events of different contents. One event per id counts."""
    rejects: list[Reject]
    """Everything that was not used, with reasons."""
    unknown_events: UnknownEvents
    """Events whose name no signal uses."""
    without_offset: int
    """The number of events whose instant was local time without an offset."""
    without_value: int
    """The number of events without a value that a signal with `points_per_unit` matched."""


class SectionChange(Record):
    """The points of a section before and after, and the entries that differ."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("difference", "entries", "from", "to",)

    difference: float
    """`to` minus `from`."""
    entries: list[EntryChange]
    """The entries whose points differ."""
    from_: float
    """Points before."""
    to: float
    """Points after."""


class TestOutcome(Record):
    """The result of one test of a model."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("differences", "name", "passed",)

    differences: list[Difference]
    """The differences, in the order of the expectation."""
    name: str
    """The name of the test."""
    passed: bool
    """Whether there are no differences."""


class TestedCondition(Record):
    """A test of a condition and its outcome."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("against", "fact", "holds", "operator", "value", "within_days",)

    against: Any
    """What the operator compares the value with."""
    fact: str
    """The fact."""
    holds: bool
    """Whether the test is true."""
    operator: str
    """The operator, such as `gte`."""
    value: Any
    """The fact's value; null where it is missing."""
    within_days: int | None
    """The test looks at this many days back; absent for all days."""


class TimelineRow(Record):
    """One day of a timeline. ``` use leadgrade::{Day, Event, Model, Profile, TimelineDetail}; let model = Model::from_toml(r#" format = 1 name = "paper" [signals.visit] points = 10 decay = { half_life_days = 30 } [engagement] ranks = [[1, 20], [2]] "#)?; let (profile, events) = (Profile::default(), vec![Event::new("visit", "2026-11-01"); 3]); let lead = model.lead(&profile, &events); let day = |text| Day::parse(text).unwrap(); let rows = lead.timeline(day("2026-10-31"), day("2026-11-30"), TimelineDetail::Label).unwrap(); let ranks: Vec<_> = rows.iter().map(|row| (row.day.to_string(), row.assessment.rank())).collect(); assert_eq!(ranks[0], ("2026-10-31".to_owned(), Some(2))); assert_eq!(ranks[1], ("2026-11-01".to_owned(), Some(1))); assert_eq!(ranks[2], ("2026-11-19".to_owned(), Some(2))); # Ok::<(), leadgrade::ModelError>(()) ```"""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("assessment", "day",)
    _days: ClassVar[tuple[str, ...]] = ("day",)

    assessment: Assessment
    """The assessment at the end of the day."""
    day: dt.date
    """The day."""


class ToNext(Record):
    """What is missing for the next grade and rank."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("grade", "rank", "unknown",)

    grade: NextGrade | None
    """The next better grade; null for the best grade."""
    rank: NextRank | None
    """The next better rank; null for the best rank."""
    unknown: list[UnknownCriterion]
    """Criteria whose fact is not known."""


class UnknownCriterion(Record):
    """A criterion whose fact is not known."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("criterion", "most",)

    criterion: str
    """The name of the criterion."""
    most: float
    """The most points that it gives for any value of the fact."""


class UnknownEvents(Record):
    """Event names that no signal uses, with the number of their events."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("names", "rest",)

    names: list[NamedCount]
    """The first 1,000 names in the order of their UTF-8 bytes."""
    rest: int
    """The number of events with any other unknown name."""


class Assessed(Assessment):
    """The answer of `assess`."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("assessment", "report",)
    _flat: ClassVar[str | None] = "assessment"

    assessment: Assessment
    """The assessment of the lead."""
    report: Report
    """The report on the input: rejects, hints and counts."""


AssessedCompleteness._parts = {"kinds": KnownKind}
AssessedEngagement._parts = {"groups": GroupPoints}
AssessedFit._parts = {"groups": GroupPoints}
Assessment._parts = {"activity": AssessedActivity, "completeness": AssessedCompleteness, "cycle": AssessedCycle, "engagement": AssessedEngagement, "fit": AssessedFit, "interests": AssessedInterest, "model": AssessedModel, "next_steps": AssessedStep, "purchases": AssessedPurchases, "readiness": AssessedReadiness, "stage": AssessedStage, "switches": AssessedSwitch}
Comparison._parts = {"cycle": SectionChange, "engagement": SectionChange, "fit": SectionChange, "labels": LabelChange, "readiness": SectionChange}
Decision._parts = {"conditions": TestedCondition}
Explained._parts = {"assessment": Assessment, "explanation": Explanation, "report": Report}
ExplainedSection._parts = {"entries": ExplanationEntry}
Explanation._parts = {"cycle": ExplainedSection, "decided": Decision, "engagement": ExplainedSection, "fit": ExplainedSection, "readiness": ExplainedSection, "to_next": ToNext}
HistoryInfo._parts = {"unknown_events": UnknownEvents}
Info._parts = {"counts": Counts}
NextChange._parts = {"changes": LabelChange}
Observed._parts = {"rejects": Reject}
Report._parts = {"hints": Hint, "rejects": Reject, "unknown_events": UnknownEvents}
SectionChange._parts = {"entries": EntryChange}
TestOutcome._parts = {"differences": Difference}
TimelineRow._parts = {"assessment": Assessment}
ToNext._parts = {"grade": NextGrade, "rank": NextRank, "unknown": UnknownCriterion}
UnknownEvents._parts = {"names": NamedCount}
Assessed._parts = {"assessment": Assessment, "report": Report}

for _name in __all__:
    globals()[_name]._add_properties()
