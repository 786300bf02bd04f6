"""The code of the README runs, from the first block to the last."""

import re
from pathlib import Path

import pytest


def test_the_readme_runs(root, tmp_path, monkeypatch):
    for library in ("polars", "pandas", "pyarrow", "altair", "vl_convert"):
        pytest.importorskip(library)
    monkeypatch.chdir(tmp_path)
    text = (root / "bindings" / "python" / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 7
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)
    assert Path("timeline.png").read_bytes().startswith(b"\x89PNG")
