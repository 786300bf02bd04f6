"""Answers as HTML for notebooks: no scripts, no external resources, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from . import _report
from . import _words as words
from ._record import Record

#: Colours with enough contrast on light and dark pages; other text has the colour of the page.
GOOD, BAD, LINE = "#2e8b57", "#c0504d", "rgba(128,128,128,.35)"
CELL = f"padding:.2em .7em;text-align:start;border-bottom:1px solid {LINE};vertical-align:top"
SECTIONS = {"fit": "Fit", "engagement": "Engagement", "cycle": "Buying cycle", "readiness": "Readiness"}


def text(value: Any) -> str:
    """A user's text: escaped, in its own writing direction."""
    return f'<bdi dir="auto">{escape(str(value))}</bdi>'


def sentence(english: str) -> str:
    """An English sentence, escaped; users' names in it have their own direction, see `_words.isolated`."""
    return f'<bdi dir="ltr">{escape(english)}</bdi>'


def table(rows: Iterable[Iterable[str]], head: Iterable[str] = ()) -> str:
    """A table; its cells are HTML."""
    top = _row("th", head)
    body = "".join(_row("td", row) for row in rows)
    return f'<table style="border-collapse:collapse;margin:.3em 0">{top}{body}</table>'


def _row(kind: str, cells: Iterable[str]) -> str:
    row = "".join(f'<{kind} style="{CELL}">{cell}</{kind}>' for cell in cells)
    return f"<tr>{row}</tr>" if row else ""


def points(value: float) -> str:
    colour = GOOD if value > 0 else BAD if value < 0 else "inherit"
    return f'<span style="color:{colour};white-space:nowrap">{words.points(value)}</span>'


def box(title: str, *parts: str) -> str:
    style = f"border:1px solid {LINE};border-radius:.4em;padding:.6em .9em;max-width:60em;font-size:.95em"
    return f'<div style="{style}"><div style="font-size:1.15em;margin-bottom:.3em">{title}</div>{"".join(parts)}</div>'


def heading(name: str) -> str:
    return f'<div style="margin-top:.7em"><b>{escape(name)}</b></div>'


def assessment(answer: Record) -> str:
    """An assessment, and its report."""
    data = answer.to_dict()
    report = data.get("report")
    data = data.get("assessment", data)
    return box(title(data), table(facts(data)), report_html(report))


def records(items: Iterable[Record]) -> str:
    """A list of records as a table, one row per record."""
    rows = [one.to_dict() for one in items]
    if not rows:
        return f"<p>{escape('nothing')}</p>"
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [tuple(text(_brief(row.get(name))) for name in names) for row in rows]
    return table(cells, [escape(name.replace("_", " ")) for name in names])


def _brief(value: Any) -> str:
    """A value as short text: the labels of an assessment, the members of other objects."""
    if isinstance(value, dict) and "cell" in value:
        stage = (value["stage"] or {}).get("name")
        return ", ".join(one for one in (value["cell"] or value["excluded"], stage, value["qualification"]) if one)
    if isinstance(value, list):
        return "; ".join(map(_brief, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {words.value(one)}" for name, one in value.items())
    return "" if value is None else words.value(value)


def title(data: dict[str, Any]) -> str:
    cell = f' <b style="font-size:1.3em">{text(data["cell"])}</b>' if data["cell"] else ""
    lead = text(data["lead"]) if data["lead"] is not None else "a lead"
    when = data["as_of"].replace("T", " ").removesuffix("Z")[:16]
    return f"<b>{lead}</b>{cell} <small>{text(data['model']['name'])}, {when} UTC</small>"


def facts(data: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """The parts of an assessment that have a value, as rows."""
    if data["excluded"] is not None:
        yield "Not scored", text(data["excluded"])
    if data["persona"]:
        yield "Persona", text(data["persona"])
    if fit := data["fit"]:
        known = "" if fit["known"] is None else f", {fit['known']} % known"
        yield "Fit", f"{text(words.value(fit['grade']))} ({words.number(fit['points'])} points{known})"
    if engagement := data["engagement"]:
        yield "Engagement", f"{text(words.value(engagement['rank']))} ({words.number(engagement['points'])} points)"
    if (cycle := data["cycle"]) and cycle["due"]:
        yield "Buying cycle", f"due {cycle['due']}, {cycle['phase']} % ({words.number(cycle['points'])} points)"
    if ready := data["readiness"]:
        yield "Ready to buy", f"<b>{words.value(ready['ready'])}</b> ({words.number(ready['points'])} points)"
    if stage := data["stage"]:
        pipeline = f" <small>{text(stage['pipeline'])}</small>" if stage["pipeline"] else ""
        yield "Stage", text(stage["name"]) + pipeline
    if data["qualification"]:
        yield "Qualification", text(data["qualification"])
    for name in ("segments", "interests"):
        if data[name]:
            yield name.title(), ", ".join(text(one["name"] if isinstance(one, dict) else one) for one in data[name])
    for step in data["next_steps"] or []:
        allowed = "" if step["permitted"] else " (not permitted)"
        by = f" by {text(step['channel'])}" if step.get("channel") else ""
        yield "Next step", f"{text(step['name'])}{by}{allowed}"


def report_html(report: dict[str, Any] | None) -> str:
    """The rejects, hints and counts of a report."""
    parts = _report.report_parts(report) if report else ()
    return "".join(heading(name) + lines(part) for name, part in parts if part)


def lines(part: Iterable[tuple[str, str, str]]) -> str:
    """A part of a report as a table: where, what, why."""
    return table([tuple(map(text, line)) for line in part])


def explained(answer: Record) -> str:
    """An explanation as a ledger; the entries of a section add up to its points."""
    data = answer.to_dict()
    parts = []
    for name, title_of_section in SECTIONS.items():
        section = data["explanation"][name]
        if section is None:
            continue
        rows = [
            (points(one["points"]), text(one["name"]), f"<small>{sentence(words.detail(one['detail']))}</small>")
            for one in section["entries"]
        ]
        total = (f"<b>{words.number(section['points'])}</b>", "<b>points</b>", "")
        parts.append(heading(title_of_section) + table([*rows, total]))
    decided = [
        (escape(one["of"].replace("_", " ")), f"<b>{text(one['name'])}</b>", tested(one["conditions"]))
        for one in data["explanation"]["decided"]
    ]
    if decided:
        parts.append(heading("What decided") + table(decided))
    missing = list(_report.missing_for_next(data["explanation"].get("to_next")))
    if missing:
        parts.append(heading("Missing for more") + lines(missing))
    return box(title(data["assessment"]), *parts, report_html(data["report"]))


def tested(conditions: list[dict[str, Any]]) -> str:
    """The conditions that led to a decision."""
    tests = [f"{words.fact(str(one['fact']))}: {words.value(one['value'])}" for one in conditions if one.get("fact")]
    return f"<small>{sentence('; '.join(tests))}</small>"
