"""A method for each operation, and its twins."""

from types_of import attribute, record_in, type_of

#: How people give what a request asks for.
TYPES = {
    "profile": "Profile",
    "events": "Events | History",
    "as_of": "Instant",
    "other_as_of": "Instant",
    "from": "Day",
    "to": "Day",
}

TOP = '''
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from json import loads
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from ._answers import {answers}
from ._given import Day, Events, Instant, Profile, Request
from ._record import wrapped

if TYPE_CHECKING:
    from . import _native
    from ._history import History

ModelT = TypeVar("ModelT", bound="Operations")

#: The core's list of operations, and whether they are about a lead.
OPERATIONS = {{
{names}}}


class Operations(ABC):
    """The operations of a model.

    Each has a twin whose name ends in `_json`: it takes a request as JSON text, bytes or a dict and answers
    with the canonical JSON text (RFC 8785), which is faster. The `events` of a lead may be its `History`.
    """

    __slots__ = ()

    @abstractmethod
    def _text(self, operation: str, request: Request, other: Any = None) -> str:
        """The answer of an operation as text."""

    @abstractmethod
    def _find(self, operation: str, request: Mapping[str, Any]) -> _native.Answer:
        """The answer of an operation whose parts are read one by one."""
'''

#: What says who a lead is.
LEAD = ("profile", "events")

#: Operations whose answers stay with the core until somebody looks at a part.
FOUND = ("assess", "explain")


def operations(wire, surface):
    defs = wire["$defs"]
    all_ = surface["operations"]
    answers = sorted({record_of(one, defs) for one in all_} - {None})
    names = "".join(f'    "{one["name"]}": {about_lead(one)},\n' for one in all_)
    top = TOP.format(answers=", ".join(answers), names=names)
    return top + "".join(methods(one, defs) for one in all_)


def reference(one):
    return {"$ref": f"#/$defs/{one['answer']}"}


def record_of(one, defs):
    """The record that an answer is made of; a model document is none."""
    return None if one["answer"] == "Document" else record_in(reference(one), defs)


def about_lead(one):
    return any(argument["name"] == "events" for argument in one["arguments"])


def methods(one, defs):
    return method(one, defs) + twin(one)


def method(one, defs):
    arguments = one["arguments"]
    members = ", ".join(f'"{argument["name"]}": {attribute(argument["name"])}' for argument in arguments)
    record = record_of(one, defs)
    type_ = type_of(reference(one), defs) if record else "dict[str, Any]"
    by = "_find" if one["name"] in FOUND else "_text"
    call = f'self.{by}("{one["name"]}", {{{members}}}{extra(one)})'
    if one["name"] in FOUND:
        last = f"return {record}._of(answer)"
    elif record == type_:
        last = f"return {record}(loads(answer))"
    else:
        asked = "".join(f'"{one["name"]}": {attribute(one["name"])}, ' for one in arguments if one["name"] not in LEAD)
        asked = f", {{{asked.rstrip(', ')}}}" if type_.startswith("list[") and asked else ""
        found = f"wrapped({record}, loads(answer){asked})" if record else "loads(answer)"
        last = f"found: {type_} = {found}\n        return found"
    return f'''
    def {one["name"]}({signature(one, arguments, defs)}) -> {type_}:
        """{sentence(one["about"])}{documented(arguments)}"""
        answer = {call}
        {last}
'''


def twin(one):
    name, given = one["name"], ["self"]
    if one["arguments"]:
        given.append("request: Request")
    if one["models"][1] > 1:
        given.append("other: Any = None")
    request = "request" if one["arguments"] else "{}"
    return f'''
    def {name}_json({", ".join(given)}) -> str:
        """`{name}` with its answer as canonical JSON text."""
        return self._text("{one["name"]}", {request}{extra(one)})
'''


def extra(one):
    return ", other=other" * (one["models"][1] > 1)


def signature(one, arguments, defs):
    request = defs[f"{one['name'].title().replace('_', '')}Request"]["properties"]
    given = ["self: ModelT" if one["models"][1] > 1 else "self"]
    people = [argument for argument in arguments if argument["name"] in ("profile", "events")]
    given += [parameter(argument, request, defs) for argument in people]
    others = [argument for argument in arguments if argument not in people]
    if others:
        given += ["*", *(parameter(argument, request, defs) for argument in others)]
    if one["models"][1] > 1:
        given.append("other: ModelT | None = None")
    return ", ".join(given)


def parameter(argument, request, defs):
    name = argument["name"]
    type_ = TYPES.get(name) or type_of(request[name], defs)
    if argument["required"]:
        return f"{attribute(name)}: {type_}"
    optional = type_ if type_.endswith("None") or "None]" in type_ else f"{type_} | None"
    return f"{attribute(name)}: {optional} = None"


def sentence(about):
    return about[0].upper() + about[1:] + "."


def documented(arguments):
    if not arguments:
        return ""
    lines = "".join(f"\n        - `{attribute(one['name'])}`: {allowed(one)}" for one in arguments)
    return f"\n{lines}\n        "


def allowed(argument):
    # The core takes a history beside the request; here it stands in the place of the events.
    return argument["allowed"] + ", or a `History`" * (argument["name"] == "events")
