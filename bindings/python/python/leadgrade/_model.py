"""Models: compiled once, asked again and again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from . import _native, _types
from ._errors import ModelError, RequestError, called
from ._history import History
from ._html import model_card
from ._tables import Dataset, ScoredTable, assess_table
from ._values import plain

Lead = Mapping[str, Any]
Events = Iterable[Mapping[str, Any]]


class Model:
    """A compiled model. It can be copied and pickled, and used by many threads at once."""

    __slots__ = ("_native",)
    _native: _native.NativeModel

    def __init__(self, document: str | bytes | Mapping[str, Any]) -> None:
        """Compiles a document: a dict, or its text, TOML or JSON (which begins with a brace).

        Raises `ModelError` with everything that is wrong.
        """
        toml = isinstance(document, (str, bytes)) and not _is_json(document)
        self._native = called(ModelError, _native.NativeModel.compile, document, toml, plain)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Model:
        """Compiles a file, `.toml` or `.json`."""
        with open(path, "rb") as file:
            return cls(file.read())

    @classmethod
    def from_toml(cls, text: str | bytes) -> Model:
        """Compiles TOML."""
        return cls._of(text, True)

    @classmethod
    def from_json(cls, text: str | bytes) -> Model:
        """Compiles JSON."""
        return cls._of(text, False)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Model:
        """Compiles a document of dicts and lists."""
        return cls._of(document, False)

    @classmethod
    def _of(cls, document: str | bytes | Mapping[str, Any], toml: bool) -> Model:
        model = cls.__new__(cls)
        model._native = called(ModelError, _native.NativeModel.compile, document, toml, plain)
        return model

    def call(
        self,
        operation: str,
        request: str | bytes | Mapping[str, Any],
        *,
        other: Model | None = None,
        history: History | None = None,
    ) -> str:
        """Calls an operation by name; the request as a dict or JSON, the answer as canonical JSON text."""
        second = None if other is None else other._native
        events = None if history is None else history._native
        return called(RequestError, self._native.call, operation, second, events, request, plain)

    def _asked(
        self,
        operation: str,
        request: Mapping[str, Any] | None = None,
        history: History | None = None,
        other: Model | None = None,
    ) -> Any:
        given = {name: value for name, value in (request or {}).items() if value is not None}
        return json.loads(self.call(operation, given, other=other, history=history))

    def assess(
        self,
        profile: Lead | None = None,
        events: Events | None = None,
        *,
        as_of: object,
        history: History | None = None,
    ) -> _types.Assessed:
        """Everything that the model says of a lead at an instant, and what could not be used.

        `as_of` is a datetime, a date (which means its end) or ISO text. A `history` takes the place of `events`.
        """
        request = {"profile": profile, "events": events, "as_of": as_of}
        return _types.Assessed(self._asked("assess", request, history))

    def explain(
        self,
        profile: Lead | None = None,
        events: Events | None = None,
        *,
        as_of: object,
        history: History | None = None,
    ) -> _types.Explained:
        """The assessment, and where every point comes from."""
        request = {"profile": profile, "events": events, "as_of": as_of}
        return _types.Explained(self._asked("explain", request, history))

    def compare(
        self,
        profile: Lead | None = None,
        events: Events | None = None,
        *,
        as_of: object,
        other_as_of: object | None = None,
        other: Model | None = None,
        history: History | None = None,
    ) -> _types.Comparison:
        """What differs between two instants, or between this model and another one."""
        request = {"profile": profile, "events": events, "as_of": as_of, "other_as_of": other_as_of}
        return _types.Comparison(self._asked("compare", request, history, other))

    def next_change(
        self,
        profile: Lead | None = None,
        events: Events | None = None,
        *,
        as_of: object,
        horizon_days: int | None = None,
        history: History | None = None,
    ) -> _types.NextChange | None:
        """The next day on which a label differs though nothing happens; `None` within the horizon."""
        request = {"profile": profile, "events": events, "as_of": as_of, "horizon_days": horizon_days}
        found = self._asked("next_change", request, history)
        return found and _types.NextChange(found)

    def timeline(
        self,
        profile: Lead | None = None,
        events: Events | None = None,
        *,
        from_: object,
        to: object,
        every: str | None = None,
        history: History | None = None,
    ) -> list[_types.TimelineRow]:
        """The days from `from_` to `to` on which a label (or, with `every="number"`, a number) changed."""
        request = {"profile": profile, "events": events, "from": from_, "to": to, "every": every}
        return [_types.TimelineRow(row) for row in self._asked("timeline", request, history)]

    def run_tests(self) -> list[_types.TestOutcome]:
        """The tests that stand in the model, each with what differed."""
        return [_types.TestOutcome(one) for one in self._asked("run_tests")]

    def lint(self) -> list[_types.Finding]:
        """What is legal in the model but suspicious."""
        return [_types.Finding(one) for one in self._asked("lint")]

    def info(self) -> _types.Info:
        """What the model is, and the versions that can matter to its scores."""
        return _types.Info(self._asked("info"))

    def document(self) -> dict[str, Any]:
        """The document with every default filled in."""
        return cast("dict[str, Any]", self._asked("document"))

    def assess_table(
        self,
        profiles: Any = None,
        events: Any = None,
        *,
        as_of: Any,
        dataset: Dataset | None = None,
        columns: Mapping[str, str] | None = None,
        coerce: bool = False,
        output: Iterable[str] | None = None,
        details: bool = False,
        decimals: bool = False,
        explain: bool | Iterable[str] = False,
        strict: bool = False,
        progress: bool | Callable[[float], object] = False,
    ) -> ScoredTable:
        """Scores tables of leads, all at one instant, or each at the instants of a table of `lead` and `as_of`.

        Tables are anything with the Arrow capsule interface; the result is of the same kind where that is
        Polars, pandas or PyArrow, else an `ArrowTable`, which all of them read.

        columns: what the tables call things, our name to theirs: `{"lead": "customer_id"}`.
        coerce: texts are read as the declared types, as those of CSV files are; also `0` and `1` as flags.
        output: the columns of the result, in order. details: nested columns, too. decimals: points as decimals.
        explain: ids of leads whose every point is listed in `explanations`, or `True` for all.
        strict: rejects are raised as a `TableError` instead of being listed.
        progress: shows a bar, or calls a function with how much is done, 0 to 1.
        """
        options: dict[str, Any] = {
            "columns": columns and dict(columns),
            "coerce": coerce,
            "output": None if output is None else list(output),
            "details": details,
            "decimals": decimals,
            "strict": strict,
        }
        return assess_table(self, profiles, events, dataset, as_of, explain, options, progress)

    def history(self, events: Events = ()) -> History:
        """A history of these events, see `History.observe_all` for what could not be used."""
        history = History()
        history.observe_all(self, events)
        return history

    def __reduce__(self) -> tuple[type[Model], tuple[str]]:
        return Model, (self.call("document", {}),)

    def __repr__(self) -> str:
        info = self.info()
        counts = ", ".join(f"{count} {name}" for name, count in info.counts.to_dict().items() if count)
        return f"<Model {info.name!r}: {counts}>"

    def _repr_html_(self) -> str:
        return model_card(self.document())


def _is_json(text: str | bytes) -> bool:
    return text.lstrip()[:1] in ("{", b"{")
