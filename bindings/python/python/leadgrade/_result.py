"""Answers as objects: attributes by the names of the schemas."""

from __future__ import annotations

from typing import Any, ClassVar


class Result:
    """An answer of the core, or a part of one.

    Its attributes are the keys of the answer; `to_dict()` gives it as plain dicts and lists.
    """

    __slots__ = ("_data",)
    _fields: ClassVar[tuple[str, ...]] = ()
    _nested: ClassVar[dict[str, str]] = {}
    _data: dict[str, Any]

    def __init__(self, data: dict[str, Any]) -> None:
        object.__setattr__(self, "_data", data)

    def __getattr__(self, name: str) -> Any:
        if name not in self._fields:
            raise AttributeError(f"{type(self).__name__} has no `{name}`; it has {', '.join(self._fields)}")
        # `from` is a word of the language: the attribute is `from_`.
        return wrapped(self._data.get(name.removesuffix("_")), self._nested.get(name))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed: it says what the model says")

    def __dir__(self) -> list[str]:
        return [*self._fields, "to_dict"]

    def to_dict(self) -> dict[str, Any]:
        """The same as plain dicts and lists."""
        return {key: copied_plain(one) for key, one in self._data.items()}

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Result) and self._data == other._data

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[Result], tuple[dict[str, Any]]]:
        return type(self), (self._data,)

    def __repr__(self) -> str:
        known = ((name, getattr(self, name)) for name in self._fields)
        shown = (f"{name}={value!r}" for name, value in known if value not in (None, []))
        return f"{type(self).__name__}({', '.join(shown)})"


def wrapped(value: Any, kind: str | None) -> Any:
    """A part of an answer as an object of its class, where it has one."""
    if kind is None or value is None:
        return value
    if isinstance(value, list):
        return [wrapped(one, kind) for one in value]
    from ._types import CLASSES

    return CLASSES[kind](value)


def copied_plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: copied_plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [copied_plain(one) for one in value]
    return value
