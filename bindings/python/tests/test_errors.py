"""Exceptions, and the messages of common mistakes."""

import json
import pickle

import leadgrade
import pytest
from leadgrade import LeadgradeError, Model, ModelError, RequestError

AS_OF = "2026-11-22"


def test_every_problem_of_a_model_at_once():
    with pytest.raises(ModelError) as caught:
        Model.from_toml('format = 2\nxname = "n"')
    error = caught.value
    assert [(one.code, one.path, one.line, one.column) for one in error.problems] == [
        ("not_allowed", "/format", 1, 1),
        ("unknown_key", "/xname", 2, 1),
    ]
    assert (error.code, error.path, error.message, error.help) == (
        "not_allowed",
        "/format",
        "found 2",
        "expected `format = 1`",
    )
    assert str(error).splitlines()[1] == "2:1: [unknown_key] /xname: `xname` is not known here (did you mean `name`?)"


def test_every_problem_of_a_request_at_once(office):
    with pytest.raises(RequestError) as caught:
        office.next_change(as_of="soon", horizon_days=0)
    assert [one.path for one in caught.value.problems] == ["/horizon_days", "/as_of"]


def test_dicts_and_text_give_the_same_errors(office):
    """Dicts are converted to values of the core directly; text is parsed by the core."""
    for request in ({"as_of": AS_OF, "events": {}}, {"as_off": AS_OF, "profile": {}}, {"as_of": AS_OF, "profile": []}):
        said = []
        for given in (request, json.dumps(request)):
            with pytest.raises(RequestError) as caught:
                office.assess_json(given)
            said.append(str(caught.value))
        assert said[0] == said[1]


def test_exceptions_have_one_base_class_and_can_be_pickled():
    for kind in (ModelError, RequestError, leadgrade.HistoryError, leadgrade.TableError):
        assert issubclass(kind, LeadgradeError) and issubclass(kind, ValueError)
    with pytest.raises(ModelError) as caught:
        Model.from_dict({"format": 1})
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is ModelError and str(again) == str(caught.value)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda office: office.assess({}, []), "as_of"),
        (
            lambda office: office.assess("L-7", as_of=AS_OF),
            "found a text (expected an object of attributes, and `lead`)",
        ),
        (
            lambda office: office.assess({}, {"event": "visit"}, as_of=AS_OF),
            "found an object with a text (expected a list of events)",
        ),
        (lambda office: office.assess({}, as_of=1_700_000_000), "an instant such as `2026-11-22T09:30:00Z`"),
        (lambda office: office.assess_json({"as_off": AS_OF}), "did you mean `as_of`?"),
        (lambda office: office.assess({}, leadgrade.History().to_bytes(), as_of=AS_OF), "a list of events"),
        (lambda office: office.compare({}, as_of=AS_OF, other={}), "`other` is a `dict` (expected a Model)"),
        (lambda office: office.assess().cell, "as_of"),
        (lambda office: office.assess(as_of=AS_OF).grade, "Assessed has no 'grade'"),
        (lambda office: Model("x.toml"), "Model.load"),
        (lambda office: Model.from_toml({"format": 1}), "`Model.from_dict` compiles a dict"),
        (
            lambda office: Model.from_toml("office.toml"),
            "found `office.toml`, not TOML text (`Model.load` reads a file",
        ),
        (lambda office: Model.from_dict("format = 1"), "found a `str` (a dict; see also `load`, `from_toml`)"),
        (lambda office: Model.from_json(b"\xff"), "invalid UTF-8 at byte 0"),
        (lambda office: leadgrade.History.from_bytes(b"x"), "history"),
    ],
)
def test_messages_of_common_mistakes(office, call, words):
    with pytest.raises((LeadgradeError, TypeError, AttributeError)) as caught:
        call(office)
    assert words in str(caught.value)


def test_problems_of_an_object_have_no_line_and_column():
    with pytest.raises(ModelError) as raised:
        Model.from_dict({"format": 1, "fitt": {}})
    assert [(one.path, one.line, one.column) for one in raised.value.problems] == [
        ("/name", None, None),
        ("/fitt", None, None),
    ]
    assert str(raised.value).startswith("[missing_key] /name: ")
