"""Answers of the core. Generated from core/schema by generate.py; do not edit."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from ._html import AssessmentHtml, ExplanationHtml
from ._result import Result

ClampOf = Literal["signal", "group", "section"]
"""What a clamp is of."""


DecidedLabel = Literal["excluded", "persona", "stage", "segment", "qualification", "next_step"]
"""What a decision is about."""


EntrySource = Literal["criterion", "persona", "signal", "clamp", "inactivity", "elapsed", "overdue", "season", "part"]
"""What an entry comes from."""


Kind = Literal["semantic", "episodic", "hypothetical", "value"]
"""Where knowledge of an attribute comes from."""


Pipeline = Literal["attract", "sell", "account"]
"""Whose work a stage is."""


RejectCode = Literal["missing", "wrong_type", "unreadable_instant", "out_of_range", "not_finite", "duplicate_lead", "not_unicode", "total_out_of_range"]
"""Why something was rejected."""


SeenWord = Literal["counted", "again", "unknown", "unfit", "forgotten", "rejected"]
"""What became of an observed event, in one word."""


StepReason = Literal["no_permission", "limit_reached", "no_hours", "no_channel"]
"""Why a channel may not be used."""


TableName = Literal["profiles", "events", "as_of"]
"""Which input a reject is about."""


class Assessed(Result):
    """The answer of `assess`."""

    assessment: Assessment
    """What the model says of the lead."""
    report: Report
    """What could not be used."""
    _fields: ClassVar[tuple[str, ...]] = ("assessment", "report",)
    _nested: ClassVar[dict[str, str]] = {"assessment": "Assessment", "report": "Report"}


class AssessedActivity(Result):
    """When they were last active."""

    days_since: int | None
    """Days since the latest activity."""
    _fields: ClassVar[tuple[str, ...]] = ("days_since",)
    _nested: ClassVar[dict[str, str]] = {}


class AssessedCompleteness(Result):
    """How complete the profile is."""

    level: int
    """Number of leading levels that are fulfilled."""
    missing: list[str]
    """Facts that the next level lacks."""
    kinds: list[KnownKind]
    """Attributes known of each kind."""
    _fields: ClassVar[tuple[str, ...]] = ("level", "missing", "kinds",)
    _nested: ClassVar[dict[str, str]] = {"kinds": "KnownKind"}


class AssessedCycle(Result):
    """When they will buy again; all but points and seasons null without a cycle."""

    points: float
    """Of the cycle and the seasons."""
    length_days: int | None
    """Length of the cycle."""
    elapsed_days: int | None
    """Days since the latest purchase."""
    due: str | None
    """The day on which the cycle is full."""
    overdue_days: int | None
    """Days since then; 0 before."""
    phase: int | None
    """Elapsed of length in whole percent."""
    seasons: list[str]
    """Seasons that give points, each once."""
    _fields: ClassVar[tuple[str, ...]] = ("points", "length_days", "elapsed_days", "due", "overdue_days", "phase", "seasons",)
    _nested: ClassVar[dict[str, str]] = {}


class AssessedEngagement(Result):
    """What they do: points and rank."""

    points: float
    """The total."""
    rank: int | None
    """The rank that they reach."""
    groups: list[GroupPoints]
    """Points by group."""
    _fields: ClassVar[tuple[str, ...]] = ("points", "rank", "groups",)
    _nested: ClassVar[dict[str, str]] = {"groups": "GroupPoints"}


class AssessedFit(Result):
    """Who they are: points and grade."""

    points: float
    """The total."""
    grade: str | None
    """The grade that they reach."""
    known: int | None
    """Whole percent of the criteria with a fact whose fact is known."""
    groups: list[GroupPoints]
    """Points by group."""
    _fields: ClassVar[tuple[str, ...]] = ("points", "grade", "known", "groups",)
    _nested: ClassVar[dict[str, str]] = {"groups": "GroupPoints"}


class AssessedInterest(Result):
    """One interest."""

    name: str
    """What it is called."""
    points: float
    """Its points."""
    stage: str | None
    """Its stage."""
    _fields: ClassVar[tuple[str, ...]] = ("name", "points", "stage",)
    _nested: ClassVar[dict[str, str]] = {}


class AssessedModel(Result):
    """A model by its name and fingerprint."""

    name: str
    """The model's name."""
    fingerprint: str | None
    """16 hex digits that differ between models which score differently."""
    _fields: ClassVar[tuple[str, ...]] = ("name", "fingerprint",)
    _nested: ClassVar[dict[str, str]] = {}


