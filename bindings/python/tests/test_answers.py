"""Answers: attributes, dates, equality, and messages for unknown names."""

import datetime as dt
import pickle

import pytest
from leadgrade import Model
from leadgrade._record import Record

AS_OF = "2026-11-22"
EVENTS = [
    {"event": "quote_request", "at": "2026-11-20T15:12:00Z"},
    {"event": "order", "at": "2026-09-20", "value": 120.5},
    {"event": "order", "at": "soon"},
]


def compared(read, plain):
    """Checks that every attribute of a record equals the plain dicts, and counts them."""
    if isinstance(read, Record):
        count = 0
        for key in plain:
            name = f"{key}_" if key in ("from", "in", "is") else key
            count += compared(getattr(read, name), plain[key])
        return count
    if isinstance(read, list):
        assert len(read) == len(plain)
        return sum(map(compared, read, plain))
    assert (str(read) if isinstance(read, dt.date) else read) == plain
    assert type(read) in (dt.date, type(plain))
    return 1


def test_parts_equal_the_whole_answer(vectors, root):
    seen = 0
    for path in sorted((root / "examples" / "models").glob("*.toml")):
        model = Model.load(path)
        names = list(model.document().get("signals") or {})
        lead = {"lead": 'L-\u00e9\\"\n7', "employees": 120}
        events = [{"event": name, "at": f"2026-11-{at + 1:02}", "value": 1.5} for at, name in enumerate(names[:28])]
        for answer in (model.assess(lead, events, as_of=AS_OF), model.explain(lead, events, as_of=AS_OF)):
            seen += compared(answer, answer.to_dict())
    assert seen > 1_000


def test_days_are_dates(office):
    found = office.assess({"lead": "L-7", "reorder_months": 3}, EVENTS, as_of=AS_OF)
    assert found.cycle.due == dt.date(2026, 12, 20)  # three months after 20 September
    assert found.to_dict()["assessment"]["cycle"]["due"] == "2026-12-20"
    assert isinstance(office.next_change({}, EVENTS[:2], as_of=AS_OF).day, dt.date)
    rows = office.timeline({}, EVENTS[:2], from_="2026-09-01", to=AS_OF)
    assert rows[0].day == dt.date(2026, 9, 1)
    history, _ = office.history(EVENTS[:2])
    assert history.forget_ids_before(office, "2026-09-02").forgotten_before == dt.date(2026, 9, 2)


def test_an_unknown_attribute_names_its_path_in_the_answer(office):
    found = office.assess({}, EVENTS, as_of=AS_OF)
    for name, there in {
        "grade": "fit.grade",
        "rank": "engagement.rank",
        "fit_points": "fit.points",
        "cycle_due": "cycle.due",
        "purchases_count": "purchases.count",
        "ready": "readiness.ready",
        "rejects": "report.rejects",
    }.items():
        with pytest.raises(AttributeError, match=f"Assessed has no '{name}'; there is `{there}`") as raised:
            getattr(found, name)
        assert raised.value.name == name
    with pytest.raises(AttributeError, match="did you mean `stage`"):
        found.stag  # noqa: B018
    assert not hasattr(found, "_private") and not hasattr(found.fit, "cell")


def test_equal_answers_are_equal(office):
    asked = ({"lead": "L-7"}, EVENTS)
    for ask in (office.assess, office.explain):
        assert ask(*asked, as_of=AS_OF) == ask(*asked, as_of=AS_OF)
        assert ask(*asked, as_of=AS_OF) != ask(*asked, as_of="2026-11-21")
        assert pickle.loads(pickle.dumps(ask(*asked, as_of=AS_OF))) == ask(*asked, as_of=AS_OF)
        assert pickle.loads(pickle.dumps(ask(*asked, as_of=AS_OF).assessment.fit)).grade == "E"
    assert office.assess(*asked, as_of=AS_OF).assessment == office.explain(*asked, as_of=AS_OF).assessment
    assert office.lint() == office.lint() and office.info() == office.info()
    with pytest.raises(TypeError):
        hash(office.assess(*asked, as_of=AS_OF))


def test_equal_models_and_tables_are_equal(office, root):
    pl = pytest.importorskip("polars")
    again = Model.load(root / "examples" / "models" / "office-supplies.toml")
    assert office == again and hash(office) == hash(again) and office != Model.from_toml('format = 1\nname = "n"')
    people = pl.DataFrame({"lead": ["a"], "employees": [120]})
    tables = [model.assess_table(people, as_of=AS_OF) for model in (office, again)]
    assert tables[0] == tables[1] != office.assess_table(people, as_of="2026-11-21")
