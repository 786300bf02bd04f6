"""Writes the generated modules of the package from the core's schemas: `python generate` in bindings/python.

`--check` writes nothing and fails if a committed file is out of date.
"""

import json
import sys
from pathlib import Path

from answers import answers
from operations import operations

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE.parents[2] / "core" / "schema"
HEAD = '"""{about}\n\nGenerated from core/schema by `python generate` in bindings/python; do not edit.\n"""\n'


def schema(name):
    return json.loads((SCHEMAS / name).read_text("utf-8"))


def main():
    wire, surface = schema("wire.v1.json"), schema("surface.json")
    files = {
        "_answers.py": HEAD.format(about="The answers of operations.") + answers(wire, surface),
        "_operations.py": HEAD.format(about="The operations of a model.") + operations(wire, surface),
    }
    stale = []
    for name, text in files.items():
        path = HERE.parent / "python" / "leadgrade" / name
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit(f"{', '.join(stale)}: out of date, run `python generate` in bindings/python")


main()
