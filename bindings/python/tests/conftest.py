"""What the tests share."""

import json
import os
import subprocess
from pathlib import Path

import leadgrade
import pytest
from hypothesis import settings

# How long a case takes depends on what else the machine does.
settings.register_profile("leadgrade", deadline=None)
settings.load_profile("leadgrade")

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def root():
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def office(root):
    """The model that examples are told with."""
    return leadgrade.Model.load(root / "examples" / "models" / "office-supplies.toml")


@pytest.fixture(scope="session")
def vectors():
    """What the core answers to every conformance vector: of a file where it was asked before, see `check.py`."""
    if asked := os.environ.get("LEADGRADE_VECTORS"):
        text = Path(asked).read_bytes()
    else:
        cargo = [os.environ.get("CARGO", "cargo"), "run", "--quiet", "--locked", "--package", "leadgrade"]
        text = subprocess.run(
            [*cargo, "--example", "canonical_answers"], cwd=ROOT, capture_output=True, check=True
        ).stdout
    return [json.loads(line) for line in text.splitlines()]
