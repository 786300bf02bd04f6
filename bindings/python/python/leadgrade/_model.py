"""Compiled models and their operations."""

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
    from ._inputs import Events, Instant, Profile, Request
    from ._jobs import Progress
    from ._native import Answer
    from ._native import History as NativeHistory
    from ._tables import Dataset, ScoredTable


class Model(Operations):
    """A compiled model: valid and immutable.

    Use `load`, `from_toml`, `from_json` or `from_dict` to compile one; each raises `ModelError` with every problem of
    the model, for a text with line and column.

        model = leadgrade.Model.load("model.toml")
        lead = model.assess({"employees": 250}, [{"event": "visit", "at": "2026-11-20"}], as_of="2026-11-22")
    """

    __slots__ = ("_native",)
    _native: _native.Model

    def __init__(self, *_: object) -> None:
        help = "use Model.load, Model.from_toml, Model.from_json or Model.from_dict"
        raise problem("model", "not_allowed", "", "`Model(..)` cannot be called", help)

    @classmethod
    def _compiled(cls, document: object, toml: bool) -> Model:
        model = cls.__new__(cls)
        model._native = _native.Model(document, toml=toml)
        return model

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Model:
        """Compiles the model in a file: JSON if its name ends in `.json`, otherwise TOML."""
        if not isinstance(path, str | os.PathLike):
            raise wrong(
                "model", "path", path, "the path of a file; pass a model to `from_toml`, `from_json` or `from_dict`"
            )
        path = Path(path)
        return cls._compiled(path.read_bytes(), toml=path.suffix.lower() != ".json")

    @classmethod
    def from_toml(cls, text: str | bytes) -> Model:
        """Compiles the TOML text of a model, or its bytes in UTF-8."""
        return cls._compiled(_text(text, "TOML"), toml=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> Model:
        """Compiles the JSON text of a model, or its bytes in UTF-8."""
        return cls._compiled(_text(text, "JSON"), toml=False)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Model:
        """Compiles a model from a dict, such as the result of `document()`."""
        if not isinstance(document, Mapping):
            found = type(document).__name__
            raise problem("model", "wrong_type", "", f"found a `{found}`", "a dict; see also `load`, `from_toml`")
        try:
            return cls._compiled(document, toml=False)
        except ModelError as error:
            raise error._without_places() from None

    def history(self, events: Events) -> tuple[History, Report]:
        """Returns a history of the events, and a report of the events that were rejected.

        Raises `HistoryError` if `events` is not a list.
        """
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
        """Assesses a lead at an instant and returns its labels, points, and a report on the input.

        - `profile`: a dict with the lead's id as `lead`, and attributes by name
        - `events`: a list of dicts with `event`, `at`, `value`, `id` and properties, in any order; or a `History`
        - `as_of`: an instant such as `2026-11-22T09:30:00Z`, a datetime, or a date, which means its end
        - `columns`, `coerce`: as in `assess_table`, if the profile and events are rows of tables

        Values that cannot be used are listed in `report.rejects`. Raises `RequestError` with every problem of the
        arguments.
        """
        return Assessed._from_answer(self._find_lead("assess", profile, events, as_of, columns, coerce))

    def explain(
        self,
        profile: Profile | None = None,
        events: Events | History | None = None,
        *,
        as_of: Instant,
        columns: Mapping[str, str] | None = None,
        coerce: bool | None = None,
    ) -> Explained:
        """Like `assess`, and also returns the source of every point. The arguments are those of `assess`."""
        return Explained._from_answer(self._find_lead("explain", profile, events, as_of, columns, coerce))

    def _find_lead(
        self,
        operation: str,
        profile: Profile | None,
        events: Events | History | None,
        as_of: Instant,
        columns: Mapping[str, str] | None,
        coerce: bool | None,
    ) -> Answer:
        """Runs `assess` or `explain`; with `columns` or `coerce` the lead has the form of rows of tables."""
        if columns is None and coerce is None:
            return self._find(operation, {"profile": profile, "events": events, "as_of": as_of})
        if isinstance(events, History):
            raise wrong(
                "request", "events", events, "rows of a table; `columns` and `coerce` do not apply to a History"
            )
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
        """Scores all leads of tables on all cores, and returns tables of the same library.

        - `profiles`: one row per lead with `lead` and attributes of the model; several rows per lead with `valid_from`
        - `events`: one row per event with `lead`, `event` and `at`; optionally `value`, `id` and properties
        - `dataset`: a loaded `Dataset`, instead of `profiles` and `events`
        - `as_of`: one instant, or a table with `lead` and `as_of`
        - `columns`: maps leadgrade's names to your column names, such as `{"lead": "customer_id"}`
        - `coerce`: parses texts as the declared types, for tables from CSV; default `False`
        - `output`: a list of the columns of the result, or `"all"`; default: those of the model's sections
        - `details`: adds nested columns; default `False`
        - `decimals`: returns points as decimals instead of doubles; default `False`
        - `explain`: a list of the ids of the leads to explain, or `True` for all
        - `strict`: raises a `TableError` if anything is rejected; default `False`
        - `known`: `"then"` ignores rows with a `recorded_at` after `as_of`; default `"now"`
        - `progress`: `True` shows a progress bar; a function is called with the share that is done, 0 to 1

        Accepts anything with the Arrow capsule interface, such as frames of Polars and pandas, tables and readers of
        PyArrow, and relations of DuckDB. Releases the GIL; Ctrl-C works immediately.

        Rows that cannot be used are listed in `rejects`. Raises `TableError` if the request or a table cannot be used.

            found = model.assess_table(profiles, events, as_of="2026-11-22")
            found.leads, found.rejects
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
        """Scores streams of any length in little memory; both must be sorted by lead.

        Texts are sorted by their UTF-8 bytes, whole numbers by size. Returns an iterator of results, each with the
        next leads in order. Memory holds one batch of each stream and the largest lead. The options are those of
        `assess_table`; row numbers of rejects count from the beginning of a stream.

        Raises `TableError`, also during iteration: its code `not_sorted` names a row that is out of order.
        """
        from ._tables import assess_sorted

        options = _options(columns, coerce, output, details, decimals, explain, strict, known)
        return assess_sorted(self, profiles, events, as_of, options)

    def _text(self, operation: str, request: Request, other: Any = None) -> str:
        request, history = _split_history(request)
        if other is not None and not isinstance(other, Model):
            raise wrong("request", "other", other, "a Model")
        return self._native.call(operation, request, history, None if other is None else other._native)

    def _find(self, operation: str, request: Mapping[str, Any]) -> Answer:
        request, history = _split_history(request)
        return self._native.find(operation, request, history)

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
        parts = ", ".join(f"{name}={count}" for name, count in counts.items() if count)
        return f"<Model {info.name!r} {info.fingerprint or ''}: {parts or 'empty'}>"

    def _repr_html_(self) -> str:
        from ._card import card

        return card(self.document())


#: The options of tables, in the order of the arguments of `_options`.
OPTIONS = ("columns", "coerce", "output", "details", "decimals", "explain", "strict", "known")


def _options(*values: Any) -> dict[str, Any]:
    return dict(zip(OPTIONS, values, strict=True))


def _split_history(request: Any) -> tuple[Any, NativeHistory | None]:
    """Splits a request whose `events` are a history: the request without `events`, and the history."""
    if isinstance(request, Mapping) and isinstance(events := request.get("events"), History):
        return {name: value for name, value in request.items() if name != "events"}, events._native
    return request, None


def _text(text: object, language: str) -> str | bytes:
    found = f"a `{type(text).__name__}`"
    if isinstance(text, str | bytes):
        if not (isinstance(text, str) and text.endswith((".toml", ".json"))):
            return text
        # A model cannot end like that: it is the name of a file.
        found = f"`{text[-60:]}`"
    help = "`Model.load` reads a file, `Model.from_dict` compiles a dict"
    raise problem("model", "wrong_type", "", f"found {found}, not {language} text", help)
