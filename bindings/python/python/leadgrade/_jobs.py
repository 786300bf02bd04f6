"""Waits for jobs on other threads, and lets Python handle signals such as Ctrl-C in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias, Union

from ._errors import wrong

if TYPE_CHECKING:
    from . import _native

#: Whether to show a progress bar, or a function to call with the share that is done, 0 to 1.
Progress: TypeAlias = Union[bool, Callable[[float], object]]

#: Seconds between two checks for a result; an interrupt waits at most this long.
STEP = 0.05


def check_progress(progress: Any) -> None:
    """Raises `TableError` if `progress` is neither a flag nor a function."""
    if not isinstance(progress, bool) and not callable(progress):
        raise wrong(
            "table", "progress", progress, "`True`, `False`, or a function that takes the share that is done, 0 to 1"
        )


def wait_for(job: _native.Job, progress: Progress) -> _native.Job:
    """Waits until a job is done and returns it; cancels it after an interrupt."""
    try:
        with _progress(job, progress) as show:
            while not job.wait(STEP):
                show()
            show()
        return job
    except BaseException:
        job.cancel()
        raise


def results_of(stream: _native.Stream) -> Iterator[_native.Scored]:
    """The results of a stream as they come; cancels its work if the caller stops iterating."""
    try:
        more = True
        while more:
            scored, more = stream.next(STEP)
            if scored is not None:
                yield scored
    finally:
        stream.cancel()


@contextmanager
def _progress(job: _native.Job, progress: Progress) -> Iterator[Callable[[], object]]:
    """A function that shows how much of a job is done."""
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
    """Updates the bar: the number of rows while they are read, then the share that is scored."""
    rows = f"{job.rows:,} rows"
    bar.set_description_str(f"scoring {rows}" if job.scoring else f"reading {rows}", refresh=False)
    bar.n = round(job.share * 100)
    bar.refresh()
