"""Answers of the core as objects with attributes, which read the core's data when they are used."""

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

    #: The names that lead to it, with dots between them.
    path: str
    #: The class of its value, or of the items of its value; `None` for plain values.
    part: type[Record] | None
    #: Whether its value is a date, which the core writes as text.
    is_day: bool


class Record:
    """A part of an answer. Its members are attributes; a name that Python reserves ends with `_`."""

    __slots__ = ("_answer", "_data", "_path")

    #: The names of the members, in order.
    _fields: ClassVar[tuple[str, ...]] = ()
    #: Members that are records, or lists of records.
    _parts: ClassVar[dict[str, type[Record]]] = {}
    #: Members that are dates.
    _days: ClassVar[tuple[str, ...]] = ()
    #: A member whose members are also attributes of this record.
    _flat: ClassVar[str | None] = None
    #: How attributes are read, by their names.
    _members: ClassVar[dict[str, Member]] = {}

    _data: dict[str, Any]
    #: The answer of the core that this is a part of, and the path of this part, with a dot at its end.
    _answer: _native.Answer | None
    _path: str

    def __init_subclass__(cls) -> None:
        cls._members = {}

    def __init__(self, data: dict[str, Any]) -> None:
        self._data, self._answer, self._path = data, None, ""

    @classmethod
    def _from_answer(cls, answer: _native.Answer, path: str = "") -> Self:
        """A part of an answer of the core, whose members are read on first use."""
        record = cls.__new__(cls)
        record._answer, record._path = answer, path
        return record

    if not TYPE_CHECKING:  # Type checkers know the members by their annotations.

        def __getattr__(self, name: str) -> Any:
            if name == "_data":
                self._data = json.loads(self._answer.json(self._path[:-1]))
                return self._data
            raise AttributeError(type(self)._unknown(name), name=name, obj=self)

    @classmethod
    def _add_properties(cls) -> None:
        """Adds a property for each member; called after `_parts` of all classes is set."""
        for name, member in cls._all().items():
            setattr(cls, name, property(reader(member)))

    @classmethod
    def _all(cls) -> dict[str, Member]:
        """All attributes, and how each is read."""
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
        """The message for an unknown attribute, with its path in the answer or the closest name."""
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
        """The paths of members of members, and the last name of each."""
        found = []
        for name, member in cls._all().items():
            if member.part is not None and name != cls._flat:
                found += [(f"{name}.{deeper}", deeper) for deeper in member.part._all()]
        return found

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain dicts and lists with the names of its JSON; dates are text."""
        if self._answer is None:
            return deep_copy(self._data)  # type: ignore[no-any-return]
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
        parts = (f"{key}={to_record(self._parts.get(key), value)!r}" for key, value in known.items())
        return f"{type(self).__name__}({', '.join(parts)})"


#: What the native module returns for a list, which is then read as JSON.
LIST = ()


def reader(member: Member) -> Callable[[Record], Any]:
    """A function that reads a member from the answer of the core, or from the dict of a record."""
    path, part, is_day = member

    def read(record: Record) -> Any:
        answer = record._answer
        if answer is None:
            return read_data(record)
        value = answer.part(record._path + path)
        if value.__class__ is str:
            return dt.date.fromisoformat(value) if is_day else value
        if value is ...:
            whole = record._path + path
            return json.loads(answer.json(whole)) if part is None else part._from_answer(answer, whole + ".")
        if value is NotImplemented:  # The answer leaves this member out.
            return None
        return to_record(part, json.loads(answer.json(record._path + path))) if value == LIST else value

    def read_data(record: Record) -> Any:
        value: Any = record._data
        for one in path.split("."):
            value = None if value is None else value.get(one)
        return dt.date.fromisoformat(value) if is_day and value is not None else to_record(part, value)

    return read


class Records(list[Any]):
    """A list of records that notebooks show as a table."""

    #: The arguments of the call, without the lead.
    arguments: Mapping[str, Any]

    def __init__(self, records: Iterable[Any] = (), arguments: Mapping[str, Any] | None = None) -> None:
        super().__init__(records)
        self.arguments = arguments or {}

    def _repr_html_(self) -> str:
        from ._html import records

        return records(self)


def to_record(kind: type[Record] | None, value: Any, arguments: Mapping[str, Any] | None = None) -> Any:
    """Converts a dict to a record, and a list of dicts to a list of records; other values stay as they are."""
    if kind is None or value is None:
        return value
    if isinstance(value, list):
        return Records(map(kind, value), arguments)
    return kind(value)


def deep_copy(value: Any) -> Any:
    """A deep copy of dicts and lists."""
    if isinstance(value, dict):
        return {key: deep_copy(one) for key, one in value.items()}
    return [deep_copy(one) for one in value] if isinstance(value, list) else value
