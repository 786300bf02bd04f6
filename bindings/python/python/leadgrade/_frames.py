"""Tables of other libraries: reads them for the core, and converts results back to the same library."""

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
    "or any object with `__arrow_c_stream__`"
)


@dataclass(frozen=True)
class Kind:
    """The library of a table, by its name in narwhals; for an unknown library, PyArrow."""

    name: str
    #: Whether it is a frame of pandas whose columns all have Arrow types.
    arrow_types: bool = False

    @classmethod
    def of(cls, implementation: Any) -> Kind:
        return cls("pyarrow" if implementation is None else implementation.value)


@dataclass(frozen=True)
class InputTable:
    """A table in the form that the native module reads, and its library."""

    table: Any
    kind: Kind | None


#: Chooses columns: takes the names of all columns, returns the positions of those to read.
Reads: TypeAlias = Callable[[list[str]], list[int]]


def every(names: list[str]) -> list[int]:
    """Chooses all columns, for a dataset, which any model may score."""
    return list(range(len(names)))


def has_capsule(value: object) -> bool:
    return _has(value, "__arrow_c_stream__") or _has(value, "__arrow_c_array__")


def is_table(value: Any) -> bool:
    """Whether an `as_of` is a table of instants, not one instant."""
    return not isinstance(value, str | type) and (has_capsule(value) or _has(value, "collect"))


def _has(value: object, name: str) -> bool:
    try:
        return hasattr(value, name)
    except Exception:  # its `__getattr__` raises
        return False


def input_table(value: Any, path: str, reads: Reads = every) -> InputTable:
    """Converts an argument: the columns that are read, and the names of the others.

    Raises `TableError` if it is not a table, or its library fails to read it.
    """
    if value is None:
        return InputTable(None, None)
    if isinstance(value, type):
        raise _not_a_table(value, path)
    try:
        for library, kinds, table in LIBRARIES:
            module = sys.modules.get(library)
            if module is not None and isinstance(value, tuple(getattr(module, kind) for kind in kinds)):
                return table(value, path, reads)
        return _of_others(value, path, reads)
    except (LeadgradeError, ImportError):
        raise
    except Exception as error:  # raised by the library of the table
        message = f"a `{type(value).__name__}` could not be read: {' '.join(str(error).split())}"
        raise problem("table", "unreadable_arrow", path, message, ALLOWED) from error


def _of_others(value: Any, path: str, reads: Reads) -> InputTable:
    """Reads a frame that narwhals knows, or any object with the capsule interface."""
    import narwhals as nw

    try:
        frame = nw.from_native(value, pass_through=True)
    except nw.exceptions.NarwhalsError as error:
        message = " ".join(str(error).split())
        raise problem("table", "unreadable_arrow", path, message, "a table whose columns have unique names") from error
    if isinstance(frame, nw.LazyFrame) and not has_capsule(value):
        frame = frame.collect()
        return input_table(frame.to_native(), path, reads)
    if not has_capsule(value) or _has(value, "to_frame"):
        raise _not_a_table(value, path)
    kind = frame.implementation if isinstance(frame, nw.DataFrame) else None
    if kind is not None and kind.is_pandas_like():
        like: Any = frame
        return replace(_of_pandas(like.to_pandas(), path, reads), kind=Kind(kind.value))
    return InputTable(value, Kind.of(kind))


def _not_a_table(value: Any, path: str) -> LeadgradeError:
    found = f"the class `{value.__name__}`" if isinstance(value, type) else f"a `{type(value).__name__}`"
    return problem("table", "wrong_type", path, f"found {found}", _help(value))


def _help(value: Any) -> str:
    if _has(value, "to_frame"):
        return f"{ALLOWED}; convert a single column with `.to_frame()`"
    if isinstance(value, str) or _has(value, "__fspath__"):
        return f"{ALLOWED}; read a file first, for example with `polars.read_csv`"
    if isinstance(value, list | dict):
        return f"{ALLOWED}; convert lists with `polars.DataFrame(..)` or `pandas.DataFrame(..)`"
    return ALLOWED


