"""Measures tables in leadgrade, DuckDB, Polars and the floor, see README.md."""

import argparse
import os
import subprocess
from datetime import date
from pathlib import Path

from competitors import Running, competitors
from report import Measured, record, table

from check import check

ROOT = Path(__file__).resolve().parents[2]
VARIANTS = ["text", "sorted", "integer", "dictionary", "small"]


def main() -> None:
    asked = arguments()
    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"other work runs here or just ended (load {load:.2f}): if it goes on, the seconds will be too many")
    measured = []
    for variant in asked.variants:
        measured.append(measure(variant, asked.target, asked.rounds))
        print(f"{table(measured[-1])}\n{measured[-1].leads} leads agree\n", flush=True)
    if asked.record:
        path = ROOT / "benches" / "record" / f"{date.today()}-tables.md"
        path.write_text(record(measured, asked.rounds, load))
        print(f"recorded in {path.relative_to(ROOT)}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("variants", nargs="*", default=VARIANTS, metavar="VARIANT", help=f"of {', '.join(VARIANTS)}")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--record", action="store_true", help="write benches/record/<date>-tables.md")
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    parser.add_argument("--target", type=Path, default=target, help="the folder in which cargo builds")
    asked = parser.parse_args()
    for variant in asked.variants:
        if variant not in VARIANTS:
            parser.error(f"no variant {variant}: there are {', '.join(VARIANTS)}")
    return asked


def measure(variant: str, target: Path, rounds: int) -> Measured:
    binaries = target / "release"
    folder = target / "bench-data" / variant
    if not (folder / "events.arrow").exists():
        subprocess.run([binaries / "make_tables", variant, folder], check=True)
    running = [Running(competitor, folder) for competitor in competitors(binaries)]
    seconds: dict[str, list[float]] = {one.name: [] for one in running}
    for one in running:
        # A warm-up, since memory costs more on first use.
        one.run()
    for _ in range(rounds):
        for one in running:
            seconds[one.name].append(one.run())
    expected = assessed_each(binaries, folder)
    leads = 0
    for one in running:
        if one.gives_result:
            path = folder / f"result-{one.name}.arrow"
            one.save(path)
            leads = check(expected, path)
        one.stop()
    return Measured(variant, seconds, {one.name: one.about for one in running}, leads)


def assessed_each(binaries: Path, folder: Path) -> Path:
    """The results of single calls, computed again if the program is newer."""
    program, path = binaries / "assess_each", folder / "assessed.arrow"
    if not path.exists() or path.stat().st_mtime < program.stat().st_mtime:
        subprocess.run([program, folder, path], check=True)
    return path


if __name__ == "__main__":
    main()
