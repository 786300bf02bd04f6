"""What the tests share."""

import json
import os
import subprocess
from pathlib import Path

import leadgrade
import pytest

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
    """What the core answers to every conformance vector."""
    cargo = [os.environ.get("CARGO", "cargo"), "run", "--quiet", "--locked", "--package", "leadgrade"]
    ran = subprocess.run([*cargo, "--example", "canonical_answers"], cwd=ROOT, capture_output=True, check=True)
    return [json.loads(line) for line in ran.stdout.splitlines()]
