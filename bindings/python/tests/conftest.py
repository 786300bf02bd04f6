"""What the core answers to every conformance vector, printed once by its example program."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def vectors() -> list[dict[str, Any]]:
    command = ["cargo", "run", "--quiet", "--locked", "--package", "leadgrade", "--example", "canonical_answers"]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in printed.splitlines()]


@pytest.fixture(scope="session")
def surface() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "core" / "schema" / "surface.json").read_text())
    return found
