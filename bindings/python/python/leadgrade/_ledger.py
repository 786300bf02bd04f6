"""An explanation as text."""

from __future__ import annotations

from typing import Any

from . import _words as words

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
    return "\n".join(lines)


def entry(one: dict[str, Any]) -> str:
    said = words.detail(one["detail"])
    return f"  {words.points(one['points']):>8}  {one['name']}{f'  ({said})' if said else ''}"
