"""Tables of Arrow through the package beside the core itself, over the made-up data of `benches/tables`.

    cargo build --release -p leadgrade-benches --bins
    target/release/make_tables small target/bench-tables/small
    python bindings/python/bench/tables.py target/bench-tables/small

Both score the same files from memory with the same columns; the core's time is what its own process says.
"""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import leadgrade
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
ROUNDS = 7


def loaded(folder, name):
    with pa.memory_map(str(folder / name)) as file:
        table = pa.ipc.open_file(file).read_all()
    # In memory, as the core has it, not in the file.
    return pa.Table.from_batches([batch.take(pa.array(range(batch.num_rows))) for batch in table.to_batches()])


def main(folder):
    model = leadgrade.Model.load(ROOT / "benches" / "workloads" / "typical.toml")
    profiles, events = (loaded(folder, f"{name}.arrow") for name in ("profiles", "events"))
    core = subprocess.Popen(
        [ROOT / "target" / "release" / "tables", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    print(json.loads(core.stdout.readline())["about"], f"{events.num_rows:,} events, {profiles.num_rows:,} profiles")
    ratios, times = [], []
    for _ in range(ROUNDS):
        core.stdin.write("run\n")
        core.stdin.flush()
        theirs = json.loads(core.stdout.readline())["seconds"]
        begun = time.perf_counter()
        found = model.assess_table(profiles, events, as_of=AS_OF, output=OUTPUT)
        leads = found.leads
        ours = time.perf_counter() - begun
        assert leads.num_rows == len(found)
        ratios.append(ours / theirs)
        times.append((theirs, ours))
    core.stdin.close()
    core.wait()
    theirs, ours = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"core {theirs:.4f} s, package {ours:.4f} s, median of ratios {statistics.median(ratios):.2f}")


main(Path(sys.argv[1]))
