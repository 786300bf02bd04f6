"""The server side of the protocol in ../README.md."""

import json
import sys
import time
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.ipc


class Peer(Protocol):
    about: str

    def __init__(self, folder: Path) -> None:
        """Loads a variant; not timed."""

    def forget(self) -> None:
        """Frees the last result; not timed."""

    def run(self) -> int:
        """Computes a result in memory and returns its number of rows."""

    def result(self) -> pa.Table:
        """The last result."""


def serve(peer: type[Peer]) -> None:
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} FOLDER")
    loaded = peer(Path(sys.argv[1]))
    answer(about=loaded.about)
    for line in sys.stdin:
        match line.split(maxsplit=1):
            case ["run"]:
                loaded.forget()
                start = time.perf_counter()
                rows = loaded.run()
                answer(seconds=time.perf_counter() - start, rows=rows)
            case ["save", path]:
                table = loaded.result()
                with pa.ipc.new_file(path.strip(), table.schema) as file:
                    file.write_table(table)
                answer(rows=table.num_rows)
            case _:
                sys.exit(f"not understood: {line!r}")


def answer(**said: object) -> None:
    print(json.dumps(said), flush=True)


def read(path: Path) -> pa.Table:
    """A table that is in memory, not only mapped."""
    with pa.OSFile(str(path)) as file:
        return pa.ipc.open_file(file).read_all()
