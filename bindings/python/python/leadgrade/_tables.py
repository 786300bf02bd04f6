"""Tables: in by the capsule interface of Arrow, out as the kind that came in."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from . import _native
from ._answers import Explained
from ._errors import problem, wrong
from ._frames import Given, Kind, back, is_table, table_of
from ._noticed import MOST
from ._waiting import Progress, checked, taken, waited

if TYPE_CHECKING:
    from ._given import Instant
    from ._model import Model


class Dataset:
    """Profiles and events that stay in memory, to be scored again and again. Made by `load`."""

    __slots__ = ("_kind", "_native")
    _native: _native.Dataset
    _kind: Kind

    def __init__(self) -> None:
        raise problem("table", "not_allowed", "", "`Dataset(..)` makes no dataset", "Dataset.load(profiles, events)")

    @classmethod
    def load(cls, profiles: Any = None, events: Any = None, *, progress: Progress = False) -> Dataset:
        """Reads tables, see `Model.assess_table`. Raises `TableError` for what is no table."""
        if profiles is None and events is None:
            raise problem("table", "missing_argument", "", "there is nothing to load", "`profiles`, `events` or both")
        checked(progress)
        dataset = cls.__new__(cls)
        people, did = table_of(profiles, "/profiles"), table_of(events, "/events")
        dataset._kind = people.kind or did.kind or Kind.of(None)
        job = _native.Job.load(people.table, did.table)
        dataset._native = waited(job, progress).loaded()
        return dataset

    @property
    def rows(self) -> tuple[int, int]:
        """How many rows of profiles and of events there are."""
        return self._native.rows()

    def __repr__(self) -> str:
        profiles, events = self.rows
        people, did = _counted(profiles, "profile", "profiles"), _counted(events, "event", "events")
        return f"<Dataset of {people} and {did}>"


class ScoredTable:
    """What tables gave: `leads`, `rejects` and so on are tables of the kind that was given."""

    def __init__(self, scored: _native.Scored, kind: Kind, model: Model) -> None:
        self._scored = scored
        self._kind = kind
        self._model = model
        counts = scored.counts()
        #: Events of all other unknown names together.
        self.unknown_rest: int = counts[0]
        #: Events without an offset: local time of the model's zone.
        self.without_offset: int = counts[1]
        #: Events without a value that a signal with `points_per_unit` matched.
        self.without_value: int = counts[2]
        #: Ids under which events with different contents came.
        self.id_conflicts: int = counts[3]

    @cached_property
    def leads(self) -> Any:
        """A row for each lead, or for each valid row of a table of instants."""
        return back(self._scored.leads, self._kind)

    @cached_property
    def rejects(self) -> Any:
        """Everything that was not used, and why: `table`, `row` (from 0), `lead`, `column`, `code`, `reason`."""
        return back(self._scored.rejects, self._kind)

    @cached_property
    def explanations(self) -> Any:
        """Where explanations were asked for, their entries: one row for each."""
        table = self._scored.explanations
        return None if table is None else back(table, self._kind)

    @cached_property
    def hints(self) -> Any:
        """What is valid but probably not meant: `code`, `table`, `column`, `message`, `help`, `count`.

        Attributes that no column fills, ids that differ by white space, texts such as `N/A`, and the like.
        """
        return back(self._scored.hints, self._kind)

    @cached_property
    def unknown_events(self) -> Any:
        """The first 1,000 names of events that no signal names: `event`, `count`."""
        return back(self._scored.unknown_events, self._kind)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The leads as a stream of Arrow."""
        return self._scored.leads.__arrow_c_stream__(requested_schema)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ScoredTable):
            return NotImplemented
        return other is self or (self._kind == other._kind and self._scored.equals(other._scored))

    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self._scored.leads)

    def explain(self, lead: str | int, *, as_of: Instant | None = None) -> Explained:
        """Where every point of a lead comes from: what `Model.explain` says of the rows of that lead.

        `as_of` is needed after a table of instants. Raises `TableError` for a lead that the tables do not have.
        """
        if not isinstance(lead, str):
            lead = _digits(lead)
        return Explained._of(self._scored.explain(lead, as_of))

    def notes(self) -> str:
        """What was noticed, in a line."""
        noticed = (
            (len(self._scored.rejects), "reject", "rejects"),
            (len(self._scored.hints), "hint", "hints"),
            (len(self._scored.unknown_events), "unknown event name", "unknown event names"),
            (self.without_offset, "time without an offset", "times without an offset"),
            (self.without_value, "event without a value", "events without a value"),
            (self.id_conflicts, "id with different contents", "ids with different contents"),
        )
        return ", ".join(_counted(*one) for one in noticed if one[0])

    def _report(self) -> dict[str, Any]:
        """The beginning of everything that was noticed, as a report of a single call has it."""
        names = [{**one, "count": int(one["count"] or 0)} for one in self._scored.unknown_events.head(MOST + 1)]
        return {
            "rejects": self._scored.rejects.head(MOST + 1),
            "hints": self._scored.hints.head(MOST + 1),
            "unknown_events": {"names": names, "rest": self.unknown_rest},
            "without_offset": self.without_offset,
            "without_value": self.without_value,
            "id_conflicts": self.id_conflicts,
        }

    def __repr__(self) -> str:
        notes = self.notes()
        return f"<ScoredTable of {_counted(len(self), 'lead', 'leads')}{'; ' if notes else ''}{notes}>"

    def __str__(self) -> str:
        from ._ledger import noticed_lines

        return "\n".join([repr(self), *noticed_lines(self._report())])

    def _repr_html_(self) -> str:
        from html import escape

        from ._html import noticed

        leads = self.leads
        shown = leads._repr_html_() if hasattr(leads, "_repr_html_") else f"<pre>{escape(str(leads))}</pre>"
        return f"{shown}<p>{escape(repr(self)[1:-1])}</p>{noticed(self._report())}"


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _digits(lead: Any) -> str:
    """The text of a whole number, also of one of numpy."""
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
                "table", name, table, "a table; a dataset is given by its name: assess_table(dataset=..., as_of=...)"
            )
    if dataset is not None and not isinstance(dataset, Dataset):
        raise wrong("table", "dataset", dataset, "what Dataset.load gave")
    if dataset is None and profiles is None and events is None:
        raise problem(
            "table", "missing_argument", "", "no table was given", "assess_table() needs profiles, events or a dataset"
        )
    if dataset is not None and (profiles is not None or events is not None):
        allowed = "assess_table() takes a dataset in the place of profiles and events, not beside them"
        raise problem("table", "not_allowed", "/dataset", "`dataset` and tables exclude each other", allowed)
    checked(progress)
    options = _settled(options)
    people, did = _read(model, options, profiles, "profiles"), _read(model, options, events, "events")
    instants = _read(model, options, as_of, "as_of") if is_table(as_of) else None
    request = options if instants is not None else {**options, "as_of": as_of}
    job = _native.Job.score(
        model._native,
        people.table,
        did.table,
        instants and instants.table,
        request,
        None if dataset is None else dataset._native,
    )
    kind = people.kind or did.kind or (dataset._kind if dataset else None) or Kind.of(None)
    return ScoredTable(waited(job, progress).scored(), kind, model)


def assess_sorted(
    model: Model, profiles: Any, events: Any, as_of: Any, options: dict[str, Any]
) -> Iterator[ScoredTable]:
    """`Model.assess_sorted`."""
    if profiles is None and events is None:
        raise problem(
            "table", "missing_argument", "", "no stream was given", "assess_sorted() needs profiles or events"
        )
    if is_table(as_of):
        raise problem("table", "instants_of_streams", "/as_of", "`as_of` is a table", "sorted streams take one instant")
    options = _settled(options)
    people, did = _read(model, options, profiles, "profiles"), _read(model, options, events, "events")
    request = {**options, "as_of": as_of}
    stream = _native.Stream(model._native, people.table, did.table, request)
    kind = people.kind or did.kind or Kind.of(None)
    return (ScoredTable(scored, kind, model) for scored in taken(stream))


def _settled(options: dict[str, Any]) -> dict[str, Any]:
    """Options that can be read more than once."""
    return {name: list(value) if isinstance(value, Iterator) else value for name, value in options.items()}


def _read(model: Model, options: dict[str, Any], table: Any, name: str) -> Given:
    """A table with the columns that a model reads of it."""
    return table_of(table, f"/{name}", lambda names: _native.columns_read(model._native, options, name, names))
