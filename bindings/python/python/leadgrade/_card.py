"""A model as a card that sales can read: what counts, how much, and what happens then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import _words as words
from ._html import box, heading, points, table, text


def card(document: dict[str, Any]) -> str:
    """A document with every default filled in, as HTML."""
    about = document.get("description")
    title = f"<b>{text(document['name'])}</b>" + (f"<br><small>{text(about)}</small>" if about else "")
    parts = [part(document) for part in (_fit, _signals, _engagement, _cycle, _labels, _steps)]
    return box(title, *parts)


def _section(name: str, rows: Iterable[tuple[str, ...]], head: tuple[str, ...] = ()) -> str:
    found = list(rows)
    return heading(name) + table(found, head) if found else ""


def _steps_of(levels: list[list[Any]]) -> str:
    """Grades or ranks with the points that they take."""
    return ", ".join(
        f"{text(name)} from {words.number(least[0])}" if least else f"else {text(name)}" for name, *least in levels
    )


def _fit(document: dict[str, Any]) -> str:
    fit = document.get("fit")
    if not fit:
        return ""
    rows = []
    for criterion in fit.get("criteria") or []:
        of = words.fact(criterion.get("fact") or "")
        for case in criterion.get("cases") or []:
            rows.append((text(criterion["name"]), text(words.condition(case, of)), points(case["points"])))
        for otherwise in ("otherwise", "missing"):
            if criterion.get(otherwise):
                rows.append((text(criterion["name"]), otherwise, points(criterion[otherwise])))
    return _section("Who they are", [*rows, ("Grades", _steps_of(fit["grades"]), "")])


def _signals(document: dict[str, Any]) -> str:
    usual = (document.get("engagement") or {}).get("decay")
    rows = []
    for name, signal in (document.get("signals") or {}).items():
        each = signal.get("points") or 0
        unit = signal.get("points_per_unit")
        if not each and not unit:
            continue
        worth = f"{points(unit)} times its value" if unit else points(each)
        most = "" if signal.get("max") is None else f"at most {words.number(signal['max'])}"
        rows.append((text(name), worth, most, text(words.decay(signal.get("decay") or usual))))
    return _section("What they do", rows, ("Signal", "Points", "In all", "Later"))


def _engagement(document: dict[str, Any]) -> str:
    engagement = document.get("engagement")
    if not engagement:
        return ""
    rows = [("Ranks", _steps_of(engagement["ranks"]))]
    if quiet := engagement.get("inactivity"):
        every = f" every {quiet['every_days']} days" if quiet.get("every_days") else ""
        rows.append(("Quiet", f"after {quiet['after_days']} days {points(quiet['points'])}{every}"))
    return _section("How engaged they are", rows)


def _cycle(document: dict[str, Any]) -> str:
    rows = []
    if cycle := document.get("buying_cycle"):
        rows.append(
            ("Cycle", text(_length(cycle.get("length"))) + f", worth {words.number(cycle['ready_points'])} when full")
        )
    if ready := document.get("readiness"):
        rows.append(
            ("Ready to buy", f"from {words.number(ready['threshold'])} points of {text(' and '.join(ready['parts']))}")
        )
    return _section("When they buy", rows)


def _length(length: dict[str, Any] | None) -> str:
    if not length:
        return "of no length"
    if length.get("fact"):
        return f"as long as {words.fact(length['fact'])} says, in {length.get('unit')}"
    for unit in ("months", "days"):
        if length.get(unit) is not None:
            return f"of {words.number(length[unit])} {unit}"
    return "of the length that their purchases show"


def _labels(document: dict[str, Any]) -> str:
    rows = [
        ("Stage", text(stage["name"]), text(words.condition(stage.get("when"))))
        for stage in (document.get("lifecycle") or {}).get("stages") or []
    ]
    rows += [
        ("Qualification", text(rule["name"]), text(words.condition(rule.get("when"))))
        for rule in (document.get("qualification") or {}).get("rules") or []
    ]
    return _section("What they are called", rows)


def _steps(document: dict[str, Any]) -> str:
    rows = []
    for step in document.get("next_steps") or []:
        channel = step.get("channel")
        by = words.value(channel) if channel else ""
        rows.append((text(step["name"]), text(by), text(words.condition(step.get("when")))))
    return _section("What happens then", rows, ("Step", "By", "When"))
