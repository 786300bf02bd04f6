"""Answers as HTML for notebooks: no scripts, nothing from elsewhere, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from . import _noticed
from . import _words as words
from ._record import Record

#: Colours with enough contrast on light and on dark pages; text keeps the page's own.
GOOD, BAD, LINE = "#2e8b57", "#c0504d", "rgba(128,128,128,.35)"
CELL = f"padding:.2em .7em;text-align:start;border-bottom:1px solid {LINE};vertical-align:top"
SECTIONS = {"fit": "Fit", "engagement": "Engagement", "cycle": "Buying cycle", "readiness": "Readiness"}


def text(said: Any) -> str:
    """A text of anybody: escaped, and in its own direction."""
    return f'<bdi dir="auto">{escape(str(said))}</bdi>'


def sentence(said: str) -> str:
    """Words of ours around names of anybody, which have their own directions: see `isolated`."""
    return f'<bdi dir="ltr">{escape(said)}</bdi>'


def table(rows: Iterable[Iterable[str]], head: Iterable[str] = ()) -> str:
    """A table of cells that are HTML already."""
    top = _row("th", head)
    body = "".join(_row("td", row) for row in rows)
    return f'<table style="border-collapse:collapse;margin:.3em 0">{top}{body}</table>'


def _row(kind: str, cells: Iterable[str]) -> str:
    found = "".join(f'<{kind} style="{CELL}">{cell}</{kind}>' for cell in cells)
    return f"<tr>{found}</tr>" if found else ""


def points(value: float) -> str:
    colour = GOOD if value > 0 else BAD if value < 0 else "inherit"
    return f'<span style="color:{colour};white-space:nowrap">{words.points(value)}</span>'


def box(title: str, *parts: str) -> str:
    style = f"border:1px solid {LINE};border-radius:.4em;padding:.6em .9em;max-width:60em;font-size:.95em"
    return f'<div style="{style}"><div style="font-size:1.15em;margin-bottom:.3em">{title}</div>{"".join(parts)}</div>'


def heading(said: str) -> str:
    return f'<div style="margin-top:.7em"><b>{escape(said)}</b></div>'


def assessment(found: Record) -> str:
    """What the model says of a lead."""
    data = found.to_dict()
    report = data.get("report")
    data = data.get("assessment", data)
    return box(title(data), table(facts(data)), noticed(report))


def records(found: Iterable[Record]) -> str:
    """A list of records as a table, a row each."""
    rows = [one.to_dict() for one in found]
    if not rows:
        return f"<p>{escape('nothing')}</p>"
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [tuple(text(_brief(row.get(name))) for name in names) for row in rows]
    return table(cells, [escape(name.replace("_", " ")) for name in names])


def _brief(said: Any) -> str:
    """A value in a cell: of an assessment its cell and stage, of other objects their members."""
    if isinstance(said, dict) and "cell" in said:
        stage = (said["stage"] or {}).get("name")
        return ", ".join(one for one in (said["cell"] or said["excluded"], stage, said["qualification"]) if one)
    if isinstance(said, list):
        return "; ".join(map(_brief, said))
    if isinstance(said, dict):
        return ", ".join(f"{name} {words.value(one)}" for name, one in said.items())
    return "" if said is None else words.value(said)


def title(data: dict[str, Any]) -> str:
    cell = f' <b style="font-size:1.3em">{text(data["cell"])}</b>' if data["cell"] else ""
    lead = text(data["lead"]) if data["lead"] is not None else "a lead"
    when = data["as_of"].replace("T", " ").removesuffix("Z")[:16]
    return f"<b>{lead}</b>{cell} <small>{text(data['model']['name'])}, {when} UTC</small>"


def facts(data: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """Rows of what is known, in the order in which a lead is looked at."""
    if data["excluded"] is not None:
        yield "Not scored", text(data["excluded"])
    if data["persona"]:
        yield "Persona", text(data["persona"])
    if fit := data["fit"]:
        known = "" if fit["known"] is None else f", {fit['known']} % known"
        yield "Fit", f"{text(words.value(fit['grade']))} ({words.number(fit['points'])} points{known})"
    if does := data["engagement"]:
        yield "Engagement", f"{text(words.value(does['rank']))} ({words.number(does['points'])} points)"
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


def noticed(report: dict[str, Any] | None) -> str:
    """What could not be used, and what is probably not meant."""
    parts = _noticed.noticed(report) if report else ()
    return "".join(heading(name) + lines(part) for name, part in parts if part)


def lines(part: Iterable[tuple[str, str, str]]) -> str:
    """Where, what and why, a row each."""
    return table([tuple(map(text, line)) for line in part])


def explained(found: Record) -> str:
    """An explanation as a ledger: the entries of a section add up to its points."""
    data = found.to_dict()
    parts = []
    for name, said in SECTIONS.items():
        section = data["explanation"][name]
        if section is None:
            continue
        rows = [
            (points(one["points"]), text(one["name"]), f"<small>{sentence(words.detail(one['detail']))}</small>")
            for one in section["entries"]
        ]
        total = (f"<b>{words.number(section['points'])}</b>", "<b>points</b>", "")
        parts.append(heading(said) + table([*rows, total]))
    decided = [
        (escape(one["of"].replace("_", " ")), f"<b>{text(one['name'])}</b>", tested(one["conditions"]))
        for one in data["explanation"]["decided"]
    ]
    if decided:
        parts.append(heading("What decided") + table(decided))
    lacking = list(_noticed.lacking(data["explanation"].get("to_next")))
    if lacking:
        parts.append(heading("Missing for more") + lines(lacking))
    return box(title(data["assessment"]), *parts, noticed(data["report"]))


def tested(conditions: list[dict[str, Any]]) -> str:
    """The tests that led to a decision."""
    said = [f"{words.fact(str(one['fact']))}: {words.value(one['value'])}" for one in conditions if one.get("fact")]
    return f"<small>{sentence('; '.join(said))}</small>"
