"""The report on the input of a call in words, for plain text and for HTML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import _words as words

#: The number of lines that are shown of a longer list.
MAX_LINES = 20

#: The counters of a report in words.
COUNTERS = {
    "without_offset": "times without an offset, read as local time",
    "without_value": "events without a value that a signal counts",
    "id_conflicts": "ids with different contents",
}

#: A heading, and lines of three columns: where, what, why.
Part = tuple[str, list[tuple[str, str, str]]]


def report_parts(report: dict[str, Any]) -> Iterator[Part]:
    """The parts of a report: rejects, hints, unknown events, counters. Parts may be empty."""
    rejects = report.get("rejects") or []
    lines = [(_place(one), one["column"] or "", one["reason"]) for one in rejects]
    yield "Not used", _first(lines)
    yield "Hints", _first([hint(one) for one in report.get("hints") or []])
    unknown = report.get("unknown_events") or {}
    counted = [(one["event"], "", _events(one["count"])) for one in unknown.get("names") or []]
    if unknown.get("rest"):
        counted.append(("others", "", _events(unknown["rest"])))
    yield "Unknown events", _first(counted)
    counters = [(words.number(report[name]), "", text) for name, text in COUNTERS.items() if report.get(name)]
    yield "Noticed", counters


def hint(one: dict[str, Any]) -> tuple[str, str, str]:
    """A hint as a line."""
    help = f" ({one['help']})" if one.get("help") else ""
    return one.get("table") or "", one.get("column") or "", f"{one['message']}{help}"


def missing_for_next(to_next: dict[str, Any] | None) -> Iterator[tuple[str, str, str]]:
    """What is missing for the next grade and rank."""
    if not to_next:
        return
    for name in ("grade", "rank"):
        if step := to_next.get(name):
            yield f"{name} {step['name']}", "", f"{words.number(step['points'])} points more"
    for one in to_next.get("unknown") or []:
        yield one["criterion"], "", f"not known, up to {words.number(one['most'])} points"


def _events(count: int) -> str:
    return f"{words.number(count)} event{'' if count == 1 else 's'}"


def _place(one: dict[str, Any]) -> str:
    return "" if one["table"] is None else f"{one['table']} {one['row']}"


def _first(lines: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return lines if len(lines) <= MAX_LINES else [*lines[:MAX_LINES], ("", "", "and more")]
