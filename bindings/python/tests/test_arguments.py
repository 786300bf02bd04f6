"""Wrong arguments raise an error of the package that names the argument."""

import datetime as dt

import pytest
from leadgrade import Dataset, History, LeadgradeError, Model

MODEL = Model.from_toml("""
    format = 1
    name = "arguments"
    [attributes]
    n = { type = "number" }
    mail = { type = "text" }
    [signals]
    visit = { points = 10 }
    [engagement]
""")
AS_OF = "2026-11-22"


class Thing:
    """An object of an unknown library."""


class Hostile:
    def __getattr__(self, name):
        raise RuntimeError(name)

    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__


def gives():
    yield 1


#: Values of many types, to pass where another type is expected.
ODD = [
    *(7, 1.5, True, "text", b"bytes", bytearray(b"x"), [1], (), {1: 2}, {1}, Thing(), Thing, Hostile(), print, len),
    *(gives(), range(3), 10**5000, "\ud800", MODEL, History(), NotImplemented, ..., type, 1j),
]


def refused(argument, call, odd=ODD):
    for value in odd:
        try:
            call(value)
        except LeadgradeError as error:
            assert argument in str(error), (type(value), str(error))
        except Exception as error:
            raise AssertionError(f"{argument}: {type(value)}: {error!r}") from error
        else:
            raise AssertionError(f"{argument}: {type(value)} was taken")


def without(*kinds):
    return [value for value in ODD if not isinstance(value, kinds)]


def test_wrong_models():
    refused("", Model)
    refused("", Model.load, without(str))
    for make in (Model.from_toml, Model.from_json, Model.from_dict):
        refused("", make)
    refused("model", lambda model: History().observe(model, {}), without(Model))
    refused("model", lambda model: History().observe_all(model, []), without(Model))
    refused("model", lambda model: History().forget_ids_before(model, AS_OF), without(Model))
    refused("other", lambda other: MODEL.compare(as_of=AS_OF, other=other), without(Model))


def test_wrong_histories():
    odd = without(History)
    refused("stored", History.from_bytes, without(bytes, bytearray))
    refused("", History.from_bytes, [b"", b"x", bytearray(b"y")])
    refused("stored", History.from_json, without(str))
    refused("", History.from_json, ["", "x", "\ud800", "{}"])
    refused("other", lambda other: History().merge(other), odd)
    stored = History().to_bytes()
    for past in (stored, bytearray(stored), History().to_json(), History, Model):
        refused("events", lambda past: MODEL.assess(None, past, as_of=AS_OF), [past])
        refused("events", lambda past: MODEL.timeline(None, past, from_=AS_OF, to=AS_OF), [past])


def test_wrong_leads():
    refused("profile", lambda profile: MODEL.assess(profile, as_of=AS_OF), without(dict, Hostile, History, Model))
    lists = (list, tuple, set, range, type(gives()))
    refused("events", lambda events: MODEL.assess(None, events, as_of=AS_OF), without(*lists, Hostile, History))
    refused("events", lambda events: MODEL.history(events), without(*lists, str, bytes, Hostile))
    refused("as_of", lambda as_of: MODEL.assess(as_of=as_of))
    refused(
        "horizon_days",
        lambda days: MODEL.next_change(as_of=AS_OF, horizon_days=days),
        [value for value in ODD if type(value) is not int or value > 3650],
    )
    refused("every", lambda every: MODEL.timeline(from_=AS_OF, to=AS_OF, every=every))
    refused("from", lambda day: MODEL.timeline(from_=day, to=AS_OF))
    refused("", lambda request: MODEL.assess_json(request))
    refused("columns", lambda columns: MODEL.explain({}, as_of=AS_OF, columns=columns))
    refused("coerce", lambda coerce: MODEL.explain({}, as_of=AS_OF, coerce=coerce), without(bool))


def test_wrong_events_are_rejected():
    for event in (7, "visit", b"visit", None, [], object(), History()):
        report = MODEL.assess(None, [event], as_of=AS_OF).report
        assert report.rejects and report.rejects[0].table == "events", event


NOBODY = {"lead": ["a"]}


