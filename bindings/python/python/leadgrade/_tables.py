"""Tables: any data frame in, the same kind out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from . import _native
from ._errors import TableError, called
from ._values import plain

if TYPE_CHECKING:
    from ._model import Model

# Libraries of which a result is a frame again.
Kind = Literal["polars", "pandas", "pyarrow"]
KINDS: tuple[Kind, ...] = ("polars", "pandas", "pyarrow")


class Dataset:
    """Profiles and events that stay in memory, to be scored again and again."""

    __slots__ = ("_kind", "_native")
    _kind: Kind | None

    def __init__(self, profiles: Any = None, events: Any = None) -> None:
        """Takes anything with the Arrow capsule interface, and lazy frames of Polars."""
        self._kind = kind(profiles) or kind(events)
        self._native = called(TableError, _native.Tables.read, capsule(profiles), capsule(events))

    @property
    def rows(self) -> tuple[int, int]:
        """Rows of the profiles and of the events."""
        return self._native.rows()

    def __repr__(self) -> str:
        profiles, events = self.rows
        return f"<Dataset of {profiles} profiles and {events} events>"


class ScoredTable:
    """What tables gave, as frames of the kind that went in."""

    __slots__ = ("_kind", "_native", "id_conflicts", "unknown_rest", "without_offset", "without_value")
    _kind: Kind | None

    def __init__(self, scored: _native.Scored, kind: Kind | None) -> None:
        self._native = scored
        self._kind = kind
        counters = scored.counters()
        self.unknown_rest, self.without_offset, self.without_value, self.id_conflicts = counters

    @property
    def leads(self) -> Any:
        """A row for each lead."""
        return framed(self._native.table("leads"), self._kind)

    @property
    def rejects(self) -> Any:
        """What was not used, and why: table, row (from 0), lead, column, code, reason."""
        return framed(self._native.table("rejects"), self._kind)

    @property
    def explanations(self) -> Any:
        """Entries of explanations, where they were asked for; those of a section add up to its points."""
        return framed(self._native.table("explanations"), self._kind)

    @property
    def unknown_events(self) -> Any:
        """The first 1,000 names of events that no signal names, and how many there were."""
        return framed(self._native.table("unknown_events"), self._kind)

    def __repr__(self) -> str:
        leads, rejects = self._native.table("leads"), self._native.table("rejects")
        assert leads is not None and rejects is not None
        return f"<ScoredTable of {len(leads)} leads, {len(rejects)} rejects>"


def assess_table(
    model: Model,
    profiles: Any,
    events: Any,
    dataset: Dataset | None,
    as_of: Any,
    explain: bool | Iterable[str],
    options: Mapping[str, Any],
    progress: bool | Callable[[float], object],
) -> ScoredTable:
    if dataset is not None and (profiles is not None or events is not None):
        raise TypeError("a dataset takes the place of profiles and events: give one or the other")
    tables = Dataset(profiles, events) if dataset is None else dataset
    request = {name: value for name, value in options.items() if value is not None}
    request["explain"] = explain if isinstance(explain, bool) else list(explain)
    instants = capsule(as_of) if is_table(as_of) else None
    if instants is None:
        request["as_of"] = as_of
    tell = bar if progress is True else progress or None
    scored = called(TableError, tables._native.assess, model._native, instants, request, plain, tell)
    if tell:
        tell(1.0)
    return ScoredTable(scored, tables._kind)


def bar(share: float, width: int = 40) -> None:
    """A bar on standard error, drawn over the last one."""
    full = round(share * width)
    end = "\n" if share >= 1 else ""
    print(f"\r{'█' * full}{'·' * (width - full)} {share:4.0%}", end=end, file=sys.stderr, flush=True)


def is_table(value: Any) -> bool:
    return any(hasattr(value, name) for name in ("__arrow_c_stream__", "__arrow_c_array__", "collect_schema"))


def capsule(table: Any) -> Any:
    """A table with the Arrow capsule interface."""
    if table is None or hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        return table
    if hasattr(table, "collect_schema") and hasattr(table, "collect"):
        return table.collect()
    name = f"{type(table).__module__}.{type(table).__qualname__}"
    help = "pandas 2.2 or newer, Polars, PyArrow, DuckDB or anything else with the Arrow capsule interface"
    if isinstance(table, (dict, list)):
        help += "; a single lead goes to `assess`"
    raise TypeError(f"found a {name}, which is no table of Arrow; a table is {help}")


def kind(table: Any) -> Kind | None:
    module = type(table).__module__.partition(".")[0]
    return next((kind for kind in KINDS if kind == module), None)


def framed(table: _native.ArrowTable | None, kind: Kind | None) -> Any:
    if table is None or kind is None:
        return table
    import narwhals

    return narwhals.from_arrow(table, backend=kind).to_native()
