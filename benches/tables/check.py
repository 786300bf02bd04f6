"""Compares results lead by lead with those of single calls.

`python check.py EXPECTED RESULT..`
"""

import sys
from pathlib import Path

import polars as pl

POINTS = ["fit_points", "engagement_points", "cycle_points", "readiness_points"]
LABELS = ["grade", "rank", "ready", "stage", "qualification"]
# Competitors add up doubles.
TOLERANCE = 0.002


def differences(expected: Path, result: Path) -> pl.DataFrame:
    """The leads on which two results differ, with both rows side by side."""
    both = loaded(expected).join(loaded(result), on="lead", how="full", coalesce=True, suffix=" found")
    apart = pl.any_horizontal(
        pl.col("here").is_null() | pl.col("here found").is_null(),
        *((pl.col(name) - pl.col(f"{name} found")).abs() > TOLERANCE for name in POINTS),
        *(pl.col(name).is_null() != pl.col(f"{name} found").is_null() for name in POINTS),
        *(pl.col(name).ne_missing(pl.col(f"{name} found")) for name in LABELS),
    )
    return both.filter(apart).drop("here", "here found")


def loaded(path: Path) -> pl.DataFrame:
    frame = pl.read_ipc(path).select(
        pl.col("lead").cast(pl.String),
        *(pl.col(name).cast(pl.Float64) for name in POINTS),
        *(pl.col(name).cast(pl.String) for name in LABELS),
        here=True,
    )
    if frame["lead"].n_unique() != frame.height:
        sys.exit(f"{path}: a lead has two rows")
    return frame


def check(expected: Path, result: Path) -> int:
    """Ends the program unless both agree on every lead; returns the number of leads."""
    apart = differences(expected, result)
    if apart.height:
        with pl.Config(tbl_cols=-1, tbl_rows=5):
            sys.exit(f"{result.name} differs on {apart.height} leads:\n{apart.head(5)}")
    return pl.read_ipc(expected).height


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: check.py EXPECTED RESULT..")
    for name in sys.argv[2:]:
        print(f"{name}: {check(Path(sys.argv[1]), Path(name))} leads agree")