class AssessedPurchases(Result):
    """What they bought."""

    count: int
    """Number of purchases."""
    value: float
    """Sum of their values."""
    products: int
    """Number of different products."""
    days_since: int | None
    """Days since the latest."""
    days_since_first: int | None
    """Days since the first."""
    _fields: ClassVar[tuple[str, ...]] = ("count", "value", "products", "days_since", "days_since_first",)
    _nested: ClassVar[dict[str, str]] = {}


class AssessedReadiness(Result):
    """Whether they are ready to buy now."""

    points: float
    """Sum of the parts."""
    ready: bool
    """Whether it reaches the threshold."""
    _fields: ClassVar[tuple[str, ...]] = ("points", "ready",)
    _nested: ClassVar[dict[str, str]] = {}


class AssessedStage(Result):
    """Where they stand."""

    name: str
    """The stage's name."""
    pipeline: Pipeline | None
    """Whose work it is."""
    _fields: ClassVar[tuple[str, ...]] = ("name", "pipeline",)
    _nested: ClassVar[dict[str, str]] = {}


class AssessedStep(Result):
    """Something to do."""

    name: str
    """What it is called."""
    wanted: str | None
    """The channel that the step asks for."""
    channel: str | None
    """The first that may be used of it and its fallbacks."""
    permitted: bool
    """Whether there is one, or none is needed."""
    reason: StepReason | None
    """Why the wanted one may not be used."""
    template: str | None
    """The script or mail to use."""
    content: str | None
    """What kind of content it is."""
    topic: str | None
    """What it is about."""
    priority: float
    """Greatest first."""
    due_minutes: int | None
    """How soon, in minutes."""
    earliest: str | None
    """The first instant inside the hours of the channel, in UTC."""
    _fields: ClassVar[tuple[str, ...]] = ("name", "wanted", "channel", "permitted", "reason", "template", "content", "topic", "priority", "due_minutes", "earliest",)
    _nested: ClassVar[dict[str, str]] = {}


class AssessedSwitch(Result):
    """A state turned on and off by events."""

    name: str
    """The switch's name."""
    value: bool | list[str]
    """On or off, or the values that are on."""
    _fields: ClassVar[tuple[str, ...]] = ("name", "value",)
    _nested: ClassVar[dict[str, str]] = {}


class Assessment(AssessmentHtml, Result):
    """What a model says of a lead at an instant. Every key is always there."""

    lead: str | None
    """The lead's id; null where the profile has none."""
    as_of: str
    """The instant, in UTC."""
    model: AssessedModel
    """Which model."""
    excluded: str | None
    """The exclusion that holds; then all that follows is null."""
    persona: str | None
    """The first persona that holds."""
    fit: AssessedFit | None
    """Who they are."""
    engagement: AssessedEngagement | None
    """What they do."""
    cell: str | None
    """Grade and rank together, such as `B3`."""
    cycle: AssessedCycle | None
    """When they will buy again."""
    readiness: AssessedReadiness | None
    """Whether they are ready to buy now."""
    completeness: AssessedCompleteness | None
    """How complete the profile is."""
    interests: list[AssessedInterest] | None
    """What they are interested in, most points first."""
    stage: AssessedStage | None
    """Where they stand."""
    segments: list[str] | None
    """The segments that hold."""
    qualification: str | None
    """What marketing and sales call them."""
    priority: float | None
    """In which order to call them, 0 to 100."""
    next_steps: list[AssessedStep] | None
    """What to do next, the most urgent first."""
    purchases: AssessedPurchases | None
    """What they bought."""
    activity: AssessedActivity | None
    """When they were last active."""
    switches: list[AssessedSwitch] | None
    """States turned on and off by events."""
    _fields: ClassVar[tuple[str, ...]] = ("lead", "as_of", "model", "excluded", "persona", "fit", "engagement", "cell", "cycle", "readiness", "completeness", "interests", "stage", "segments", "qualification", "priority", "next_steps", "purchases", "activity", "switches",)
    _nested: ClassVar[dict[str, str]] = {"model": "AssessedModel", "fit": "AssessedFit", "engagement": "AssessedEngagement", "cycle": "AssessedCycle", "readiness": "AssessedReadiness", "completeness": "AssessedCompleteness", "interests": "AssessedInterest", "stage": "AssessedStage", "next_steps": "AssessedStep", "purchases": "AssessedPurchases", "activity": "AssessedActivity", "switches": "AssessedSwitch"}


