"""The Python blocks of the cookbook run, each by itself."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[3] / "core" / "docs"
COOKBOOK = (DOCS / "cookbook.md").read_text("utf-8")


def recipes():
    """Title and Python code of every recipe."""
    for recipe in COOKBOOK.split("\n## ")[1:]:
        title = recipe.partition("\n")[0]
        (code,) = re.findall(r"^```python\n(.*?)^```", recipe, re.MULTILINE | re.DOTALL)
        yield pytest.param(code, id=title)


@pytest.mark.parametrize("code", list(recipes()))
def test_a_recipe_runs(code, monkeypatch):
    if "import polars" in code:
        pytest.importorskip("polars")
    monkeypatch.chdir(DOCS)
    exec(compile(code, "cookbook.md", "exec"), {})
