"""Input of every kind is used correctly, rejected by name, or an error with a helpful message."""

import datetime as dt
import threading
import uuid
from collections import ChainMap, deque
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import count

import pytest
from leadgrade import Dataset, LeadgradeError, Model, TableError

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

AS_OF = "2026-11-22"
UTC = dt.timezone.utc
MODEL = Model.from_toml("""
    format = 1
    name = "incoming"
    timezone = "Europe/Berlin"
    [attributes]
    n = { type = "number" }
    t = { type = "text" }
    d = { type = "date" }
    tags = { type = "tags" }
    [signals]
    visit = { points = 10 }
    order = { points_per_unit = 1 }
    [purchases]
    signals = ["order"]
    [[fit.criteria]]
    name = "size"
    fact = "profile.n"
    cases = [{ gte = 1000, points = 60 }, { gte = 100, points = 30 }, { gte = 0, points = 1 }]
    [[fit.criteria]]
    name = "field"
    fact = "profile.t"
    cases = [{ eq = "legal", points = 7 }]
    [[fit.criteria]]
    name = "tagged"
    fact = "profile.tags"
    cases = [{ known = true, points = 3 }]
    [[fit.criteria]]
    name = "soon"
    fact = "profile.d.days_until"
    cases = [{ gte = 1, points = 5 }]
    [engagement]
""")


def rows(table):
    if isinstance(table, pd.DataFrame):
        return table.astype(object).where(table.notna(), None).to_dict("records")
    return pa.table(table).to_pylist()


def fit(*tables, **options):
    found = MODEL.assess_table(*tables, **{"as_of": AS_OF, **options})
    return [row["fit_points"] for row in rows(found.leads)]


def rejects(found):
    return [(one["table"], one["row"], one["lead"], one["column"], one["code"]) for one in rows(found.rejects)]


def not_utf8(*values):
    """A column of texts whose bytes were not validated, as Parquet readers create it."""
    return pa.array(values, pa.binary()).view(pa.string())


@pytest.mark.parametrize("make", [lambda table: table, lambda table: table.to_pandas(types_mapper=pd.ArrowDtype)])
def test_invalid_utf8_rejects_its_row(make):
    table = pa.table({"lead": ["a", "b", "c"], "t": not_utf8(b"Legal", b"Caf\xe9", b"M\xfcller")})
    found = MODEL.assess_table(make(table), as_of=AS_OF)
    assert [row["fit_points"] for row in rows(found.leads)] == [7, 0, 0]
    assert rejects(found) == [
        ("profiles", 1, "b", "t", "not_unicode"),
        ("profiles", 2, "c", "t", "not_unicode"),
    ]


def batches(count, bad=None):
    for at in range(count):
        leads = [f"L-{at:03}-{n:04}" for n in range(100)]
        texts = not_utf8(*(b"Caf\xe9" if (at, n) == bad else b"x" for n in range(100)))
        yield pa.record_batch({"lead": leads, "t": texts})


def stream(batches):
    return pa.RecordBatchReader.from_batches(pa.schema({"lead": pa.string(), "t": pa.string()}), batches)


def test_invalid_text_in_a_stream_rejects_only_its_row():
    found = list(MODEL.assess_sorted(stream(batches(30, bad=(20, 50))), as_of=AS_OF))
    assert sum(map(len, found)) == 3_000
    assert [one for part in found for one in rejects(part)] == [("profiles", 2_050, "L-020-0050", "t", "not_unicode")]


def test_a_stream_that_fails_raises():
    def failing():
        yield from batches(5)
        raise OSError("the disk is gone")

    def other_schema():
        yield from batches(5)
        yield pa.record_batch({"lead": ["z"], "other": [1]})

    for broken, words in ((failing, "the disk is gone"), (other_schema, "schema")):
        seen = 0
        with pytest.raises(LeadgradeError, match=words):
            for part in MODEL.assess_sorted(stream(broken()), as_of=AS_OF):
                seen += len(part)
        assert seen <= 500