def test_wrong_tables_and_options():
    pa = pytest.importorskip("pyarrow")
    leads = pa.table(NOBODY)
    refused("profiles", lambda table: MODEL.assess_table(table, as_of=AS_OF))
    refused("events", lambda table: MODEL.assess_table(leads, table, as_of=AS_OF))
    refused("profiles", lambda table: MODEL.assess_sorted(table, as_of=AS_OF))
    refused("profiles", Dataset.load)
    refused("dataset", lambda dataset: MODEL.assess_table(dataset=dataset, as_of=AS_OF))
    refused("as_of", lambda as_of: MODEL.assess_table(leads, as_of=as_of))
    refused("as_of", lambda as_of: MODEL.assess_sorted(leads, as_of=as_of))
    lists = (list, tuple, set, range, type(gives()))
    for name in ("columns", "coerce", "output", "details", "decimals", "explain", "strict"):
        flags = (bool,) if name not in ("columns", "output") else ()
        empty = (tuple,) if name in ("output", "explain") else ()
        odd = without(*flags, *empty, type(gives()), *(lists if name == "explain" else ()))
        refused(name, lambda value: MODEL.assess_table(leads, as_of=AS_OF, **{name: value}), odd)
    refused("progress", lambda value: MODEL.assess_table(leads, as_of=AS_OF, progress=value), [7, "x", [1], None, {}])
    refused(
        "explain", lambda value: MODEL.assess_table(leads, as_of=AS_OF, explain=value), [[1.5], [None], [True], [[]]]
    )


def test_messages_say_what_was_found_and_what_is_allowed():
    pa = pytest.importorskip("pyarrow")
    leads = pa.table(NOBODY)
    for options, words in (
        ({"explain": [None]}, r"found a list with null .*a list of the ids"),
        ({"output": [5, "lead"]}, r"found a list with a number, a text .*a list of the columns"),
        ({"columns": {"lead": 5}}, r"found an object with a number .*an object that maps leadgrade"),
    ):
        with pytest.raises(LeadgradeError, match=words):
            MODEL.assess_table(leads, as_of=AS_OF, **options)
    for as_of in (dt.time(1), b"2026-11-22"):
        with pytest.raises(LeadgradeError, match=rf"found a `{type(as_of).__name__}` .expected an instant such as"):
            MODEL.assess(as_of=as_of)
    with pytest.raises(LeadgradeError, match=r"found a `bytearray` .expected text, bytes or a dict"):
        MODEL.assess_json(bytearray(b"{}"))


def test_missing_and_conflicting_arguments():
    pa = pytest.importorskip("pyarrow")
    leads = pa.table(NOBODY)
    dataset = Dataset.load(leads)
    for call, words in (
        (lambda: MODEL.assess_table(as_of=AS_OF), "needs profiles, events or a dataset"),
        (lambda: MODEL.assess_sorted(as_of=AS_OF), "needs profiles or events"),
        (lambda: Dataset.load(), "nothing to load"),
        (lambda: MODEL.assess_table(leads, as_of=AS_OF, dataset=dataset), "pass either a dataset"),
        (lambda: MODEL.assess_table(dataset, as_of=AS_OF), "dataset="),
        (lambda: MODEL.assess_sorted(leads, as_of=leads), "as_of"),
        (lambda: Dataset(), "Dataset.load"),
        (lambda: MODEL.assess({}, History(), as_of=AS_OF, coerce=True), "rows of a table"),
    ):
        with pytest.raises(LeadgradeError, match=words):
            call()


def test_a_model_keeps_no_data_of_a_lead():
    secret = "secret@example.org"
    before = repr(MODEL), MODEL.document_json()
    MODEL.assess({"lead": secret, "mail": secret, secret: 1}, [{"event": secret, "at": secret}], as_of=AS_OF)
    assert (repr(MODEL), MODEL.document_json()) == before
    assert secret not in repr(MODEL.__reduce__()) + MODEL._repr_html_()
    assert not hasattr(MODEL, "__dict__")


def test_errors_stay_short():
    pa = pytest.importorskip("pyarrow")
    table = pa.table({"lead": [f"L-{at}" for at in range(5_000)], "n": ["x" * 500] * 5_000})
    with pytest.raises(LeadgradeError) as caught:
        MODEL.assess_table(table, as_of=AS_OF, strict=True)
    assert len(str(caught.value)) < 3_000 and "more" in str(caught.value)
    assert len(caught.value.problems) > 100


def test_plots_check_their_arguments():
    pytest.importorskip("altair")
    from leadgrade import plot

    for value in (7, "x", None, [1], {}, Thing()):
        refused("found", plot.grid, [value])
        refused("model", plot.decay, [value])
        refused("explained", plot.waterfall, [value])
        refused("rows", plot.timeline, [value])
    refused("signals", lambda signals: plot.decay(MODEL, signals=signals), ["visit"])
    refused("days", lambda days: plot.decay(MODEL, days), [0, "x", 1.5, True, None])