class Comparison(Result):
    """What differs between two explanations of one lead. Within a section the differences of the entries add up to the difference of its points."""

    fit: SectionChange | None
    """Who they are."""
    engagement: SectionChange | None
    """What they do."""
    cycle: SectionChange | None
    """When they will buy again."""
    readiness: SectionChange | None
    """Whether they are ready to buy now."""
    labels: list[LabelChange]
    """Labels that differ, as `{ label, from, to }`."""
    _fields: ClassVar[tuple[str, ...]] = ("fit", "engagement", "cycle", "readiness", "labels",)
    _nested: ClassVar[dict[str, str]] = {"fit": "SectionChange", "engagement": "SectionChange", "cycle": "SectionChange", "readiness": "SectionChange", "labels": "LabelChange"}


class Counts(Result):
    """How many things of each kind a model has."""

    attributes: int
    properties: int
    signals: int
    criteria: int
    personas: int
    stages: int
    segments: int
    channels: int
    next_steps: int
    tests: int
    _fields: ClassVar[tuple[str, ...]] = ("attributes", "properties", "signals", "criteria", "personas", "stages", "segments", "channels", "next_steps", "tests",)
    _nested: ClassVar[dict[str, str]] = {}


class Decision(Result):
    """A decision with the conditions that led to it."""

    of: DecidedLabel
    """Which label."""
    name: str
    """What it says."""
    conditions: list[TestedCondition]
    """All tests of the condition that decided."""
    _fields: ClassVar[tuple[str, ...]] = ("of", "name", "conditions",)
    _nested: ClassVar[dict[str, str]] = {"conditions": "TestedCondition"}


class Difference(Result):
    """One place in which an assessment is not as expected."""

    path: str
    """JSON Pointer into the assessment."""
    expected: Any
    """What the test expects."""
    found: Any
    """What was found; null where there is nothing."""
    _fields: ClassVar[tuple[str, ...]] = ("path", "expected", "found",)
    _nested: ClassVar[dict[str, str]] = {}


class EntryChange(Result):
    """An entry whose points differ; 0 where it is absent."""

    source: EntrySource
    """What it comes from."""
    name: str
    """What it is named after."""
    from_: float
    """Points before."""
    to: float
    """Points after."""
    difference: float
    """`to` less `from`."""
    _fields: ClassVar[tuple[str, ...]] = ("source", "name", "from_", "to", "difference",)
    _nested: ClassVar[dict[str, str]] = {}


class Explained(Result):
    """The answer of `explain`."""

    assessment: Assessment
    """What the model says of the lead."""
    explanation: Explanation
    """Why."""
    report: Report
    """What could not be used."""
    _fields: ClassVar[tuple[str, ...]] = ("assessment", "explanation", "report",)
    _nested: ClassVar[dict[str, str]] = {"assessment": "Assessment", "explanation": "Explanation", "report": "Report"}


class ExplainedSection(Result):
    """A section's points and the entries that add up to them."""

    points: float
    """The total."""
    entries: list[ExplanationEntry]
    """In the order of evaluation."""
    _fields: ClassVar[tuple[str, ...]] = ("points", "entries",)
    _nested: ClassVar[dict[str, str]] = {"entries": "ExplanationEntry"}


class Explanation(ExplanationHtml, Result):
    """Why a lead got its points and labels. Serialises to the explanation of the language reference."""

    fit: ExplainedSection | None
    """Who they are."""
    engagement: ExplainedSection | None
    """What they do."""
    cycle: ExplainedSection | None
    """When they will buy again."""
    readiness: ExplainedSection | None
    """Whether they are ready to buy now."""
    decided: list[Decision]
    """What decided the labels, in the order of evaluation."""
    to_next: ToNext | None
    """What is missing for the next grade and rank; null for an excluded or failed lead."""
    _fields: ClassVar[tuple[str, ...]] = ("fit", "engagement", "cycle", "readiness", "decided", "to_next",)
    _nested: ClassVar[dict[str, str]] = {"fit": "ExplainedSection", "engagement": "ExplainedSection", "cycle": "ExplainedSection", "readiness": "ExplainedSection", "decided": "Decision", "to_next": "ToNext"}


