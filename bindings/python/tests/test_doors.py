"""The same values give the same result through every kind of input that can carry them.

`LEADGRADE_SOAK=1000` adds 1,000 fresh seeds to those of every run.
"""

import datetime as dt
import json
import os
import random
from decimal import Decimal

import pytest
from leadgrade import Dataset, History, Model

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

AS_OF = "2026-11-22T12:00:00Z"
#: After all events.
LATER = "2026-12-01T12:00:00Z"
UTC = dt.timezone.utc
MODEL = Model.from_toml("""
    format = 1
    name = "doors"
    timezone = "Europe/Berlin"
    [attributes]
    n = { type = "number" }
    t = { type = "text" }
    d = { type = "date" }
    f = { type = "flag" }
    g = { type = "tags" }
    [properties]
    p = { type = "text" }
    [signals]
    visit = { points = 10, decay = { half_life_days = 30 } }
    legal = { event = "visit", points = 3, where = { fact = "event.p", eq = "legal" } }
    order = { points_per_unit = 0.001 }
    [purchases]
    signals = ["order"]
    [segments]
    known_n = { fact = "profile.n", known = true }
    known_t = { fact = "profile.t", known = true }
    known_d = { fact = "profile.d", known = true }
    known_f = { fact = "profile.f", known = true }
    known_g = { fact = "profile.g", known = true }
    yes = { fact = "profile.f", eq = true }
    tagged = { fact = "profile.g", has = "a" }
    [[fit.criteria]]
    name = "size"
    fact = "profile.n"
    cases = [{ gt = 9007199254740992, points = 90 }, { gte = 1000, points = 60 }, { gt = 0.1, points = 30 }, { gte = 0, points = 1 }]
    [[fit.criteria]]
    name = "field"
    fact = "profile.t"
    cases = [{ eq = "legal", points = 7 }, { starts_with = "2", points = 5 }]
    [[fit.criteria]]
    name = "since"
    fact = "profile.d.days_since"
    cases = [{ gte = 100, points = 40 }, { gte = 1, points = 20 }, { gte = 0, points = 10 }]
    [engagement]
""")


def counted(environment):
    more = int(os.environ.get(environment, 0))
    return [*range(8), *(random.SystemRandom().getrandbits(48) for _ in range(more))]


class Dice(random.Random):
    """Ordinary and unusual values."""

    def text(self):
        usual = ["legal", " LEGAL ", "2026-11-20", "2026-11-20T10:00:00+02:00", "soon", "7", "visit", "12.5", "true"]
        odd = [
            "",
            " ",
            "\u00a0",
            "e\u0301",
            "\u200b",
            "\ufeff",
            "x" * 300,
            "\x00",
            "\U0001f600",
            "a;b",
            "[]",
            "nan",
            "NaT",
        ]
        return self.choice([*usual, *odd])

    def whole(self):
        return self.choice(
            [0, 1, -1, 7, 999, 1000, 2**31, -(2**63), 2**63 - 1, 2**53, 2**53 + 1, self.randint(-50, 5000)]
        )

    def double(self):
        return self.choice(
            [0.0, -0.0, 0.1, 0.5, 1000.0, 7.0, 1e15, 2.0**53, 2.0**60, 1e300, float("inf"), float("-inf")]
        )

    def wide(self):
        return self.choice([2**64, -(2**70), 10**37, 10**38 - 1, 2**100])

    def beyond(self):
        return self.choice([10**38, -(10**60), 10**400, 10**5000])

    def decimal(self):
        return self.choice(list(map(Decimal, ["0.1", "1000", "999.999", "-5.5", "0.100000000000000001", "7.0", "0"])))

    def flag(self):
        return self.choice([True, False])

    def day(self):
        return self.choice([dt.date(2026, 11, 22), dt.date(2026, 11, 10), dt.date(2026, 3, 29), dt.date(1900, 1, 1)])

    def instant(self):
        zone = self.choice([UTC, dt.timezone(dt.timedelta(hours=5, minutes=30)), dt.timezone(dt.timedelta(hours=-9))])
        at = dt.datetime(2026, 11, 22, 11, 59, 59, 999_999, tzinfo=UTC) - dt.timedelta(hours=self.randint(-30, 9000))
        return at.astimezone(zone)

    def local(self):
        return self.choice(
            [dt.datetime(2026, 11, 22), dt.datetime(2026, 3, 29, 2, 30), dt.datetime(2026, 11, 1, 8, 15, 1)]
        )

    def tags(self):
        return self.choice([[], ["a"], ["b", "a"], [""], [" ", "c"], ["a", None]])

    def binary(self):
        return self.choice([b"", b"legal", b"\xff"])

    def span(self):
        return dt.timedelta(hours=self.randint(0, 50))

    def nothing(self):
        return None