def test_datetimes_in_a_column_with_dates_keep_their_time():
    for at in (
        [dt.date(2026, 11, 10), dt.datetime(2026, 11, 22, 18, tzinfo=UTC)],
        [dt.date(2026, 11, 10), pd.Timestamp("2026-11-22T19:00:00+01:00")],
        ["2026-11-10", dt.datetime(2026, 11, 22, 18, tzinfo=UTC)],
    ):
        events = pd.DataFrame({"lead": ["a", "a"], "event": ["visit"] * 2, "at": pd.Series(at, dtype=object)})
        as_of = "2026-11-22T12:00:00Z"
        found = MODEL.assess_table(events=events, as_of=as_of)
        assert [row["engagement_points"] for row in rows(found.leads)] == [10], at
        single = MODEL.assess(None, [{"event": "visit", "at": one} for one in at], as_of=as_of)
        assert single.engagement.points == 10
        (streamed,) = MODEL.assess_sorted(events=events, as_of=as_of)
        assert [row["engagement_points"] for row in rows(streamed.leads)] == [10]


def test_objects_in_a_column_and_in_a_dict_mean_the_same():
    values = [
        *(1200, "1200", 1200.0, Decimal("1200"), Decimal("99.9"), 2**70, 10**40, 10**5000, True, None, float("nan")),
        *(pd.NA, pd.NaT, float("inf"), b"7", dt.date(2026, 1, 1), dt.timedelta(1), [1], {"a": 1}, object(), print),
        *("\ud800", (1, 2), {3}, uuid.UUID(int=1), pd.Timestamp("2026-01-01"), 1j),
    ]
    leads = [f"L{at}" for at in range(len(values))]
    for column in ("n", "t", "d", "tags"):
        frame = pd.DataFrame({"lead": leads, column: pd.Series(values, dtype=object)})
        found = MODEL.assess_table(frame, as_of=AS_OF)
        refused = {one["lead"]: (one["column"], one["code"], one["reason"]) for one in rows(found.rejects)}
        for row, value in zip(rows(found.leads), values, strict=True):
            single = MODEL.assess({"lead": row["lead"], column: value}, as_of=AS_OF)
            assert row["fit_points"] == single.fit.points, (column, value)
            expected = [(one.column, one.code, one.reason) for one in single.report.rejects]
            assert [refused[lead] for lead in [row["lead"]] if lead in refused] == expected, (column, value)


def test_columns_that_the_model_does_not_read_are_ignored():
    frame = pd.DataFrame({"lead": ["a", "b"], "n": [1200, 5], "phone": [491512345, "+49 151 2345"]})
    assert fit(frame) == [60, 1]
    frame["phone"] = pd.arrays.SparseArray([1.0, None])
    assert fit(frame) == [60, 1]
    twice = pd.DataFrame([["a", 1200, 1, 2], ["b", 5, 3, 4]], columns=["lead", "n", "x", "x"])
    assert fit(twice) == [60, 1]
    assert fit(pa.table([["a", "b"], [1200, 5], [1, 2], [3, 4]], names=["lead", "n", "x", "x"])) == [60, 1]
    batches = pa.table([["a", "b"], [1200, 5], [1, 2], [3, 4]], names=["lead", "n", "x", "x"]).to_reader()
    assert fit(batches) == [60, 1]
    odd = pl.DataFrame({"lead": ["a", "b"], "n": [1200, 5], "x": [[None], []], "y": [object(), object()]})
    odd = odd.with_columns(z=pl.lit(2**100, pl.Int128), w=pl.struct(pl.lit(None)))
    assert fit(odd) == fit(odd.lazy()) == [60, 1]


def test_two_columns_of_one_name_are_an_error():
    twice = pd.DataFrame([["a", 1, 2]], columns=["lead", "n", "n"])
    for table in (twice, pa.table([["a"], [1], [2]], names=["lead", "n", "n"])):
        with pytest.raises(TableError, match="two columns `n`"):
            MODEL.assess_table(table, as_of=AS_OF)


def test_unusual_column_types():
    assert fit(pl.DataFrame({"lead": ["a"], "tags": [[]]})) == [0]
    assert fit(pl.DataFrame({"lead": ["a", "b"], "tags": [["x"], None]})) == [3, 0]
    assert fit(pl.DataFrame({"lead": ["a", "b"], "n": [1200, None]}, {"lead": pl.String, "n": pl.Int128})) == [60, 0]
    assert fit(pd.DataFrame({"lead": ["a", "b"], "n": pd.arrays.SparseArray([1200.0, None])})) == [60, 0]
    assert fit(pd.DataFrame({"lead": ["a", "b"], "t": pd.Categorical(["legal", 7])})) == [7, 0]
    periods = pd.DataFrame({"lead": ["a"], "n": pd.period_range("2026-01", periods=1, freq="M")})
    assert rejects(MODEL.assess_table(periods, as_of=AS_OF)) == [("profiles", 0, "a", "n", "wrong_type")]


