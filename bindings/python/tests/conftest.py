"""Fixtures of all tests."""

import json
import os
import subprocess
from pathlib import Path

import leadgrade
import pytest
from hypothesis import settings

# The time of a case depends on the load of the machine.
settings.register_profile("leadgrade", deadline=None)
settings.load_profile("leadgrade")

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def root():
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def office(root):
    """The model of the examples in the documentation."""
    return leadgrade.Model.load(root / "examples" / "models" / "office-supplies.toml")


@pytest.fixture(scope="session")
def vectors():
    """The answers of the core to every conformance vector; from the file that `check.py` writes, if it ran."""
    if asked := os.environ.get("LEADGRADE_VECTORS"):
        text = Path(asked).read_bytes()
    else:
        cargo = [os.environ.get("CARGO", "cargo"), "run", "--quiet", "--locked", "--package", "leadgrade"]
        text = subprocess.run(
            [*cargo, "--example", "canonical_answers"], cwd=ROOT, capture_output=True, check=True
        ).stdout
    return [json.loads(line) for line in text.splitlines()]
