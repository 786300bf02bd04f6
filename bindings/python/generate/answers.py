"""Generates a class for each object in an answer."""

from types_of import attribute, is_day, is_record, name_of, record_in, type_of

#: Base classes of `leadgrade._views`, which define how an answer is shown.
VIEWS = {
    "Assessment": "AssessmentView",
    "Explained": "ExplainedView",
}
#: Answers that also have the attributes of their main part: `assess(..).cell`.
FLAT = {"Assessed": "assessment"}

#: Classes that no operation returns by itself.
ALSO = ["Problem", "Observed", "HistoryInfo", "Report"]


def answers(wire, surface):
    defs = wire["$defs"]
    names = needed([operation["answer"] for operation in surface["operations"]] + ALSO, defs)
    imports = sorted({VIEWS[name] for name in names if name in VIEWS})
    everything = ",\n    ".join(f'"{name}"' for name in sorted(names))
    return f"""
from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Literal

from ._record import Record
from ._views import {", ".join(imports)}

__all__ = [
    {everything},
]

{"".join(f"{record(name, defs)}" for name in names)}{"".join(parts(name, defs) for name in names)}

for _name in __all__:
    globals()[_name]._add_properties()
"""


def needed(roots, defs):
    """All objects in the answers, sorted by name; base classes first."""
    found, open_ = set(), list(roots)
    while open_:
        name = open_.pop()
        if name not in found and name in defs and name != "Document":
            found.add(name)
            open_ += list(references(defs[name]))
    records = sorted(name for name in found if is_record(defs[name]))
    return sorted(records, key=lambda name: name in FLAT)


def references(schema):
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield name_of(schema)
        for value in schema.values():
            yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def record(name, defs):
    schema = defs[name]
    flat = FLAT.get(name)
    base = record_in(schema["properties"][flat], defs) if flat else VIEWS.get(name, "Record")
    fields = "".join(field(key, one, schema, defs) for key, one in schema["properties"].items())
    fields_of = "".join(f'"{key}", ' for key in schema["properties"])
    days = [key for key, one in schema["properties"].items() if is_day(one)]
    days_of = "".join(f'"{key}", ' for key in days).rstrip()
    days_line = f"    _days: ClassVar[tuple[str, ...]] = ({days_of})\n" if days else ""
    flat_line = f'    _flat: ClassVar[str | None] = "{flat}"\n' if flat else ""
    return f'''
class {name}({base}):
    """{schema["description"]}"""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ({fields_of.rstrip()})
{days_line}{flat_line}
{fields}
'''


def field(key, schema, of, defs):
    type_ = type_of(schema, defs)
    if key not in of.get("required", []) and not type_.endswith("None") and type_ != "Any":
        type_ += " | None"
    return f'    {attribute(key)}: {type_}\n    """{schema.get("description", "")}"""\n'


def parts(name, defs):
    """Assignments that follow after all classes."""
    properties = defs[name]["properties"].items()
    found = {key: record_in(schema, defs) for key, schema in properties}
    found = {key: record for key, record in found.items() if record}
    if not found:
        return ""
    members = ", ".join(f'"{key}": {record}' for key, record in found.items())
    return f"\n{name}._parts = {{{members}}}"
