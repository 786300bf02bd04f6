"""Executes the notebooks of `examples/python`; with a folder as argument, writes them there with their output."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "python"


def main(output):
    for path in sorted(FOLDER.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=300, kernel_name="python3").execute(cwd=FOLDER)
        print(f"{path.name}: {len(notebook.cells)} cells")
        if output:
            Path(output).mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, Path(output) / path.name)


main(sys.argv[1] if len(sys.argv) > 1 else None)
