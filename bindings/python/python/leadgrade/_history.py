"""Histories: compact summaries of a lead's events."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from . import _native
from ._answers import HistoryInfo, Observed, Report
from ._errors import wrong

if TYPE_CHECKING:
    from ._inputs import Day, Event, Events
    from ._model import Model


class History:
    """A compact, mergeable summary of a lead's events that can be stored instead of the events.

    Assessing a history gives exactly the same result as assessing all of its events. `History()` is empty.

        history = leadgrade.History.from_bytes(stored)
        history.observe(model, {"event": "visit", "at": "2026-11-20T10:00:00Z"})
        lead = model.assess(profile, history, as_of="2026-11-22")
    """

    __slots__ = ("_native",)

    def __init__(self) -> None:
        self._native = _native.History()

    @classmethod
    def _from_native(cls, native: _native.History) -> History:
        history = cls.__new__(cls)
        history._native = native
        return history

    @classmethod
    def from_bytes(cls, stored: bytes) -> History:
        """Restores a history from the result of `to_bytes`. Raises `HistoryError` if the bytes are damaged."""
        if not isinstance(stored, bytes | bytearray | memoryview):
            raise wrong("history", "stored", stored, "the result of `to_bytes`")
        return cls._from_native(_native.History.from_bytes(bytes(stored)))

    @classmethod
    def from_json(cls, stored: str) -> History:
        """Restores a history from the result of `to_json`. Raises `HistoryError` if the text is damaged."""
        if not isinstance(stored, str):
            raise wrong("history", "stored", stored, "the result of `to_json`")
        return cls._from_native(_native.History.from_json(stored))

    def observe(self, model: Model, event: Event) -> Observed:
        """Adds one event and returns whether it counted.

        An event with an `id` counts once, however often it arrives. Raises `HistoryError` if the history was made
        with a model that reads events differently.
        """
        return Observed(json.loads(self._native.observe(_native_model(model), event)))

    def observe_all(self, model: Model, events: Events) -> Report:
        """Adds events and returns a report of those that were rejected.

        Raises `HistoryError` if `events` is not a list, or the history was made with a model that reads events
        differently.
        """
        return Report(json.loads(self._native.observe_all(_native_model(model), events)))

    def forget_ids_before(self, model: Model, day: Day) -> HistoryInfo:
        """Drops the ids of events before a day, to save space, and returns what the history contains afterwards.

        From then on, events with an id that are dated before that day are not counted. Raises `HistoryError` if
        `day` is not a date, or the history was made with a model that reads events differently.
        """
        return HistoryInfo(json.loads(self._native.forget_ids_before(_native_model(model), day)))

    def merge(self, other: History) -> History:
        """Adds the events of another history to this one and returns this one.

        Events with the same id count once; those without an id count twice if both histories contain them. Raises
        `HistoryError` if the other history was made with a model that reads events differently.
        """
        if not isinstance(other, History):
            raise wrong("history", "other", other, "a History")
        # The native module locks both histories, so merging with itself needs a copy.
        self._native.merge(other._native.copy() if other is self else other._native)
        return self

    def copy(self) -> History:
        """An independent copy."""
        return self._from_native(self._native.copy())

    def info(self) -> HistoryInfo:
        """What the history contains, in numbers, such as its events and rejects, and its latest instant."""
        return HistoryInfo(json.loads(self._native.info()))

    def to_bytes(self) -> bytes:
        """The history as bytes to store, a few hundred of them. Equal histories give equal bytes."""
        return self._native.to_bytes()

    def to_json(self) -> str:
        """The history as JSON text to store, readable and fit for JSON columns of databases."""
        return self._native.to_json()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, History):
            return NotImplemented
        return other is self or self._native.equals(other._native)

    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __copy__(self) -> History:
        return self.copy()

    def __deepcopy__(self, memo: object) -> History:
        return self.copy()

    def __reduce__(self) -> tuple[Any, ...]:
        return History.from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        info = self.info()
        latest = f", the latest {info.latest}" if info.latest else ""
        return f"<History of {info.events} events{latest}>"


def _native_model(model: object) -> _native.Model:
    from ._model import Model

    if not isinstance(model, Model):
        raise wrong("history", "model", model, "a Model as the first argument")
    return model._native
