"""Writes `python/leadgrade/_types.py` from the schemas of the core: `python generate.py`.

With `--check` nothing is written, and the status says whether the file is as it would be.
"""

import json
import keyword
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCHEMA = HERE.parents[1] / "core" / "schema" / "wire.v1.json"
TYPES = HERE / "python" / "leadgrade" / "_types.py"

HEAD = '''"""Answers of the core. Generated from core/schema by generate.py; do not edit."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from ._html import AssessmentHtml, ExplanationHtml
from ._result import Result

'''

SIMPLE = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None", "object": "dict[str, Any]"}
# What a notebook shows of these is a page, not a line.
PAGES = {"Assessment": "AssessmentHtml", "Explanation": "ExplanationHtml"}


def main() -> None:
    definitions = json.loads(SCHEMA.read_text())["$defs"]
    answers = {name: one for name, one in definitions.items() if not name.endswith("Request")}
    # What goes in is read as people have it; errors have classes of their own.
    for name in ("Event", "Profile", "Instant", "ErrorAnswer", "Problems", "Document"):
        answers.pop(name, None)
    classes = {name: one for name, one in answers.items() if "properties" in one}
    aliases = {name: one for name, one in answers.items() if name not in classes}
    parts = [alias(name, one, classes) for name, one in aliases.items() if "enum" in one or "oneOf" in one or "const" in one]
    parts += [defined(name, one, classes, answers) for name, one in classes.items()]
    parts.append(f"CLASSES: dict[str, type[Result]] = {{\n{''.join(f'    {name!r}: {name},{chr(10)}' for name in classes)}}}\n".replace("'", '"'))
    text = HEAD + "\n\n".join(parts)
    if "--check" not in sys.argv:
        TYPES.write_text(text)
    elif TYPES.read_text() != text:
        sys.exit(f"{TYPES.name} is not what generate.py writes: run it")


def alias(name: str, one: dict[str, Any], classes: dict[str, Any]) -> str:
    words = [word for part in one.get("oneOf", [one]) for word in part.get("enum", [part.get("const")])]
    listed = ", ".join(json.dumps(word) for word in words)
    return f"{name} = Literal[{listed}]\n{quoted(one)}\n"


def defined(name: str, one: dict[str, Any], classes: dict[str, Any], answers: dict[str, Any]) -> str:
    base = f"{PAGES[name]}, Result" if name in PAGES else "Result"
    lines = [f"class {name}({base}):", f"    {quoted(one)}", ""]
    nested = {}
    required = one.get("required", [])
    # What must be there stands in the order of the core, the rest by name.
    keys = [*required, *(key for key in one["properties"] if key not in required)]
    for key in keys:
        part = one["properties"][key]
        optional = "" if key in required else " | None"
        lines += [f"    {attribute(key)}: {typed(part, classes, answers)}{optional}"]
        if "description" in part:
            lines += [f"    {quoted(part)}"]
        inner = names(part, answers) & set(classes)
        if inner:
            nested[attribute(key)] = inner.pop()
    listed = ", ".join(f"{json.dumps(key)}: {json.dumps(inner)}" for key, inner in nested.items())
    fields = ", ".join(json.dumps(attribute(key)) for key in keys)
    lines += [f"    _fields: ClassVar[tuple[str, ...]] = ({fields},)"]
    lines += [f"    _nested: ClassVar[dict[str, str]] = {{{listed}}}", ""]
    return "\n".join(lines)


def attribute(key: str) -> str:
    """`from` is a word of the language."""
    return f"{key}_" if keyword.iskeyword(key) else key


def typed(part: dict[str, Any], classes: dict[str, Any], answers: dict[str, Any]) -> str:
    if "$ref" in part:
        name = part["$ref"].rsplit("/", 1)[-1]
        if name in classes or any(key in answers.get(name, {}) for key in ("enum", "oneOf", "const")):
            return name
        return typed(answers[name], classes, answers) if name in answers else "Any"
    if "anyOf" in part:
        return either(typed(one, classes, answers) for one in part["anyOf"])
    if part.get("type") == "array" or "array" in part.get("type", []):
        inner = typed(part["items"], classes, answers) if isinstance(part.get("items"), dict) else "Any"
        return either([f"list[{inner}]"] + [SIMPLE[one] for one in part["type"] if one != "array" and isinstance(part["type"], list)])
    found = part.get("type")
    if found is None:
        return "Any"
    return either(SIMPLE[one] for one in ([found] if isinstance(found, str) else found))


def either(types: Any) -> str:
    known = list(dict.fromkeys(one for name in types for one in name.split(" | ")))
    if "Any" in known:
        return "Any"
    return " | ".join([one for one in known if one != "None"] + [one for one in known if one == "None"])


def names(part: Any, answers: dict[str, Any]) -> set[str]:
    """The definitions that a part refers to, through other names for them."""
    if isinstance(part, list):
        return set().union(*(names(one, answers) for one in part))
    if not isinstance(part, dict):
        return set()
    found = set().union(*(names(one, answers) for key, one in part.items() if key != "description"))
    if "$ref" in part:
        name = part["$ref"].rsplit("/", 1)[-1]
        found.add(name)
        if "properties" not in answers.get(name, {}):
            found |= names(answers.get(name, {}), answers)
    return found


def quoted(part: dict[str, Any]) -> str:
    return json.dumps(part.get("description", ""), ensure_ascii=False).join(['""', '""'])


if __name__ == "__main__":
    main()
