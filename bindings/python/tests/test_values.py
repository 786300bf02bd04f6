"""Values as people have them."""

import copy
import enum
import pickle
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leadgrade import History, HistoryError, LeadgradeError, Model, ModelError, RequestError

MODEL = Model(
    """
    format = 1
    name = "shop"
    timezone = "Europe/Berlin"
    attributes.size = { type = "number" }
    attributes.city = { type = "text" }
    attributes.tags = { type = "tags" }
    attributes.vip = { type = "flag" }
    attributes.since = { type = "date" }
    [signals]
    visit = { points = 20, decay = { window_days = 10 } }
    spend = { points_per_unit = 1 }
    [fit]
    criteria = [
        { name = "size", fact = "profile.size", cases = [{ eq = 12.5, points = 1 }, { gt = 9007199254740992, points = 2 }, { gte = 0, points = 4 }] },
        { name = "city", fact = "profile.city", cases = [{ eq = "Riyadh", points = 8 }] },
        { name = "tags", fact = "profile.tags", cases = [{ has = "paper", points = 16 }] },
        { name = "vip", fact = "profile.vip", cases = [{ eq = true, points = 32 }] },
        { name = "since", fact = "profile.since", cases = [{ gte = "2026-01-01", points = 64 }] },
    ]
    [engagement]
    """
)


class City(enum.Enum):
    RIYADH = "Riyadh"


class Size(enum.IntEnum):
    BIG = 100


def fit(**profile: Any) -> float:
    found = MODEL.assess(profile, as_of="2026-11-22")
    assert found.report.rejects == []
    assert found.assessment.fit is not None
    return found.assessment.fit.points


def test_attributes() -> None:
    assert fit(size=Decimal("12.50")) == fit(size=12.5) == 1
    assert fit(size=9007199254740993) == 2
    assert fit(size=9007199254740992) == fit(size=Size.BIG) == 4
    assert fit(size=2**70) == 2
    assert fit(city=City.RIYADH) == fit(city=" riyadh") == 8
    assert fit(tags={"paper", "ink"}) == fit(tags=("paper",)) == fit(tags=["paper"]) == 16
    assert fit(vip=True) == 32
    assert fit(since=date(2026, 3, 1)) == fit(since="2026-03-01") == 64
    assert fit(size=None, city=None) == fit(size=float("nan")) == fit() == 0


def test_numpy_and_pandas() -> None:
    numpy = pytest.importorskip("numpy")
    pandas = pytest.importorskip("pandas")
    assert fit(size=numpy.float32(12.5)) == fit(size=numpy.float64(12.5)) == 1
    assert fit(size=numpy.int16(3), vip=numpy.bool_(True), city=numpy.str_("Riyadh")) == 44
    assert fit(tags=numpy.array(["paper"])) == 16
    assert fit(size=pandas.NA, since=pandas.NaT, city=numpy.datetime64("NaT")) == 0
    at = pandas.Timestamp("2026-11-20T10:00", tz="Asia/Riyadh")
    found = MODEL.assess(events=[{"event": "visit", "at": at}], as_of=pandas.Timestamp("2026-11-21T10:00"))
    assert found.assessment.engagement is not None and found.assessment.engagement.points == 20
    naive = MODEL.assess(events=[{"event": "visit", "at": numpy.datetime64("2026-11-20T10:00:00")}], as_of="2026-11-21")
    assert naive.report.without_offset == 1


def test_what_is_no_value_is_rejected_where_it_stands() -> None:
    events = [{"event": "visit", "at": object()}, {"event": "visit", "at": float("inf")}, {"event": "\ud800", "at": "2026-11-20"}]
    found = MODEL.assess({"size": float("inf"), "city": object()}, events, as_of="2026-11-22")
    assert sorted((one.table, one.row, one.column, one.code) for one in found.report.rejects) == [
        ("events", 0, "at", "wrong_type"),
        ("events", 1, "at", "wrong_type"),
        ("events", 2, "event", "not_unicode"),
        ("profiles", 0, "city", "wrong_type"),
        ("profiles", 0, "size", "not_finite"),
    ]


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_an_instant_is_the_same_in_any_zone(utc: datetime, minutes: int) -> None:
    here = utc.replace(tzinfo=timezone.utc).astimezone(timezone(timedelta(minutes=minutes)))
    events = [{"event": "visit", "at": here}]
    found = MODEL.assess(events=events, as_of=here)
    assert found.report.rejects == []
    expected = utc.isoformat(timespec="auto").rstrip("0").rstrip(".") if utc.microsecond else utc.isoformat()
    assert found.assessment.as_of == f"{expected}Z"
    assert found.assessment.engagement is not None and found.assessment.engagement.points == 20


