"""What a notebook shows: pages of a model, an assessment, an explanation. Every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

STYLE = "border-collapse:collapse;text-align:start"
CELL = "padding:2px 10px;border-bottom:1px solid #8884;text-align:start"
NUMBER = "padding:2px 10px;border-bottom:1px solid #8884;text-align:end;font-variant-numeric:tabular-nums"


def text(value: Any) -> str:
    """A value as a page shows it; its direction is that of its own letters."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"<bdi>{escape(str(value))}</bdi>"


def table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    heads = "".join(f"<th style='{CELL}'>{escape(one)}</th>" for one in head)
    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows)
    return f"<table style='{STYLE}'><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def cell(value: Any) -> str:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"<td style='{NUMBER if number else CELL}'>{text(value)}</td>"


def page(title: Any, *parts: str) -> str:
    return f"<div dir='auto'><p><b>{text(title)}</b></p>{''.join(parts)}</div>"


class AssessmentHtml:
    """The assessment of a lead as a page."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        data: dict[str, Any] = self._data  # type: ignore[attr-defined]
        rows = [
            ("cell", data.get("cell")),
            ("fit", points(data, "fit", "grade")),
            ("engagement", points(data, "engagement", "rank")),
            ("persona", data.get("persona")),
            ("stage", of(data, "stage", "name")),
            ("ready to buy", of(data, "readiness", "ready")),
            ("due", of(data, "cycle", "due")),
            ("qualification", data.get("qualification")),
            ("next steps", ", ".join(str(step.get("name")) for step in data.get("next_steps") or []) or None),
            ("excluded", data.get("excluded")),
        ]
        shown = [row for row in rows if row[1] is not None]
        title = f"{data.get('lead') or 'lead'}, {data.get('as_of')}"
        return page(title, table(("what", "value"), shown))


def of(data: dict[str, Any], part: str, key: str) -> Any:
    """A value of a part that a model may not have."""
    return (data.get(part) or {}).get(key)


def points(data: dict[str, Any], part: str, label: str) -> str | None:
    return f"{of(data, part, label)}: {of(data, part, 'points')} points" if data.get(part) else None


class ExplanationHtml:
    """An explanation as a page: the entries of a section add up to its points."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        data: dict[str, Any] = self._data  # type: ignore[attr-defined]
        sections = ("fit", "engagement", "cycle", "readiness")
        parts = [ledger(name, data[name]) for name in sections if data.get(name)]
        return page("where every point comes from", *parts)


def ledger(name: str, section: dict[str, Any]) -> str:
    rows = [(entry.get("name"), entry.get("source"), entry.get("points")) for entry in section["entries"]]
    return table((name, "from", "points"), [*rows, ("sum", None, section.get("points"))])


def model_card(document: dict[str, Any]) -> str:
    """A model as sales reads it: what counts, how much, and what happens then."""
    parts = [table(("event", "points", "fades"), map(signal, (document.get("signals") or {}).items()))]
    fit = (document.get("fit") or {}).get("criteria") or []
    if fit:
        rows = [(one.get("name"), one.get("fact"), ", ".join(map(case, one.get("cases") or []))) for one in fit]
        parts.append(table(("who they are", "fact", "points"), rows))
    stages = (document.get("lifecycle") or {}).get("stages") or []
    if stages:
        parts.append(table(("stage", "work of"), [(one.get("name"), one.get("pipeline")) for one in stages]))
    rules = (document.get("qualification") or {}).get("rules") or []
    if rules:
        parts.append(table(("qualification",), [(one.get("name"),) for one in rules]))
    steps = document.get("next_steps") or []
    if steps:
        rows = [(one.get("name"), one.get("action"), one.get("channel")) for one in steps]
        parts.append(table(("next step", "action", "channel"), rows))
    about = document.get("description")
    intro = f"<p>{text(about)}</p>" if about else ""
    return page(document.get("name"), intro, *parts)


def signal(named: tuple[str, dict[str, Any]]) -> tuple[Any, ...]:
    name, one = named
    points = one.get("points") if one.get("points") is not None else one.get("points_per_unit")
    return name, points, fading(one.get("decay"))


def fading(decay: Any) -> str | None:
    if not isinstance(decay, dict):
        return None
    said = [f"{key.replace('_', ' ')} {value}" for key, value in decay.items() if isinstance(value, (int, float))]
    return ", ".join(said) or None


def case(one: dict[str, Any]) -> str:
    tests = [f"{key} {value}" for key, value in one.items() if key != "points"]
    return f"{' and '.join(tests)}: {one.get('points')}"
