"""One lead with 20 events as dicts, and a frame of 2,000,000 events: `python bench/run.py` in an environment with the package
(built with `maturin build --release`) and Polars."""

import subprocess
import sys
import time
import timeit
from datetime import datetime, timedelta, timezone
from pathlib import Path
from statistics import median

import polars as pl
from by_hand import assess
from leadgrade import Model

MODEL = Model.load(Path(__file__).parents[3] / "benches" / "workloads" / "typical.toml")
AS_OF = datetime(2026, 11, 22, 9, 30, tzinfo=timezone.utc)
NAMES = ["page_view", "page_view", "email_open", "pricing_view", "page_view", "email_click", "download", "order", "webinar", "form"]
PROFILE = {"lead": "L-7", "employees": 1200, "revenue": 4_500_000, "industry": "Legal", "title": "Office Manager", "country": "DE", "reorder": 4, "created": "2025-03-01"}
EVENTS = [{"event": NAMES[at % 10], "at": AS_OF - timedelta(days=at * 5, minutes=at), "value": 250.5} for at in range(20)]


def main() -> None:
    found, hand = MODEL.assess(PROFILE, EVENTS, as_of=AS_OF).assessment, assess(PROFILE, EVENTS, AS_OF)
    # They must say the same before their times mean anything.
    assert found.fit and found.engagement and found.cycle
    assert (found.fit.points, found.cell) == (hand["fit"], hand["cell"]), (found, hand)
    assert abs(found.engagement.points - hand["engagement"]) < 0.01, (found, hand)
    package = timed(lambda: MODEL.assess(PROFILE, EVENTS, as_of=AS_OF))
    own = timed(lambda: assess(PROFILE, EVENTS, AS_OF))
    print(f"a dict with 20 events: {package:.1f} us, by hand {own:.1f} us: {own / package:.2f} times as fast")
    rows = 2_000_000
    events = pl.select(
        lead=pl.format("L-{}", (pl.int_range(rows) * 7919) % 100_000),
        event=pl.lit(NAMES).list.get(pl.int_range(rows) % 10),
        at=pl.lit(AS_OF) - pl.duration(hours=(pl.int_range(rows) * 31) % 5_000),
    )
    seconds = []
    for _ in range(5):
        begun = time.perf_counter()
        MODEL.assess_table(events=events, as_of=AS_OF)
        seconds.append(time.perf_counter() - begun)
    print(f"a frame of {rows:,} events: {median(seconds):.2f} s")
    begin = "import time; begun = time.perf_counter(); import leadgrade; print(time.perf_counter() - begun)"
    imports = [float(subprocess.run([sys.executable, "-c", begin], capture_output=True, text=True, check=True).stdout) for _ in range(7)]
    print(f"import: {median(imports) * 1000:.0f} ms")


def timed(call: object) -> float:
    """Microseconds of a call: the best of some rounds."""
    timer = timeit.Timer(call)  # type: ignore[arg-type]
    return min(timer.repeat(7, 2_000)) / 2_000 * 1e6


if __name__ == "__main__":
    main()
