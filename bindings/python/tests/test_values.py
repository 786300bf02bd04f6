"""Python values, and how they are converted."""

import collections
import dataclasses
import datetime as dt
import enum
import json
import uuid
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from leadgrade import Model, RequestError, _native

MODEL = Model.from_toml("""
    format = 1
    name = "values"
    timezone = "Europe/Berlin"
    [attributes]
    size = { type = "number" }
    other = { type = "number" }
    since = { type = "date" }
    title = { type = "text" }
    needs = { type = "tags" }
    known = { type = "flag" }
    [signals]
    visit = { points = 10 }
    [segments]
    same = { fact = "profile.size", eq = { fact = "profile.other" } }
    known = { fact = "profile.size", known = true }
    [purchases]
    signals = "visit"
    [engagement]
""")
AS_OF = "2026-11-22T09:30:00.25Z"


def segments(size, other):
    found = MODEL.assess({"size": size, "other": other}, as_of=AS_OF)
    assert found.report.rejects == []
    return found.segments


def codes(profile=None, events=None):
    return [(one.code, one.column) for one in MODEL.assess(profile, events, as_of=AS_OF).report.rejects]


INSTANT = dt.datetime(2026, 11, 22, 9, 30, 0, 250_000, tzinfo=dt.timezone.utc)
EAST = dt.timezone(dt.timedelta(hours=5, minutes=30))
ODD = dt.timezone(dt.timedelta(hours=1, minutes=2, seconds=3))


@pytest.mark.parametrize("as_of", [AS_OF, INSTANT, INSTANT.astimezone(EAST), INSTANT.astimezone(ODD)])
def test_instants(as_of):
    assert MODEL.assess(as_of=as_of).as_of == AS_OF


def test_a_naive_datetime_is_local_time_in_the_zone_of_the_model():
    assert MODEL.assess(as_of=dt.datetime(2026, 7, 1, 12)).as_of == "2026-07-01T10:00:00Z"
    found = MODEL.assess(events=[{"event": "visit", "at": dt.datetime(2026, 11, 20, 8)}], as_of=AS_OF)
    assert found.report.without_offset == 1
    assert found.engagement.points == 10


def test_dates():
    assert MODEL.assess(as_of=dt.date(2026, 11, 22)).as_of == "2026-11-22T22:59:59.999999Z"
    assert codes({"since": dt.date(2026, 1, 31)}) == []
    assert [row.day for row in MODEL.timeline(from_=dt.date(2026, 1, 1), to="2026-01-02")] == [dt.date(2026, 1, 1)]


def test_numpy():
    np = pytest.importorskip("numpy")
    for kind in (np.int8, np.int64, np.uint64, np.float16, np.float32, np.float64, np.longdouble):
        assert segments(kind(3), 3) == ["known", "same"], kind
    assert codes({"known": np.bool_(True), "title": np.str_("x"), "needs": np.array(["a", "b"])}) == []
    assert codes({"size": np.float64("inf")}) == [("not_finite", "size")]
    assert segments(np.float64("nan"), 1) == []
    assert MODEL.assess(as_of=np.datetime64("2026-11-22")).as_of == "2026-11-22T22:59:59.999999Z"
    assert codes(events=[{"event": "visit", "at": np.datetime64("NaT")}]) == [("missing", "at")]
    assert codes({"size": np.timedelta64(1, "D")}) == [("wrong_type", "size")]


def test_pandas():
    pd = pytest.importorskip("pandas")
    assert MODEL.assess(as_of=pd.Timestamp(INSTANT)).as_of == AS_OF
    assert codes(events=[{"event": "visit", "at": pd.NaT}]) == [("missing", "at")]
    assert segments(pd.NA, 1) == []
    frame = pd.DataFrame({"lead": ["a"], "size": [3], "other": [3.0], "title": [None]})
    assert MODEL.assess(frame.iloc[0], as_of=AS_OF).segments == ["known", "same"]
    events = pd.DataFrame({"event": ["visit"] * 2, "at": pd.to_datetime(["2026-11-20", "2026-11-21"], utc=True)})
    assert MODEL.assess(None, events, as_of=AS_OF).engagement.points == 20
    assert MODEL.assess(None, events.itertuples(), as_of=AS_OF).engagement.points == 20


def test_polars_and_pyarrow_rows():
    pl, pa = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    events = pl.DataFrame({"event": ["visit"] * 2, "at": ["2026-11-20", "2026-11-21"]})
    assert MODEL.assess(None, events, as_of=AS_OF).engagement.points == 20
    assert MODEL.assess(None, pa.table(events), as_of=AS_OF).engagement.points == 20


class Size(enum.Enum):
    LARGE = 1000


class Title(str, enum.Enum):
    BUYER = "buyer"


@dataclasses.dataclass
class Lead:
    size: int
    other: Decimal


Named = collections.namedtuple("Named", "size other")


def test_enums_decimals_and_objects():
    assert segments(Size.LARGE, Decimal("1000.0")) == ["known", "same"]
    assert codes({"title": Title.BUYER, "lead": uuid.UUID(int=7)}) == []
    for lead in (Lead(3, Decimal(3)), Named(3, 3), collections.ChainMap({"size": 3}, {"other": 3})):
        assert MODEL.assess(lead, as_of=AS_OF).segments == ["known", "same"]
    visits = ({"event": "visit", "at": "2026-11-20"} for _ in range(3))
    assert MODEL.assess(None, visits, as_of=AS_OF).engagement.points == 30


