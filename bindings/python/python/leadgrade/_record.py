"""Answers with attributes: a thin look at the objects that the core answers with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from typing_extensions import Self


class Record:
    """A part of an answer. Attributes are its members; a name that Python reserves has `_` behind it."""

    __slots__ = ("_data", "_text")

    #: Members, in order.
    _fields: ClassVar[tuple[str, ...]] = ()
    #: Members that are records, or lists of records.
    _parts: ClassVar[dict[str, type[Record]]] = {}
    #: A member whose members are this record's own, too.
    _flat: ClassVar[str | None] = None

    _data: dict[str, Any]
    _text: str

    def __init__(self, data: dict[str, Any]) -> None:
        self._data, self._text = data, ""

    @classmethod
    def _of(cls, text: str) -> Self:
        """The answer of a JSON text, which is read when somebody looks at it."""
        record = cls.__new__(cls)
        record._text = text
        return record

    if not TYPE_CHECKING:  # Types know the members by name; this is how they are read.

        def __getattr__(self, name: str) -> Any:
            if name == "_data":
                self._data = json.loads(self._text)
                return self._data
            if name.startswith("_"):
                raise AttributeError(name)
            key = name.rstrip("_")
            kind = type(self)
            if key in self._data:
                return wrapped(kind._parts.get(key), self._data[key])
            if kind._flat is not None:
                try:
                    return getattr(getattr(self, kind._flat), name)
                except AttributeError:
                    pass
            elif key in kind._fields:
                return None  # One that answers leave out.
            raise AttributeError(f"{kind.__name__} has no {name!r}", name=name, obj=self)

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain dicts and lists, with the names that every language uses."""
        return json.loads(self._text) if self._text else copied(self._data)  # type: ignore[no-any-return]

    def __dir__(self) -> list[str]:
        flat = self._data.get(self._flat, {}) if self._flat else {}
        names = [f"{name}_" if name in ("from", "in", "is") else name for name in {**flat, **self._data}]
        return [*object.__dir__(self), *names]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Record) and self._data == other._data

    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[Record], tuple[dict[str, Any]]]:
        return type(self), (self._data,)

    def __repr__(self) -> str:
        known = {key: value for key, value in self._data.items() if value is not None}
        parts = (f"{key}={wrapped(self._parts.get(key), value)!r}" for key, value in known.items())
        return f"{type(self).__name__}({', '.join(parts)})"


def wrapped(kind: type[Record] | None, value: Any) -> Any:
    """A value as a record, or as a list of records."""
    if kind is None or value is None:
        return value
    if isinstance(value, list):
        return [kind(one) for one in value]
    return kind(value)


def copied(value: Any) -> Any:
    """A copy all the way down."""
    if isinstance(value, dict):
        return {key: copied(one) for key, one in value.items()}
    return [copied(one) for one in value] if isinstance(value, list) else value
