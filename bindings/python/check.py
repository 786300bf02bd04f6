"""Builds the wheel and tests it, installed into fresh environments of the Pythons that are here.

`python3 check.py` does all of it, `python3 check.py notebooks [FOLDER]` executes the notebooks instead; everything it
makes is in the repository's `target/python`. Where there is no Python that can do it, it says so and is done.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK = HERE.parents[1] / "target" / "python"
LEAST = (3, 10)
#: What is tested with everything, and with what is installed there; other Pythons get only what values need.
FULL = ["newest.txt", "oldest.txt"]


def main():
    python = usable()
    if not python:
        print("SKIPPED: the package for Python, since there is no CPython 3.10 or newer with venv", flush=True)
        return
    wheel = built(python)
    if "notebooks" in sys.argv[1:]:
        inside = installed(python, "notebooks.txt", wheel)
        run(inside, "-B", HERE / "notebooks.py", *sys.argv[2:])
        return
    os.environ["LEADGRADE_VECTORS"] = str(answers())
    for requirements in FULL:
        tested(python, requirements, wheel)
    for other in others(python):
        tested(other, "test.txt", wheel)


def run(*command, **more):
    print("+", *(str(part).removeprefix(f"{WORK.parents[1]}/") for part in command), flush=True)
    subprocess.run([str(part) for part in command], check=True, **more)


def version(python):
    """The version of an interpreter; None where it does not run or is no CPython."""
    ask = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
    try:
        said = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    name, major, minor = said.split()
    return (int(major), int(minor)) if name == "cpython" else None


def usable():
    """A Python that can make environments, Debian's with its package for that."""
    found = [python for python in [sys.executable, *candidates()] if (version(python) or (0,)) >= LEAST]
    for python in found:
        if makes_environments(python):
            return python
    if found and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run("apt-get update -qq && apt-get install -qq -y python3-venv", shell=True)
        return next(filter(makes_environments, found), None)
    return None


def candidates():
    names = ["python3", *(f"python3.{minor}" for minor in range(LEAST[1], 20))]
    return [path for name in names if (path := shutil.which(name))]


def makes_environments(python):
    return subprocess.run([python, "-c", "import venv, ensurepip"], capture_output=True).returncode == 0


def others(python):
    """One interpreter of each further version."""
    seen = {version(python)}
    pyenv = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/*/bin/python"))
    for other in [*candidates(), *map(str, pyenv)]:
        found = version(other)
        if found and found >= LEAST and found not in seen and makes_environments(other):
            seen.add(found)
            yield other


def environment(python, name, requirements):
    """An environment with what is required; one that is there is used again."""
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


def built(python):
    """The one wheel for all Pythons, without optimisation."""
    maturin = environment(python, "build", HERE / "requirements" / "build.txt")
    wheels = WORK / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    options = ["--profile", "dev", "--strip", "--locked", "--compatibility", "linux", "--out", wheels]
    run(maturin, "-m", "maturin", "build", "--quiet", *options, cwd=HERE)
    (wheel,) = wheels.glob("*.whl")
    return wheel


def answers():
    """What the core answers to the conformance vectors, asked once for all Pythons."""
    place = WORK / "answers.jsonl"
    cargo = [os.environ.get("CARGO", "cargo"), "run", "--quiet", "--locked", "--package", "leadgrade"]
    with place.open("wb") as file:
        run(*cargo, "--example", "canonical_answers", cwd=HERE.parents[1], stdout=file)
    return place


def installed(python, requirements, wheel):
    """An environment with the wheel."""
    name = f"{Path(requirements).stem}-{'.'.join(map(str, version(python)))}"
    inside = environment(python, name, HERE / "requirements" / requirements)
    install = ["pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--force-reinstall"]
    run(inside, "-m", *install, wheel)
    return inside


def tested(python, requirements, wheel):
    run(installed(python, requirements, wheel), "-B", "-m", "pytest", cwd=HERE)


main()