@pytest.fixture
def connection():
    return pytest.importorskip("duckdb").connect()


def test_relations_of_one_connection(connection):
    c = connection
    leads, events = "select 'a' lead, 1200 n", """select 'a' lead, 'visit' "event", '2026-11-20' "at" """
    when = """select 'a' lead, '2026-11-22' as_of"""
    for given in ((c.sql(leads), c.sql(events)), (c.sql(leads), None), (None, c.sql(events))):
        (row,) = rows(MODEL.assess_table(*given, as_of=AS_OF).leads)
        assert row["engagement_points"] == (10 if given[1] is not None else 0)
        (row,) = rows(MODEL.assess_table(*given, as_of=c.sql(when)).leads)
        assert row["fit_points"] == (60 if given[0] is not None else 0)
        (found,) = MODEL.assess_sorted(*given, as_of=AS_OF)
        assert rows(found.leads)[0]["engagement_points"] == (10 if given[1] is not None else 0)
    dataset = Dataset.load(c.sql(leads), c.sql(events))
    assert dataset.rows == (1, 1)
    relation = c.sql(leads)
    assert fit(relation) == fit(relation) == [60]
    assert fit(c.sql("select 'a' lead, 1200 n, interval 1 day x, 1::hugeint y, union_value(k := 1) z, 2 x")) == [60]


def test_a_query_that_fails_is_an_error_of_the_package(connection):
    with pytest.raises(TableError, match="Could not convert"):
        MODEL.assess_table(connection.sql("select 'a' lead, cast('x' || range as int) n from range(3)"), as_of=AS_OF)


def test_dates_beyond_the_years_are_rejected(connection):
    found = MODEL.assess_table(connection.sql("select 'a' lead, 'infinity'::date d"), as_of=AS_OF)
    assert rejects(found) == [("profiles", 0, "a", "d", "out_of_range")]
    assert rows(found.leads)[0]["fit_points"] == 0


BIG = 18446744073709551615


@pytest.mark.parametrize(
    "make",
    [
        lambda leads: pd.DataFrame({"lead": leads}),
        lambda leads: pl.DataFrame({"lead": leads}),
        lambda leads: pa.table({"lead": pa.array(leads, pa.uint64())}),
        lambda leads: pd.DataFrame({"lead": pd.Series(leads, dtype=object)}),
    ],
)
def test_integer_ids_stay_integers(make):
    found = MODEL.assess_table(make([7, 660737]), as_of=AS_OF, explain=[660737])
    assert [row["lead"] for row in rows(found.leads)] == [7, 660737]
    assert {row["lead"] for row in rows(found.explanations)} == {660737}
    assert [row["lead"] for row in rows(MODEL.assess_table(make([BIG]), as_of=AS_OF).leads)] == [BIG]


def test_ids_of_results_join_with_the_input():
    people = pd.DataFrame({"lead": [7, 8], "n": [1200, 5]})
    events = pd.DataFrame({"lead": [7], "event": ["visit"], "at": ["2026-11-20"]})
    leads = MODEL.assess_table(people, events, as_of=AS_OF).leads
    assert list(people.merge(leads, on="lead")["fit_points"]) == [60, 1]
    small = pl.DataFrame({"lead": [7]}, {"lead": pl.Int16})
    assert MODEL.assess_table(small, as_of=AS_OF).leads.schema["lead"] == pl.Int16
    mixed = MODEL.assess_table(small, pl.DataFrame(events), as_of=AS_OF).leads
    assert mixed.schema["lead"] == pl.Int64
    texts = pl.DataFrame({"lead": ["7"], "event": ["visit"], "at": ["2026-11-20"]})
    assert MODEL.assess_table(small, texts, as_of=AS_OF).leads["lead"].to_list() == ["7"]


def test_ids_of_streams_and_of_mixed_columns():
    events = pa.table({"lead": [7, 8], "event": ["visit"] * 2, "at": ["2026-11-20"] * 2})
    found = MODEL.assess_sorted(events=events, as_of=AS_OF)
    assert [row["lead"] for part in found for row in rows(part.leads)] == [7, 8]
    mixed = pd.DataFrame({"lead": pd.Series([7, "x"], dtype=object)})
    assert [row["lead"] for row in rows(MODEL.assess_table(mixed, as_of=AS_OF).leads)] == ["7", "x"]
    assert {row["lead"] for row in rows(MODEL.assess_table(mixed, events, as_of=AS_OF).leads)} == {"7", "x", "8"}


