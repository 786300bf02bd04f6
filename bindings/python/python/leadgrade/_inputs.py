"""Types of arguments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, Union

#: An instant: text such as `2026-11-22T09:30:00Z`, a datetime (naive: local time in the model's zone), or a date.
Instant: TypeAlias = Union[str, dt.date]
#: A date, or its text such as `2026-11-22`.
Day: TypeAlias = Union[str, dt.date]
#: A profile: the lead's id as `lead`, and attributes by name.
Profile: TypeAlias = Mapping[str, Any]
#: An event: its name as `event`, its instant as `at`, optionally `value` and `id`, and properties by name.
Event: TypeAlias = Mapping[str, Any]
#: The events of a lead, in any order.
Events: TypeAlias = Iterable[Event]
#: A request: JSON text, its bytes, or an object.
Request: TypeAlias = Union[str, bytes, Mapping[str, Any]]
