"""Models: compile, ask."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import _native
from ._answers import Assessed, Explained
from ._errors import ModelError, problem, wrong
from ._history import History
from ._operations import Operations

if TYPE_CHECKING:
    from ._answers import Report
    from ._given import Events, Instant, Profile, Request
    from ._native import Answer
    from ._native import History as NativeHistory
    from ._tables import Dataset, ScoredTable
    from ._waiting import Progress


class Model(Operations):
    """A compiled model: immutable, and never half-checked.

    Made by `load`, `from_toml`, `from_json` or `from_dict`; each raises `ModelError` with every problem at
    once, of a text with line and column.
    """

    __slots__ = ("_native",)
    _native: _native.Model

    def __init__(self, *_: object) -> None:
        words = "a model is made by Model.load, Model.from_toml, Model.from_json or Model.from_dict"
        raise problem("model", "not_allowed", "", "`Model(..)` makes no model", words)

    @classmethod
    def _compiled(cls, document: object, toml: bool) -> Model:
        model = cls.__new__(cls)
        model._native = _native.Model(document, toml=toml)
        return model

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Model:
        """The model of a file: TOML, or JSON where its name ends in `.json`."""
        if not isinstance(path, str | os.PathLike):
            raise wrong(
                "model", "path", path, "the path of a file; `from_toml`, `from_json` and `from_dict` take a model"
            )
        path = Path(path)
        return cls._compiled(path.read_bytes(), toml=path.suffix.lower() != ".json")

    @classmethod
    def from_toml(cls, text: str | bytes) -> Model:
        """A model that is written in TOML."""
        return cls._compiled(_text(text, "TOML"), toml=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> Model:
        """A model that is written in JSON."""
        return cls._compiled(_text(text, "JSON"), toml=False)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Model:
        """A model that is an object, such as `document()` gives."""
        if not isinstance(document, Mapping):
            found = type(document).__name__
            raise problem("model", "wrong_type", "", f"found a `{found}`", "a dict; see also `load`, `from_toml`")
        try:
            return cls._compiled(document, toml=False)
        except ModelError as error:
            raise error._without_places() from None

    def history(self, events: Events) -> tuple[History, Report]:
        """The history of events, and what could not be used of them. Raises `HistoryError`."""
        history = History()
        return history, history.observe_all(self, events)

    def assess(
        self,
        profile: Profile | None = None,
        events: Events | History | None = None,
        *,
        as_of: Instant,
        columns: Mapping[str, str] | None = None,
        coerce: bool | None = None,
    ) -> Assessed:
        """What the model says of a lead.

        - `profile`: the lead's id as `lead`, and attributes by name
        - `events`: what they did, in any order, or a `History` of it
        - `as_of`: the instant at which to look
        - `columns`, `coerce`: as in `assess_table`, for a profile and events that are rows of tables

        Raises `RequestError`; what could not be used is in `report.rejects`.
        """
        return Assessed._of(self._of_lead("assess", profile, events, as_of, columns, coerce))

    def explain(
        self,
        profile: Profile | None = None,
        events: Events | History | None = None,
        *,
        as_of: Instant,
        columns: Mapping[str, str] | None = None,
        coerce: bool | None = None,
    ) -> Explained:
        """Where every point of a lead comes from. Arguments are those of `assess`."""
        return Explained._of(self._of_lead("explain", profile, events, as_of, columns, coerce))

    def _of_lead(
        self,
        operation: str,
        profile: Profile | None,
        events: Events | History | None,
        as_of: Instant,
        columns: Mapping[str, str] | None,
        coerce: bool | None,
    ) -> Answer:
        """An operation on one lead, which may be a row of tables with columns of their own names."""
        if columns is None and coerce is None:
            return self._find(operation, {"profile": profile, "events": events, "as_of": as_of})
        if isinstance(events, History):
            raise wrong("request", "events", events, "rows of a table; a History has neither columns nor texts")
        request = {"as_of": as_of, "columns": columns, "coerce": coerce}
        return self._native.call_rows(operation, profile, events, request)

    def assess_table(
        self,
        profiles: Any = None,
        events: Any = None,
        *,
        as_of: Instant | Any,
        dataset: Dataset | None = None,
        columns: Mapping[str, str] | None = None,
        coerce: bool | None = None,
        output: list[str] | Literal["all"] | None = None,
        details: bool | None = None,
        decimals: bool | None = None,
        explain: bool | Iterable[str | int] | None = None,
        strict: bool | None = None,
        known: Literal["now", "then"] | None = None,
        progress: Progress = False,
    ) -> ScoredTable:
        """Scores all leads of tables, on all cores, and answers with tables of the same kind.

        - `profiles`: one row a lead: `lead`, attributes of the model, and `valid_from` if there are several
        - `events`: `lead`, `event`, `at`, and `value`, `id` and properties of the model
        - `dataset`: tables that were loaded before, in the place of both
        - `as_of`: one instant, or a table of `lead` and `as_of`
        - `columns`: maps leadgrade's names to your column names, `{"lead": "customer_id"}`
        - `coerce`: texts (of CSV) are read as the declared types
        - `output`: the columns of the result, or `"all"`; without it those of the sections that the model has
        - `details`: whether there are nested columns, too
        - `decimals`: whether points are decimals instead of doubles
        - `explain`: whose points are explained, `True` for all
        - `strict`: whether rejects raise a `TableError` instead of being listed
        - `known`: `"then"`: rows with a `recorded_at` after `as_of` do not exist
        - `progress`: whether a bar shows how far it is, or a function that is called with it, 0 to 1

        Tables are anything with the Arrow capsule interface: frames of Polars and pandas, tables and readers of
        PyArrow, relations of DuckDB. An interrupt (Ctrl-C) ends it at once.

        Raises `TableError` for a request or a table that cannot be used; rows that cannot are in `rejects`.
        """
        from ._tables import assess_table

        options = _options(columns, coerce, output, details, decimals, explain, strict, known)
        return assess_table(self, profiles, events, as_of, dataset, options, progress)

    def assess_sorted(
        self,
        profiles: Any = None,
        events: Any = None,
        *,
        as_of: Instant,
        columns: Mapping[str, str] | None = None,
        coerce: bool | None = None,
        output: list[str] | Literal["all"] | None = None,
        details: bool | None = None,
        decimals: bool | None = None,
        explain: bool | Iterable[str | int] | None = None,
        strict: bool | None = None,
        known: Literal["now", "then"] | None = None,
    ) -> Iterator[ScoredTable]:
        """Scores streams of profiles and events that are both sorted by lead, however long they are.

        Each result has the next leads, in their order: texts by their bytes, whole numbers by size. One batch of
        each stream and the largest lead are in memory. Options are those of `assess_table`; the rows of rejects
        count from the beginning of a stream.

        Raises `TableError`, also while results are taken: `not_sorted` names the row that is out of order.
        """
        from ._tables import assess_sorted

        options = _options(columns, coerce, output, details, decimals, explain, strict, known)
        return assess_sorted(self, profiles, events, as_of, options)

    def _text(self, operation: str, request: Request, other: Any = None) -> str:
        request, past = _past(request)
        if other is not None and not isinstance(other, Model):
            raise wrong("request", "other", other, "a Model")
        return self._native.call(operation, request, past, None if other is None else other._native)

    def _find(self, operation: str, request: Mapping[str, Any]) -> Answer:
        request, past = _past(request)
        return self._native.find(operation, request, past)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return other is self or self.document_json() == other.document_json()

    def __hash__(self) -> int:
        return hash(self.document_json())

    def __reduce__(self) -> tuple[Any, ...]:
        return Model.from_json, (self.document_json(),)

    def __repr__(self) -> str:
        info = self.info()
        counts = info.counts.to_dict()
        said = ", ".join(f"{name}={count}" for name, count in counts.items() if count)
        return f"<Model {info.name!r} {info.fingerprint or ''}: {said or 'empty'}>"

    def _repr_html_(self) -> str:
        from ._card import card

        return card(self.document())


#: Options of tables, in the order in which methods pass them on.
OPTIONS = ("columns", "coerce", "output", "details", "decimals", "explain", "strict", "known")


def _options(*values: Any) -> dict[str, Any]:
    return dict(zip(OPTIONS, values, strict=True))


def _past(request: Any) -> tuple[Any, NativeHistory | None]:
    """A request without the history that stands in the place of its events, and that history."""
    if isinstance(request, Mapping) and isinstance(events := request.get("events"), History):
        return {name: value for name, value in request.items() if name != "events"}, events._native
    return request, None


def _text(text: object, language: str) -> str | bytes:
    found = f"a `{type(text).__name__}`"
    if isinstance(text, str | bytes):
        if not (isinstance(text, str) and text.endswith((".toml", ".json"))):
            return text
        # No model ends so.
        found = f"`{text[-60:]}`"
    help = "`Model.load` reads a file, `Model.from_dict` takes a dict"
    raise problem("model", "wrong_type", "", f"found {found}, not {language} text", help)
