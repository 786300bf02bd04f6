"""Scoring of tables: they come in through Arrow's capsule interface, and go out as the library that they came from."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from . import _native
from ._answers import Explained
from ._errors import problem, wrong
from ._frames import InputTable, Kind, input_table, is_table, to_frame
from ._jobs import Progress, check_progress, results_of, wait_for
from ._report import MAX_LINES

if TYPE_CHECKING:
    from ._inputs import Instant
    from ._model import Model


class Dataset:
    """Profiles and events that stay in memory, to be scored several times. Use `load` to create one.

    dataset = leadgrade.Dataset.load(profiles, events)
    found = model.assess_table(dataset=dataset, as_of="2026-11-22")
    """

    __slots__ = ("_kind", "_native")
    _native: _native.Dataset
    _kind: Kind

    def __init__(self) -> None:
        raise problem(
            "table", "not_allowed", "", "`Dataset(..)` cannot be called", "use Dataset.load(profiles, events)"
        )

    @classmethod
    def load(cls, profiles: Any = None, events: Any = None, *, progress: Progress = False) -> Dataset:
        """Reads profiles, events or both; `Model.assess_table` lists the kinds of tables and their columns.

        Raises `TableError` if an argument is not a table, or cannot be read.
        """
        if profiles is None and events is None:
            raise problem(
                "table", "missing_argument", "", "there is nothing to load", "pass `profiles`, `events` or both"
            )
        check_progress(progress)
        dataset = cls.__new__(cls)
        profile_table, event_table = input_table(profiles, "/profiles"), input_table(events, "/events")
        dataset._kind = profile_table.kind or event_table.kind or Kind.of(None)
        job = _native.Job.load(profile_table.table, event_table.table)
        dataset._native = wait_for(job, progress).loaded()
        return dataset

    @property
    def rows(self) -> tuple[int, int]:
        """The number of rows of profiles, and of events."""
        return self._native.rows()

    def __repr__(self) -> str:
        profiles, events = self.rows
        return f"<Dataset of {_counted(profiles, 'profile', 'profiles')} and {_counted(events, 'event', 'events')}>"


class ScoredTable:
    """The result of scoring tables. `leads`, `rejects` and so on are tables of the library that the input came from."""

    def __init__(self, scored: _native.Scored, kind: Kind, model: Model) -> None:
        self._scored = scored
        self._kind = kind
        self._model = model
        counts = scored.counts()
        #: The number of events with an unknown name that `unknown_events` does not list.
        self.unknown_rest: int = counts[0]
        #: The number of events whose instant has no offset, and is local time in the model's zone.
        self.without_offset: int = counts[1]
        #: The number of events without a value that matched a signal with `points_per_unit`.
        self.without_value: int = counts[2]
        #: The number of ids that one lead has on events with different contents.
        self.id_conflicts: int = counts[3]

    @cached_property
    def leads(self) -> Any:
        """One row per lead, or per valid row of a table of instants."""
        return to_frame(self._scored.leads, self._kind)

    @cached_property
    def rejects(self) -> Any:
        """The input that was not used, and why: `table`, `row` (from 0), `lead`, `column`, `code`, `reason`."""
        return to_frame(self._scored.rejects, self._kind)

    @cached_property
    def explanations(self) -> Any:
        """One row per entry of an explanation; `None` if the option `explain` was not set."""
        table = self._scored.explanations
        return None if table is None else to_frame(table, self._kind)

    @cached_property
    def hints(self) -> Any:
        """Probable mistakes in the input: `code`, `table`, `column`, `message`, `help`, `count`.

        For example attributes that no column fills, ids that differ only by white space, and texts such as `N/A`.
        """
        return to_frame(self._scored.hints, self._kind)

    @cached_property
    def unknown_events(self) -> Any:
        """The first 1,000 event names that no signal uses: `event`, `count`."""
        return to_frame(self._scored.unknown_events, self._kind)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The leads as an Arrow stream."""
        return self._scored.leads.__arrow_c_stream__(requested_schema)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ScoredTable):
            return NotImplemented
        return other is self or (self._kind == other._kind and self._scored.equals(other._scored))

    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self._scored.leads)

    def explain(self, lead: str | int, *, as_of: Instant | None = None) -> Explained:
        """The source of every point of a lead, as `Model.explain` returns it for the rows of that lead.

        `as_of` is required if the leads were scored at a table of instants. Raises `TableError` if the tables do not
        have the lead, and for results of `assess_sorted`, which do not keep their rows.
        """
        if not isinstance(lead, str):
            lead = _digits(lead)
        return Explained._from_answer(self._scored.explain(lead, as_of))

    def notes(self) -> str:
        """The counts of rejects, hints and so on, as a line; empty if there are none."""
        counts = (
            (len(self._scored.rejects), "reject", "rejects"),
            (len(self._scored.hints), "hint", "hints"),
            (len(self._scored.unknown_events), "unknown event name", "unknown event names"),
            (self.without_offset, "time without an offset", "times without an offset"),
            (self.without_value, "event without a value", "events without a value"),
            (self.id_conflicts, "id with different contents", "ids with different contents"),
        )
        return ", ".join(_counted(*one) for one in counts if one[0])

    def _report(self) -> dict[str, Any]:
        """The first rejects, hints and so on, in the form of the report of a single lead."""
        names = [{**one, "count": int(one["count"] or 0)} for one in self._scored.unknown_events.head(MAX_LINES + 1)]
        return {
            "rejects": self._scored.rejects.head(MAX_LINES + 1),
            "hints": self._scored.hints.head(MAX_LINES + 1),
            "unknown_events": {"names": names, "rest": self.unknown_rest},
            "without_offset": self.without_offset,
            "without_value": self.without_value,
            "id_conflicts": self.id_conflicts,
        }

    def __repr__(self) -> str:
        notes = self.notes()
        return f"<ScoredTable of {_counted(len(self), 'lead', 'leads')}{'; ' if notes else ''}{notes}>"

    def __str__(self) -> str:
        from ._ledger import report_lines

        return "\n".join([repr(self), *report_lines(self._report())])

    def _repr_html_(self) -> str:
        from html import escape

        from ._html import report_html

        leads = self.leads
        shown = leads._repr_html_() if hasattr(leads, "_repr_html_") else f"<pre>{escape(str(leads))}</pre>"
        return f"{shown}<p>{escape(repr(self)[1:-1])}</p>{report_html(self._report())}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _digits(lead: Any) -> str:
    """The digits of a whole number, including those of numpy."""
    try:
        if isinstance(lead, bool):
            raise TypeError
        return str(operator.index(lead))
    except TypeError:
        raise wrong("table", "lead", lead, "the id of a lead: a text or a whole number") from None


