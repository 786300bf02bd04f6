"""Types of what people give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, Union

#: An instant: text such as `2026-11-22T09:30:00Z`, a datetime (naive: local time in the model's zone), or a date.
Instant: TypeAlias = Union[str, dt.date]
#: A date, or its text.
Day: TypeAlias = Union[str, dt.date]
#: What is known of a lead: its id as `lead`, and attributes by name.
Profile: TypeAlias = Mapping[str, Any]
#: What a lead did: `event`, `at`, `value`, `id`, and properties by name.
Event: TypeAlias = Mapping[str, Any]
#: Events of a lead, in any order.
Events: TypeAlias = Iterable[Event]
#: A request: JSON text, its bytes, or an object.
Request: TypeAlias = Union[str, bytes, Mapping[str, Any]]
