"""Generates a method for each operation, and one that returns JSON text."""

from types_of import attribute, record_in, type_of

#: The types of arguments.
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
from ._inputs import Day, Events, Instant, Profile, Request
from ._record import to_record

if TYPE_CHECKING:
    from . import _native
    from ._history import History

ModelT = TypeVar("ModelT", bound="Operations")

#: The core's operations, and whether the request of each describes a lead.
OPERATIONS = {{
{names}}}


class Operations(ABC):
    """The operations of a model.

    Each also has a method whose name ends in `_json`: it takes a request as JSON text, bytes or a dict and returns
    canonical JSON text (RFC 8785), which is faster. The `events` of a lead may be its `History`. All raise
    `RequestError` with every problem of the request.
    """

    __slots__ = ()

    @abstractmethod
    def _text(self, operation: str, request: Request, other: Any = None) -> str:
        """Runs an operation and returns its answer as JSON text."""

    @abstractmethod
    def _find(self, operation: str, request: Mapping[str, Any]) -> _native.Answer:
        """Runs an operation and returns an answer whose parts are read on use."""
'''

#: The arguments that describe a lead.
LEAD = ("profile", "events")

#: Operations whose answers stay in the core until a part is read.
LAZY = ("assess", "explain")


def operations(wire, surface):
    defs = wire["$defs"]
    all_ = surface["operations"]
    answers = sorted({record_of(one, defs) for one in all_} - {None})
    names = "".join(f'    "{one["name"]}": {describes_lead(one)},\n' for one in all_)
    top = TOP.format(answers=", ".join(answers), names=names)
    return top + "".join(methods(one, defs) for one in all_)


def reference(one):
    return {"$ref": f"#/$defs/{one['answer']}"}


def record_of(one, defs):
    """The class of an answer; `None` for a model document, which is a dict."""
    return None if one["answer"] == "Document" else record_in(reference(one), defs)


def describes_lead(one):
    return any(argument["name"] == "events" for argument in one["arguments"])


def methods(one, defs):
    return method(one, defs) + json_method(one)


def method(one, defs):
    arguments = one["arguments"]
    members = ", ".join(f'"{argument["name"]}": {attribute(argument["name"])}' for argument in arguments)
    record = record_of(one, defs)
    type_ = type_of(reference(one), defs) if record else "dict[str, Any]"
    by = "_find" if one["name"] in LAZY else "_text"
    call = f'self.{by}("{one["name"]}", {{{members}}}{extra(one)})'
    if one["name"] in LAZY:
        last = f"return {record}._from_answer(answer)"
    elif record == type_:
        last = f"return {record}(loads(answer))"
    else:
        given = "".join(f'"{one["name"]}": {attribute(one["name"])}, ' for one in arguments if one["name"] not in LEAD)
        given = f", {{{given.rstrip(', ')}}}" if type_.startswith("list[") and given else ""
        result = f"to_record({record}, loads(answer){given})" if record else "loads(answer)"
        last = f"result: {type_} = {result}\n        return result"
    return f'''
    def {one["name"]}({signature(one, arguments, defs)}) -> {type_}:
        """{sentence(one["about"])}{documented(arguments)}"""
        answer = {call}
        {last}
'''


def json_method(one):
    name, parameters = one["name"], ["self"]
    if one["arguments"]:
        parameters.append("request: Request")
    if one["models"][1] > 1:
        parameters.append("other: Any = None")
    request = "request" if one["arguments"] else "{}"
    return f'''
    def {name}_json({", ".join(parameters)}) -> str:
        """Like `{name}`, but returns canonical JSON text."""
        return self._text("{one["name"]}", {request}{extra(one)})
'''


def extra(one):
    return ", other=other" * (one["models"][1] > 1)


def signature(one, arguments, defs):
    request = defs[f"{one['name'].title().replace('_', '')}Request"]["properties"]
    parameters = ["self: ModelT" if one["models"][1] > 1 else "self"]
    lead = [argument for argument in arguments if argument["name"] in LEAD]
    parameters += [parameter(argument, request, defs) for argument in lead]
    others = [argument for argument in arguments if argument not in lead]
    if others:
        parameters += ["*", *(parameter(argument, request, defs) for argument in others)]
    if one["models"][1] > 1:
        parameters.append("other: ModelT | None = None")
    return ", ".join(parameters)


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
    # The core takes a history apart from the request; Python accepts it as `events`.
    return argument["allowed"] + ", or a `History`" * (argument["name"] == "events")
