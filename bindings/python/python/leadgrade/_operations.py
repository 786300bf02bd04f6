"""What a model offers.

Generated from core/schema by `python generate` in bindings/python; do not edit.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from json import loads
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from ._answers import Assessed, Comparison, Explained, Finding, Info, NextChange, TestOutcome, TimelineRow
from ._given import Day, Events, Instant, Profile, Request
from ._record import wrapped

if TYPE_CHECKING:
    from . import _native
    from ._history import History

ModelT = TypeVar("ModelT", bound="Operations")

#: The core's list of operations, and whether they are about a lead.
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

    Each has a twin whose name ends in `_json`: it takes a request as JSON text, bytes or a dict and answers
    with the canonical JSON text (RFC 8785), which is faster. The `events` of a lead may be its `History`.
    """

    __slots__ = ()

    @abstractmethod
    def _text(self, operation: str, request: Request, other: Any = None) -> str:
        """The answer of an operation as text."""

    @abstractmethod
    def _find(self, operation: str, request: Mapping[str, Any]) -> _native.Answer:
        """The answer of an operation whose parts are read one by one."""

    def assess(self, profile: Profile | None = None, events: Events | History | None = None, *, as_of: Instant) -> Assessed:
        """The assessment of a lead at an instant, and what could not be used.

        - `profile`: an object of attributes, and `lead`
        - `events`: a list of events, or a `History`
        - `as_of`: an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
        """
        answer = self._find("assess", {"profile": profile, "events": events, "as_of": as_of})
        return Assessed._of(answer)

    def assess_json(self, request: Request) -> str:
        """`assess` with its answer as canonical JSON text."""
        return self._text("assess", request)

    def explain(self, profile: Profile | None = None, events: Events | History | None = None, *, as_of: Instant) -> Explained:
        """The assessment, the source of every point, and what could not be used.

        - `profile`: an object of attributes, and `lead`
        - `events`: a list of events, or a `History`
        - `as_of`: an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
        """
        answer = self._find("explain", {"profile": profile, "events": events, "as_of": as_of})
        return Explained._of(answer)

    def explain_json(self, request: Request) -> str:
        """`explain` with its answer as canonical JSON text."""
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
        """`compare` with its answer as canonical JSON text."""
        return self._text("compare", request, other=other)

    def next_change(self, profile: Profile | None = None, events: Events | History | None = None, *, as_of: Instant, horizon_days: int | None = None) -> NextChange | None:
        """The next day on which a label changes without new events, and what changes.

        - `profile`: an object of attributes, and `lead`
        - `events`: a list of events, or a `History`
        - `as_of`: an instant such as `2026-11-22T09:30:00Z` or a date such as `2026-11-22`, which means its end
        - `horizon_days`: a whole number of days from 1 to 3,650; default 90
        """
        answer = self._text("next_change", {"profile": profile, "events": events, "as_of": as_of, "horizon_days": horizon_days})
        found: NextChange | None = wrapped(NextChange, loads(answer))
        return found

    def next_change_json(self, request: Request) -> str:
        """`next_change` with its answer as canonical JSON text."""
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
        found: list[TimelineRow] = wrapped(TimelineRow, loads(answer), {"from": from_, "to": to, "every": every})
        return found

    def timeline_json(self, request: Request) -> str:
        """`timeline` with its answer as canonical JSON text."""
        return self._text("timeline", request)

    def run_tests(self) -> list[TestOutcome]:
        """The results of the model's own tests."""
        answer = self._text("run_tests", {})
        found: list[TestOutcome] = wrapped(TestOutcome, loads(answer))
        return found

    def run_tests_json(self) -> str:
        """`run_tests` with its answer as canonical JSON text."""
        return self._text("run_tests", {})

    def lint(self) -> list[Finding]:
        """Parts of the model that are valid but suspicious."""
        answer = self._text("lint", {})
        found: list[Finding] = wrapped(Finding, loads(answer))
        return found

    def lint_json(self) -> str:
        """`lint` with its answer as canonical JSON text."""
        return self._text("lint", {})

    def info(self) -> Info:
        """Names, labels and sections of the model, and the versions that affect its scores."""
        answer = self._text("info", {})
        return Info(loads(answer))

    def info_json(self) -> str:
        """`info` with its answer as canonical JSON text."""
        return self._text("info", {})

    def document(self) -> dict[str, Any]:
        """The model document with every default filled in."""
        answer = self._text("document", {})
        found: dict[str, Any] = loads(answer)
        return found

    def document_json(self) -> str:
        """`document` with its answer as canonical JSON text."""
        return self._text("document", {})