class ExplanationEntry(Result):
    """One entry of an explanation."""

    source: EntrySource
    """What it comes from."""
    name: str
    """The criterion, signal, group, season or part, or the section."""
    points: float
    """What it gives."""
    detail: dict[str, Any] | None
    """What it was computed from."""
    _fields: ClassVar[tuple[str, ...]] = ("source", "name", "points", "detail",)
    _nested: ClassVar[dict[str, str]] = {}


class Finding(Result):
    """Something in a model that is legal but suspicious."""

    code: str
    """A stable code."""
    path: str
    """JSON Pointer of the place."""
    message: str
    """What was found."""
    help: str
    """What to do about it."""
    _fields: ClassVar[tuple[str, ...]] = ("code", "path", "message", "help",)
    _nested: ClassVar[dict[str, str]] = {}


class Flow(Result):
    """Leads that went from one place to another."""

    from_: Place
    """Where they stood."""
    to: Place
    """Where they stand."""
    leads: int
    """How many."""
    _fields: ClassVar[tuple[str, ...]] = ("from_", "to", "leads",)
    _nested: ClassVar[dict[str, str]] = {"from_": "Place", "to": "Place"}


class Grid(Result):
    """How many leads stand where."""

    stages: list[str]
    """The stages of the model, earliest first."""
    grades: list[str]
    """The grades, best first."""
    ranks: list[int]
    """The ranks, strongest first."""
    leads: int
    """How many leads there are."""
    counts: list[list[list[int]]]
    """How many stand at each place: by stage, grade and rank, each list with one more entry at its end for leads without such a label."""
    _fields: ClassVar[tuple[str, ...]] = ("stages", "grades", "ranks", "leads", "counts",)
    _nested: ClassVar[dict[str, str]] = {}


class GroupPoints(Result):
    """The points of a group."""

    name: str
    """The group's name."""
    points: float
    """Its sum, clamped."""
    _fields: ClassVar[tuple[str, ...]] = ("name", "points",)
    _nested: ClassVar[dict[str, str]] = {}


class HistoryInfo(Result):
    """What a history holds, in numbers."""

    events: int
    """How many events count, those with ids once each."""
    latest: str | None
    """The latest event that counts. Before it the history cannot be assessed."""
    forgotten_before: str | None
    """Ids of events before this day are forgotten."""
    id_conflicts: int
    """Under how many ids different contents came; one of each counts."""
    rejected: int
    """Events that could not be read."""
    refused: int
    """Events with ids that came after their day was forgotten."""
    unknown_events: UnknownEvents
    """Events whose name no signal names."""
    _fields: ClassVar[tuple[str, ...]] = ("events", "latest", "forgotten_before", "id_conflicts", "rejected", "refused", "unknown_events",)
    _nested: ClassVar[dict[str, str]] = {"unknown_events": "UnknownEvents"}


class Info(Result):
    """What a model is and what it was compiled with."""

    name: str
    """The model's name."""
    revision: str | None
    """Its owner's own version."""
    description: str | None
    """What it is for."""
    format: int
    """Version of the language it is written in."""
    fingerprint: str | None
    """16 hex digits that differ between models which score differently."""
    timezone: str
    """The zone in which its days begin."""
    library: str
    """Version of this library."""
    semantics: int
    """Version of the meaning of scores."""
    zone_database: str
    """Version of the zone database that the library carries."""
    unicode: str
    """Version of Unicode by which texts are folded, normalised and classified."""
    counts: Counts
    """How many signals, criteria and so on it has."""
    _fields: ClassVar[tuple[str, ...]] = ("name", "revision", "description", "format", "fingerprint", "timezone", "library", "semantics", "zone_database", "unicode", "counts",)
    _nested: ClassVar[dict[str, str]] = {"counts": "Counts"}


class KnownKind(Result):
    """How many attributes of a kind are known."""

    kind: Kind
    """The kind."""
    known: int
    """So many are known."""
    of: int
    """So many there are."""
    _fields: ClassVar[tuple[str, ...]] = ("kind", "known", "of",)
    _nested: ClassVar[dict[str, str]] = {}


