"""The floor: one pass over the bytes that the model needs of the events (lead, event and at), on all cores.

Every buffer of these columns, offsets and dictionaries included, is combined as 64-bit words by numpy (exclusive or,
which cannot overflow). Nothing that reads the events can be faster; it gives no result.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
from serve import read, serve


class Floor:
    def __init__(self, folder: Path) -> None:
        events = read(folder / "events.arrow").select(["lead", "event", "at"])
        self.rows = events.num_rows
        self.words = [words for column in events.columns for words in in_words(column)]
        megabytes = sum(words.nbytes for words in self.words) / 1e6
        self.threads = os.cpu_count() or 1
        self.pool = ThreadPoolExecutor(self.threads)
        self.about = f"numpy {np.__version__}, {self.threads} threads, {megabytes:.0f} MB"

    def forget(self) -> None:
        pass

    def run(self) -> int:
        # Numpy releases the GIL while it reads.
        for _ in self.pool.map(np.bitwise_xor.reduce, self.words):
            pass
        return self.rows

    def result(self) -> pa.Table:
        raise SystemExit("the floor has no result")


def in_words(column: pa.ChunkedArray) -> Iterator[np.ndarray]:
    for chunk in column.chunks:
        buffers = chunk.buffers()
        if pa.types.is_dictionary(chunk.type) and chunk is column.chunk(0):
            buffers += chunk.dictionary.buffers()
        for buffer in filter(None, buffers):
            yield np.frombuffer(buffer, dtype=np.uint64, count=buffer.size // 8)


if __name__ == "__main__":
    serve(Floor)