@given(st.integers(-(2**80), 2**80) | st.floats(-1e9, 1e9) | st.decimals(-(10**6), 10**6, places=3))
def test_numbers_arrive(number: Any) -> None:
    found = MODEL.explain({"size": number}, as_of="2026-11-22")
    assert found.report.rejects == []
    fact = found.explanation.to_dict()["fit"]["entries"][0]["detail"]["value"]
    assert float(fact) == float(number)


@given(st.text(st.characters(codec="utf-8")))
def test_texts_arrive(city: str) -> None:
    detail = MODEL.explain({"city": city}, as_of="2026-11-22").explanation.to_dict()["fit"]["entries"][1]["detail"]
    assert detail["value"] in (city, None)
    assert detail["value"] == city or city.strip() == ""


def test_every_problem_at_once() -> None:
    with pytest.raises(RequestError) as raised:
        MODEL.call("assess", {"as_off": "2026-11-22", "events": 7})
    assert {(one.code, one.path) for one in raised.value.problems} >= {("unknown_key", "/as_off"), ("missing_key", "/as_of")}
    with pytest.raises(ModelError) as refused:
        Model("format = 1\nname = 7\nsignal.visit = {}")
    assert [one.line for one in refused.value.problems] == [2, 3]
    assert isinstance(pickle.loads(pickle.dumps(refused.value)), ModelError)
    assert issubclass(ModelError, LeadgradeError)
    with pytest.raises(RequestError, match="unreadable_instant"):
        MODEL.assess(as_of="soon")
    with pytest.raises(TypeError, match="keys are texts"):
        MODEL.assess({1: 2}, as_of="2026-11-22")  # type: ignore[dict-item]
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(RecursionError):
        MODEL.assess({"tags": endless}, as_of="2026-11-22")


def test_histories() -> None:
    events = [{"event": "visit", "at": "2026-11-20T10:00:00Z", "id": "e-1"}, {"event": "visit", "at": date(2026, 11, 21)}]
    history = MODEL.history(events)
    whole = MODEL.assess({"lead": "L-7"}, events, as_of="2026-11-22")
    for one in (history, History(history.to_bytes()), History(history.to_json()), pickle.loads(pickle.dumps(history)), copy.copy(history)):
        assert one == history
        assert MODEL.assess({"lead": "L-7"}, history=one, as_of="2026-11-22").assessment == whole.assessment
    change = MODEL.next_change(history=history, as_of="2026-11-22")
    assert change is not None and change.day == "2026-11-30"
    other = History()
    assert other.observe(MODEL, events[0]).seen == "counted"
    assert other.observe(MODEL, events[0]).seen == "again"
    other.merge(history)
    assert other.info().events == 2
    assert "2 events" in repr(other)
    assert other.forget_ids_before(MODEL, date(2026, 11, 21)).forgotten_before == "2026-11-21"
    with pytest.raises(HistoryError):
        History(b"no history")
    with pytest.raises(RequestError, match="as_of_before_latest"):
        MODEL.assess(history=history, as_of="2026-11-20")


def test_results_and_models() -> None:
    found = MODEL.assess({"lead": "L-7", "size": 3}, as_of="2026-11-22")
    assert found.assessment.lead == "L-7" and "Assessment(lead='L-7'" in repr(found)
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(AttributeError, match="it has assessment, report"):
        found.assesment  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        found.report = None  # type: ignore[assignment]
    again = pickle.loads(pickle.dumps(MODEL))
    assert again.info().fingerprint == MODEL.info().fingerprint
    assert Model.from_dict(MODEL.document()).info().fingerprint == MODEL.info().fingerprint
    assert "shop" in repr(MODEL)
    other = Model({**MODEL.document(), "signals": {"visit": {"points": 5}}})
    assert MODEL.compare({"lead": "L"}, [{"event": "visit", "at": "2026-11-20"}], as_of="2026-11-22", other=other).engagement is not None
    rows = MODEL.timeline(events=[{"event": "visit", "at": "2026-11-02"}], from_="2026-11-01", to=date(2026, 11, 20))
    assert [row.day for row in rows][0] == "2026-11-01"


def test_pages_are_escaped() -> None:
    hostile = "<script>alert(1)</script>"
    model = Model({"format": 1, "name": hostile, "signals": {"visit": {"points": 1}}, "engagement": {}})
    events = [{"event": "visit", "at": "2026-11-20"}]
    explained = model.explain({"lead": hostile}, events, as_of="2026-11-22")
    for page in (model._repr_html_(), explained.assessment._repr_html_(), explained.explanation._repr_html_()):
        assert "<script>" not in page
    assert "&lt;script&gt;" in explained.assessment._repr_html_()
    assert "<bdi>" in model._repr_html_()