class LabelChange(Result):
    """A label that differs."""

    label: str
    """Its name, such as `grade` or `stage`."""
    from_: Any
    """What it was."""
    to: Any
    """What it is."""
    _fields: ClassVar[tuple[str, ...]] = ("label", "from_", "to",)
    _nested: ClassVar[dict[str, str]] = {}


class LeadColumns(Result):
    """Leads, column by column: those columns of tables that stand for one value each."""

    lead: list[str]
    """The id."""
    as_of: list[str]
    """The instant, in UTC."""
    excluded: list[str | None]
    """Why the lead is not scored; null where it is."""
    persona: list[str | None]
    """The persona."""
    fit_points: list[float | None]
    """Points of fit."""
    grade: list[str | None]
    """The grade."""
    fit_known: list[int | None]
    """Known criteria in whole percent."""
    engagement_points: list[float | None]
    """Points of engagement."""
    rank: list[int | None]
    """The rank."""
    cell: list[str | None]
    """Grade and rank."""
    cycle_points: list[float | None]
    """Points of the buying cycle."""
    cycle_due: list[str | None]
    """The day on which the cycle is full."""
    readiness_points: list[float | None]
    """Points of readiness."""
    ready: list[bool | None]
    """Whether they are enough."""
    stage: list[str | None]
    """The lifecycle stage."""
    qualification: list[str | None]
    """The qualification."""
    priority: list[float | None]
    """0 to 100."""
    purchases_count: list[int | None]
    """How many purchases."""
    purchases_value: list[float | None]
    """Their value."""
    activity_days_since: list[int | None]
    """Days since the latest activity."""
    rejects: list[int]
    """How many values and rows of the lead could not be used."""
    _fields: ClassVar[tuple[str, ...]] = ("lead", "as_of", "excluded", "persona", "fit_points", "grade", "fit_known", "engagement_points", "rank", "cell", "cycle_points", "cycle_due", "readiness_points", "ready", "stage", "qualification", "priority", "purchases_count", "purchases_value", "activity_days_since", "rejects",)
    _nested: ClassVar[dict[str, str]] = {}


class Leads(Result):
    """Some leads of all that were asked for."""

    count: int
    """How many there are in all."""
    leads: LeadColumns
    """What is said of them."""
    before: LeadColumns | None
    """What was said of them before, in the same order; null without a before."""
    _fields: ClassVar[tuple[str, ...]] = ("count", "leads", "before",)
    _nested: ClassVar[dict[str, str]] = {"leads": "LeadColumns", "before": "LeadColumns"}


class Moves(Result):
    """Who stands elsewhere than before."""

    moved: int
    """Leads whose stage, grade or rank differs by name."""
    came: int
    """Leads that were not there before."""
    left: int
    """Leads that are not there any more."""
    flows: list[Flow]
    """From where to where they went, most leads first."""
    _fields: ClassVar[tuple[str, ...]] = ("moved", "came", "left", "flows",)
    _nested: ClassVar[dict[str, str]] = {"flows": "Flow"}


class NamedCount(Result):
    """An event name that no signal names."""

    event: str
    """The name."""
    count: int
    """How often it came."""
    _fields: ClassVar[tuple[str, ...]] = ("event", "count",)
    _nested: ClassVar[dict[str, str]] = {}


class NextChange(Result):
    """The next day on which a label differs, though nothing happens."""

    day: str
    """The day, at whose end the labels differ."""
    changes: list[LabelChange]
    """The labels that differ from those at the instant that was asked about."""
    _fields: ClassVar[tuple[str, ...]] = ("day", "changes",)
    _nested: ClassVar[dict[str, str]] = {"changes": "LabelChange"}


class NextGrade(Result):
    """The next better grade."""

    name: str
    """The grade."""
    points: float
    """The points that it takes."""
    _fields: ClassVar[tuple[str, ...]] = ("name", "points",)
    _nested: ClassVar[dict[str, str]] = {}


class NextRank(Result):
    """The next better rank."""

    name: int
    """The rank."""
    points: float
    """The points that it takes."""
    _fields: ClassVar[tuple[str, ...]] = ("name", "points",)
    _nested: ClassVar[dict[str, str]] = {}


