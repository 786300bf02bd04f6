"""Histories: a lead's events in some hundred bytes, one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from . import _native, _types
from ._errors import HistoryError, RequestError, called
from ._values import plain

if TYPE_CHECKING:
    from ._model import Model


class History:
    """What a lead's events say, in some hundred bytes; in every request it takes the place of `events`."""

    __slots__ = ("_native",)

    def __init__(self, stored: str | bytes | None = None) -> None:
        """Without `stored` no events; else what `to_bytes` or `to_json` gave.

        Raises `HistoryError` for what is no history.
        """
        self._native = called(HistoryError, _native.NativeHistory.read, stored)

    def observe(self, model: Model, event: Mapping[str, Any]) -> _types.Observed:
        """Adds an event; one with an id that was seen before counts no second time."""
        found = called(RequestError, self._native.observe, model._native, event, plain)
        return _types.Observed(json.loads(found))

    def observe_all(self, model: Model, events: Iterable[Mapping[str, Any]]) -> _types.Report:
        """Adds events; the answer says what could not be used."""
        listed = events if isinstance(events, (list, str, bytes)) else list(events)
        found = called(RequestError, self._native.observe_all, model._native, listed, plain)
        return _types.Report(json.loads(found))

    def merge(self, other: History) -> None:
        """Joins the events of another history."""
        called(HistoryError, self._native.merge, other._native)

    def forget_ids_before(self, model: Model, day: object) -> _types.HistoryInfo:
        """Forgets the ids of events before a day: later ones of before that day are refused."""
        text = plain(day) if not isinstance(day, str) else day
        found = called(RequestError, self._native.forget_ids_before, model._native, text)
        return _types.HistoryInfo(json.loads(found))

    def info(self) -> _types.HistoryInfo:
        """What it holds, in numbers."""
        return _types.HistoryInfo(json.loads(self._native.info()))

    def copy(self) -> History:
        """A copy that changes by itself."""
        history = History.__new__(History)
        history._native = self._native.copy()
        return history

    def to_bytes(self) -> bytes:
        """The form to store."""
        return self._native.to_bytes()

    def to_json(self) -> str:
        """The same as JSON text."""
        return self._native.to_json()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, History) and self._native.equals(other._native)

    __hash__ = None  # type: ignore[assignment]
    __copy__ = copy

    def __reduce__(self) -> tuple[type[History], tuple[bytes]]:
        return History, (self.to_bytes(),)

    def __repr__(self) -> str:
        info = self.info()
        return f"<History of {info.events} events, the latest at {info.latest}>"