SORTS = ["text", "whole", "double", "wide", "beyond", "decimal", "flag", "day", "instant", "local"]
SORTS += ["tags", "binary", "span", "nothing"]

#: Kinds of values that fit into a column of one type, and those types.
TYPES = {
    "text": [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())],
    "whole": [pa.int64()],
    "double": [pa.float64()],
    "wide": [pa.decimal128(38), pa.decimal256(50)],
    "decimal": [pa.decimal128(30, 18)],
    "flag": [pa.bool_()],
    "day": [pa.date32(), pa.date64()],
    "instant": [pa.timestamp("us", "UTC"), pa.timestamp("ns", "Asia/Kolkata")],
    "local": [pa.timestamp("us"), pa.timestamp("s")],
    "tags": [pa.list_(pa.string()), pa.large_list(pa.large_string())],
    "binary": [pa.binary()],
    "span": [pa.duration("us")],
    "nothing": [pa.null(), pa.string(), pa.float64()],
}


def rows(table):
    return pa.Table.from_pandas(table).to_pylist() if isinstance(table, pd.DataFrame) else pa.table(table).to_pylist()


def of_single(found):
    """The part of a single answer that a row of a table also has."""
    assessment, report = found.assessment, found.report
    purchases = assessment.purchases
    return (
        assessment.fit.points,
        assessment.engagement.points,
        assessment.cell,
        sorted(assessment.segments),
        purchases.count,
        sorted((one.code, one.column) for one in report.rejects),
    )


def of_table(found):
    """The same part of scored tables, by lead."""
    refused = {}
    for one in rows(found.rejects):
        refused.setdefault(one["lead"], []).append((one["code"], one["column"]))
    return {
        row["lead"]: (
            row["fit_points"],
            row["engagement_points"],
            row["cell"],
            sorted(row["segments"]),
            row["purchases_count"],
            sorted(refused.get(row["lead"], [])),
        )
        for row in rows(found.leads)
    }


def arrow_doors(columns, sort, column, values):
    """Tables of all libraries, with a column of each type that fits the values."""
    for type_ in TYPES.get(sort, []):
        if pa.types.is_timestamp(type_) and type_.unit == "s":
            values = [value and value.replace(microsecond=0) for value in values]
        table = pa.table({**columns, column: pa.array(values, type_)})
        yield f"pyarrow {type_}", table
        yield f"pyarrow {type_} in pieces", pa.Table.from_batches(table.to_batches(max_chunksize=3))
        yield f"pandas of arrow {type_}", table.to_pandas(types_mapper=pd.ArrowDtype)
        # numpy has no integers with missing values.
        exact = sort != "whole" or None not in values
        if exact and sort not in ("nothing", "wide") and type_ not in (pa.string_view(), pa.date64()):
            yield f"pandas {type_}", table.to_pandas()
        if type_ not in (pa.decimal256(50), pa.date64()) and not (
            sort == "tags" and type_ == pa.large_list(pa.large_string())
        ):
            yield f"polars {type_}", pl.from_arrow(table)


