"""What Python has and JSON has not: the native module asks here."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

#: No value that a model can use: it is rejected where it stands.
UNUSABLE: dict[str, Any] = {}

#: Whole decimals of so many digits are exact; larger ones are the nearest double.
MOST_DIGITS = 38

#: How libraries turn their tables, columns and objects into plain ones.
METHODS = (
    ("to_dicts", ()),  # a frame of Polars
    ("to_pylist", ()),  # a table or a column of Arrow
    ("_asdict", ()),  # a named tuple
    ("model_dump", ()),  # a model of Pydantic
    ("to_dict", ()),  # a row of pandas, an answer of this package
)


def plain(value: Any) -> Any:
    """The same as a value that JSON has, or nearer to one."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return _instant(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return UNUSABLE
    if type(value).__name__ == "NAType":  # of pandas
        return None
    if hasattr(value, "dtype") and hasattr(value, "item") and not getattr(value, "ndim", 0):
        return _scalar(value)
    return _parts(value)


def _instant(value: dt.datetime) -> str | None:
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


def _decimal(value: Decimal) -> int | float | str | None:
    if value.is_nan():
        return None
    if value.is_infinite():
        return float(value)
    if value.adjusted() < MOST_DIGITS and value == value.to_integral_value():
        return int(value)
    return float(value)


def _scalar(value: Any) -> Any:
    """A scalar of numpy."""
    if value.dtype.kind == "M":
        text = str(value)
        return None if text == "NaT" else text
    item = value.item()
    if type(item) is type(value):
        return float(value) if value.dtype.kind == "f" else UNUSABLE
    return item


def _parts(value: Any) -> Any:
    """Something that holds others."""
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "columns") and hasattr(value, "iloc"):  # a frame of pandas
        return value.to_dict("records")
    for method, arguments in METHODS:
        if hasattr(value, method):
            return getattr(value, method)(*arguments)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Iterable) and not isinstance(value, type):
        return list(value)
    return UNUSABLE
