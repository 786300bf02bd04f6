"""Values as people have them, as the core reads them."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any


def plain(value: Any) -> Any:
    """A value as a dict, list, text, number, flag or None; `NotImplemented` for what is none."""
    if isinstance(value, enum.Enum):
        return value.value
    if value is None or _is_not_a_time(value):
        return None
    if isinstance(value, datetime.datetime):
        # Without an offset it is local time in the zone of the model.
        return (value if value.tzinfo is None else value.astimezone(datetime.timezone.utc)).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _of_decimal(value)
    if isinstance(value, Mapping):
        return dict(value)
    if type(value).__module__ == "numpy":
        # A datetime64 has no offset: local time in the zone of the model.
        return str(value) if type(value).__name__ == "datetime64" else value.tolist()
    if isinstance(value, Iterable) and not isinstance(value, (bytes, bytearray, memoryview)):
        return list(value)
    return NotImplemented


def _is_not_a_time(value: Any) -> bool:
    """NaT of pandas and numpy, and NA of pandas."""
    kind = type(value)
    if kind.__name__ in ("NaTType", "NAType"):
        return kind.__module__.startswith("pandas")
    return kind.__name__ == "datetime64" and str(value) == "NaT"


def _of_decimal(value: Decimal) -> int | float:
    whole = value == value.to_integral_value() if value.is_finite() else False
    return int(value) if whole else float(value)
