"""Frames of PyArrow, Polars and pandas through the package beside the core itself, over the made-up data of `benches/tables`.

    cargo build --release -p leadgrade-benches --bins
    target/release/make_tables small target/bench-tables/small
    python bindings/python/bench/tables.py target/bench-tables/small

All score the same rows from memory to the same columns, in turns; the core's time is what its own process says.
"""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import leadgrade
import pandas as pd
import polars as pl
import pyarrow as pa

ROOT = Path(__file__).resolve().parents[3]
AS_OF = "2026-11-22T09:30:00Z"
OUTPUT = [
    "lead",
    "fit_points",
    "engagement_points",
    "cycle_points",
    "readiness_points",
    "grade",
    "rank",
    "stage",
    "qualification",
    "ready",
]
ROUNDS = 15


def loaded(folder, name):
    with pa.memory_map(str(folder / name)) as file:
        table = pa.ipc.open_file(file).read_all()
    # In memory, as the core has it, not in the file.
    return pa.Table.from_batches([batch.take(pa.array(range(batch.num_rows))) for batch in table.to_batches()])


KINDS = {
    "PyArrow": lambda table: table,
    "Polars": pl.from_arrow,
    "pandas with Arrow types": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
}


def core_seconds(core):
    """One run of the core, by its own clock."""
    core.stdin.write("run\n")
    core.stdin.flush()
    return json.loads(core.stdout.readline())["seconds"]


def package_seconds(model, profiles, events):
    """The same through the package, to leads of the kind that came."""
    begun = time.perf_counter()
    found = model.assess_table(profiles, events, as_of=AS_OF, output=OUTPUT)
    leads = found.leads
    took = time.perf_counter() - begun
    assert len(leads) == len(found) and type(leads) is type(profiles)
    return took


def main(folder):
    model = leadgrade.Model.load(ROOT / "benches" / "workloads" / "typical.toml")
    tables = [loaded(folder, f"{name}.arrow") for name in ("profiles", "events")]
    frames = {name: [make(table) for table in tables] for name, make in KINDS.items()}
    command = [ROOT / "target" / "release" / "tables", folder]
    core = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    print(
        json.loads(core.stdout.readline())["about"], f"{tables[1].num_rows:,} events, {tables[0].num_rows:,} profiles"
    )
    rounds = []
    for _ in range(ROUNDS):
        rounds.append([core_seconds(core), *(package_seconds(model, *given) for given in frames.values())])
    core.stdin.close()
    core.wait()
    for name, times in zip(["core", *frames], zip(*rounds, strict=True), strict=True):
        ratio = statistics.median(time / one[0] for time, one in zip(times, rounds, strict=True))
        least = min(times) / min(one[0] for one in rounds)
        print(
            f"{name:24} {statistics.median(times):.4f} s, {ratio:.2f} times the core (of the least times {least:.2f})"
        )


main(Path(sys.argv[1]))
