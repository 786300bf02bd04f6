"""The rules that decide labels and next steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import _words as words
from ._rule import Part, Rule, joined, names, value_text


def scope(document: Part) -> Iterator[Rule]:
    for one in (document.get("scope") or {}).get("exclude") or []:
        yield Rule(one["name"], words.condition(one["when"]))


def personas(document: Part) -> Iterator[Rule]:
    for one in document.get("personas") or []:
        target = "" if one.get("target", True) else "not a target"
        yield Rule(one["name"], words.condition(one["when"]), one.get("points") or None, target)


def completeness(document: Part) -> Iterator[Rule]:
    for at, level in enumerate((document.get("completeness") or {}).get("levels") or [], 1):
        known = [f"{words.fact(one)} is known" if isinstance(one, str) else words.condition(one) for one in level]
        yield Rule(f"level {at}", " and ".join(known))


def interests(document: Part) -> Iterator[Rule]:
    found = document.get("interests")
    if not found:
        return
    by = names(found["signals"]) if found.get("signals") is not None else "all signals"
    yield Rule("interests", f"by {words.fact(found['property'])} of {by}")
    if found.get("reset_on"):
        yield Rule("cleared", f"by {names(found['reset_on'])}")
    for stage in found.get("stages") or []:
        yield Rule(stage["name"], words.condition(stage.get("when")), None, _pipeline(stage))


def switches(document: Part) -> Iterator[Rule]:
    for name, one in (document.get("switches") or {}).items():
        by = f"separately for each {words.fact(one['by'])}" if one.get("by") else ""
        before = "on before any event" if one.get("default") else ""
        yield Rule(name, joined([f"on by {names(one['on'])}", f"off by {names(one['off'])}", by, before]))


def stages(document: Part) -> Iterator[Rule]:
    for stage in (document.get("lifecycle") or {}).get("stages") or []:
        yield Rule(stage["name"], words.condition(stage.get("when")), None, _pipeline(stage))


def _pipeline(stage: Part) -> str:
    return f"pipeline {stage['pipeline']}" if stage.get("pipeline") else ""


def segments(document: Part) -> Iterator[Rule]:
    for name, when in (document.get("segments") or {}).items():
        yield Rule(name, words.condition(when))


def qualification(document: Part) -> Iterator[Rule]:
    if found := document.get("qualification"):
        yield Rule(found["disqualified"], "for a non-target persona")
        for rule in found.get("rules") or []:
            yield Rule(rule["name"], words.condition(rule["when"]))
        yield Rule(found["default"], "otherwise")


def channels(document: Part) -> Iterator[Rule]:
    for name, one in (document.get("channels") or {}).items():
        limits = [
            f"fewer than {words.number(limit['count'])} {_several(limit['signal'])} within {words.number(limit['within_days'])} days"
            + (f" if {words.condition(limit['when'])}" if limit.get("when") else "")
            for limit in one.get("limits") or []
        ]
        allowed = f"allowed if {words.condition(one['allowed'])}" if one.get("allowed") else "allowed"
        yield Rule(name, joined([allowed, *limits]), None, _hours(one.get("hours")))


def _several(signals: Any) -> str:
    return words.isolated(signals) if isinstance(signals, str) else names(signals)


def _hours(hours: Part | None) -> str:
    if not hours:
        return ""
    parts = [
        f"{hours['from']} to {hours['to']}" if hours.get("from") else "",
        f"at the hours in {words.fact(hours['fact'])}" if hours.get("fact") else "",
        f"else {' to '.join(hours['otherwise'])}" if hours.get("otherwise") else "",
        f"on {', '.join(hours['weekdays'])}" if hours.get("weekdays") else "",
    ]
    return joined(parts)


def steps(document: Part) -> Iterator[Rule]:
    for step in document.get("next_steps") or []:
        cooldown = step.get("cooldown")
        more = [
            f"by {value_text(step['channel'])}" if step.get("channel") else "",
            f"else {names(step['fallback'])}" if step.get("fallback") else "",
            *(f"{key} {value_text(step[key])}" for key in ("template", "content", "topic") if step.get(key)),
            f"priority {words.number(step['priority'])}" if step.get("priority") else "",
            f"within {words.number(step['due_minutes'])} minutes" if step.get("due_minutes") is not None else "",
            f"not for {words.number(cooldown['days'])} days after {_several(cooldown['signal'])}" if cooldown else "",
            "for each interest" if step.get("per") else "",
            "also for a non-target persona" if step.get("non_target") else "",
        ]
        yield Rule(step["name"], words.condition(step["when"]), None, joined(more))


def priority(document: Part) -> Iterator[Rule]:
    if found := document.get("priority"):
        for name in ("fit", "engagement", "readiness", "lifecycle"):
            if found.get(name):
                full = found["full"].get(name)
                whole = f"full from {words.number(full)} points" if full is not None else ""
                yield Rule(name, f"weight {words.number(found[name])}", None, whole)


def not_known(document: Part) -> Iterator[Rule]:
    for kind in ("attributes", "properties"):
        for name, one in (document.get(kind) or {}).items():
            if one.get("not_known"):
                yield Rule(words.fact(name), value_text(one["not_known"]))
