"""Frames of all libraries: which kind one is, and how a table becomes that kind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

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
    """A table for the native module, and its kind."""

    table: Any
    kind: Kind | None


#: Which columns are read, by the names of all of them: their positions.
Reads: TypeAlias = Callable[[list[str]], list[int]]


def every(names: list[str]) -> list[int]:
    """All columns: those of a table that stays in memory for any model."""
    return list(range(len(names)))


def has_capsule(value: object) -> bool:
    return _has(value, "__arrow_c_stream__") or _has(value, "__arrow_c_array__")


def is_table(value: Any) -> bool:
    """Whether an `as_of` is a table of instants."""
    return not isinstance(value, str | type) and (has_capsule(value) or _has(value, "collect"))


def _has(value: object, name: str) -> bool:
    try:
        return hasattr(value, name)
    except Exception:  # an object that raises when it is asked
        return False


def table_of(value: Any, path: str, reads: Reads = every) -> Given:
    """What was given as a table: the columns that are read, and the names of the others."""
    if value is None:
        return Given(None, None)
    if isinstance(value, type):
        raise _no_table(value, path)
    try:
        for library, kinds, table in LIBRARIES:
            module = sys.modules.get(library)
            if module is not None and isinstance(value, tuple(getattr(module, kind) for kind in kinds)):
                return table(value, path, reads)
        return _of_others(value, path, reads)
    except (LeadgradeError, ImportError):
        raise
    except Exception as error:  # of the library whose table it is
        words = f"a `{type(value).__name__}` could not be read: {' '.join(str(error).split())}"
        raise problem("table", "unreadable_arrow", path, words, ALLOWED) from error


def _of_others(value: Any, path: str, reads: Reads) -> Given:
    """A frame that narwhals knows, or anything with the capsule interface."""
    import narwhals as nw

    try:
        frame = nw.from_native(value, pass_through=True)
    except nw.exceptions.NarwhalsError as error:
        words = " ".join(str(error).split())
        raise problem("table", "unreadable_arrow", path, words, "columns have names, each name once") from error
    if isinstance(frame, nw.LazyFrame) and not has_capsule(value):
        frame = frame.collect()
        return table_of(frame.to_native(), path, reads)
    if not has_capsule(value) or _has(value, "to_frame"):
        raise _no_table(value, path)
    kind = frame.implementation if isinstance(frame, nw.DataFrame) else None
    if kind is not None and kind.is_pandas_like():
        like: Any = frame
        return replace(_of_pandas(like.to_pandas(), path, reads), kind=Kind(kind.value))
    return Given(value, Kind.of(kind))


def _no_table(value: Any, path: str) -> LeadgradeError:
    found = f"the class `{value.__name__}`" if isinstance(value, type) else f"a `{type(value).__name__}`"
    return problem("table", "wrong_type", path, f"found {found}", _help(value))


def _help(value: Any) -> str:
    if _has(value, "to_frame"):
        return f"{ALLOWED}; one column becomes a frame by `.to_frame()`"
    if isinstance(value, str) or _has(value, "__fspath__"):
        return f"{ALLOWED}; a file is read first, for example by `polars.read_csv`"
    if isinstance(value, list | dict):
        return f"{ALLOWED}; lists become one by `polars.DataFrame(..)` or `pandas.DataFrame(..)`"
    return ALLOWED


def _of_pandas(frame: Any, path: str, reads: Reads) -> Given:
    """pandas makes Arrow of a column with PyArrow; what that cannot is read value by value."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ImportError("pandas hands its frames over through PyArrow: pip install 'leadgrade[pandas]'") from error
    names = [str(name) for name in frame.columns]
    levels = [at for at, name in enumerate(frame.index.names) if name is not None and str(name) not in names]
    labels = names + [str(frame.index.names[at]) for at in levels]
    arrays, positions, objects = [], [], []
    for at in reads(labels):
        column = frame.iloc[:, at] if at < len(names) else frame.index.get_level_values(levels[at - len(names)])
        array = _array(column)
        if array is None:
            objects.append((at, list(column)))
        else:
            arrays.append(array)
            positions.append(at)
    table = pa.table(arrays, names=[labels[at] for at in positions]) if arrays else None
    given = (labels, table, positions, objects, len(frame))
    return Given(given, Kind("pandas", _has_arrow_types(frame)))


#: Kinds of columns of objects whose values are all of one type, as pandas names them, and types for them.
UNIFORM = {
    "string": ("large_string",),
    "integer": ("int64", "uint64"),
    "boolean": ("bool_",),
    "floating": ("float64",),
}


#: Types of pandas beside those of numpy that PyArrow knows, without `Dtype` at their ends.
USUAL = (
    *("Arrow", "Boolean", "Categorical", "DatetimeTZ", "String", "Float32", "Float64"),
    *("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64"),
)


