"""The methods are those of the core's one list, no more and no less; types and README are as they should be."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from leadgrade import Model

HERE = Path(__file__).parents[1]
OWN = {"load", "from_toml", "from_json", "from_dict", "call", "history", "assess_table"}


def test_a_model_has_every_operation(surface: dict[str, Any]) -> None:
    methods = {name for name in dir(Model) if not name.startswith("_")}
    assert methods == {one["name"] for one in surface["operations"]} | OWN


def test_requests_have_every_argument(surface: dict[str, Any]) -> None:
    for one in surface["operations"]:
        code = getattr(Model, one["name"]).__code__
        known = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        wanted = {"from_" if argument["name"] == "from" else argument["name"] for argument in one["arguments"]}
        assert wanted <= set(known), one["name"]


def test_types_are_those_of_the_schemas() -> None:
    subprocess.run([sys.executable, HERE / "generate.py", "--check"], check=True)


def test_the_readme_runs() -> None:
    code = re.findall(r"^```python\n(.*?)^```$", (HERE / "README.md").read_text(), re.M | re.S)
    assert len(code) >= 4
    exec("\n".join(code), {})


def test_it_is_imported_quickly() -> None:
    # Data frame libraries are loaded when they are needed, not before.
    seen = "import sys, leadgrade; print([name for name in sys.modules if name in ('pandas', 'polars', 'pyarrow', 'numpy', 'narwhals', 'altair')])"
    printed = subprocess.run([sys.executable, "-c", seen], check=True, capture_output=True, text=True).stdout
    assert printed.strip() == "[]"