def relation(table):
    duckdb = pytest.importorskip("duckdb")
    KEPT.append(duckdb.connect())
    return KEPT[-1].from_arrow(table)


#: Keeps connections open, since relations of a closed one cannot be read.
KEPT = []


def options(**more):
    return {"as_of": AS_OF, "details": True, **more}


@pytest.mark.parametrize("seed", counted("LEADGRADE_SOAK"))
def test_attributes(seed):
    dice = Dice(seed)
    leads = [f"L{at:02}" for at in range(12)]
    everything = {}
    for column in "ntdfg":
        for sort in SORTS:
            values = [dice.choice([getattr(dice, sort), dice.nothing])() for _ in leads]
            expected = {
                lead: of_single(MODEL.assess({"lead": lead, column: value}, as_of=AS_OF))
                for lead, value in zip(leads, values, strict=True)
            }
            everything[column, sort] = values, expected
            objects = pd.DataFrame({"lead": leads, column: pd.Series(values, dtype=object)})
            doors = [("pandas object", objects), *arrow_doors({"lead": leads}, sort, column, values)]
            for door, table in doors:
                assert of_table(MODEL.assess_table(table, **options())) == expected, (seed, column, sort, door)
            streamed = {}
            for part in MODEL.assess_sorted(objects, **options()):
                streamed |= of_table(part)
            assert streamed == expected, (seed, column, sort)
            kept = Dataset.load(objects)
            assert of_table(MODEL.assess_table(dataset=kept, **options())) == expected, (seed, column, sort)
            found = MODEL.assess_table(objects, **options())
            for lead in dice.sample(leads, 2):
                assert of_single(found.explain(lead)) == expected[lead], (seed, column, sort)


@pytest.mark.parametrize("seed", counted("LEADGRADE_SOAK"))
def test_values_of_all_sorts_in_one_column(seed):
    dice = Dice(seed)
    leads = [f"L{at:03}" for at in range(60)]
    for column in "ntdfg":
        values = [getattr(dice, dice.choice(SORTS))() for _ in leads]
        expected = {
            lead: of_single(MODEL.assess({"lead": lead, column: value}, as_of=AS_OF))
            for lead, value in zip(leads, values, strict=True)
        }
        frame = pd.DataFrame({"lead": leads, column: pd.Series(values, dtype=object)})
        for table in (frame, pl.DataFrame({"lead": leads, column: pl.Series(values, dtype=pl.Object)})):
            assert of_table(MODEL.assess_table(table, **options())) == expected, (seed, column)


@pytest.mark.parametrize("seed", counted("LEADGRADE_SOAK"))
def test_json_text(seed):
    dice = Dice(seed)
    for column in "ntdfg":
        for sort in ("text", "double", "flag", "tags", "nothing"):
            value = getattr(dice, sort)()
            if isinstance(value, float) and value in (float("inf"), float("-inf")):
                continue
            request = {"profile": {"lead": "a", column: value}, "as_of": AS_OF}
            assert MODEL.assess_json(json.dumps(request)) == MODEL.assess_json(request), (seed, column, value)


@pytest.mark.parametrize("seed", counted("LEADGRADE_SOAK"))
def test_events(seed):
    dice = Dice(seed)
    for member in ("event", "at", "value", "id", "p"):
        for sort in SORTS:
            usual = {"event": "order", "at": "2026-11-20", "value": 1200.0, "id": "e", "p": "legal"}
            if member == "p":
                usual["event"] = "visit"
            leads = [f"L{at:02}" for at in range(12)]
            values = [dice.choice([getattr(dice, sort), dice.nothing])() for _ in leads]
            events = [{**usual, member: value} for value in values]
            people = {"lead": leads}
            expected = {
                lead: of_single(MODEL.assess({"lead": lead}, [event], as_of=AS_OF))
                for lead, event in zip(leads, events, strict=True)
            }
            columns = {"lead": leads, **{name: [value] * len(leads) for name, value in usual.items() if name != member}}
            objects = pd.DataFrame({**columns, member: pd.Series(values, dtype=object)})
            doors = [("pandas object", objects), *arrow_doors(columns, sort, member, values)]
            for door, table in doors:
                found = MODEL.assess_table(pl.DataFrame(people), table, **options())
                assert of_table(found) == expected, (seed, member, sort, door)
            for lead, event in zip(leads, events, strict=True):
                history = History()
                observed = history.observe(MODEL, event)
                by_history = MODEL.assess({"lead": lead}, history, as_of=LATER)
                assert by_history.assessment == MODEL.assess({"lead": lead}, [event], as_of=LATER).assessment
                assert sorted((one.code, one.column) for one in observed.rejects) == expected[lead][-1], (seed, event)


