"""Converts JSON schemas to Python types."""

import keyword

SIMPLE = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def name_of(schema):
    """The name of the definition that a schema refers to."""
    return schema["$ref"].split("/")[-1] if "$ref" in schema else None


def attribute(name):
    """The name of an attribute; one that Python reserves ends with `_`."""
    return f"{name}_" if keyword.iskeyword(name) else name


def is_record(schema):
    """Whether a definition becomes a class."""
    return schema.get("type") == "object" and "properties" in schema


def type_of(schema, defs):
    """The type annotation of a schema."""
    if "$ref" in schema:
        name = name_of(schema)
        return name if name in defs and is_record(defs[name]) else type_of(defs.get(name, {}), defs)
    if "enum" in schema:
        return f"Literal[{', '.join(repr(value) for value in schema['enum'])}]"
    if "const" in schema:
        return f"Literal[{schema['const']!r}]"
    options = schema.get("anyOf") or schema.get("oneOf")
    if options:
        return union([type_of(option, defs) for option in options])
    kinds = schema.get("type", "any")
    if is_day(schema):
        return union(["dt.date" if kind == "string" else plain(kind, schema, defs) for kind in as_list(kinds)])
    return union([plain(kind, schema, defs) for kind in as_list(kinds)])


def as_list(kinds):
    return [kinds] if isinstance(kinds, str) else kinds


def plain(kind, schema, defs):
    if kind == "array":
        return f"list[{type_of(schema.get('items', {}), defs)}]"
    return "dict[str, Any]" if kind == "object" else SIMPLE.get(kind, "Any")


def union(options):
    """The union of types, with literals joined and `None` last."""
    literals = [one[len("Literal[") : -1] for one in options if one.startswith("Literal[")]
    rest = [one for one in dict.fromkeys(options) if not one.startswith("Literal[") and one != "None"]
    if literals:
        rest.insert(0, f"Literal[{', '.join(literals)}]")
    return "Any" if "Any" in rest else " | ".join(rest + ["None"] * ("None" in options))


def is_day(schema):
    """Whether a schema is a date, which is text in answers and `datetime.date` in attributes."""
    return schema.get("format") == "date"


def record_in(schema, defs):
    """The class of a value, or of its items; `None` for plain values."""
    name = name_of(schema)
    if name is not None:
        if name in defs and is_record(defs[name]):
            return name
        return record_in(defs.get(name, {}), defs)
    for option in [*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]:
        found = record_in(option, defs)
        if found:
            return found
    return None
