"""What objects of other libraries are: the native module asks here.

Nothing here decides what a value means to a model; the core does.
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

#: What JSON has nothing for; the native module refuses it by its type.
UNUSABLE: Any = NotImplemented

#: How libraries turn their columns into lists.
LISTS = ("tolist", "to_pylist", "to_list")

#: How libraries turn their objects into dicts.
MEMBERS = (
    "_asdict",  # a named tuple
    "model_dump",  # a model of Pydantic
    "to_dict",  # a row of pandas, an answer of this package
)

#: What frames have beside columns.
FRAMES = ("iloc", "collect", "to_dicts", "to_pylist", "fetchall")

#: The largest exponent of a decimal whose digits are written out.
MOST_WRITTEN = 1_000


def known(value: Any) -> tuple[str, Any]:
    """What a value is that is none of Python's usual ones, in a word, and what is to be read of it."""
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
    """The members of a collection. One that gives more than it says it has may never end."""
    said = len(value)
    items = list(islice(value, said + 1))
    return ("list", items) if len(items) == said else ("object", None)


def _decimal(value: Decimal) -> tuple[str, Any]:
    if value.is_nan():
        return "null", None
    if value.is_infinite():
        return "value", float(value)
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or exponent > MOST_WRITTEN or len(digits) > MOST_WRITTEN:
        return "beyond", f"{value:.6e}"
    text = ("-" if sign else "") + "".join(map(str, digits))
    if exponent >= 0:
        return "digits", text + "0" * exponent
    if value == value.to_integral_value():
        whole = text[:exponent]
        return "digits", "0" if whole in ("", "-") else whole
    return "decimal", (text, -exponent, float(value))


def _is_scalar(value: Any) -> bool:
    """Whether it is a scalar of numpy, or a tensor of one number."""
    return hasattr(value, "dtype") and hasattr(value, "item") and not getattr(value, "ndim", 0)


def _scalar(value: Any) -> tuple[str, Any]:
    kind = getattr(value.dtype, "kind", "")
    if kind == "M":
        return _moment(value)
    if kind == "m":
        return "duration", None
    item = value.item()
    if type(item) is type(value):  # a longdouble has no other form
        return ("value", float(value)) if kind == "f" else ("object", None)
    return "value", item


def _moment(value: Any) -> tuple[str, Any]:
    """A datetime64: a day where its unit is one, else local time."""
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
    """A method of an object; an object that raises when it is asked has none."""
    if isinstance(value, type):
        return None
    try:
        method = getattr(value, name, None)
    except Exception:
        return None
    return method if callable(method) else None


def is_frame(value: Any) -> bool:
    """Whether it is a frame, a table or a relation; its columns are not asked for yet."""
    kind = type(value)
    return hasattr(kind, "columns") and any(hasattr(kind, method) for method in FRAMES)


def members(value: Any) -> dict[str, Any] | None:
    """The members of a profile, an event or a request; `None` for what has none."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, Mapping):
        return _entries(value)
    if is_frame(value):  # it has rows
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
    """Events one after the other; `None` for what gives none."""
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
    if hasattr(frame, "collect"):  # a frame of Polars that is not there yet
        frame = frame.collect()
    if hasattr(frame, "iloc"):
        # Row by row, each value as it is: `iterrows` would make one type of each row.
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
    """The same as a value that JSON has, or nearer to one: for model documents and options."""
    if isinstance(value, dt.date | dt.time):
        return _text_of_date(value)
    kind, said = known(value)
    if kind in ("value", "list"):
        return said
    if kind == "digits":
        return int(said)
    if kind == "decimal":
        return said[2]
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
        value = _in_utc(value)  # zones of long ago: their seconds have no text
    return value.isoformat()


def _in_utc(value: dt.datetime) -> dt.datetime:
    try:
        return value.astimezone(dt.timezone.utc)
    except OverflowError:  # the first or last day that Python knows, which no instant of the core is near to
        return value.replace(tzinfo=dt.timezone.utc)
