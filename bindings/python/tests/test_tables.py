"""Tables of every library: each row equals a single call, and results have the library of the input."""

import io
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from leadgrade import Dataset, Model, TableError
from leadgrade._frames import input_table

pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

AS_OF = "2026-11-22T09:30:00Z"
PROFILES = {
    "lead": ["a", "b", "c", "فريق"],
    "employees": [120, 7, None, 5000],
    "industry": ["Legal", "accounting", None, "retail"],
    "staff": [False, True, None, False],
}
EVENTS = {
    "lead": ["a", "a", "b", "c", "d"],
    "event": ["quote_request", "order", "order", "page_view", "wedding"],
    "at": ["2026-11-20T15:12:00Z", "2026-09-20", "2026-11-01T10:00:00+01:00", "yesterday", "2026-11-01"],
    "value": [None, 120.5, 80.0, None, None],
}


def arrow(columns):
    return pa.table(columns)


def rows(table):
    if isinstance(table, pd.DataFrame):
        table = pa.Table.from_pandas(table)
    return pa.table(table).to_pylist()


@pytest.fixture(scope="module")
def expected(office):
    """The cells of single calls."""
    found = {}
    for at, lead in enumerate([*PROFILES["lead"], "d"]):
        profile = {name: column[at] for name, column in PROFILES.items()} if lead != "d" else {"lead": "d"}
        events = [dict(zip(EVENTS, row, strict=True)) for row in zip(*EVENTS.values(), strict=True)]
        events = [{key: event[key] for key in ("event", "at", "value")} for event in events if event["lead"] == lead]
        found[lead] = office.assess(profile, events, as_of=AS_OF)
    return found


def duck(columns):
    duckdb = pytest.importorskip("duckdb")
    KEPT.append(duckdb.connect())
    return KEPT[-1].from_arrow(arrow(columns))


#: Keeps connections open, since relations of a closed one cannot be read.
KEPT = []


KINDS = {
    "pandas": (pd.DataFrame, pd.DataFrame),
    "pandas of arrow": (lambda columns: arrow(columns).to_pandas(types_mapper=pd.ArrowDtype), pd.DataFrame),
    "polars": (pl.DataFrame, pl.DataFrame),
    "polars lazy": (pl.LazyFrame, pl.DataFrame),
    "pyarrow": (arrow, pa.Table),
    "pyarrow batch": (pa.RecordBatch.from_pydict, pa.Table),
    "pyarrow reader": (lambda columns: arrow(columns).to_reader(2), pa.Table),
    "duckdb": (duck, pa.Table),
}


