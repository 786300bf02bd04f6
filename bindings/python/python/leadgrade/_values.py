"""Converts objects of other libraries to plain values, for the native module.

What a value means to a model is decided by the core.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import Any
from uuid import UUID

#: Returned for a value that has no form in JSON; the native module's message names its type.
UNUSABLE: Any = NotImplemented

#: Methods that convert columns of libraries to lists.
LISTS = ("tolist", "to_pylist", "to_list")

#: Methods that convert objects of libraries to dicts.
MEMBERS = (
    "_asdict",  # a named tuple
    "model_dump",  # a model of Pydantic
    "to_dict",  # a row of pandas, an answer of this package
)

#: Methods that frames have, besides `columns`.
FRAMES = ("iloc", "collect", "to_dicts", "to_pylist", "fetchall")

#: Decimals with more digits, or a larger exponent, are out of range; their digits are not written.
MAX_WRITTEN_DIGITS = 1_000


def known(value: Any) -> tuple[str, Any]:
    """The kind of a value that is not one of Python's basic types, and its content in the form of that kind."""
    if isinstance(value, Enum):
        return "value", value.value
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, UUID):
        return "value", str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return "binary", None
    if isinstance(value, dt.timedelta):
        return "duration", None
    if isinstance(value, dt.time):
        return "time", None
    if type(value).__name__ == "NAType":  # of pandas
        return "null", None
    if _is_scalar(value):
        return _scalar(value)
    if not isinstance(value, Mapping | type | range) and not is_frame(value):
        for name in LISTS:
            if method := _method(value, name):
                return "list", method()
        if isinstance(value, Collection) and not hasattr(value, "_asdict"):
            return _items(value)
        if isinstance(value, Iterator):
            return "iterator", None
    return "function" if callable(value) else "object", None


def _items(value: Collection[Any]) -> tuple[str, Any]:
    """The items of a collection; not a list if their number differs from its length, since it may never end."""
    length = len(value)
    items = list(islice(value, length + 1))
    return ("list", items) if len(items) == length else ("object", None)


def _decimal(value: Decimal) -> tuple[str, Any]:
    if value.is_nan():
        return "null", None
    if value.is_infinite():
        return "value", float(value)
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or exponent > MAX_WRITTEN_DIGITS or len(digits) > MAX_WRITTEN_DIGITS:
        return "beyond", f"{value:.6e}"
    text = ("-" if sign else "") + "".join(map(str, digits))
    if exponent >= 0:
        return "digits", text + "0" * exponent
    if value == value.to_integral_value():
        whole = text[:exponent]
        return "digits", "0" if whole in ("", "-") else whole
    return "decimal", (text, -exponent, float(value))


def _is_scalar(value: Any) -> bool:
    """Whether a value is a scalar of numpy, or a tensor with one number."""
    return hasattr(value, "dtype") and hasattr(value, "item") and not getattr(value, "ndim", 0)


def _scalar(value: Any) -> tuple[str, Any]:
    kind = getattr(value.dtype, "kind", "")
    if kind == "M":
        return _moment(value)
    if kind == "m":
        return "duration", None
    item = value.item()
    if type(item) is type(value):  # `item` of a longdouble returns a longdouble
        return ("value", float(value)) if kind == "f" else ("object", None)
    return "value", item


def _moment(value: Any) -> tuple[str, Any]:
    """A datetime64: a date if its unit is a day or longer, otherwise local time."""
    if value != value:
        return "null", None
    unit = str(value.dtype).partition("[")[2].rstrip("]").lstrip("0123456789")
    if unit in ("Y", "M", "W", "D"):
        day = int(value.astype("datetime64[D]").astype("int64"))
        return ("day", day) if abs(day) < 2**31 else ("beyond", str(value))
    seconds = int(value.astype("datetime64[s]").astype("int64"))
    if abs(seconds) >= 2**40:
        return "beyond", str(value)
    return "local", int(value.astype("datetime64[us]").astype("int64"))


def _method(value: Any, name: str) -> Callable[[], Any] | None:
    """A method of an object; `None` if it has none, or looking it up raises."""
    if isinstance(value, type):
        return None
    try:
        method = getattr(value, name, None)
    except Exception:
        return None
    return method if callable(method) else None


def is_frame(value: Any) -> bool:
    """Whether a value is a frame, a table or a relation, judged by its class, since reading `columns` may be slow."""
    kind = type(value)
    return hasattr(kind, "columns") and any(hasattr(kind, method) for method in FRAMES)


def members(value: Any) -> dict[str, Any] | None:
    """The members of a profile, an event or a request as a dict; `None` for anything that has no members."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, Mapping):
        return _entries(value)
    if is_frame(value):  # `to_dict` of a frame returns columns
        return None
    for name in MEMBERS:
        if method := _method(value, name):
            found = method()
            return _entries(found) if isinstance(found, Mapping) else None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return None


def _entries(value: Mapping[Any, Any]) -> dict[Any, Any] | None:
    if isinstance(value, dict):
        return dict(value)
    kind, names = _items(value)
    return {name: value[name] for name in names} if kind == "list" else None


def rows(value: Any) -> Iterable[Any] | None:
    """The items of a list of events, or the rows of a frame; `None` for anything else."""
    if isinstance(value, str | bytes | bytearray | memoryview | Mapping | type):
        return None
    if is_frame(value):
        return _rows_of_frame(value)
    if method := _method(value, "to_pylist"):  # a column of structs
        return list(method())
    if not isinstance(value, Iterable) or members(value) is not None:
        return None
    return value


def _rows_of_frame(frame: Any) -> Iterable[Any] | None:
    if hasattr(frame, "collect"):  # a lazy frame of Polars
        frame = frame.collect()
    if hasattr(frame, "iloc"):
        # Not `iterrows`, which converts the values of a row to one type.
        names = [str(name) for name in frame.columns]
        columns = [frame.iloc[:, at] for at in range(len(names))]
        return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))
    for name in ("to_dicts", "to_pylist"):
        if method := _method(frame, name):
            return list(method())
    if method := _method(frame, "fetchall"):  # a relation of DuckDB
        names = list(frame.columns)
        return [dict(zip(names, row, strict=True)) for row in method()]
    return None


def plain(value: Any) -> Any:
    """Converts a value of a model document or an option to a JSON type, or to one that is converted further."""
    if isinstance(value, dt.date | dt.time):
        return _text_of_date(value)
    kind, content = known(value)
    if kind in ("value", "list"):
        return content
    if kind == "digits":
        return int(content)
    if kind == "decimal":
        return content[2]
    if kind in ("day", "local"):
        return str(value)
    if kind == "null":
        return None
    found: Any = members(value) if kind == "object" else None
    if found is None and is_frame(value):
        found = rows(value)
    if found is None and kind == "iterator":
        found = list(value)
    return UNUSABLE if found is None else found


def _text_of_date(value: dt.date | dt.time) -> Any:
    if isinstance(value, dt.time):
        return UNUSABLE
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    if value != value:  # NaT of pandas
        return None
    offset = value.utcoffset()
    if offset is not None and offset % dt.timedelta(minutes=1):
        value = _in_utc(value)  # the offsets of old zones have seconds, which the text cannot express
    return value.isoformat()


def _in_utc(value: dt.datetime) -> dt.datetime:
    try:
        return value.astimezone(dt.timezone.utc)
    except OverflowError:  # the first or last day of Python's range, far outside the core's
        return value.replace(tzinfo=dt.timezone.utc)
