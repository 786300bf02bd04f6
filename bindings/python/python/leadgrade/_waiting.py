"""Waits for work on other threads; signals of Python are answered meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import _native

#: Seconds between two looks: an interrupt is answered within them.
STEP = 0.05


def waited(job: _native.Job, progress: bool) -> _native.Job:
    """The job when it is done. After an interrupt it ends soon."""
    try:
        if not progress:
            while not job.wait(STEP):
                pass
            return job
        with _bar() as bar:
            while not job.wait(STEP):
                _show(job, bar)
            _show(job, bar)
        return job
    except BaseException:
        job.cancel()
        raise


def taken(stream: _native.Stream) -> Iterator[_native.Scored]:
    """The results of a stream as they come. Where nobody takes more, its work ends soon."""
    try:
        more = True
        while more:
            scored, more = stream.next(STEP)
            if scored is not None:
                yield scored
    finally:
        stream.cancel()


def _bar() -> Any:
    try:
        from tqdm.auto import tqdm
    except ImportError as error:
        raise ImportError("progress=True needs tqdm: pip install 'leadgrade[progress]'") from error
    return tqdm(total=100, desc="reading", unit="%", bar_format="{desc}: {percentage:3.0f}%|{bar}| {elapsed}")


def _show(job: _native.Job, bar: Any) -> None:
    """Rows are read first, nobody knows of how many; then they are scored, which is a share."""
    rows = f"{job.rows:,} rows"
    bar.set_description_str(f"scoring {rows}" if job.scoring else f"reading {rows}", refresh=False)
    bar.n = round(job.share * 100)
    bar.refresh()
