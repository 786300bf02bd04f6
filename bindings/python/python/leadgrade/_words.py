"""Parts of models and explanations in words for sales."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any

#: The operators in words, between a fact and its operand.
OPERATORS = {
    "eq": "is",
    "ne": "is not",
    "in": "is one of",
    "not_in": "is none of",
    "gt": "more than",
    "gte": "at least",
    "lt": "less than",
    "lte": "at most",
    "between": "between",
    "contains": "contains",
    "starts_with": "starts with",
    "ends_with": "ends with",
    "matches": "matches",
    "has": "has",
    "has_all": "has all of",
}


def isolated(name: str) -> str:
    """A name for the middle of a sentence; Unicode isolates surround one that is written from right to left."""
    right_to_left = any(unicodedata.bidirectional(one) in ("R", "AL", "AN") for one in name)
    return f"\u2068{name}\u2069" if right_to_left else name


def number(value: Any) -> str:
    """A number with thousands separators and without `.0`: `1,060`, not `1060.0`."""
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    if isinstance(value, float) and value.is_integer():
        return f"{int(value):,}"
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def points(value: float) -> str:
    """Points with a sign."""
    return f"{'+' if value > 0 else ''}{number(value)}".replace("-", "\u2212")


def value(operand: Any) -> str:
    """The value of a fact, or an operand of a condition: a value, a list, or another fact."""
    if isinstance(operand, dict):
        if "fact" in operand:
            return fact(operand["fact"])
        return ", ".join(f"{key} {one}" for key, one in operand.items())
    if isinstance(operand, list):
        return ", ".join(map(value, operand))
    if isinstance(operand, bool):
        return "yes" if operand else "no"
    return "not known" if operand is None else isolated(number(operand))


def fact(name: str) -> str:
    """A fact in words: `profile.annual_revenue` is `annual revenue`."""
    for root in ("profile.", "event."):
        name = name.removeprefix(root)
    parts = [isolated(part.replace("_", " ")) for part in name.split(".")]
    if len(parts) == 3 and parts[0] == "signals" and parts[2] == "count":
        return f"number of {parts[1]}"
    return " ".join(parts)


def condition(when: dict[str, Any] | None, of: str = "") -> str:
    """A condition in words; `of` is the fact of a case that names none."""
    if not when:
        return "always"
    for many, word in (("all", " and "), ("any", " or ")):
        if when.get(many) is not None:
            parts = [condition(part) for part in when[many]]
            mixed = [f"({part})" if "any" in one else part for one, part in zip(when[many], parts, strict=True)]
            return word.join(mixed if word == " and " else parts) or ("always" if many == "all" else "never")
    if when.get("not") is not None:
        return f"not ({condition(when['not'])})"
    if when.get("when") is not None:
        return condition(when["when"])
    about = fact(when["fact"]) if when.get("fact") else of
    within = f" within {number(when['within_days'])} days" if when.get("within_days") is not None else ""
    if when.get("known") is not None:
        return f"{about} is {'known' if when['known'] else 'not known'}{within}".strip()
    tests = [
        f"{word} {' and '.join(map(value, when[key])) if key == 'between' else value(when[key])}"
        for key, word in OPERATORS.items()
        if when.get(key) is not None
    ]
    tests += [
        f"is {value(when[key])} {key.replace('_', ' ')}"
        for key in ("or_better", "or_worse")
        if when.get(key) is not None
    ]
    return f"{about} {' and '.join(tests)}{within}".strip()


def decay(how: Any) -> str:
    """How points fade, in words."""
    if how is None or how == "none":
        return "stays"
    words = {
        "half_life_days": "half is left after {} days",
        "linear_days": "gone after {} days, evenly",
        "window_days": "whole for {} days, then gone",
        "step_days": "multiplied by {keep} every {} days",
    }
    for key, text in words.items():
        if how.get(key) is not None:
            return text.format(number(how[key]), keep=number(how.get("keep")))
    rows = (f"{number(100 * Decimal(repr(factor)))} % from day {number(day)}" for day, factor in how["table"])
    return f"left: {', '.join(rows)}"


def detail(of: dict[str, Any] | None) -> str:
    """What an entry of an explanation was computed from, in words."""
    if not of:
        return ""
    if "fact" in of:
        return f"{fact(of['fact'])}: {value(of['value'])}"
    if "matched" in of:
        few = of["oldest"] == of["newest"]
        days = of["newest"] if few else f"{of['oldest']} to {of['newest']}"
        counted = "" if of["counted"] == of["matched"] else f", {number(of['counted'])} of them counted"
        return f"{number(of['matched'])} event{'' if of['matched'] == 1 else 's'}{counted}, {days}"
    if "of" in of:
        bound = "max" if "max" in of else "min"
        return f"{'at most' if bound == 'max' else 'at least'} {number(of[bound])} for a {of['of']}"
    return ", ".join(f"{name.replace('_', ' ')}: {value(one)}" for name, one in of.items())
