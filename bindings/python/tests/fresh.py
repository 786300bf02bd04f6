"""Installs a wheel into a fresh environment of every CPython from 3.10 on that is found here, and uses it.

`python fresh.py WHEEL FOLDER`: the environments are made in the folder.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parents[1]
USE = """
import pickle, sys
{readme}
assert pickle.loads(pickle.dumps(model)).info().fingerprint == model.info().fingerprint
print(f"leadgrade works in CPython {{sys.version.split()[0]}}")
"""


def main() -> None:
    wheel, folder = (Path(one).absolute() for one in sys.argv[1:])
    first = re.search(r"^```python\n(.*?)^```$", (HERE / "README.md").read_text(), re.M | re.S)
    assert first is not None
    found = interpreters()
    assert found, "this Python itself is one"
    for version, python in sorted(found.items()):
        home = folder / f"fresh-{version[0]}.{version[1]}"
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([python, "-m", "venv", home], check=True)
        own = home / "bin" / "python"
        subprocess.run([own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel], check=True)
        # From an empty folder: nothing of the sources is there.
        subprocess.run([own, "-c", USE.format(readme=first[1])], check=True, cwd=home)
        shutil.rmtree(home)


def interpreters() -> dict[tuple[int, int], Path]:
    """One of each version; a program that does not start is none."""
    places = [Path(one) for one in os.environ["PATH"].split(os.pathsep)]
    places += sorted(Path.home().glob(".pyenv/versions/*/bin"))
    named = {path for place in places for path in place.glob("python3.*") if re.fullmatch(r"python3\.\d+", path.name)}
    found = {sys.version_info[:2]: Path(sys.executable)}
    for path in sorted(named):
        said = "import sys, venv, ensurepip; print(*sys.version_info[:2], sys.implementation.name)"
        run = subprocess.run([path, "-c", said], capture_output=True, text=True, check=False)
        match run.stdout.split():
            case [major, minor, "cpython"] if (int(major), int(minor)) >= (3, 10):
                found.setdefault((int(major), int(minor)), path)
    return found


if __name__ == "__main__":
    main()
