"""Types: strict in two type checkers, and the stub matches the native module."""

import os
import subprocess
import sys
from pathlib import Path

import leadgrade
import pytest

HERE = Path(__file__).parent


def run(*command, **more):
    ran = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, **more)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """The folder of mypy's cache."""
    return tmp_path_factory.mktemp("mypy")


def test_mypy(tmp_path, known):
    pytest.importorskip("mypy")
    options = ["--strict", "--disable-error-code=import-untyped", "--cache-dir", known, "--config-file", ""]
    run("mypy", *options, "-p", "leadgrade", cwd=tmp_path)
    run("mypy", *options, HERE / "typed.py", cwd=tmp_path)


def test_a_misspelt_attribute_is_a_type_error(tmp_path, known):
    pytest.importorskip("mypy")
    wrong = tmp_path / "wrong.py"
    wrong.write_text("import leadgrade\ndef f(m: leadgrade.Model) -> None:\n    m.assess(as_of='').sell\n")
    mypy = [sys.executable, "-m", "mypy", "--strict", "--disable-error-code=import-untyped", "--config-file", ""]
    ran = subprocess.run([*mypy, "--cache-dir", known, wrong], capture_output=True, text=True)
    assert '"Assessed" has no attribute "sell"' in ran.stdout


def test_stubs(tmp_path):
    pytest.importorskip("mypy")
    run("mypy.stubtest", "--ignore-missing-stub", "leadgrade._native", cwd=tmp_path)


def test_pyright(tmp_path):
    pytest.importorskip("pyright")
    settings = tmp_path / "pyrightconfig.json"
    settings.write_text('{"typeCheckingMode": "strict", "reportMissingTypeStubs": false, "include": ["typed.py"]}')
    (tmp_path / "typed.py").write_text((HERE / "typed.py").read_text("utf-8"), "utf-8")
    run("pyright", "--pythonpath", sys.executable, "-p", settings, cwd=tmp_path)


def test_every_public_name_has_a_type():
    pytest.importorskip("pyright")
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    run("pyright", "--verifytypes", "leadgrade", "--ignoreexternal", env={**os.environ, "PATH": paths})
    run("pyright", "--pythonpath", sys.executable, Path(leadgrade.__file__).parent)
