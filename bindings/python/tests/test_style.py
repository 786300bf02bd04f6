"""Lints and formatting."""

from pathlib import Path

import pytest
from test_types import run

HERE = Path(__file__).parents[1]
#: The package, its examples, and the benchmarks of tables.
PLACES = [HERE, HERE.parents[1] / "examples" / "python", HERE.parents[1] / "benches" / "tables"]


def test_ruff():
    pytest.importorskip("ruff")
    options = ["--config", HERE / "pyproject.toml", "--no-cache"]
    run("ruff", "check", *options, *PLACES, cwd=HERE)
    run("ruff", "format", "--check", *options, *PLACES, cwd=HERE)