def test_explaining_an_unknown_lead_is_an_error():
    people = pl.DataFrame({"lead": ["a", "b"]})
    for ids in (["c"], ["a", "c"]):
        with pytest.raises(TableError, match="the lead `c`, which the tables do not have"):
            MODEL.assess_table(people, as_of=AS_OF, explain=ids)
        with pytest.raises(TableError, match="the lead `c`"):
            list(MODEL.assess_sorted(people, as_of=AS_OF, explain=ids))
    with pytest.raises(TableError, match="and 2 others"):
        MODEL.assess_table(people, as_of=AS_OF, explain=["c", "d", "e"])


def test_events_from_any_iterable():
    visit = {"event": "visit", "at": "2026-11-20"}

    class Own(dict):
        pass

    frame = pd.DataFrame([visit, visit])
    for events in (
        [visit, visit],
        (visit, visit),
        (visit for _ in range(2)),
        [Own(visit), Own(visit)],
        frame,
        frame.itertuples(),
        pl.DataFrame([visit, visit]),
        pl.LazyFrame([visit, visit]),
        pa.Table.from_pylist([visit, visit]),
        {1: visit, 2: visit}.values(),
    ):
        assert MODEL.assess(None, events, as_of=AS_OF).engagement.points == 20
    for events in ("visit", b"visit", visit, 7, object(), print, dict):
        with pytest.raises(LeadgradeError, match="/events"):
            MODEL.assess(None, events, as_of=AS_OF)

    def failing():
        yield visit
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        MODEL.assess(None, failing(), as_of=AS_OF)


class Hostile:
    """An object whose every attribute raises."""

    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__

    @property
    def dtype(self):
        raise RuntimeError("no type")


def test_objects_that_raise_are_rejected():
    found = MODEL.assess({"lead": "a", "n": Hostile(), Hostile(): 1, 7: 2}, as_of=AS_OF)
    assert [(one.column, one.code) for one in found.report.rejects] == [("n", "wrong_type")]
    frame = pd.DataFrame({"lead": ["a", "b"], "n": pd.Series([Hostile(), 1200], dtype=object)})
    assert fit(frame) == [0, 60]


class Endless(Sequence):
    """A collection of length two whose iterator never ends."""

    def __len__(self):
        return 2

    def __getitem__(self, at):
        return "x"


class EndlessNames(Mapping):
    """A mapping of length two whose keys never end."""

    def __len__(self):
        return 1

    def __getitem__(self, name):
        return 1200

    def __iter__(self):
        return (f"n{at}" for at in count())


def test_collections_longer_than_their_length_are_rejected():
    for call in (lambda: MODEL.assess(EndlessNames(), as_of=AS_OF), lambda: MODEL.assess_json(EndlessNames())):
        with pytest.raises(LeadgradeError, match="EndlessNames"):
            call()
    assert MODEL.assess(ChainMap({"n": 1200}), as_of=AS_OF).fit.points == 60
    (reject,) = MODEL.assess({"lead": "a", "tags": Endless()}, as_of=AS_OF).report.rejects
    assert (reject.column, reject.code) == ("tags", "wrong_type")
    assert MODEL.assess({"lead": "a", "tags": deque(["x"])}, as_of=AS_OF).fit.points == 3
    assert fit(pd.DataFrame({"lead": ["a", "b"], "tags": pd.Series([Endless(), ["x"]], dtype=object)})) == [0, 3]


def test_values_that_contain_themselves():
    loop = []
    loop.append(loop)
    mapping = {"lead": "a"}
    mapping["n"] = mapping
    for profile in ({"tags": loop}, {"tags": (loop,)}, mapping):
        (reject,) = MODEL.assess(profile, as_of=AS_OF).report.rejects
        assert reject.code == "wrong_type"


def test_a_local_midnight_is_an_instant_and_a_date_is_a_day():
    events = pd.DataFrame({"lead": ["a"], "event": ["visit"], "at": ["2026-11-22T12:00:00Z"]})
    days = pd.DataFrame({"lead": ["a"], "as_of": [dt.date(2026, 11, 22)]})
    midnight = pd.DataFrame({"lead": ["a"], "as_of": pd.to_datetime(["2026-11-22"])})
    mixed = pd.DataFrame(
        {"lead": ["a"] * 2, "as_of": pd.Series([dt.date(2026, 11, 22), dt.datetime(2026, 11, 22)], dtype=object)}
    )
    points = lambda as_of: [
        row["engagement_points"] for row in rows(MODEL.assess_table(events=events, as_of=as_of).leads)
    ]
    assert points(days) == [10]
    assert points(midnight) == [0] or rows(MODEL.assess_table(events=events, as_of=midnight).leads)
    assert points(mixed) == [10, 0]


