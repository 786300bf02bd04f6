"""An explanation as text."""

from __future__ import annotations

from typing import Any

from . import _words as words
from ._noticed import lacking, noticed

SECTIONS = ("fit", "engagement", "cycle", "readiness")


def ledger(data: dict[str, Any]) -> str:
    """One line an entry; the entries of a section add up to its points."""
    found = data["assessment"]
    lead = "a lead" if found["lead"] is None else found["lead"]
    lines = [f"{lead} at {found['as_of']}: {found['cell'] or found['excluded'] or ''}".rstrip(": ")]
    for name in SECTIONS:
        section = data["explanation"][name]
        if section is not None:
            lines.append(f"{name} {words.number(section['points'])}")
            lines += [entry(one) for one in section["entries"]]
    lines += [f"{one['of'].replace('_', ' ')}: {one['name']}" for one in data["explanation"]["decided"]]
    lines += _part("missing for more", list(lacking(data["explanation"].get("to_next"))))
    return "\n".join([*map(printable, lines), *noticed_lines(data["report"])])


def noticed_lines(report: dict[str, Any]) -> list[str]:
    """What was noticed about the input."""
    parts = [_part(title.lower(), part) for title, part in noticed(report)]
    return [printable(line) for part in parts for line in part]


def _part(title: str, part: list[tuple[str, str, str]]) -> list[str]:
    return [title, *(f"  {': '.join(filter(None, line))}" for line in part)] if part else []


def printable(line: str) -> str:
    """A line that a terminal shows as it is: control characters are escaped."""
    return "".join(c if c >= " " and not "\x7f" <= c <= "\x9f" else f"\\x{ord(c):02x}" for c in line)


def entry(one: dict[str, Any]) -> str:
    said = words.detail(one["detail"])
    return f"  {words.points(one['points']):>8}  {one['name']}{f'  ({said})' if said else ''}"
