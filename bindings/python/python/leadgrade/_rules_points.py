"""The rules that give points, multiplied by their weights."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from . import _words as words
from ._rule import Part, Rule, joined, names


def weighted(points: float, *weights: float) -> float:
    """Points multiplied by weights, as exact decimals."""
    product = Decimal(repr(points))
    for weight in weights:
        product *= Decimal(repr(weight))
    return float(product)


def _limits(of: Part) -> str:
    """The limits of a sum."""
    least = "" if of.get("min") is None else f"at least {words.points(of['min'])}"
    most = "" if of.get("max") is None else f"at most {words.points(of['max'])}"
    return joined([least, most])


def _group(groups: Part, name: str | None) -> float:
    return (groups.get(name) or {}).get("weight", 1) if name else 1


def _criteria(section: Part) -> Iterator[Rule]:
    groups = section.get("groups") or {}
    for one in section.get("criteria") or []:
        weights = (one.get("weight", 1), _group(groups, one.get("group")))
        of = words.fact(one["fact"]) if one.get("fact") else ""
        group = f"group {words.isolated(one['group'])}" if one.get("group") else ""
        for case in one.get("cases") or []:
            yield Rule(one["name"], words.condition(case, of), weighted(case["points"], *weights), group)
        for key, when in (("otherwise", "otherwise"), ("missing", f"{of} is not known" if of else "not known")):
            if one.get(key):
                yield Rule(one["name"], when, weighted(one[key], *weights), group)


def _sums(section: Part) -> Iterator[Rule]:
    for name, group in (section.get("groups") or {}).items():
        if limits := _limits(group):
            yield Rule(f"group {words.isolated(name)}", limits)
    if limits := _limits(section):
        yield Rule("total", limits)


def _bands(levels: list[list[Any]]) -> str:
    """Grades or ranks with the points that they need."""
    return ", ".join(
        f"{words.isolated(str(name))} from {words.number(least[0])}" if least else f"else {words.isolated(str(name))}"
        for name, *least in levels
    )


def fit(document: Part) -> Iterator[Rule]:
    if fit := document.get("fit"):
        yield from _criteria(fit)
        yield from _sums(fit)
        yield Rule("grades", _bands(fit["grades"]))


def signals(document: Part) -> Iterator[Rule]:
    engagement = document.get("engagement") or {}
    for name, one in (document.get("signals") or {}).items():
        unit = one.get("points_per_unit")
        points = weighted(unit or one.get("points") or 0, _group(engagement.get("groups") or {}, one.get("group")))
        event = "" if one["event"] == name else f"event {words.isolated(one['event'])}"
        fades = one.get("decay") or (engagement.get("decay") if points > 0 else None)
        yield Rule(
            name,
            joined([event, words.condition(one["where"]) if one.get("where") else ""]),
            points or None,
            joined(
                [
                    "for each unit of its value" if unit else "",
                    _limits(one),
                    f"only the last {words.number(one['limit'])}" if one.get("limit") is not None else "",
                    f"only {words.number(one['limit_per_day'])} per day"
                    if one.get("limit_per_day") is not None
                    else "",
                    words.decay(fades) if points else "no points",
                    f"group {words.isolated(one['group'])}" if one.get("group") else "",
                    {True: "counts as activity", False: "does not count as activity", None: ""}[one.get("activity")],
                ]
            ),
        )


def engagement(document: Part) -> Iterator[Rule]:
    engagement = document.get("engagement")
    if not engagement:
        return
    yield from _criteria(engagement)
    if inactivity := engagement.get("inactivity"):
        since = f", counted from {words.fact(inactivity['since'])} before the first" if inactivity.get("since") else ""
        first, next_ = words.number(inactivity["after_days"]), words.number(inactivity["every_days"])
        when = f"after {first} days without activity, again every {next_} days{since}"
        yield Rule("inactivity", when, inactivity["points"], _limits(inactivity))
    if engagement.get("reset_on"):
        yield Rule("starts over", f"with {names(engagement['reset_on'])}")
    yield from _sums(engagement)
    yield Rule("ranks", _bands(engagement["ranks"]))


def buying(document: Part) -> Iterator[Rule]:
    if bought := document.get("purchases"):
        product = f", products by {words.fact(bought['product'])}" if bought.get("product") else ""
        yield Rule("purchases", f"{names(bought['signals'])}{product}")
    if cycle := document.get("buying_cycle"):
        length = joined([_length(cycle.get("length")), _length(cycle.get("otherwise"))], ", otherwise ")
        step = f"grows by the {cycle['step']}" if cycle.get("step") else ""
        yield Rule("cycle", length or "no length", cycle["ready_points"], joined(["when full", step]))
        yield Rule("after the cycle", _overdue(cycle.get("overdue")))
        for one in cycle.get("seasons") or []:
            season = (document.get("seasons") or {}).get(one["season"]) or {}
            when = words.condition(one["when"]) if one.get("when") else ""
            yield Rule(f"season {words.isolated(one['season'])}", joined([_days(season), when]), one["points"])
    if ready := document.get("readiness"):
        parts = ready.get("parts")
        sections = " and ".join(parts) if parts else "cycle and engagement"
        yield Rule("ready to buy", f"from {words.number(ready['threshold'])} points of {sections}")


def _length(length: Part | None) -> str:
    if not length:
        return ""
    if length.get("fact"):
        return f"{words.fact(length['fact'])}, in {length['unit']}"
    for unit in ("months", "days"):
        if length.get(unit) is not None:
            return f"{words.number(length[unit])} {unit}"
    last = f" of the last {words.number(length['last'])}" if length.get("last") else ""
    prior = length.get("prior")
    added = f", with {words.number(prior['weight'])} gaps of {words.number(prior['days'])} days added" if prior else ""
    least = words.number(length["min_intervals"])
    return f"the {length['observed']}{last} of their own gaps between purchases, at least {least}{added}"


def _overdue(how: Any) -> str:
    if not isinstance(how, dict):
        return "points stay"
    hold, fade = words.number(how["hold"]), words.number(how["fade"])
    return f"points stay for {hold} of its length, then fade over {fade}"


def _days(season: Part) -> str:
    if season.get("dates"):
        return ", ".join(f"{first} to {last}" for first, last in season["dates"])
    return f"{season['from']} to {season['to']}" if season else ""
