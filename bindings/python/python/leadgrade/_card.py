"""A model as an HTML card that sales can read: what counts, how much, and what follows from it."""

from __future__ import annotations

from typing import Any

from ._html import box, heading, points, sentence, table, text
from ._rules import Rule, sections


def card(document: dict[str, Any]) -> str:
    """The HTML card of a model document that has every default filled in."""
    about = document.get("description")
    title = f"<b>{text(document['name'])}</b>" + (f"<br><small>{text(about)}</small>" if about else "")
    return box(title, *(heading(name) + _table(rules) for name, rules in sections(document)))


def _table(rules: list[Rule]) -> str:
    """One row per rule; a name that is the same as in the row above is left out."""
    rows, above = [], None
    for rule in rules:
        worth = "" if rule.points is None else points(rule.points)
        name = "" if rule.name == above else text(rule.name)
        more = f"<small>{sentence(rule.more)}</small>" if rule.more else ""
        rows.append((name, sentence(rule.when) if rule.when else "", worth, more))
        above = rule.name
    used = [at for at in range(4) if any(row[at] for row in rows)]
    return table([row[at] for at in used] for row in rows)