def test_decimals():
    assert segments(Decimal("0.1"), 0.1) == ["known", "same"]
    assert segments(Decimal("9007199254740993"), 9007199254740993) == ["known", "same"]
    assert segments(Decimal("NaN"), 1) == []
    assert codes({"size": Decimal("Infinity")}) == [("not_finite", "size")]
    assert codes({"size": Decimal("1E+1000000")}) == [("out_of_range", "size")]
    assert segments(Decimal(10**38 - 1), 10**38 - 1) == ["known", "same"]
    assert codes({"size": Decimal(10**38)}) == codes({"lead": Decimal(-(10**38)), "size": 10**38})[1:]


def test_whole_numbers_are_exact():
    assert segments(2**53 + 1, 2**53) == ["known"]
    assert segments(2**53 + 1, 2**53 + 1) == ["known", "same"]
    assert segments(2**60, float(2**60)) == ["known"]  # a float counts as its shortest decimal
    for id in (2**62, 10**38 - 1, -(10**37)):
        assert MODEL.assess({"lead": id}, as_of=AS_OF).lead == str(id)
    for huge in (10**38, -(10**38), 10**400, 10**5000):
        assert codes({"size": huge}) == [("out_of_range", "size")]
        assert codes({"lead": huge}) == [("out_of_range", "lead")]
    assert MODEL.assess({"lead": 2**62}, as_of=AS_OF).lead == "4611686018427387904"


def test_unusable_values_are_rejected():
    for value in (b"bytes", object(), {"a": 1}, 1j, print, dt.timedelta(1), dt.time(1)):
        assert codes({"title": value}) == [("wrong_type", "title")], value
    assert codes({"title": "\ud800"}) == [("not_unicode", "title")]
    assert codes({"size": float("-inf")}) == [("not_finite", "size")]


def test_a_value_that_contains_itself():
    profile = {"size": 3, "other": 3}
    profile["self"] = profile["title"] = profile
    found = MODEL.assess(profile, as_of=AS_OF)
    assert found.segments == ["known", "same"]
    assert [(one.column, one.code) for one in found.report.rejects] == [("title", "wrong_type")]
    with pytest.raises(RequestError, match="contains itself"):
        MODEL.assess(as_of=profile)


def test_a_dict_that_changes_while_it_is_read():
    class Meddling(dt.tzinfo):
        def utcoffset(self, when):
            event["more"] = profile["more"] = len(profile)
            profile.pop("title", None)
            return dt.timedelta(0)

    class Also:
        def __iter__(self):
            return iter([profile.setdefault(str(len(profile)), 1)])

    profile = {"title": "x", "needs": Also(), "size": 1}
    event = {"event": "visit", "at": dt.datetime(2026, 11, 20, tzinfo=Meddling()), "value": 1}
    assert MODEL.assess(profile, [event], as_of=AS_OF).engagement.points == 10
    assert MODEL.assess(Slow(profile), [Slow(event)], as_of=AS_OF).engagement.points == 10


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**100), 2**100)
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
@example('\u2028\x00\x7f"\\/')
@example(-0.0)
def test_plain_values_equal_their_json(value):
    assert json.loads(_native.json(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_keep_every_digit(number):
    assert json.loads(_native.json(number)).hex() == number.hex()


@given(st.text(st.characters()))
def test_any_text_survives_json(text):
    assert json.loads(_native.json(text)) == text


@given(st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2199, 12, 30), timezones=st.timezones() | st.just(ODD)))
def test_aware_datetimes_are_their_instant(when):
    found = MODEL.assess(as_of=when).as_of
    text = when.astimezone(dt.timezone.utc).replace(tzinfo=None).isoformat()
    assert found == (text.rstrip("0") if "." in text else text) + "Z"


@pytest.mark.parametrize(
    "when", [dt.datetime.min.replace(tzinfo=ODD), dt.datetime.max.replace(tzinfo=dt.timezone(-ODD.utcoffset(None)))]
)
def test_datetimes_that_python_cannot_turn_to_utc_are_out_of_range(when):
    assert codes(events=[{"event": "visit", "at": when}]) == [("out_of_range", "at")]
    assert codes({"since": when}) == codes({"since": "0001-01-01T00:00:00Z"}) == [("out_of_range", "since")]
    with pytest.raises(RequestError):
        MODEL.assess(as_of=when)


@given(st.decimals(-(10**12), 10**12, allow_nan=False))
def test_ordinary_decimals_equal_their_floats(number):
    assert float(json.loads(_native.json(number))) == float(number)


class Slow(dict):
    """A dict that takes the slow path, through JSON text."""


INSTANTS = st.datetimes(timezones=st.none() | st.timezones() | st.just(ODD)) | st.dates() | st.text()
LEAVES = (
    PLAIN
    | st.floats()
    | st.text(st.characters())
    | st.integers()
    | INSTANTS
    | st.sampled_from([Size.LARGE, b"", Decimal("0.1")])
)
NAMES = st.sampled_from(["size", "other", "since", "title", "needs", "known", "lead", "e\u0301"]) | st.text(max_size=3)
MEMBERS = st.sampled_from(["event", "at", "value", "id", "visit", "size"])
WHAT = st.just("visit") | LEAVES


@given(
    st.none() | st.dictionaries(NAMES, LEAVES),
    st.none()
    | st.lists(st.dictionaries(MEMBERS, LEAVES) | st.fixed_dictionaries({"event": WHAT, "at": INSTANTS | LEAVES})),
)
def test_dicts_and_json_text_give_the_same_answer(profile, events):
    slow = None if events is None else [Slow(event) for event in events]
    for call in (MODEL.assess, MODEL.explain):
        quick = call(profile, events, as_of=AS_OF).to_dict()
        assert call(profile and Slow(profile), slow and tuple(slow), as_of=AS_OF).to_dict() == quick
