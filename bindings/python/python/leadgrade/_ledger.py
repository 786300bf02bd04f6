"""An explanation as a ledger in plain text."""

from __future__ import annotations

from typing import Any

from . import _words as words
from ._report import missing_for_next, report_parts

SECTIONS = ("fit", "engagement", "cycle", "readiness")


def ledger(data: dict[str, Any]) -> str:
    """The ledger, with one line per entry; the entries of a section add up to its points."""
    assessment = data["assessment"]
    lead = "a lead" if assessment["lead"] is None else assessment["lead"]
    result = assessment["cell"] or assessment["excluded"] or ""
    lines = [f"{lead} at {assessment['as_of']}: {result}".rstrip(": ")]
    for name in SECTIONS:
        section = data["explanation"][name]
        if section is not None:
            lines.append(f"{name} {words.number(section['points'])}")
            lines += [entry(one) for one in section["entries"]]
    lines += [f"{one['of'].replace('_', ' ')}: {one['name']}" for one in data["explanation"]["decided"]]
    lines += _part("missing for more", list(missing_for_next(data["explanation"].get("to_next"))))
    return "\n".join([*map(printable, lines), *report_lines(data["report"])])


def report_lines(report: dict[str, Any]) -> list[str]:
    """The rejects, hints and counts of a report, a line each."""
    parts = [_part(title.lower(), part) for title, part in report_parts(report)]
    return [printable(line) for part in parts for line in part]


def _part(title: str, part: list[tuple[str, str, str]]) -> list[str]:
    return [title, *(f"  {': '.join(filter(None, line))}" for line in part)] if part else []


def printable(line: str) -> str:
    """A line with its control characters escaped, so that it cannot change a terminal."""
    return "".join(c if c >= " " and not "\x7f" <= c <= "\x9f" else f"\\x{ord(c):02x}" for c in line)


def entry(one: dict[str, Any]) -> str:
    """One entry of the ledger."""
    detail = words.detail(one["detail"])
    return f"  {words.points(one['points']):>8}  {one['name']}{f'  ({detail})' if detail else ''}"
