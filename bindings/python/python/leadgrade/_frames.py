"""Frames of all libraries: which kind one is, and how a table becomes that kind."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._errors import LeadgradeError, problem

if TYPE_CHECKING:
    from . import _native

ALLOWED = (
    "a frame of pandas or Polars, a table or reader of PyArrow, a relation of DuckDB, "
    "or anything else with `__arrow_c_stream__`"
)


@dataclass(frozen=True)
class Kind:
    """Which library a table is of, by the name that narwhals has for it; others are given PyArrow's tables."""

    name: str
    #: A frame of pandas whose columns are all of Arrow's types.
    arrow_types: bool = False

    @classmethod
    def of(cls, implementation: Any) -> Kind:
        return cls("pyarrow" if implementation is None else implementation.value)


@dataclass(frozen=True)
class Given:
    """A table with the capsule interface, and its kind."""

    table: Any
    kind: Kind | None


def has_capsule(value: object) -> bool:
    return hasattr(value, "__arrow_c_stream__") or hasattr(value, "__arrow_c_array__")


def is_table(value: Any) -> bool:
    """Whether an `as_of` is a table of instants."""
    return has_capsule(value) or hasattr(value, "collect")


def table_of(value: Any, path: str) -> Given:
    """What was given as a table."""
    if value is None:
        return Given(None, None)
    import narwhals as nw

    try:
        frame = nw.from_native(value, pass_through=True)
    except nw.exceptions.NarwhalsError as error:
        words = " ".join(str(error).split())
        raise problem("table", "unreadable_arrow", path, words, "columns have names, each name once") from error
    if isinstance(frame, nw.LazyFrame) and not has_capsule(value):
        frame = frame.collect()
        value = frame.to_native()
    if not has_capsule(value) or hasattr(value, "to_frame"):
        raise problem("table", "wrong_type", path, f"found a `{type(value).__name__}`", _help(value))
    kind = frame.implementation if isinstance(frame, nw.DataFrame) else None
    if kind is not None and kind.is_pandas_like():
        return Given(_arrow_of_pandas(value, path), Kind(kind.value, _has_arrow_types(value)))
    if kind is not None and kind.is_polars():
        value = _without_null_types(value)
    return Given(value, Kind.of(kind))


def _help(value: Any) -> str:
    if hasattr(value, "to_frame"):
        return f"{ALLOWED}; one column becomes a frame by `.to_frame()`"
    if isinstance(value, str) or hasattr(value, "__fspath__"):
        return f"{ALLOWED}; a file is read first, for example by `polars.read_csv`"
    if isinstance(value, list | dict):
        return f"{ALLOWED}; lists become one by `polars.DataFrame(..)` or `pandas.DataFrame(..)`"
    return ALLOWED


def _arrow_of_pandas(frame: Any, path: str) -> Any:
    """pandas makes Arrow of its frame with PyArrow; what that cannot is said in our words."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ImportError("pandas hands its frames over through PyArrow: pip install 'leadgrade[pandas]'") from error
    try:
        if _has_arrow_types(frame) and frame.index.names == [None]:
            # Nothing has to be looked at: a millisecond less.
            return pa.table({str(name): column.array.__arrow_array__() for name, column in frame.items()})
        return pa.Table.from_pandas(frame)
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        raise _unreadable(frame, path, error) from error


def _has_arrow_types(frame: Any) -> bool:
    import pandas as pd

    return len(frame.columns) > 0 and all(isinstance(kind, pd.ArrowDtype) for kind in frame.dtypes)


def _unreadable(frame: Any, path: str, error: Exception) -> LeadgradeError:
    """What PyArrow cannot make a column of, by the name of the column."""
    import pyarrow as pa

    for at, name in enumerate(frame.columns):
        column = frame.iloc[:, at]
        try:
            pa.Array.from_pandas(column)
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            kinds = sorted({type(value).__name__ for value in column.dropna()})
            message = f"the values of column `{name}` are no column of Arrow: they are of {_listed(kinds)}"
            help = f"one type for all: see `frame[{name!r}].map(type).value_counts()`, and `frame[{name!r}].astype(..)`"
            return problem("table", "unreadable_arrow", f"{path}/{name}", message, help)
    words = "; ".join(str(part).strip() for part in error.args)
    return problem("table", "unreadable_arrow", path, words, "a frame that `pyarrow.Table.from_pandas` takes")


def _listed(kinds: list[str]) -> str:
    return f"the type{'s' if len(kinds) > 1 else ''} {', '.join(f'`{kind}`' for kind in kinds[:5])}"


def _without_null_types(frame: Any) -> Any:
    """A column of the type Null leaves Polars with a buffer that readers of Arrow refuse; texts say the same."""
    import polars as pl

    nulls = [name for name, kind in frame.schema.items() if kind == pl.Null]
    return frame.with_columns(pl.col(nulls).cast(pl.String)) if nulls else frame


def back(table: _native.Table, kind: Kind) -> Any:
    """A table as the kind of table that was given."""
    if kind.name == "pyarrow" and not _has_pyarrow():
        return table
    if kind.name == "pandas":
        return _pandas(table, kind.arrow_types)
    import narwhals as nw

    backend: Any = kind.name
    return nw.from_arrow(table, backend=backend).to_native()


def _has_pyarrow() -> bool:
    if "pyarrow" in sys.modules:
        return True
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None


def _pandas(table: _native.Table, arrow_types: bool) -> Any:
    """With nullable types for whole numbers and flags: a rank that is not known must not make 3 of 3.0."""
    import pandas as pd
    import pyarrow as pa

    if arrow_types:
        return pa.table(table).to_pandas(types_mapper=pd.ArrowDtype)
    types = {
        pa.int32(): pd.Int32Dtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.uint32(): pd.UInt32Dtype(),
        pa.uint64(): pd.UInt64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    return pa.table(table).to_pandas(types_mapper=types.get)