@pytest.mark.parametrize("seed", counted("LEADGRADE_SOAK"))
def test_ids(seed):
    """An id is the same in every table, or rejected in all."""
    dice = Dice(seed)
    for sort in SORTS:
        values = [getattr(dice, sort)() for _ in range(6)]
        for value in values:
            single = MODEL.assess({"lead": value}, as_of=AS_OF)
            refused = [(one.code, one.column) for one in single.report.rejects]
            frame = pd.DataFrame({"lead": pd.Series([value], dtype=object)})
            doors = [("pandas object", frame), *arrow_doors({}, sort, "lead", [value])]
            for door, table in doors:
                found = MODEL.assess_table(table, as_of=AS_OF)
                ids = [str(row["lead"]) for row in rows(found.leads)]
                assert ids == ([] if single.lead is None else [single.lead]), (seed, sort, value, door)
                codes = [(row["code"], row["column"]) for row in rows(found.rejects)]
                # A single lead needs no id, a lead in a table does.
                assert codes == (refused or ([("missing", "lead")] if single.lead is None else [])), (seed, value, door)


@pytest.mark.parametrize("seed", counted("LEADGRADE_SOAK"))
def test_texts_of_csv(seed):
    """A coerced text equals the value of the type."""
    dice = Dice(seed)
    for column, sort in (("n", "double"), ("n", "whole"), ("f", "flag"), ("d", "day"), ("d", "instant"), ("t", "text")):
        value = getattr(dice, sort)()
        if sort == "whole":
            value = float(value)
        text = json.dumps(value) if sort in ("double", "whole", "flag") else str(value)
        if text in ("Infinity", "-Infinity"):
            text = text.replace("Infinity", "1e999")
        expected = {"L": of_single(MODEL.assess({"lead": "L", column: value}, as_of=AS_OF))}
        for table in (
            pl.DataFrame({"lead": ["L"], column: [text]}),
            pd.DataFrame({"lead": ["L"], column: [f" {text} "]}),
        ):
            assert of_table(MODEL.assess_table(table, **options(coerce=True))) == expected, (seed, column, value)
        row = {"lead": "L", column: text}
        assert of_single(MODEL.assess(row, as_of=AS_OF, coerce=True)) == expected["L"], (seed, column, value)


@pytest.mark.parametrize("seed", counted("LEADGRADE_SOAK")[:4])
def test_relations(seed):
    dice = Dice(seed)
    leads = [f"L{at:02}" for at in range(8)]
    for column in "ntdfg":
        for sort in ("text", "whole", "double", "decimal", "flag", "day", "instant", "local", "tags", "binary", "span"):
            values = [dice.choice([getattr(dice, sort), dice.nothing])() for _ in leads]
            expected = {
                lead: of_single(MODEL.assess({"lead": lead, column: value}, as_of=AS_OF))
                for lead, value in zip(leads, values, strict=True)
            }
            table = pa.table({"lead": leads, column: pa.array(values, TYPES[sort][0])})
            found = MODEL.assess_table(relation(table), **options())
            assert of_table(found) == expected, (seed, column, sort)