def test_threads_share_a_model():
    found, people = [], pd.DataFrame({"lead": [f"L{at}" for at in range(500)], "n": [1200] * 500})

    def work():
        for _ in range(5):
            found.append(len(MODEL.assess_table(people, as_of=AS_OF)))
            found.append(MODEL.assess({"n": 1200}, as_of=AS_OF).fit.points)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(set(found)) == [60, 500] and len(found) == 80


MANY = {"lead": ["L-7", "L-8"], "staff": ["1200", "soon"], "industry": [" Legal ", None]}
NAMES = {"n": "staff", "t": "industry"}


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_a_row_gives_the_same_answer_alone_and_in_a_table(make):
    events = {"lead": ["L-7"], "what": ["visit"], "when": ["2026-11-20"]}
    columns = {**NAMES, "event": "what", "at": "when"}
    found = MODEL.assess_table(make(MANY), make(events), as_of=AS_OF, columns=columns, coerce=True)
    table = {row["lead"]: row for row in rows(found.leads)}
    for at, lead in enumerate(MANY["lead"]):
        row = {name: column[at] for name, column in MANY.items()}
        did = [{"what": "visit", "when": "2026-11-20"}] if lead == "L-7" else []
        single = MODEL.explain(row, did, as_of=AS_OF, columns=columns, coerce=True)
        assert single.assessment == MODEL.assess(row, did, as_of=AS_OF, columns=columns, coerce=True).assessment
        of_table = found.explain(lead)
        for why in (single, of_table):
            assert why.assessment.lead == lead
            assert why.assessment.fit.points == table[lead]["fit_points"]
            assert why.assessment.engagement.points == table[lead]["engagement_points"]
            assert [one.code for one in why.report.rejects] == ["wrong_type"] * table[lead]["rejects"]
        assert of_table.explanation == single.explanation
    with pytest.raises(TableError, match="no lead `L-9`"):
        found.explain("L-9")
    with pytest.raises(LeadgradeError, match="`nn`"):
        MODEL.explain({"lead": "a"}, as_of=AS_OF, columns={"nn": "staff"})


def test_a_scored_table_explains_its_leads():
    people = pd.DataFrame({"lead": [7, 8], "n": [1200, 5]})
    events = pd.DataFrame({"lead": [7, 9], "event": ["visit"] * 2, "at": ["2026-11-20"] * 2})
    found = MODEL.assess_table(people, events, as_of=AS_OF)
    for lead, points in ((7, 60), ("7", 60), (people["lead"].iloc[1], 1), (9, 0)):
        assert found.explain(lead).assessment.fit.points == points
    assert found.explain(7, as_of=dt.date(2026, 11, 1)).assessment.engagement.points == 0
    for lead in (None, True, 7.0, b"7", ["7"], object()):
        with pytest.raises(TableError, match="`lead` is"):
            found.explain(lead)
    dataset = Dataset.load(people, events)
    assert MODEL.assess_table(dataset=dataset, as_of=AS_OF).explain(7).assessment.fit.points == 60
    each = MODEL.assess_table(people, as_of=pl.DataFrame({"lead": [7], "as_of": ["2026-11-22"]}))
    assert each.explain(7, as_of="2026-11-22").assessment.fit.points == 60
    with pytest.raises(TableError, match="`as_of` is missing"):
        each.explain(7)
    part = next(MODEL.assess_sorted(people, as_of=AS_OF))
    with pytest.raises(TableError, match="does not keep its rows"):
        part.explain(7)


def test_known_then_ignores_rows_recorded_later():
    people = pd.DataFrame({"lead": ["a", "b"], "n": [1200, 5], "recorded_at": ["2026-12-01", dt.date(2026, 11, 1)]})
    assert fit(people) == [60, 1]
    assert fit(people, known="then") == [1]
    found = MODEL.assess_table(people, as_of=AS_OF, known="then")
    assert found.explain("b").assessment.fit.points == 1
    assert found.explain("a").assessment.fit.points == 0
    with pytest.raises(TableError, match="/known"):
        MODEL.assess_table(people, as_of=AS_OF, known="later")