@pytest.mark.parametrize("kind", KINDS)
def test_results_have_the_library_of_the_input(office, expected, kind):
    make, returned = KINDS[kind]
    found = office.assess_table(make(PROFILES), make(EVENTS), as_of=AS_OF)
    for table in (found.leads, found.rejects, found.unknown_events):
        assert type(table) is returned
    leads = rows(found.leads)
    assert [row["lead"] for row in leads] == list(expected)
    for row in leads:
        single = expected[row["lead"]]
        assert row["cell"] == single.cell
        assert row["rank"] == (single.engagement and single.engagement.rank)
        assert row["engagement_points"] == (single.engagement and single.engagement.points)
        assert row["excluded"] == single.excluded
        assert row["rejects"] == len(single.report.rejects)
    (reject,) = rows(found.rejects)
    assert (reject["table"], reject["row"], reject["lead"], reject["column"]) == ("events", 3, "c", "at")
    assert rows(found.unknown_events) == [{"event": "wedding", "count": 1}]
    assert repr(found).startswith("<ScoredTable of 5 leads; 1 reject, ")
    assert repr(found).endswith(" hints, 1 unknown event name>")
    # No column fills these attributes.
    hints = [(row["code"], row["table"], row["column"]) for row in rows(found.hints)]
    assert ("unfilled", "profiles", "country") in hints and ("unfilled", "events", "product") in hints
    assert all(column not in PROFILES for _, table, column in hints if table == "profiles")
    assert type(found.hints) is returned
    shown = str(found).splitlines()
    assert shown[0] == repr(found) and {"not used", "hints", "unknown events"} <= set(shown)
    assert "no column of `profiles` fills `country`" in found._repr_html_().replace('<bdi dir="auto">', "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_without_rows(office, kind):
    make, returned = KINDS[kind]
    # Columns of frames without rows have no type.
    empty = {"lead": pa.array([], pa.string()) if returned is pa.Table else []}
    found = office.assess_table(make(empty), as_of=AS_OF)
    assert type(found.leads) is returned
    assert "engagement_points" in pa.table(found).column_names and len(found) == 0


def test_ranks_of_pandas_stay_whole(office):
    leads = office.assess_table(pd.DataFrame(PROFILES), as_of=AS_OF).leads
    assert str(leads["rank"].dtype) == "Int64" and leads["rank"].isna().sum() == 1


def test_frames_of_pandas_with_arrow_types_keep_them(office):
    frame = arrow(PROFILES).to_pandas(types_mapper=pd.ArrowDtype)
    for given in (frame, frame.set_index("lead"), frame.iloc[1:].rename(columns={"staff": 7})):
        leads = office.assess_table(given, as_of=AS_OF).leads
        assert list(leads["lead"]) == list(given.get("lead", given.index))
        assert all(isinstance(kind, pd.ArrowDtype) for kind in leads.dtypes)


def addresses(table, name):
    """The addresses of the buffers of a column."""
    chunks = pa.table(table).column(name).chunks
    return [buffer.address for chunk in chunks for buffer in chunk.buffers() if buffer is not None and buffer.size]


def test_columns_are_passed_without_copying():
    """`input_table` passes the memory of the library itself to the core."""
    table = pa.table({"lead": [f"lead number {at}" for at in range(1_000)], "employees": [1.5] * 1_000})
    for given in (table, pl.from_arrow(table), table.to_pandas(types_mapper=pd.ArrowDtype)):
        handed = input_table(given, "/profiles").table[1]
        of = table if isinstance(given, pd.DataFrame) else given
        for name in ("lead", "employees"):
            assert addresses(handed, name) == addresses(of, name) != []
    numbers = pd.DataFrame({"employees": [1.5] * 1_000, "revenue": range(1_000)})
    handed = input_table(numbers, "/profiles").table[1]
    for name in ("employees", "revenue"):
        assert addresses(handed, name) == [numbers[name].to_numpy().__array_interface__["data"][0]]


def test_leads_of_a_result_are_not_copied(office):
    found = office.assess_table(pa.table({"lead": ["a", "b"]}), as_of=AS_OF)
    assert addresses(found, "lead") == addresses(found, "lead") == addresses(found.leads, "lead")


def test_a_polars_frame_needs_no_pyarrow(root):
    script = f"""
import sys, polars as pl
sys.modules.update(dict.fromkeys(["pyarrow", "pandas", "numpy", "tqdm"]))
import leadgrade
model = leadgrade.Model.load({str(root / "examples/models/office-supplies.toml")!r})
found = model.assess_table(pl.DataFrame({{"lead": ["a"]}}), as_of="2026-11-22")
assert isinstance(found.leads, pl.DataFrame) and found.leads.height == 1
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_columns_are_mapped_and_chosen(office):
    events = pl.DataFrame(EVENTS).rename({"lead": "customer", "at": "when"})
    found = office.assess_table(
        events=events, as_of=AS_OF, columns={"lead": "customer", "at": "when"}, output=["lead", "rank"]
    )
    assert found.leads.columns == ["lead", "rank"]
    assert found.leads["lead"].to_list() == ["a", "b", "d"]  # the only event of c cannot be read


def test_texts_of_csv_are_coerced(office):
    text = pd.read_csv(io.StringIO("lead,employees,staff\na,120,0\nb,7,yes\n"), dtype=str)
    plain = office.assess_table(text, as_of=AS_OF)
    assert len(plain.rejects) == 4
    read = office.assess_table(text, as_of=AS_OF, coerce=True)
    assert len(read.rejects) == 0
    assert list(read.leads["excluded"].astype(object).fillna("")) == ["", "own staff"]


@pytest.mark.parametrize("staff", [[0, 1, None], [0.0, 1.0, float("nan")], ["no", " YES ", ""]])
@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame])
def test_flags_are_coerced_from_numbers_and_texts(office, make, staff):
    leads = {"lead": ["a", "b", "c"], "staff": staff}
    found = office.assess_table(make(leads), as_of=AS_OF, coerce=True, output=["excluded"])
    assert len(found.rejects) == 0
    assert [row["excluded"] for row in rows(found.leads)] == [None, "own staff", None]
    assert len(office.assess_table(make(leads), as_of=AS_OF).rejects) > 0


def test_explanations_instants_and_decimals(office):
    found = office.assess_table(pl.DataFrame(PROFILES), pl.DataFrame(EVENTS), as_of=AS_OF, explain=["a"], decimals=True)
    points = found.explanations.filter(pl.col("section") == "fit")["points"].sum()
    assert points == found.leads.filter(pl.col("lead") == "a")["fit_points"].item()
    instants = pd.DataFrame({"lead": ["a", "a"], "as_of": pd.to_datetime(["2026-09-19", "2026-11-22"], utc=True)})
    each = office.assess_table(events=pl.DataFrame(EVENTS), as_of=instants, output=["purchases_count"])
    assert each.leads["purchases_count"].to_list() == [0, 1]


def test_a_dataset_is_scored_several_times(office):
    dataset = Dataset.load(pl.DataFrame(PROFILES), pl.DataFrame(EVENTS))
    assert dataset.rows == (4, 5) and repr(dataset) == "<Dataset of 4 profiles and 5 events>"
    for as_of in ("2026-11-22", "2026-11-23"):
        found = office.assess_table(dataset=dataset, as_of=as_of)
        assert isinstance(found.leads, pl.DataFrame)
        again = office.assess_table(pl.DataFrame(PROFILES), pl.DataFrame(EVENTS), as_of=as_of)
        assert found.leads.equals(again.leads)


def test_the_leads_are_an_arrow_stream(office):
    found = office.assess_table(pl.DataFrame(PROFILES), as_of=AS_OF)
    assert pa.table(found).num_rows == len(found) == 4


def in_order(count):
    """A stream that is never complete in memory: two events per lead, batch by batch."""
    for at in range(0, count, 100):
        leads = [f"L-{at + n // 2:06}" for n in range(200)]
        yield pa.record_batch({"lead": leads, "event": ["order"] * 200, "at": ["2026-11-01"] * 200})


def reader(batches):
    schema = pa.schema({"lead": pa.string(), "event": pa.string(), "at": pa.string()})
    return pa.RecordBatchReader.from_batches(schema, batches)


def test_sorted_streams_are_scored_as_they_come(office):
    found = list(office.assess_sorted(events=reader(in_order(1_000)), as_of=AS_OF, output=["lead", "cell"]))
    assert len(found) > 1 and all(isinstance(one.leads, pa.Table) for one in found)
    mapped = pa.table(EVENTS).select(["lead", "event", "at"]).rename_columns(["who", "event", "at"]).sort_by("who")
    results = office.assess_sorted(events=mapped, as_of=AS_OF, columns={"lead": "who"})
    assert [row["lead"] for one in results for row in rows(one.leads)] == ["a", "b", "d"]
    together = pa.concat_tables([one.leads for one in found])
    whole = office.assess_table(events=reader(in_order(1_000)), as_of=AS_OF, output=["lead", "cell"])
    assert together.to_pylist() == whole.leads.to_pylist()


def test_a_stream_is_freed_when_iteration_stops(office):
    read = []

    def counted():
        for batch in in_order(1_000_000):
            read.append(batch.num_rows)
            yield batch

    results = office.assess_sorted(events=reader(counted()), as_of=AS_OF)
    next(results)
    results.close()
    time.sleep(0.3)
    before = len(read)
    time.sleep(0.3)
    assert len(read) == before < 1_000


def test_an_unsorted_stream_names_the_row(office):
    batches = [pa.record_batch({"lead": ["b", "a"], "event": ["order"] * 2, "at": ["2026-11-01"] * 2})]
    with pytest.raises(TableError, match="row 1") as caught:
        list(office.assess_sorted(events=reader(batches), as_of=AS_OF))
    assert caught.value.code == "not_sorted"
    with pytest.raises(TableError, match="found a text"):
        office.assess_sorted(events=pa.table(EVENTS), as_of=AS_OF, output="lead")


NOBODY = pd.DataFrame({"lead": ["a"]})
MISTAKES = [
    (lambda m: m.assess_table(as_of=AS_OF), "needs profiles, events or a dataset"),
    (lambda m: m.assess_table("leads.csv", as_of=AS_OF), "read a file first"),
    (lambda m: m.assess_table([{"lead": "a"}], as_of=AS_OF), "convert lists with"),
    (lambda m: m.assess_table(NOBODY, as_of="soon"), "found `soon`"),
    (lambda m: m.assess_table(NOBODY, as_of=AS_OF, output=["grad"]), "grad"),
    (lambda m: m.assess_table(NOBODY, as_of=AS_OF, columns={"customer": "lead"}), "customer"),
    (lambda m: m.assess_table(NOBODY, as_of=AS_OF, columns={"employees": "staf"}), "staf"),
    (lambda m: m.assess_table(pd.DataFrame({"led": ["a"]}), as_of=AS_OF), "lead"),
    (lambda m: m.assess_table(events=pd.DataFrame({"lead": ["a"], "event": ["order"]}), as_of=AS_OF), "`at`"),
    (lambda m: m.assess_table(pd.DataFrame([["a", "b"]], columns=["lead", "lead"]), as_of=AS_OF), "two columns `lead`"),
    (lambda m: m.assess_table(pd.Series(["a"], name="lead"), as_of=AS_OF), "found a `Series`"),
    (lambda m: m.assess_table(pl.Series("lead", ["a"]), as_of=AS_OF), "convert a single column with `.to_frame()`"),
    (lambda m: m.assess_table(pa.array(["a"]), as_of=AS_OF), "[unreadable_arrow] /profiles:"),
    (lambda m: m.assess_table(pd.DataFrame({"lead": ["a"], "staff": [1]}), as_of=AS_OF, strict=True), "true or false"),
    (
        lambda m: m.assess_table(pd.DataFrame({"lead": ["a"], "employees": ["7"]}), as_of=AS_OF, strict=True),
        "found the text `7`",
    ),
    (lambda m: m.assess_table(Dataset.load(NOBODY), as_of=AS_OF), "assess_table(dataset="),
    (lambda m: Dataset(), "Dataset.load"),
]


@pytest.mark.parametrize(("call", "words"), MISTAKES)
def test_messages_of_common_mistakes(office, call, words):
    with pytest.raises(TableError) as caught:
        call(office)
    assert words in str(caught.value)


def many(count):
    """A job that takes some seconds in a build without optimisation."""
    at = pa.array([1_790_000_000_000_000 + n * 1_000 for n in range(count)], pa.timestamp("us", "UTC"))
    leads = pa.array([f"L-{n % 50_000}" for n in range(count)])
    return pa.table({"lead": leads, "event": pa.array(["order"] * count), "at": at})


def test_other_threads_run_during_scoring(office):
    table, ticks, done = many(400_000), [], threading.Event()

    def tick():
        while not done.wait(0.002):
            ticks.append(time.perf_counter())

    thread = threading.Thread(target=tick)
    thread.start()
    begun = time.perf_counter()
    office.assess_table(events=table, as_of=AS_OF)
    took = time.perf_counter() - begun
    done.set()
    thread.join()
    assert len(ticks) > took / 0.02, f"{len(ticks)} ticks in {took:.2f} s"


@pytest.fixture
def interruptible():
    """Restores the handling of interrupts, which processes in the background of a shell ignore."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_stops_scoring_at_once(office):
    table = many(1_500_000)
    sent = []

    def interrupt():
        sent.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(0.15, interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        office.assess_table(events=table, as_of=AS_OF)
    answered = time.perf_counter() - sent[0]
    assert answered < 0.5, answered


def test_an_error_of_a_stream_is_raised(office):
    def broken():
        yield pa.record_batch({"lead": ["a"]})
        raise OSError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema({"lead": pa.string()}), broken())
    with pytest.raises(TableError, match="the disk is gone"):
        office.assess_table(reader, as_of=AS_OF)


def test_progress_shows_a_bar(office, capsys):
    pytest.importorskip("tqdm")
    office.assess_table(pl.DataFrame(PROFILES), as_of=AS_OF, progress=True)
    shown = capsys.readouterr().err
    assert "scoring 4 rows: 100%" in shown


def test_progress_calls_a_function(office):
    shares = []
    office.assess_table(many(400_000), as_of=AS_OF, progress=shares.append)
    assert shares == sorted(shares) and shares[0] >= 0 and shares[-1] == 1

    def stop(share):
        raise StopIteration("enough")

    with pytest.raises(StopIteration, match="enough"):
        office.assess_table(pl.DataFrame(PROFILES), as_of=AS_OF, progress=stop)


def in_child(path, queue):
    model = Model.load(path)
    queue.put(len(model.assess_table(pa.table({"lead": ["a", "b"]}), as_of=AS_OF)))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes that fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_process_has_its_own_threads(office, root):
    office.assess_table(pa.table({"lead": ["a"]}), as_of=AS_OF)
    fork = multiprocessing.get_context("fork")
    queue = fork.Queue()
    child = fork.Process(target=in_child, args=(root / "examples/models/office-supplies.toml", queue))
    child.start()
    assert queue.get(timeout=60) == 2
    child.join()


def test_a_count_of_one_is_singular(office):
    found = office.assess_table(
        events=pa.table({"lead": ["a"], "event": ["wedding"], "at": ["2026-11-20"]}), as_of=AS_OF
    )
    assert repr(found).startswith("<ScoredTable of 1 lead; ") and repr(found).count("1 unknown event name")
    dataset = Dataset.load(events=pa.table({"lead": ["a"], "event": ["visit"], "at": ["2026-11-20"]}))
    assert repr(dataset) == "<Dataset of 0 profiles and 1 event>"


EXAMPLES = ["office-supplies", "b2b-software", "points-table", "percent-matrix", "arabic-retail", "bank-contacts"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_default_columns_are_those_of_the_sections_of_the_model(root, name):
    """Other columns would be null in every row; `all` includes them."""
    model = Model.load(root / "examples" / "models" / f"{name}.toml")
    signals = list(model.document()["signals"])
    events = pl.DataFrame({"lead": ["a"] * len(signals), "event": signals, "at": ["2026-11-20"] * len(signals)})
    for details in (False, True):
        usual = model.assess_table(events=events, as_of="2026-11-22", details=details).leads
        whole = model.assess_table(events=events, as_of="2026-11-22", details=details, output="all").leads
        assert [column for column in whole.columns if column in usual.columns] == usual.columns
        others = [column for column in whole.columns if column not in usual.columns]
        assert all(whole[column].null_count() == len(whole) for column in others), others
        assert usual.equals(whole.select(usual.columns))


def test_only_the_columns_of_a_fit():
    model = Model.from_toml('format = 1\nname = "n"\n[fit]')
    people = pl.DataFrame({"lead": ["a"]})
    found = model.assess_table(people, as_of="2026-11-22")
    assert found.leads.columns == ["lead", "as_of", "fit_points", "grade", "fit_known", "rejects"]
    assert model.assess_table(people, as_of="2026-11-22", output="all").leads.width == 31
    with pytest.raises(TableError, match="`all`"):
        model.assess_table(people, as_of="2026-11-22", output="every")


def test_labels_are_ordered_categories_of_all_labels():
    model = Model.from_toml("""
        format = 1
        name = "n"
        fit.grades = [["hot", 60], ["A+", 40], ["cold"]]
        [engagement]
        [[lifecycle.stages]]
        name = "visitor"
        [[lifecycle.stages]]
        name = "buyer"
        when = { fact = "signals.order.count", gte = 1 }
        [signals.order]
        [qualification]
        rules = [{ name = "z", when = { fact = "signals.order.count", gte = 1 } }]
        [[personas]]
        name = "somebody"
        when = { fact = "signals.order.count", gte = 2 }
    """)
    labels = {
        "grade": ["hot", "A+", "cold"],
        "stage": ["visitor", "buyer"],
        "qualification": ["z", "unqualified", "disqualified"],
        "persona": ["somebody"],
    }
    rows = {"lead": ["a", "b"]}
    leads = model.assess_table(pd.DataFrame(rows), as_of="2026-11-22").leads
    for name, order in labels.items():
        assert leads[name].cat.ordered and list(leads[name].cat.categories) == order
    assert (leads["grade"] > "A+").all()
    leads = model.assess_table(pl.DataFrame(rows), as_of="2026-11-22").leads
    for name, order in labels.items():
        assert leads.schema[name] == pl.Enum(order)