def _array(column: Any) -> Any:
    """A column of pandas as an array; `None` for one that is to be read value by value."""
    import pandas as pd
    import pyarrow as pa

    kind = column.dtype
    usual = tuple(getattr(pd, f"{name}Dtype") for name in USUAL)
    types: tuple[str | None, ...] = (None,)
    if getattr(kind, "kind", "O") == "O" and not isinstance(kind, usual):
        types = UNIFORM.get(pd.api.types.infer_dtype(column, skipna=True), ())
    elif (not isinstance(kind, usual) and kind.kind not in "biufmM") or (
        isinstance(kind, pd.CategoricalDtype) and _array(column.array.categories) is None
    ):
        types = ()
    for type_ in types:
        try:
            if isinstance(kind, pd.ArrowDtype):
                return column.array.__arrow_array__()
            return pa.array(column, type=type_ and getattr(pa, type_)(), from_pandas=True)
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            continue
    return None


def _has_arrow_types(frame: Any) -> bool:
    import pandas as pd

    return len(frame.columns) > 0 and all(isinstance(kind, pd.ArrowDtype) for kind in frame.dtypes)


def _of_polars(frame: Any, path: str, reads: Reads) -> Given:
    """What readers of Arrow refuse of Polars is read value by value."""
    import polars as pl

    schema = dict(frame.collect_schema())
    names = list(schema)
    read = reads(names)
    wanted = [names[at] for at in read]
    frame = frame.select(wanted)
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    plain = [at for at in read if _is_plain(schema[names[at]])]
    objects = [(at, frame.get_column(names[at]).to_list()) for at in read if at not in plain]
    table = frame.select(names[at] for at in plain) if plain else None
    return Given((names, table, plain, objects, frame.height), Kind("polars"))


#: Types of Polars whose arrays every reader of Arrow knows.
PLAIN = (
    *("Binary", "Boolean", "Categorical", "Date", "Datetime", "Decimal", "Duration", "Enum", "Float32"),
    *("Float64", "Int16", "Int32", "Int64", "Int8", "String", "Time", "UInt16", "UInt32", "UInt64", "UInt8"),
)


def _is_plain(kind: Any) -> bool:
    inner = getattr(kind, "inner", None)
    if inner is not None:
        return _is_plain(inner)
    return type(kind).__name__ in PLAIN or getattr(kind, "__name__", "") in PLAIN


def _of_pyarrow(table: Any, path: str, reads: Reads) -> Given:
    names = list(table.schema.names)
    read = reads(names)
    if not read:
        return Given((names, None, [], [], getattr(table, "num_rows", 0)), Kind("pyarrow"))
    if hasattr(table, "select"):
        arrays = table.select(read)
    else:
        import pyarrow as pa

        schema = pa.schema([table.schema.field(at) for at in read])
        arrays = pa.RecordBatchReader.from_batches(schema, _selected(table, read))
    return Given((names, arrays, read, [], 0), Kind("pyarrow"))


def _selected(reader: Any, read: list[int]) -> Iterator[Any]:
    """Some columns of a stream. PyArrow does not look whether a batch has the schema of its stream."""
    for batch in reader:
        if not batch.schema.equals(reader.schema):
            raise ValueError(f"a batch has another schema than its stream: {', '.join(batch.schema.names)}")
        yield batch.select(read)


def _of_duckdb(relation: Any, path: str, reads: Reads) -> Given:
    """A connection may have one open result: a relation is read whole before the next is opened."""
    from . import _native
    from ._waiting import waited

    names = list(relation.columns)
    read = reads(names)
    if read:
        relation = relation.project(", ".join('"{}"'.format(names[at].replace('"', '""')) for at in read))
    held = waited(_native.Job.load((names, relation, read, [], 0), None), False).loaded()
    return Given(held, Kind("pyarrow"))


#: Libraries whose tables are known: their module, their types, and what makes a table of one.
LIBRARIES: tuple[tuple[str, tuple[str, ...], Callable[[Any, str, Reads], Given]], ...] = (
    ("pandas", ("DataFrame",), _of_pandas),
    ("polars", ("DataFrame", "LazyFrame"), _of_polars),
    ("pyarrow", ("Table", "RecordBatch", "RecordBatchReader"), _of_pyarrow),
    ("duckdb", ("DuckDBPyRelation",), _of_duckdb),
)


def back(table: _native.Table, kind: Kind) -> Any:
    """A table as the kind of table that was given."""
    if kind.name == "pyarrow" and not _has_pyarrow():
        return table
    if kind.name == "pandas":
        return _pandas(table, kind.arrow_types)
    import narwhals as nw

    backend: Any = kind.name
    frame = nw.from_arrow(table, backend=backend)
    if kind.name == "polars":  # Its categoricals have no order; its enumerations have.
        enums = [nw.col(name).cast(nw.Enum(labels)) for name, labels in table.labels]
        frame = frame.with_columns(enums)
    return frame.to_native()


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
        pa.int8(): pd.Int8Dtype(),
        pa.int16(): pd.Int16Dtype(),
        pa.int32(): pd.Int32Dtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.uint8(): pd.UInt8Dtype(),
        pa.uint16(): pd.UInt16Dtype(),
        pa.uint32(): pd.UInt32Dtype(),
        pa.uint64(): pd.UInt64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    return pa.table(table).to_pandas(types_mapper=types.get)
