"""Answers with attributes: a thin look at what the core answers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

if TYPE_CHECKING:
    from typing_extensions import Self

    from . import _native


class Member(NamedTuple):
    """How a member of a record is read."""

    #: Its name, behind the names of what it is a part of, with dots between them.
    path: str
    #: The record that it is, or is a list of.
    part: type[Record] | None
    is_day: bool


class Record:
    """A part of an answer. Attributes are its members; a name that Python reserves has `_` behind it."""

    __slots__ = ("_answer", "_data", "_path")

    #: Members, in order.
    _fields: ClassVar[tuple[str, ...]] = ()
    #: Members that are records, or lists of records.
    _parts: ClassVar[dict[str, type[Record]]] = {}
    #: Members that are days.
    _days: ClassVar[tuple[str, ...]] = ()
    #: A member whose members are this record's own, too.
    _flat: ClassVar[str | None] = None
    #: How attributes are read, by their names.
    _members: ClassVar[dict[str, Member]] = {}

    _data: dict[str, Any]
    #: The answer of the core that this is a part of, and where it is: a path with a dot at its end.
    _answer: _native.Answer | None
    _path: str

    def __init_subclass__(cls) -> None:
        cls._members = {}

    def __init__(self, data: dict[str, Any]) -> None:
        self._data, self._answer, self._path = data, None, ""

    @classmethod
    def _of(cls, answer: _native.Answer, path: str = "") -> Self:
        """A part of an answer of the core: members are read when somebody looks at them."""
        record = cls.__new__(cls)
        record._answer, record._path = answer, path
        return record

    if not TYPE_CHECKING:  # Types know the members by name.

        def __getattr__(self, name: str) -> Any:
            if name == "_data":
                self._data = json.loads(self._answer.json(self._path[:-1]))
                return self._data
            raise AttributeError(type(self)._unknown(name), name=name, obj=self)

    @classmethod
    def _ready(cls) -> None:
        """Gives the class its attributes, when it knows its parts."""
        for name, member in cls._all().items():
            setattr(cls, name, property(reader(member)))

    @classmethod
    def _all(cls) -> dict[str, Member]:
        """All attributes and how they are read."""
        if not cls._members:
            if cls._flat is not None:
                flat = cls._parts[cls._flat]._all().items()
                cls._members.update((name, one._replace(path=f"{cls._flat}.{one.path}")) for name, one in flat)
            for key in cls._fields:
                name = f"{key}_" if iskeyword(key) else key
                cls._members[name] = Member(key, cls._parts.get(key), key in cls._days)
        return cls._members

    @classmethod
    def _unknown(cls, name: str) -> str:
        """The message for an unknown attribute: its path in the answer, or the closest name."""
        message = f"{cls.__name__} has no {name!r}"
        if name.startswith("_"):
            return message
        deeper = {path for path, last in cls._deeper() if name in (last, path.replace(".", "_"))}
        if deeper:
            return f"{message}; there is {' and '.join(f'`{path}`' for path in sorted(deeper))}"
        from difflib import get_close_matches

        near = get_close_matches(name, cls._all(), 1)
        return f"{message}; did you mean `{near[0]}`?" if near else message

    @classmethod
    def _deeper(cls) -> list[tuple[str, str]]:
        """The paths of members of members, as they are written, and their last names."""
        found = []
        for name, member in cls._all().items():
            if member.part is not None and name != cls._flat:
                found += [(f"{name}.{deeper}", deeper) for deeper in member.part._all()]
        return found

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain dicts and lists, with the names that every language uses; days are text."""
        if self._answer is None:
            return copied(self._data)  # type: ignore[no-any-return]
        return json.loads(self._answer.json(self._path[:-1]))  # type: ignore[no-any-return]

    def __dir__(self) -> list[str]:
        return [*object.__dir__(self), *self._all()]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record):
            return NotImplemented
        return type(self) is type(other) and self._data == other._data

    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[Record], tuple[dict[str, Any]]]:
        return type(self), (self._data,)

    def __repr__(self) -> str:
        known = {key: value for key, value in self._data.items() if value is not None}
        parts = (f"{key}={wrapped(self._parts.get(key), value)!r}" for key, value in known.items())
        return f"{type(self).__name__}({', '.join(parts)})"


#: What the core says instead of a list, which is read as a whole.
LIST = ()


def reader(member: Member) -> Callable[[Record], Any]:
    """What reads a member: of the answer of the core, or of the dict that a record was made of."""
    path, part, is_day = member

    def read(record: Record) -> Any:
        answer = record._answer
        if answer is None:
            return of_data(record)
        value = answer.part(record._path + path)
        if value.__class__ is str:
            return dt.date.fromisoformat(value) if is_day else value
        if value is ...:
            whole = record._path + path
            return json.loads(answer.json(whole)) if part is None else part._of(answer, whole + ".")
        if value is NotImplemented:  # One that answers leave out.
            return None
        return wrapped(part, json.loads(answer.json(record._path + path))) if value == LIST else value

    def of_data(record: Record) -> Any:
        value: Any = record._data
        for one in path.split("."):
            value = None if value is None else value.get(one)
        return dt.date.fromisoformat(value) if is_day and value is not None else wrapped(part, value)

    return read


class Records(list[Any]):
    """A list of records, which shows itself as a table in a notebook."""

    #: What was asked for, without the lead.
    asked: Mapping[str, Any]

    def __init__(self, records: Iterable[Any] = (), asked: Mapping[str, Any] | None = None) -> None:
        super().__init__(records)
        self.asked = asked or {}

    def _repr_html_(self) -> str:
        from ._html import records

        return records(self)


def wrapped(kind: type[Record] | None, value: Any, asked: Mapping[str, Any] | None = None) -> Any:
    """A value as a record, or as a list of records."""
    if kind is None or value is None:
        return value
    if isinstance(value, list):
        return Records(map(kind, value), asked)
    return kind(value)


def copied(value: Any) -> Any:
    """A copy all the way down."""
    if isinstance(value, dict):
        return {key: copied(one) for key, one in value.items()}
    return [copied(one) for one in value] if isinstance(value, list) else value
