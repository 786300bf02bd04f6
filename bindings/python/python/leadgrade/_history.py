"""Histories: what a lead's events say, without the events."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from . import _native
from ._answers import HistoryInfo, Observed, Report
from ._errors import wrong

if TYPE_CHECKING:
    from ._given import Day, Event, Events
    from ._model import Model


class History:
    """What a lead's events say, without the events: compact, mergeable, to be stored.

    Assessing it says the same, to the last digit, as assessing all the events. `History()` is the empty one.
    """

    __slots__ = ("_native",)

    def __init__(self) -> None:
        self._native = _native.History()

    @classmethod
    def _of(cls, native: _native.History) -> History:
        history = cls.__new__(cls)
        history._native = native
        return history

    @classmethod
    def from_bytes(cls, stored: bytes) -> History:
        """The history that `to_bytes` gave. Raises `HistoryError`."""
        if not isinstance(stored, bytes | bytearray | memoryview):
            raise wrong("history", "stored", stored, "the bytes that `to_bytes` gave")
        return cls._of(_native.History.from_bytes(bytes(stored)))

    @classmethod
    def from_json(cls, stored: str) -> History:
        """The history that `to_json` gave. Raises `HistoryError`."""
        if not isinstance(stored, str):
            raise wrong("history", "stored", stored, "the text that `to_json` gave")
        return cls._of(_native.History.from_json(stored))

    def observe(self, model: Model, event: Event) -> Observed:
        """Adds one event; with an id it counts once however often it arrives.

        Raises `HistoryError` where the model reads other things of events than the history holds.
        """
        return Observed(json.loads(self._native.observe(_native_of(model), event)))

    def observe_all(self, model: Model, events: Events) -> Report:
        """Adds events, and reports what could not be used of them. Raises `HistoryError`."""
        return Report(json.loads(self._native.observe_all(_native_of(model), events)))

    def forget_ids_before(self, model: Model, day: Day) -> HistoryInfo:
        """Forgets the ids of events before a day: they need no room any more.

        From then on an event with an id that is dated before that day is not counted. Raises `HistoryError`.
        """
        return HistoryInfo(json.loads(self._native.forget_ids_before(_native_of(model), day)))

    def merge(self, other: History) -> History:
        """Joins what another history of the same intake holds. Raises `HistoryError`."""
        if not isinstance(other, History):
            raise wrong("history", "other", other, "a History")
        # Of itself it holds everything already, but events without ids are there twice.
        self._native.merge(other._native.copy() if other is self else other._native)
        return self

    def copy(self) -> History:
        """A copy that changes by itself."""
        return self._of(self._native.copy())

    def info(self) -> HistoryInfo:
        """What it holds, in numbers."""
        return HistoryInfo(json.loads(self._native.info()))

    def to_bytes(self) -> bytes:
        """The form to store: some hundred bytes, equal where the histories are."""
        return self._native.to_bytes()

    def to_json(self) -> str:
        """The same as JSON text, for people and for databases of JSON."""
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


def _native_of(model: object) -> _native.Model:
    from ._model import Model

    if not isinstance(model, Model):
        raise wrong("history", "model", model, "a Model; the event or the day comes after it")
    return model._native