def assess_table(
    model: Model,
    profiles: Any,
    events: Any,
    as_of: Any,
    dataset: Dataset | None,
    options: dict[str, Any],
    progress: Progress,
) -> ScoredTable:
    """`Model.assess_table`."""
    for name, table in (("profiles", profiles), ("events", events)):
        if isinstance(table, Dataset):
            raise wrong(
                "table", name, table, "a table; pass a dataset as a keyword: assess_table(dataset=..., as_of=...)"
            )
    if dataset is not None and not isinstance(dataset, Dataset):
        raise wrong("table", "dataset", dataset, "a Dataset, which Dataset.load returns")
    if dataset is None and profiles is None and events is None:
        raise problem(
            "table", "missing_argument", "", "no table was given", "assess_table() needs profiles, events or a dataset"
        )
    if dataset is not None and (profiles is not None or events is not None):
        help = "pass either a dataset, or profiles and events"
        raise problem("table", "not_allowed", "/dataset", "`dataset` and tables exclude each other", help)
    check_progress(progress)
    options = _reusable(options)
    profile_table = _read(model, options, profiles, "profiles")
    event_table = _read(model, options, events, "events")
    instants = _read(model, options, as_of, "as_of") if is_table(as_of) else None
    request = options if instants is not None else {**options, "as_of": as_of}
    job = _native.Job.score(
        model._native,
        profile_table.table,
        event_table.table,
        instants and instants.table,
        request,
        None if dataset is None else dataset._native,
    )
    kind = profile_table.kind or event_table.kind or (dataset._kind if dataset else None) or Kind.of(None)
    return ScoredTable(wait_for(job, progress).scored(), kind, model)


def assess_sorted(
    model: Model, profiles: Any, events: Any, as_of: Any, options: dict[str, Any]
) -> Iterator[ScoredTable]:
    """`Model.assess_sorted`."""
    if profiles is None and events is None:
        raise problem(
            "table", "missing_argument", "", "no stream was given", "assess_sorted() needs profiles or events"
        )
    if is_table(as_of):
        raise problem(
            "table",
            "instants_of_streams",
            "/as_of",
            "`as_of` is a table",
            "one instant; assess_table() accepts a table of instants",
        )
    options = _reusable(options)
    profile_table = _read(model, options, profiles, "profiles")
    event_table = _read(model, options, events, "events")
    request = {**options, "as_of": as_of}
    stream = _native.Stream(model._native, profile_table.table, event_table.table, request)
    kind = profile_table.kind or event_table.kind or Kind.of(None)
    return (ScoredTable(scored, kind, model) for scored in results_of(stream))


def _reusable(options: dict[str, Any]) -> dict[str, Any]:
    """Options in which iterators are lists, since options are read more than once."""
    return {name: list(value) if isinstance(value, Iterator) else value for name, value in options.items()}


def _read(model: Model, options: dict[str, Any], table: Any, name: str) -> InputTable:
    """A table reduced to the columns that the model reads."""
    return input_table(table, f"/{name}", lambda names: _native.columns_read(model._native, options, name, names))
