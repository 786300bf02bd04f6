"""The rules of a model in words: everything that gives points or decides, weights multiplied in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from . import _words as words

#: A part of a model as people write it, with every default filled in.
Part = Mapping[str, Any]


class Rule(NamedTuple):
    """One line: what it is called, when it holds or what it takes, the points, and what else there is to know."""

    name: str
    when: str
    points: float | None = None
    more: str = ""


def weighted(points: float, *weights: float) -> float:
    """Points times weights, exactly as the core multiplies them: decimals of three places."""
    product = Decimal(repr(points))
    for weight in weights:
        product *= Decimal(repr(weight))
    return float(product)


def sections(document: Part) -> Iterator[tuple[str, list[Rule]]]:
    """Headings and rules, in the order in which a model decides; headings without rules are left out."""
    for heading, rules in SECTIONS.items():
        if found := list(rules(document)):
            yield heading, found


def _joined(parts: Iterable[str], by: str = ", ") -> str:
    return by.join(part for part in parts if part)


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(words.isolated, names))


def _limits(of: Part) -> str:
    """Least and greatest sums."""
    least = "" if of.get("min") is None else f"at least {words.points(of['min'])}"
    most = "" if of.get("max") is None else f"at most {words.points(of['max'])}"
    return _joined([least, most])


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
        for key, said in (("otherwise", "otherwise"), ("missing", f"{of} is not known" if of else "not known")):
            if one.get(key):
                yield Rule(one["name"], said, weighted(one[key], *weights), group)


def _sums(section: Part) -> Iterator[Rule]:
    for name, group in (section.get("groups") or {}).items():
        if said := _limits(group):
            yield Rule(f"group {words.isolated(name)}", said)
    if said := _limits(section):
        yield Rule("total", said)


def _bands(levels: list[list[Any]]) -> str:
    """Grades or ranks with the points that they take."""
    return ", ".join(
        f"{words.isolated(str(name))} from {words.number(least[0])}" if least else f"else {words.isolated(str(name))}"
        for name, *least in levels
    )


def _scope(document: Part) -> Iterator[Rule]:
    for one in (document.get("scope") or {}).get("exclude") or []:
        yield Rule(one["name"], words.condition(one["when"]))


def _personas(document: Part) -> Iterator[Rule]:
    for one in document.get("personas") or []:
        target = "" if one.get("target", True) else "no target"
        yield Rule(one["name"], words.condition(one["when"]), one.get("points") or None, target)


def _fit(document: Part) -> Iterator[Rule]:
    if fit := document.get("fit"):
        yield from _criteria(fit)
        yield from _sums(fit)
        yield Rule("grades", _bands(fit["grades"]))


def _signals(document: Part) -> Iterator[Rule]:
    engagement = document.get("engagement") or {}
    for name, one in (document.get("signals") or {}).items():
        unit = one.get("points_per_unit")
        points = weighted(unit or one.get("points") or 0, _group(engagement.get("groups") or {}, one.get("group")))
        event = "" if one["event"] == name else f"event {words.isolated(one['event'])}"
        fades = one.get("decay") or (engagement.get("decay") if points > 0 else None)
        yield Rule(
            name,
            _joined([event, words.condition(one["where"]) if one.get("where") else ""]),
            points or None,
            _joined(
                [
                    "for each unit of its value" if unit else "",
                    _limits(one),
                    f"only the last {words.number(one['limit'])}" if one.get("limit") is not None else "",
                    f"only {words.number(one['limit_per_day'])} a day" if one.get("limit_per_day") is not None else "",
                    words.decay(fades) if points else "no points",
                    f"group {words.isolated(one['group'])}" if one.get("group") else "",
                    {True: "is activity", False: "is no activity", None: ""}[one.get("activity")],
                ]
            ),
        )


def _engagement(document: Part) -> Iterator[Rule]:
    engagement = document.get("engagement")
    if not engagement:
        return
    yield from _criteria(engagement)
    if quiet := engagement.get("inactivity"):
        since = f", counted from {words.fact(quiet['since'])} before the first" if quiet.get("since") else ""
        said = f"after {words.number(quiet['after_days'])} days without activity, again every {words.number(quiet['every_days'])} days{since}"
        yield Rule("quiet", said, quiet["points"], _limits(quiet))
    if engagement.get("reset_on"):
        yield Rule("begins anew", f"with {_names(engagement['reset_on'])}")
    yield from _sums(engagement)
    yield Rule("ranks", _bands(engagement["ranks"]))


def _buying(document: Part) -> Iterator[Rule]:
    if bought := document.get("purchases"):
        product = f", products by {words.fact(bought['product'])}" if bought.get("product") else ""
        yield Rule("purchases", f"{_names(bought['signals'])}{product}")
    if cycle := document.get("buying_cycle"):
        length = _joined([_length(cycle.get("length")), _length(cycle.get("otherwise"))], ", otherwise ")
        step = f"grows by the {cycle['step']}" if cycle.get("step") else ""
        yield Rule("cycle", length or "of no length", cycle["ready_points"], _joined(["when full", step]))
        yield Rule("after the cycle", _overdue(cycle.get("overdue")))
        for one in cycle.get("seasons") or []:
            season = (document.get("seasons") or {}).get(one["season"]) or {}
            when = words.condition(one["when"]) if one.get("when") else ""
            yield Rule(f"season {words.isolated(one['season'])}", _joined([_days(season), when]), one["points"])
    if ready := document.get("readiness"):
        parts = ready.get("parts")
        said = " and ".join(parts) if parts else "cycle and engagement"
        yield Rule("ready to buy", f"from {words.number(ready['threshold'])} points of {said}")


def _length(length: Part | None) -> str:
    if not length:
        return ""
    if length.get("fact"):
        return f"as long as {words.fact(length['fact'])} says, in {length['unit']}"
    for unit in ("months", "days"):
        if length.get(unit) is not None:
            return f"{words.number(length[unit])} {unit}"
    last = f" of the last {words.number(length['last'])}" if length.get("last") else ""
    prior = length.get("prior")
    belief = (
        f", drawn to {words.number(prior['days'])} days as {words.number(prior['weight'])} gaps would" if prior else ""
    )
    least = words.number(length["min_intervals"])
    return f"the {length['observed']}{last} of their own gaps between purchases, at least {least}{belief}"


def _overdue(how: Any) -> str:
    if not isinstance(how, dict):
        return "points stay"
    hold, fade = words.number(how["hold"]), words.number(how["fade"])
    return f"points stay for {hold} of its length, then fade over {fade}"


def _days(season: Part) -> str:
    if season.get("dates"):
        return ", ".join(f"{first} to {last}" for first, last in season["dates"])
    return f"{season['from']} to {season['to']}" if season else ""


def _completeness(document: Part) -> Iterator[Rule]:
    for at, level in enumerate((document.get("completeness") or {}).get("levels") or [], 1):
        known = [f"{words.fact(one)} is known" if isinstance(one, str) else words.condition(one) for one in level]
        yield Rule(f"level {at}", " and ".join(known))


def _interests(document: Part) -> Iterator[Rule]:
    found = document.get("interests")
    if not found:
        return
    by = _names(found["signals"]) if found.get("signals") is not None else "all signals"
    yield Rule("interests", f"by {words.fact(found['property'])} of {by}")
    if found.get("reset_on"):
        yield Rule("cleared", f"by {_names(found['reset_on'])}")
    for stage in found.get("stages") or []:
        yield Rule(stage["name"], words.condition(stage.get("when")), None, _pipeline(stage))


def _switches(document: Part) -> Iterator[Rule]:
    for name, one in (document.get("switches") or {}).items():
        by = f"each {words.fact(one['by'])} by itself" if one.get("by") else ""
        before = "on before any event" if one.get("default") else ""
        yield Rule(name, _joined([f"on by {_names(one['on'])}", f"off by {_names(one['off'])}", by, before]))


def _stages(document: Part) -> Iterator[Rule]:
    for stage in (document.get("lifecycle") or {}).get("stages") or []:
        yield Rule(stage["name"], words.condition(stage.get("when")), None, _pipeline(stage))


def _pipeline(stage: Part) -> str:
    return f"pipeline {stage['pipeline']}" if stage.get("pipeline") else ""


def _segments(document: Part) -> Iterator[Rule]:
    for name, when in (document.get("segments") or {}).items():
        yield Rule(name, words.condition(when))


def _qualification(document: Part) -> Iterator[Rule]:
    if found := document.get("qualification"):
        yield Rule(found["disqualified"], "the persona is no target")
        for rule in found.get("rules") or []:
            yield Rule(rule["name"], words.condition(rule["when"]))
        yield Rule(found["default"], "otherwise")


def _channels(document: Part) -> Iterator[Rule]:
    for name, one in (document.get("channels") or {}).items():
        limits = [
            f"fewer than {words.number(limit['count'])} {_several(limit['signal'])} within {words.number(limit['within_days'])} days"
            + (f" if {words.condition(limit['when'])}" if limit.get("when") else "")
            for limit in one.get("limits") or []
        ]
        allowed = f"allowed if {words.condition(one['allowed'])}" if one.get("allowed") else "allowed"
        yield Rule(name, _joined([allowed, *limits]), None, _hours(one.get("hours")))


def _several(signals: Any) -> str:
    return words.isolated(signals) if isinstance(signals, str) else _names(signals)


def _hours(hours: Part | None) -> str:
    if not hours:
        return ""
    parts = [
        f"{hours['from']} to {hours['to']}" if hours.get("from") else "",
        f"when {words.fact(hours['fact'])} says" if hours.get("fact") else "",
        f"else {' to '.join(hours['otherwise'])}" if hours.get("otherwise") else "",
        f"on {', '.join(hours['weekdays'])}" if hours.get("weekdays") else "",
    ]
    return _joined(parts)


def _said(said: Any) -> str:
    """A text, a list of texts, or a fact that says one."""
    return words.value(said)


def _steps(document: Part) -> Iterator[Rule]:
    for step in document.get("next_steps") or []:
        cooldown = step.get("cooldown")
        more = [
            f"by {_said(step['channel'])}" if step.get("channel") else "",
            f"else {_names(step['fallback'])}" if step.get("fallback") else "",
            *(f"{key} {_said(step[key])}" for key in ("template", "content", "topic") if step.get(key)),
            f"priority {words.number(step['priority'])}" if step.get("priority") else "",
            f"within {words.number(step['due_minutes'])} minutes" if step.get("due_minutes") is not None else "",
            f"not for {words.number(cooldown['days'])} days after {_several(cooldown['signal'])}" if cooldown else "",
            "for each interest" if step.get("per") else "",
            "also where the persona is no target" if step.get("non_target") else "",
        ]
        yield Rule(step["name"], words.condition(step["when"]), None, _joined(more))


def _priority(document: Part) -> Iterator[Rule]:
    if found := document.get("priority"):
        for name in ("fit", "engagement", "readiness", "lifecycle"):
            if found.get(name):
                full = found["full"].get(name)
                whole = f"full from {words.number(full)} points" if full is not None else ""
                yield Rule(name, f"weight {words.number(found[name])}", None, whole)


def _not_known(document: Part) -> Iterator[Rule]:
    for kind in ("attributes", "properties"):
        for name, one in (document.get(kind) or {}).items():
            if one.get("not_known"):
                yield Rule(words.fact(name), _said(one["not_known"]))


SECTIONS = {
    "What counts as not known": _not_known,
    "Who is not scored": _scope,
    "Personas": _personas,
    "Who they are": _fit,
    "What they do": _signals,
    "How engaged they are": _engagement,
    "When they buy": _buying,
    "How complete the profile is": _completeness,
    "What interests them": _interests,
    "Switches": _switches,
    "Stages": _stages,
    "Segments": _segments,
    "Qualification": _qualification,
    "Channels": _channels,
    "What happens then": _steps,
    "Whom to call first": _priority,
}
