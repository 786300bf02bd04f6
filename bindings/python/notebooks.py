"""Executes the notebooks of `examples/python`; with a folder, what they show is written there."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "python"


def main(shown):
    for path in sorted(FOLDER.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=300, kernel_name="python3").execute(cwd=FOLDER)
        print(f"{path.name}: {len(notebook.cells)} cells")
        if shown:
            Path(shown).mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, Path(shown) / path.name)


main(sys.argv[1] if len(sys.argv) > 1 else None)
