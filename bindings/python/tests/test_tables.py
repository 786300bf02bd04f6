"""Tables of every kind: row for row what single calls say, the same kind out, nothing lost."""

import signal
import threading
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from leadgrade import ArrowTable, Dataset, Model, TableError

pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
duckdb = pytest.importorskip("duckdb")

MODEL = Model.load(Path(__file__).parents[3] / "benches" / "workloads" / "typical.toml")
AS_OF = datetime(2026, 11, 22, 9, 30, tzinfo=timezone.utc)
NAMES = ["page_view", "pricing_view", "email_open", "form", "order", "wedding"]


def made_up(leads: int, each: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """So many made-up leads and events."""
    profiles = [
        {
            "lead": f"L-{at}",
            "employees": at * 7 if at % 3 else None,
            "industry": ["Legal", " FINANCE", None, "retail"][at % 4],
            "country": ["DE", "at", "FR"][at % 3],
        }
        for at in range(leads)
    ]
    events = [
        {
            "lead": f"L-{at}",
            "event": NAMES[(at + nth * 5) % len(NAMES)],
            "at": AS_OF - timedelta(days=(at * 37 + nth * 911) % 120),
            "value": 10.25 * nth if nth % 2 else None,
        }
        for at in range(leads)
        for nth in range(each)
    ]
    return profiles, events


PROFILES, EVENTS = made_up(100, 8)
COLUMNS = ["lead", "cell", "fit_points", "engagement_points", "cycle_points", "stage", "ready"]


def expected() -> list[tuple[Any, ...]]:
    rows = []
    for profile in PROFILES:
        own = [{key: value for key, value in event.items() if key != "lead"} for event in EVENTS if event["lead"] == profile["lead"]]
        found = MODEL.assess(profile, own, as_of=AS_OF).assessment
        assert found.fit and found.engagement and found.cycle and found.stage and found.readiness
        rows.append((found.lead, found.cell, found.fit.points, found.engagement.points, found.cycle.points, found.stage.name, found.readiness.ready))
    return rows


def rows(table: Any) -> list[tuple[Any, ...]]:
    frame = pa.table(table)
    return list(zip(*(frame[name].to_pylist() for name in COLUMNS), strict=True))


def polars(list_: list[dict[str, Any]]) -> Any:
    return pl.DataFrame(list_, infer_schema_length=None)


def lazy(list_: list[dict[str, Any]]) -> Any:
    return polars(list_).lazy()


def arrow(list_: list[dict[str, Any]]) -> Any:
    return pa.Table.from_pylist(list_)


def stream(list_: list[dict[str, Any]]) -> Any:
    return arrow(list_).to_reader(max_chunksize=7)


def pandas(list_: list[dict[str, Any]]) -> Any:
    return pd.DataFrame(list_)


def duck(list_: list[dict[str, Any]]) -> Any:
    frame = arrow(list_)
    return duckdb.sql("select * from frame")


@pytest.mark.parametrize(
    ("make", "kind"),
    [(polars, pl.DataFrame), (lazy, pl.DataFrame), (arrow, pa.Table), (stream, pa.Table), (pandas, pd.DataFrame), (duck, ArrowTable)],
)
def test_row_for_row_and_the_same_kind(make: Any, kind: type) -> None:
    found = MODEL.assess_table(make(PROFILES), make(EVENTS), as_of=AS_OF)
    assert type(found.leads) is kind and type(found.rejects) is kind and type(found.unknown_events) is kind
    assert rows(found.leads) == expected()
    assert found.explanations is None
    assert pa.table(found.unknown_events)["event"].to_pylist() == ["wedding"]
    assert "100 leads, 0 rejects" in repr(found)


def test_a_dataset_is_read_once() -> None:
    dataset = Dataset(polars(PROFILES), polars(EVENTS))
    assert dataset.rows == (100, 800)
    kept = MODEL.assess_table(dataset=dataset, as_of=AS_OF, explain=["L-7"], details=True)
    anew = MODEL.assess_table(polars(PROFILES), polars(EVENTS), as_of=AS_OF, explain=["L-7"], details=True)
    assert kept.leads.equals(anew.leads) and kept.explanations.equals(anew.explanations)
    assert set(kept.explanations["lead"]) == {"L-7"}
    with pytest.raises(TypeError, match="one or the other"):
        MODEL.assess_table(polars(PROFILES), dataset=dataset, as_of=AS_OF)


def test_each_lead_at_its_own_instants() -> None:
    asked = pl.DataFrame({"lead": ["L-1", "L-1", "L-0"], "as_of": ["2026-08-01", "2026-11-22", "soon"]})
    found = MODEL.assess_table(polars(PROFILES), polars(EVENTS), as_of=asked)
    assert found.leads["lead"].to_list() == ["L-1", "L-1"]
    assert found.rejects["code"].to_list() == ["unreadable_instant"]


def test_columns_output_coerce() -> None:
    text = pl.DataFrame({"customer": ["a", "b"], "employees": ["1200", " 7 "], "revenue": ["", "x"]})
    found = MODEL.assess_table(text, as_of="2026-11-22", columns={"lead": "customer"}, coerce=True, output=["lead", "fit_points"])
    assert found.leads.columns == ["lead", "fit_points"]
    assert found.leads["fit_points"].to_list() == [30, -10]
    assert found.rejects.select("row", "column", "code").rows() == [(1, "revenue", "wrong_type")]


def test_mistakes_of_newcomers_are_answered() -> None:
    def message(**given: Any) -> str:
        with pytest.raises((TableError, TypeError)) as raised:
            MODEL.assess_table(**{"as_of": AS_OF, **given})
        return str(raised.value)

    events = polars(EVENTS)
    assert "`events` has no column `lead`; it has `customer`" in message(events=events.rename({"lead": "customer"}))
    assert "did you mean `lead`?" in message(events=events, columns={"led": "lead"})
    assert "did you mean `grade`?" in message(events=events, output=["grades"])
    assert "no table of Arrow" in message(events=EVENTS)
    assert "unreadable_instant" in message(events=events, as_of="soon")
    assert "rejected" in message(events=pl.DataFrame({"lead": ["a"], "event": ["form"], "at": ["soon"]}), strict=True)
    mixed = pd.DataFrame({"lead": ["a", 7], "event": ["form", "form"], "at": ["2026-11-20"] * 2})
    with pytest.raises(Exception, match="column lead"):
        MODEL.assess_table(events=mixed, as_of=AS_OF)


def test_other_threads_go_on_and_signals_are_answered() -> None:
    profiles, events = made_up(3_000, 40)
    dataset = Dataset(polars(profiles), polars(events))
    ticks = 0

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.001)

    done = threading.Event()
    ticking = threading.Thread(target=tick)
    ticking.start()
    MODEL.assess_table(dataset=dataset, as_of=AS_OF, explain=True)
    done.set()
    ticking.join()
    assert ticks > 3

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(KeyboardInterrupt):
            while True:
                MODEL.assess_table(dataset=dataset, as_of=AS_OF, explain=True)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_progress_rises_and_can_end_it(capfd: Any) -> None:
    profiles, events = made_up(3_000, 40)
    dataset = Dataset(polars(profiles), polars(events))
    shares: list[float] = []
    MODEL.assess_table(dataset=dataset, as_of=AS_OF, explain=True, progress=shares.append)
    assert shares == sorted(shares) and shares[-1] == 1 and len(shares) > 1
    assert all(0 <= share <= 1 for share in shares)

    def stop(share: float) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        MODEL.assess_table(dataset=dataset, as_of=AS_OF, explain=True, progress=stop)
    MODEL.assess_table(polars(PROFILES), as_of=AS_OF, progress=True)
    assert "100%" in capfd.readouterr().err
