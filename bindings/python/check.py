"""Builds the wheel and tests it in a virtual environment for each installed CPython.

`python3 check.py` runs all tests, `python3 check.py notebooks [FOLDER]` executes the notebooks instead. All files go to
`target/python` of the repository. Without a suitable Python it prints that it was skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK = HERE.parents[1] / "target" / "python"
MIN_VERSION = (3, 10)
#: The requirements that one Python is tested with, for the whole test suite; other Pythons test values only.
FULL = ["newest.txt", "oldest.txt"]


def main():
    python = usable()
    if not python:
        print("SKIPPED: the package for Python, since there is no CPython 3.10 or newer with venv", flush=True)
        return
    wheel = build_wheel(python)
    if "notebooks" in sys.argv[1:]:
        inside = install_wheel(python, "notebooks.txt", wheel)
        run(inside, "-B", HERE / "notebooks.py", *sys.argv[2:])
        return
    os.environ["LEADGRADE_VECTORS"] = str(write_answers())
    for requirements in FULL:
        run_tests(python, requirements, wheel)
    for other in others(python):
        run_tests(other, "test.txt", wheel)


def run(*command, **more):
    print("+", *(str(part).removeprefix(f"{WORK.parents[1]}/") for part in command), flush=True)
    subprocess.run([str(part) for part in command], check=True, **more)


def version(python):
    """The version of an interpreter; None if it does not run or is not CPython."""
    ask = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
    try:
        output = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    name, major, minor = output.split()
    return (int(major), int(minor)) if name == "cpython" else None


def usable():
    """A Python that can create virtual environments; on Debian, installs the package that it needs."""
    found = [python for python in [sys.executable, *candidates()] if (version(python) or (0,)) >= MIN_VERSION]
    for python in found:
        if has_venv(python):
            return python
    if found and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run("apt-get update -qq && apt-get install -qq -y python3-venv", shell=True)
        return next(filter(has_venv, found), None)
    return None


def candidates():
    names = ["python3", *(f"python3.{minor}" for minor in range(MIN_VERSION[1], 20))]
    return [path for name in names if (path := shutil.which(name))]


def has_venv(python):
    return subprocess.run([python, "-c", "import venv, ensurepip"], capture_output=True).returncode == 0


def others(python):
    """One interpreter for each other version."""
    seen = {version(python)}
    pyenv = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/*/bin/python"))
    for other in [*candidates(), *map(str, pyenv)]:
        found = version(other)
        if found and found >= MIN_VERSION and found not in seen and has_venv(other):
            seen.add(found)
            yield other


def environment(python, name, requirements):
    """Creates an environment with the requirements, or reuses it, and returns its Python."""
    place = WORK / name
    bin_ = place / ("Scripts" if os.name == "nt" else "bin")
    wanted = requirements.read_text("utf-8") + python
    ready = place / "ready"
    if not ready.exists() or ready.read_text("utf-8") != wanted:
        run(python, "-m", "venv", "--clear", place)
        pip = [bin_ / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run(*pip, "--only-binary", ":all:", "--requirement", requirements)
        ready.write_text(wanted, "utf-8")
    return bin_ / "python"


def build_wheel(python):
    """Builds the wheel, which all Pythons share, without optimisation."""
    maturin = environment(python, "build", HERE / "requirements" / "build.txt")
    wheels = WORK / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    options = ["--profile", "dev", "--strip", "--locked", "--compatibility", "linux", "--out", wheels]
    run(maturin, "-m", "maturin", "build", "--quiet", *options, cwd=HERE)
    (wheel,) = wheels.glob("*.whl")
    return wheel


def write_answers():
    """Writes the core's answers to the conformance vectors, once for all Pythons, and returns the file."""
    place = WORK / "answers.jsonl"
    cargo = [os.environ.get("CARGO", "cargo"), "run", "--quiet", "--locked", "--package", "leadgrade"]
    with place.open("wb") as file:
        run(*cargo, "--example", "canonical_answers", cwd=HERE.parents[1], stdout=file)
    return place


def install_wheel(python, requirements, wheel):
    """Installs the wheel into an environment and returns its Python."""
    name = f"{Path(requirements).stem}-{'.'.join(map(str, version(python)))}"
    inside = environment(python, name, HERE / "requirements" / requirements)
    install = ["pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--force-reinstall"]
    run(inside, "-m", *install, wheel)
    return inside


def run_tests(python, requirements, wheel):
    run(install_wheel(python, requirements, wheel), "-B", "-m", "pytest", cwd=HERE)


main()
