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
    """When they were last active."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("days_since",)

    days_since: int | None
    """Days since the latest activity."""


class AssessedCompleteness(Record):
    """How complete the profile is."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("kinds", "level", "missing",)

    kinds: list[KnownKind]
    """Attributes known of each kind."""
    level: int
    """Number of leading levels that are fulfilled."""
    missing: list[str]
    """Facts that the next level lacks."""


class AssessedCycle(Record):
    """When they will buy again; all but points and seasons null without a cycle."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("due", "elapsed_days", "length_days", "overdue_days", "phase", "points", "seasons",)
    _days: ClassVar[tuple[str, ...]] = ("due",)

    due: dt.date | None
    """The day on which the cycle is full."""
    elapsed_days: int | None
    """Days since the latest purchase."""
    length_days: int | None
    """Length of the cycle."""
    overdue_days: int | None
    """Days since then; 0 before."""
    phase: int | None
    """Elapsed of length in whole percent."""
    points: float
    """Of the cycle and the seasons."""
    seasons: list[str]
    """Seasons that give points, each once."""


class AssessedEngagement(Record):
    """What they do: points and rank."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("groups", "points", "rank",)

    groups: list[GroupPoints]
    """Points by group."""
    points: float
    """The total."""
    rank: int | None
    """The rank that they reach."""


class AssessedFit(Record):
    """Who they are: points and grade."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("grade", "groups", "known", "points",)

    grade: str | None
    """The grade that they reach."""
    groups: list[GroupPoints]
    """Points by group."""
    known: int | None
    """Whole percent of the criteria with a fact whose fact is known."""
    points: float
    """The total."""


class AssessedInterest(Record):
    """One interest."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("name", "points", "stage",)

    name: str
    """What it is called."""
    points: float
    """Its points."""
    stage: str | None
    """Its stage."""


class AssessedModel(Record):
    """A model by its name and fingerprint."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("fingerprint", "name",)

    fingerprint: str | None
    """16 hex digits that differ between models which score differently."""
    name: str
    """The model's name."""


class AssessedPurchases(Record):
    """What they bought."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("count", "days_since", "days_since_first", "products", "value",)

    count: int
    """Number of purchases."""
    days_since: int | None
    """Days since the latest."""
    days_since_first: int | None
    """Days since the first."""
    products: int
    """Number of different products."""
    value: float
    """Sum of their values."""


class AssessedReadiness(Record):
    """Whether they are ready to buy."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("points", "ready",)

    points: float
    """Sum of the parts."""
    ready: bool
    """Whether it reaches the threshold."""


class AssessedStage(Record):
    """Where they stand."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("name", "pipeline",)

    name: str
    """The stage's name."""
    pipeline: Literal['attract', 'sell', 'account'] | None
    """Whose work it is."""


class AssessedStep(Record):
    """Something to do."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("channel", "content", "due_minutes", "earliest", "name", "permitted", "priority", "reason", "template", "topic", "wanted",)

    channel: str | None
    """The first that may be used of it and its fallbacks."""
    content: str | None
    """What kind of content it is."""
    due_minutes: int | None
    """How soon, in minutes."""
    earliest: str | None
    """The first instant inside the hours of the channel, in UTC."""
    name: str
    """What it is called."""
    permitted: bool
    """Whether there is one, or none is needed."""
    priority: float
    """Greatest first."""
    reason: Literal['no_permission', 'limit_reached', 'no_hours', 'no_channel'] | None
    """Why the wanted one may not be used."""
    template: str | None
    """The script or mail to use."""
    topic: str | None
    """What it is about."""
    wanted: str | None
    """The channel that the step asks for."""


class AssessedSwitch(Record):
    """A state turned on and off by events."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("name", "value",)

    name: str
    """The switch's name."""
    value: bool | list[str]
    """On or off, or the values that are on."""


class Assessment(AssessmentView):
    """What a model says of a lead at an instant. Every key is always there."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("activity", "as_of", "cell", "completeness", "cycle", "engagement", "excluded", "fit", "interests", "lead", "model", "next_steps", "persona", "priority", "purchases", "qualification", "readiness", "segments", "stage", "switches", "total",)

    activity: AssessedActivity | None
    """When they were last active."""
    as_of: str
    """The instant, in UTC."""
    cell: str | None
    """Grade and rank together, such as `B3`."""
    completeness: AssessedCompleteness | None
    """How complete the profile is."""
    cycle: AssessedCycle | None
    """When they will buy again."""
    engagement: AssessedEngagement | None
    """What they do."""
    excluded: str | None
    """The exclusion that holds; then all that follows is null."""
    fit: AssessedFit | None
    """Who they are."""
    interests: list[AssessedInterest] | None
    """What they are interested in, most points first."""
    lead: str | None
    """The lead's id; null where the profile has none."""
    model: AssessedModel
    """Which model."""
    next_steps: list[AssessedStep] | None
    """What to do next, the most urgent first."""
    persona: str | None
    """The first persona that holds."""
    priority: float | None
    """In which order to call them, 0 to 100."""
    purchases: AssessedPurchases | None
    """What they bought."""
    qualification: str | None
    """What marketing and sales call them."""
    readiness: AssessedReadiness | None
    """Whether they are ready to buy now."""
    segments: list[str] | None
    """The segments that hold."""
    stage: AssessedStage | None
    """Where they stand."""
    switches: list[AssessedSwitch] | None
    """States turned on and off by events."""
    total: float | None
    """The exact sum of the points of fit and engagement; null unless the model has both."""