class Observed(Result):
    """What became of an observed event."""

    seen: SeenWord
    """In one word."""
    rejects: list[Reject]
    """Of a rejected event everything that is wrong with it."""
    _fields: ClassVar[tuple[str, ...]] = ("seen", "rejects",)
    _nested: ClassVar[dict[str, str]] = {"rejects": "Reject"}


class Place(Result):
    """A place by its names; a lead without such a label has none of it."""

    stage: str | None
    """The stage."""
    grade: str | None
    """The grade."""
    rank: int | None
    """The rank."""
    _fields: ClassVar[tuple[str, ...]] = ("stage", "grade", "rank",)
    _nested: ClassVar[dict[str, str]] = {}


class PlaceAsked(Result):
    """Places of a grid: what is said of them must be so."""

    grade: str | None | None
    """The grade; null is none."""
    rank: int | None | None
    """The rank; null is none."""
    stage: str | None | None
    """The stage; null is none."""
    _fields: ClassVar[tuple[str, ...]] = ("grade", "rank", "stage",)
    _nested: ClassVar[dict[str, str]] = {}


class Problem(Result):
    """One problem of a model document."""

    code: str
    """A stable code, such as `unknown_key`."""
    path: str
    """JSON Pointer of the place (of a missing key: the one it would have)."""
    message: str
    """What was found."""
    help: str
    """What is allowed, or the nearest known name."""
    column: int | None
    """Column in characters from 1, where the model was a text."""
    line: int | None
    """Line from 1, where the model was a text."""
    _fields: ClassVar[tuple[str, ...]] = ("code", "path", "message", "help", "column", "line",)
    _nested: ClassVar[dict[str, str]] = {}


class Reject(Result):
    """One rejected value, event or lead."""

    table: TableName | None
    """Null for a failed lead."""
    row: int | None
    """From 0; null for a failed lead."""
    lead: str | None
    """The lead's id, where known."""
    column: str | None
    """The attribute, property or key; of a failed lead the signal or section."""
    code: RejectCode
    """Why."""
    reason: str
    """Why, in words: what was found and what is allowed."""
    _fields: ClassVar[tuple[str, ...]] = ("table", "row", "lead", "column", "code", "reason",)
    _nested: ClassVar[dict[str, str]] = {}


class Report(Result):
    """What was noticed while reading the input of one call."""

    rejects: list[Reject]
    """Everything that was not used, and why."""
    without_offset: int
    """Events whose instant was local time without an offset."""
    without_value: int
    """Events without a value that a signal with `points_per_unit` matched."""
    unknown_events: UnknownEvents
    """Events whose name no signal names."""
    id_conflicts: int
    """Ids under which events with different contents came; one of each counts."""
    _fields: ClassVar[tuple[str, ...]] = ("rejects", "without_offset", "without_value", "unknown_events", "id_conflicts",)
    _nested: ClassVar[dict[str, str]] = {"rejects": "Reject", "unknown_events": "UnknownEvents"}


class SectionChange(Result):
    """A section's points before and after, and the entries that differ."""

    from_: float
    """Points before."""
    to: float
    """Points after."""
    difference: float
    """`to` less `from`."""
    entries: list[EntryChange]
    """Entries that differ."""
    _fields: ClassVar[tuple[str, ...]] = ("from_", "to", "difference", "entries",)
    _nested: ClassVar[dict[str, str]] = {"entries": "EntryChange"}


class TablesReport(Result):
    """What was noticed while tables were scored."""

    rejected: int
    """How many values, rows and leads could not be used."""
    rejects: list[Reject]
    """The first 1,000 of them, and why."""
    without_offset: int
    """Events whose instant was local time without an offset."""
    without_value: int
    """Events without a value that a signal with `points_per_unit` matched."""
    unknown_events: UnknownEvents
    """Events whose name no signal names."""
    id_conflicts: int
    """Ids under which events with different contents came."""
    _fields: ClassVar[tuple[str, ...]] = ("rejected", "rejects", "without_offset", "without_value", "unknown_events", "id_conflicts",)
    _nested: ClassVar[dict[str, str]] = {"rejects": "Reject", "unknown_events": "UnknownEvents"}


class TestOutcome(Result):
    """How one test of a model went."""

    name: str
    """The test's name."""
    passed: bool
    """Whether nothing differed."""
    differences: list[Difference]
    """What differed, in the order of the expectation."""
    _fields: ClassVar[tuple[str, ...]] = ("name", "passed", "differences",)
    _nested: ClassVar[dict[str, str]] = {"differences": "Difference"}


