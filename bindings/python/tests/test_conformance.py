"""Every conformance vector, character by character what the core answers."""

import json
from typing import Any

from leadgrade import LeadgradeError, Model
from leadgrade._errors import Problem


def refusal(error: LeadgradeError) -> str:
    def plain(problem: Problem) -> dict[str, Any]:
        return {key: value for key, value in vars(problem).items() if value is not None}

    problems = [plain(problem) for problem in error.problems]
    return json.dumps({"error": {"problems": problems}}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def loaded(text: str) -> Any:
    """JSON as dicts; its whole numbers stand for the nearest double, Python's for themselves."""
    return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < 16 else float(digits))


def compiled(vector: dict[str, Any]) -> Model:
    read = Model.from_toml if vector["format"] == "toml" else Model.from_json
    return read(vector["model"])


def answered(model: Model, vector: dict[str, Any], request: Any) -> str:
    history = model.history(vector["history"]) if "history" in vector else None
    try:
        return model.call(vector["operation"], request, history=history)
    except LeadgradeError as error:
        return refusal(error)


def test_what_operations_answer(vectors: list[dict[str, Any]]) -> None:
    models: dict[str, Model] = {}
    count = refused = 0
    for vector in vectors:
        if "operation" not in vector or "coerce" in vector:
            continue
        if vector["model"] not in models:
            models[vector["model"]] = compiled(vector)
        model = models[vector["model"]]
        request = vector["request"]
        for given in (request, request.encode(), loaded(request)):
            assert answered(model, vector, given) == vector["answer"], vector["name"]
        count += 1
        refused += vector["answer"].startswith('{"error"')
    assert count > 5_000 and refused > 0


def test_models_that_are_refused(vectors: list[dict[str, Any]]) -> None:
    count = 0
    for vector in vectors:
        if "operation" in vector:
            continue
        try:
            compiled(vector)
        except LeadgradeError as error:
            assert refusal(error) == vector["answer"], vector["name"]
            count += 1
        else:
            raise AssertionError(vector["name"])
    assert count > 200


def test_objects_are_what_the_texts_say(vectors: list[dict[str, Any]]) -> None:
    for vector in vectors:
        if vector.get("operation") not in ("assess", "explain") or "history" in vector or "coerce" in vector:
            continue
        if vector["answer"].startswith('{"error"'):
            continue
        request = loaded(vector["request"])
        method = getattr(compiled(vector), vector["operation"])
        found = method(request.get("profile"), request.get("events"), as_of=request["as_of"])
        assert found.to_dict() == json.loads(vector["answer"])
        # Every attribute that there is can be read, all the way down.
        walked(found)


def walked(found: Any) -> None:
    for name in getattr(found, "_fields", ()):
        value = getattr(found, name)
        for one in value if isinstance(value, list) else [value]:
            walked(one)