class Comparison(Record):
    """What differs between two explanations of one lead. Within a section the differences of the entries add up to the difference of its points."""

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
    """How many things of each kind a model has."""

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
    """One place in which an assessment is not as expected."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("expected", "found", "path",)

    expected: Any
    """What the test expects."""
    found: Any
    """What was found; null where there is nothing."""
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
    """What the model says of the lead."""
    explanation: Explanation
    """Why."""
    report: Report
    """What could not be used."""


class ExplainedSection(Record):
    """The points of a section, and the entries that add up to them."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("entries", "points",)

    entries: list[ExplanationEntry]
    """The entries, in the order of evaluation."""
    points: float
    """The points of the section."""


class Explanation(Record):
    """Why a lead has its points and labels. Serialises to the explanation of the language reference."""

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
    """JSON Pointer of the place."""


class GroupPoints(Record):
    """The points of a group."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("name", "points",)

    name: str
    """The group's name."""
    points: float
    """Its sum, clamped."""


class Hint(Record):
    """Something that is valid, but probably not meant."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("code", "column", "count", "help", "message", "table",)

    code: Literal['unfilled', 'near_id', 'unknown_event', 'placeholder']
    """Why."""
    column: str | None
    """The attribute, property or column."""
    count: int
    """How many rows, values, events or leads it is about."""
    help: str | None
    """What to do about it, where that is known."""
    message: str
    """What was found."""
    table: Literal['profiles', 'events', 'as_of']
    """The table that it is about."""


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
    """What a model is and what it was compiled with."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("counts", "description", "fingerprint", "format", "library", "name", "revision", "semantics", "timezone", "unicode", "zone_database",)

    counts: Counts
    """How many signals, criteria and so on it has."""
    description: str | None
    """What it is for."""
    fingerprint: str | None
    """16 hex digits that differ between models which score differently."""
    format: int
    """Version of the language it is written in."""
    library: str
    """Version of this library."""
    name: str
    """The model's name."""
    revision: str | None
    """Its owner's own version."""
    semantics: int
    """Version of the meaning of scores."""
    timezone: str
    """The zone in which its days begin."""
    unicode: str
    """Version of Unicode by which texts are folded, normalised and classified."""
    zone_database: str
    """Version of the zone database that the library carries."""


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
    """An event name that no signal names."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("count", "event",)

    count: int
    """How often it came."""
    event: str
    """The name."""


class NextChange(Record):
    """The next day on which a label differs, though nothing happens."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("changes", "day",)
    _days: ClassVar[tuple[str, ...]] = ("day",)

    changes: list[LabelChange]
    """The labels that differ from those at the instant that was asked about."""
    day: dt.date
    """The day, at whose end the labels differ."""


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
    """One problem of a model document."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("code", "column", "help", "line", "message", "path",)

    code: str
    """A stable code, such as `unknown_key`."""
    column: int | None
    """Column in characters from 1, where the model was a text."""
    help: str
    """What is allowed, or the nearest known name."""
    line: int | None
    """Line from 1, where the model was a text."""
    message: str
    """What was found."""
    path: str
    """JSON Pointer of the place (of a missing key: the one it would have)."""


class Reject(Record):
    """One rejected value, event or lead."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("code", "column", "lead", "reason", "row", "table",)

    code: Literal['missing', 'wrong_type', 'unreadable_instant', 'out_of_range', 'not_finite', 'duplicate_lead', 'not_unicode', 'total_out_of_range']
    """Why."""
    column: str | None
    """The attribute, property or key; of a failed lead the signal or section."""
    lead: str | None
    """The lead's id, where known."""
    reason: str
    """Why, in words: what was found and what is allowed."""
    row: int | None
    """From 0; null for a failed lead."""
    table: Literal['profiles', 'events', 'as_of'] | None
    """Null for a failed lead."""


class Report(Record):
    """What was noticed while reading the input of one call."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("hints", "id_conflicts", "rejects", "unknown_events", "without_offset", "without_value",)

    hints: list[Hint]
    """What is valid, but probably not meant."""
    id_conflicts: int
    """Ids under which events with different contents came; one of each counts."""
    rejects: list[Reject]
    """Everything that was not used, and why."""
    unknown_events: UnknownEvents
    """Events whose name no signal names."""
    without_offset: int
    """Events whose instant was local time without an offset."""
    without_value: int
    """Events without a value that a signal with `points_per_unit` matched."""


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
    """How one test of a model went."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("differences", "name", "passed",)

    differences: list[Difference]
    """What differed, in the order of the expectation."""
    name: str
    """The test's name."""
    passed: bool
    """Whether nothing differed."""


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
    """One day of a timeline."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("assessment", "day",)
    _days: ClassVar[tuple[str, ...]] = ("day",)

    assessment: Assessment
    """Everything that the model says at the end of that day."""
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
    """Event names that no signal names, with how often they came."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("names", "rest",)

    names: list[NamedCount]
    """The first 1,000 names in the order of their UTF-8 bytes."""
    rest: int
    """Events of all other unknown names together."""


class Assessed(Assessment):
    """The answer of `assess`."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ("assessment", "report",)
    _flat: ClassVar[str | None] = "assessment"

    assessment: Assessment
    """What the model says of the lead."""
    report: Report
    """What could not be used."""


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