def _of_pandas(frame: Any, path: str, reads: Reads) -> InputTable:
    """Converts columns of pandas to Arrow with PyArrow; those that it cannot convert are read value by value."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ImportError("frames of pandas need PyArrow: pip install 'leadgrade[pandas]'") from error
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
    parts = (labels, table, positions, objects, len(frame))
    return InputTable(parts, Kind("pandas", _has_arrow_types(frame)))


#: What pandas infers for a column of objects with values of one type, and the Arrow types to try for it.
UNIFORM = {
    "string": ("large_string",),
    "integer": ("int64", "uint64"),
    "boolean": ("bool_",),
    "floating": ("float64",),
}


#: The types of pandas, apart from those of numpy, that PyArrow converts; without `Dtype` at their ends.
CONVERTIBLE = (
    *("Arrow", "Boolean", "Categorical", "DatetimeTZ", "String", "Float32", "Float64"),
    *("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64"),
)


def _array(column: Any) -> Any:
    """A column of pandas as an Arrow array; `None` for one that must be read value by value."""
    import pandas as pd
    import pyarrow as pa

    kind = column.dtype
    convertible = tuple(getattr(pd, f"{name}Dtype") for name in CONVERTIBLE)
    types: tuple[str | None, ...] = (None,)
    if getattr(kind, "kind", "O") == "O" and not isinstance(kind, convertible):
        types = UNIFORM.get(pd.api.types.infer_dtype(column, skipna=True), ())
    elif (not isinstance(kind, convertible) and kind.kind not in "biufmM") or (
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


def _of_polars(frame: Any, path: str, reads: Reads) -> InputTable:
    """Reads a frame of Polars; columns of types that not every Arrow reader accepts are read value by value."""
    import polars as pl

    schema = dict(frame.collect_schema())
    names = list(schema)
    read = reads(names)
    frame = frame.select([names[at] for at in read])
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    plain = [at for at in read if _is_plain(schema[names[at]])]
    objects = [(at, frame.get_column(names[at]).to_list()) for at in read if at not in plain]
    table = frame.select(names[at] for at in plain) if plain else None
    return InputTable((names, table, plain, objects, frame.height), Kind("polars"))


#: The types of Polars whose arrays every Arrow reader accepts.
PLAIN = (
    *("Binary", "Boolean", "Categorical", "Date", "Datetime", "Decimal", "Duration", "Enum", "Float32"),
    *("Float64", "Int16", "Int32", "Int64", "Int8", "String", "Time", "UInt16", "UInt32", "UInt64", "UInt8"),
)


def _is_plain(kind: Any) -> bool:
    inner = getattr(kind, "inner", None)
    if inner is not None:
        return _is_plain(inner)
    return type(kind).__name__ in PLAIN or getattr(kind, "__name__", "") in PLAIN


def _of_pyarrow(table: Any, path: str, reads: Reads) -> InputTable:
    names = list(table.schema.names)
    read = reads(names)
    if not read:
        return InputTable((names, None, [], [], getattr(table, "num_rows", 0)), Kind("pyarrow"))
    if hasattr(table, "select"):
        arrays = table.select(read)
    else:
        import pyarrow as pa

        schema = pa.schema([table.schema.field(at) for at in read])
        arrays = pa.RecordBatchReader.from_batches(schema, _selected(table, read))
    return InputTable((names, arrays, read, [], 0), Kind("pyarrow"))


def _selected(reader: Any, read: list[int]) -> Iterator[Any]:
    """Some columns of a stream. Checks the schema of each batch, which PyArrow does not."""
    for batch in reader:
        if not batch.schema.equals(reader.schema):
            raise ValueError(f"the schema of a batch differs from that of its stream: {', '.join(batch.schema.names)}")
        yield batch.select(read)


def _of_duckdb(relation: Any, path: str, reads: Reads) -> InputTable:
    """Reads a whole relation, since a DuckDB connection can have only one open result."""
    from . import _native
    from ._jobs import wait_for

    names = list(relation.columns)
    read = reads(names)
    if read:
        relation = relation.project(", ".join('"{}"'.format(names[at].replace('"', '""')) for at in read))
    dataset = wait_for(_native.Job.load((names, relation, read, [], 0), None), False).loaded()
    return InputTable(dataset, Kind("pyarrow"))


#: The libraries that are read directly: their module, their types, and the function that reads one.
LIBRARIES: tuple[tuple[str, tuple[str, ...], Callable[[Any, str, Reads], InputTable]], ...] = (
    ("pandas", ("DataFrame",), _of_pandas),
    ("polars", ("DataFrame", "LazyFrame"), _of_polars),
    ("pyarrow", ("Table", "RecordBatch", "RecordBatchReader"), _of_pyarrow),
    ("duckdb", ("DuckDBPyRelation",), _of_duckdb),
)


def to_frame(table: _native.Table, kind: Kind) -> Any:
    """Converts a result to a table of a library."""
    if kind.name == "pyarrow" and not _has_pyarrow():
        return table
    if kind.name == "pandas":
        return _pandas(table, kind.arrow_types)
    import narwhals as nw

    backend: Any = kind.name
    frame = nw.from_arrow(table, backend=backend)
    if kind.name == "polars":  # Categoricals of Polars have no order, enums have.
        enums = [nw.col(name).cast(nw.Enum(labels)) for name, labels in table.labels]
        frame = frame.with_columns(enums)
    return frame.to_native()


def _has_pyarrow() -> bool:
    if "pyarrow" in sys.modules:
        return True
    from importlib.util import find_spec

    return find_spec("pyarrow") is not None


def _pandas(table: _native.Table, arrow_types: bool) -> Any:
    """A frame of pandas with nullable types, since a missing rank would turn the others into 3.0."""
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