class TestedCondition(Result):
    """One test of a condition."""

    fact: str
    """The fact."""
    value: Any
    """The fact's value; null where it is missing."""
    operator: str
    """The operator."""
    against: Any
    """What stands on its right side."""
    holds: bool
    """Whether it holds."""
    within_days: int | None
    """Only the last so many days."""
    _fields: ClassVar[tuple[str, ...]] = ("fact", "value", "operator", "against", "holds", "within_days",)
    _nested: ClassVar[dict[str, str]] = {}


class TimelineRow(Result):
    """One day of a timeline."""

    day: str
    """The day."""
    assessment: Assessment
    """Everything that the model says at the end of that day."""
    _fields: ClassVar[tuple[str, ...]] = ("day", "assessment",)
    _nested: ClassVar[dict[str, str]] = {"assessment": "Assessment"}


class ToNext(Result):
    """What is missing for the next grade and rank."""

    grade: NextGrade | None
    """The next better grade; null for the best."""
    rank: NextRank | None
    """The next better rank; null for the best."""
    unknown: list[UnknownCriterion]
    """Criteria whose fact is not known."""
    _fields: ClassVar[tuple[str, ...]] = ("grade", "rank", "unknown",)
    _nested: ClassVar[dict[str, str]] = {"grade": "NextGrade", "rank": "NextRank", "unknown": "UnknownCriterion"}


class UnknownCriterion(Result):
    """A criterion whose fact is not known."""

    criterion: str
    """The criterion's name."""
    most: float
    """The most points that knowing the fact could give."""
    _fields: ClassVar[tuple[str, ...]] = ("criterion", "most",)
    _nested: ClassVar[dict[str, str]] = {}


class UnknownEvents(Result):
    """Event names that no signal names, with how often they came."""

    names: list[NamedCount]
    """The first 1,000 names in the order of their UTF-8 bytes."""
    rest: int
    """Events of all other unknown names together."""
    _fields: ClassVar[tuple[str, ...]] = ("names", "rest",)
    _nested: ClassVar[dict[str, str]] = {"names": "NamedCount"}


CLASSES: dict[str, type[Result]] = {
    "Assessed": Assessed,
    "AssessedActivity": AssessedActivity,
    "AssessedCompleteness": AssessedCompleteness,
    "AssessedCycle": AssessedCycle,
    "AssessedEngagement": AssessedEngagement,
    "AssessedFit": AssessedFit,
    "AssessedInterest": AssessedInterest,
    "AssessedModel": AssessedModel,
    "AssessedPurchases": AssessedPurchases,
    "AssessedReadiness": AssessedReadiness,
    "AssessedStage": AssessedStage,
    "AssessedStep": AssessedStep,
    "AssessedSwitch": AssessedSwitch,
    "Assessment": Assessment,
    "Comparison": Comparison,
    "Counts": Counts,
    "Decision": Decision,
    "Difference": Difference,
    "EntryChange": EntryChange,
    "Explained": Explained,
    "ExplainedSection": ExplainedSection,
    "Explanation": Explanation,
    "ExplanationEntry": ExplanationEntry,
    "Finding": Finding,
    "Flow": Flow,
    "Grid": Grid,
    "GroupPoints": GroupPoints,
    "HistoryInfo": HistoryInfo,
    "Info": Info,
    "KnownKind": KnownKind,
    "LabelChange": LabelChange,
    "LeadColumns": LeadColumns,
    "Leads": Leads,
    "Moves": Moves,
    "NamedCount": NamedCount,
    "NextChange": NextChange,
    "NextGrade": NextGrade,
    "NextRank": NextRank,
    "Observed": Observed,
    "Place": Place,
    "PlaceAsked": PlaceAsked,
    "Problem": Problem,
    "Reject": Reject,
    "Report": Report,
    "SectionChange": SectionChange,
    "TablesReport": TablesReport,
    "TestOutcome": TestOutcome,
    "TestedCondition": TestedCondition,
    "TimelineRow": TimelineRow,
    "ToNext": ToNext,
    "UnknownCriterion": UnknownCriterion,
    "UnknownEvents": UnknownEvents,
}
