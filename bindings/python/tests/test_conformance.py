"""Every conformance vector gives exactly the text that the core answers."""

import json

import pytest
from leadgrade import LeadgradeError, Model
from leadgrade._operations import OPERATIONS


def compiled(vector):
    return (Model.from_toml if vector["format"] == "toml" else Model.from_json)(vector["model"])


def answered(call):
    """The answer as text, or the error as the core writes it."""
    try:
        return call()
    except LeadgradeError as error:
        problems = [problem.to_dict() for problem in error.problems]
        return json.dumps({"error": {"problems": problems}}, ensure_ascii=False, separators=(",", ":"))


def asked(vectors, *, history=False):
    found = (one for one in vectors if "operation" in one and ("history" in one) == history)
    return [one for one in found if not one.get("coerce")]


@pytest.fixture(scope="module")
def models(vectors):
    once = {one["model"]: one for one in vectors if "operation" in one}
    return {text: compiled(one) for text, one in once.items()}


class Digits(str):
    """A whole number as text has it."""


def objects(text):
    """Parses JSON text as the core does: ids keep their digits, other whole numbers become doubles."""
    return meant(json.loads(text, parse_int=Digits))


def meant(value, name=None):
    if isinstance(value, Digits):
        return int(value) if name in ("lead", "id") or abs(int(value)) < 2**53 else float(value)
    if isinstance(value, dict):
        return {key: meant(one, key) for key, one in value.items()}
    return [meant(one) for one in value] if isinstance(value, list) else value


def given(vector):
    """A request as text, bytes and objects; nothing for operations without a request."""
    text = vector["request"]
    return [(text,), (text.encode(),), (objects(text),)] if OPERATIONS[vector["operation"]] else [()]


def test_answers_from_text_bytes_and_objects(vectors, models):
    cases = asked(vectors)
    assert len(cases) > 5000
    for vector in cases:
        call = getattr(models[vector["model"]], f"{vector['operation']}_json")
        for request in given(vector):
            assert answered(lambda: call(*request)) == vector["answer"], vector["name"]


def test_answers_of_histories(vectors, models):
    compared = 0
    for vector in asked(vectors, history=True):
        model = models[vector["model"]]
        history, _ = model.history(vector["history"])
        call = getattr(model, f"{vector['operation']}_json")
        request = objects(vector["request"])
        # The history replaces the events of the request.
        if isinstance(request, dict) and "events" not in request:
            compared += 1
            assert answered(lambda: call({**request, "events": history})) == vector["answer"], vector["name"]
    assert compared > 1000


def test_objects_and_texts_give_the_same_answer(vectors, models):
    for vector in asked(vectors):
        if vector["answer"].startswith('{"error":'):
            continue
        request = objects(vector["request"])
        named = {f"{name}_" if name == "from" else name: value for name, value in request.items()}
        found = getattr(models[vector["model"]], vector["operation"])(**named)
        assert plain(found) == json.loads(vector["answer"]), vector["name"]


def plain(found):
    if isinstance(found, list):
        return [one.to_dict() for one in found]
    return found.to_dict() if hasattr(found, "to_dict") else found


def test_rows_of_text(vectors, models):
    pa = pytest.importorskip("pyarrow")
    cases = [one for one in vectors if one.get("coerce")]
    assert cases
    for vector in cases:
        request = json.loads(vector["request"])
        profile = {"lead": "L", **(request.get("profile") or {})}
        events = [{"lead": profile["lead"], **event} for event in request.get("events") or []]
        columns = {key: None for event in events for key in event}
        events = [{**columns, **event} for event in events]
        tables = [pa.Table.from_pylist(rows) if rows else None for rows in ([profile], events)]
        asked = {"as_of": request["as_of"], "coerce": True, "output": "all"}
        leads = models[vector["model"]].assess_table(*tables, **asked).leads
        assessment = json.loads(vector["answer"])["assessment"]
        row = leads.slice(0, 1).to_pylist()[0]
        for column, part in [("fit_points", "fit"), ("engagement_points", "engagement")]:
            assert row[column] == (assessment[part] and assessment[part]["points"]), vector["name"]
        assert row["cell"] == assessment["cell"], vector["name"]


def test_invalid_models(vectors):
    refused = [one for one in vectors if "operation" not in one]
    assert len(refused) > 200
    for vector in refused:
        assert answered(lambda: compiled(vector)) == vector["answer"], vector["name"]
