"""The operations of a model.

Generated from core/schema by `python generate` in bindings/python; do not edit.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from json import loads
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from ._answers import Assessed, Comparison, Explained, Finding, Info, NextChange, TestOutcome, TimelineRow
from ._inputs import Day, Events, Instant, Profile, Request
from ._record import to_record

if TYPE_CHECKING:
    from . import _native
    from ._history import History

ModelT = TypeVar("ModelT", bound="Operations")

#: The core's operations, and whether the request of each describes a lead.
OPERATIONS = {
    "assess": True,
    "explain": True,
    "compare": True,
    "next_change": True,
    "timeline": True,
    "run_tests": False,
    "lint": False,
    "info": False,
    "document": False,
}


class Operations(ABC):
    """The operations of a model.

    Each also has a method whose name ends in `_json`: it takes a request as JSON text, bytes or a dict and returns
    canonical JSON text (RFC 8785), which is faster. The `events` of a lead may be its `History`. All raise
    `RequestError` with every problem of the request.
    """

    __slots__ = ()

    @abstractmethod
    def _text(self, operation: str, request: Request, other: Any = None) -> str:
        """Runs an operation and returns its answer as JSON text."""

    @abstractmethod
    def _find(self, operation: str, request: Mapping[str, Any]) -> _native.Answer:
        """Runs an operation and returns an answer whose parts are read on use."""

    def assess(self, profile: Profile | None = None, events: Events | History | None = None, *, as_of: Instant) -> Assessed:
        """The assessment of a lead at an instant, and what could not be used.

        - `profile`: an object of attributes, and `lead`
        - `events`: a list of events, or a `History`
        - `as_of`: an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
        """
        answer = self._find("assess", {"profile": profile, "events": events, "as_of": as_of})
        return Assessed._from_answer(answer)

    def assess_json(self, request: Request) -> str:
        """Like `assess`, but returns canonical JSON text."""
        return self._text("assess", request)

    def explain(self, profile: Profile | None = None, events: Events | History | None = None, *, as_of: Instant) -> Explained:
        """The assessment, the source of every point, and what could not be used.

        - `profile`: an object of attributes, and `lead`
        - `events`: a list of events, or a `History`
        - `as_of`: an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
        """
        answer = self._find("explain", {"profile": profile, "events": events, "as_of": as_of})
        return Explained._from_answer(answer)

    def explain_json(self, request: Request) -> str:
        """Like `explain`, but returns canonical JSON text."""
        return self._text("explain", request)

    def compare(self: ModelT, profile: Profile | None = None, events: Events | History | None = None, *, as_of: Instant, other_as_of: Instant | None = None, other: ModelT | None = None) -> Comparison:
        """What differs between two instants, or between two models at one instant.

        - `profile`: an object of attributes, and `lead`
        - `events`: a list of events, or a `History`
        - `as_of`: an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
        - `other_as_of`: an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
        """
        answer = self._text("compare", {"profile": profile, "events": events, "as_of": as_of, "other_as_of": other_as_of}, other=other)
        return Comparison(loads(answer))

    def compare_json(self, request: Request, other: Any = None) -> str:
        """Like `compare`, but returns canonical JSON text."""
        return self._text("compare", request, other=other)

    def next_change(self, profile: Profile | None = None, events: Events | History | None = None, *, as_of: Instant, horizon_days: int | None = None) -> NextChange | None:
        """The next day on which a label changes without new events, and what changes.

        - `profile`: an object of attributes, and `lead`
        - `events`: a list of events, or a `History`
        - `as_of`: an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
        - `horizon_days`: a whole number of days from 1 to 3,650; default 90
        """
        answer = self._text("next_change", {"profile": profile, "events": events, "as_of": as_of, "horizon_days": horizon_days})
        result: NextChange | None = to_record(NextChange, loads(answer))
        return result

    def next_change_json(self, request: Request) -> str:
        """Like `next_change`, but returns canonical JSON text."""
        return self._text("next_change", request)

    def timeline(self, profile: Profile | None = None, events: Events | History | None = None, *, from_: Day, to: Day, every: Literal['label', 'number', None] = None) -> list[TimelineRow]:
        """The days on which labels or numbers changed, each with its assessment.

        - `profile`: an object of attributes, and `lead`
        - `events`: a list of events, or a `History`
        - `from_`: a date such as `2026-11-22`
        - `to`: a date such as `2026-11-22`
        - `every`: `label` or `number`; default `label`
        """
        answer = self._text("timeline", {"profile": profile, "events": events, "from": from_, "to": to, "every": every})
        result: list[TimelineRow] = to_record(TimelineRow, loads(answer), {"from": from_, "to": to, "every": every})
        return result

    def timeline_json(self, request: Request) -> str:
        """Like `timeline`, but returns canonical JSON text."""
        return self._text("timeline", request)

    def run_tests(self) -> list[TestOutcome]:
        """The results of the model's own tests."""
        answer = self._text("run_tests", {})
        result: list[TestOutcome] = to_record(TestOutcome, loads(answer))
        return result

    def run_tests_json(self) -> str:
        """Like `run_tests`, but returns canonical JSON text."""
        return self._text("run_tests", {})

    def lint(self) -> list[Finding]:
        """Parts of the model that are valid but suspicious."""
        answer = self._text("lint", {})
        result: list[Finding] = to_record(Finding, loads(answer))
        return result

    def lint_json(self) -> str:
        """Like `lint`, but returns canonical JSON text."""
        return self._text("lint", {})

    def info(self) -> Info:
        """Names, labels and sections of the model, and the versions that affect its scores."""
        answer = self._text("info", {})
        return Info(loads(answer))

    def info_json(self) -> str:
        """Like `info`, but returns canonical JSON text."""
        return self._text("info", {})

    def document(self) -> dict[str, Any]:
        """The model document with every default filled in."""
        answer = self._text("document", {})
        result: dict[str, Any] = loads(answer)
        return result

    def document_json(self) -> str:
        """Like `document`, but returns canonical JSON text."""
        return self._text("document", {})
