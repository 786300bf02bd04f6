"""Waits for work on other threads; signals of Python are answered meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from ._errors import wrong

if TYPE_CHECKING:
    from . import _native

#: Whether a bar is shown, or what is called with how much is done, 0 to 1.
Progress: TypeAlias = Union[bool, Callable[[float], object]]

#: Seconds between two looks: an interrupt is answered within them.
STEP = 0.05


def checked(progress: Any) -> None:
    """Refuses what shows no progress."""
    if not isinstance(progress, bool) and not callable(progress):
        raise wrong("table", "progress", progress, "`True`, `False`, or a function that takes a share")


def waited(job: _native.Job, progress: Progress) -> _native.Job:
    """The job when it is done. After an interrupt it ends soon."""
    try:
        with _shown(job, progress) as show:
            while not job.wait(STEP):
                show()
            show()
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


@contextmanager
def _shown(job: _native.Job, progress: Progress) -> Iterator[Callable[[], object]]:
    """What shows how far the work is."""
    if callable(progress):
        yield lambda: progress(job.share)
    elif progress:
        with _bar() as bar:
            yield lambda: _show(job, bar)
    else:
        yield lambda: None


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
