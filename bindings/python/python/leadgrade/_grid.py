"""Leads by grade and rank, counted: the numbers of a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ._charts import refused
from ._errors import wrong

if TYPE_CHECKING:
    from ._model import Model


@dataclass
class Cell:
    """The leads of one place."""

    leads: int = 0
    #: Values that are known.
    values: list[float] = field(default_factory=list)


@dataclass
class Grid:
    """Cells by group, grade and rank; the lists have the order of the model, with all that it has."""

    grades: list[str]
    ranks: list[int]
    groups: list[str]
    cells: dict[tuple[str, str, int], Cell]
    value: str | None
    by: str | None
    #: What the axes say of the best grade and rank; nothing where the model is not known.
    best: tuple[str, str] = ("", "")

    @property
    def is_share(self) -> bool:
        """Whether the values are flags, whose mean is a share."""
        return self.value is not None and all(one in (0, 1) for cell in self.cells.values() for one in cell.values)


def grid_of(found: Any, value: str | None, by: str | None, model: Model | None) -> Grid:
    """Counts the leads of a result or of a table."""
    from ._model import Model
    from ._tables import ScoredTable

    if model is not None and not isinstance(model, Model):
        raise wrong("request", "model", model, "a Model")
    if isinstance(found, ScoredTable):
        model = model or found._model
    frame = _frame(found, ["grade", "rank", *filter(None, (value, by))])
    known = frame.drop_nulls(["grade", "rank"])
    cells: dict[tuple[str, str, int], Cell] = {}
    for row in known.iter_rows(named=True):
        group = "" if by is None else _text(row[by])
        cell = cells.setdefault((group, str(row["grade"]), int(row["rank"])), Cell())
        cell.leads += 1
        if value is not None and (number := _number(row[value], value)) is not None:
            cell.values.append(number)
    grades, ranks = _bands(frame, cells, model)
    groups = _ordered(frame, by, {group for group, _, _ in cells}) if by else [""]
    best = (f" ({grades[0]} is best)", f" ({ranks[0]} is best)") if model and grades and ranks else ("", "")
    return Grid(grades, ranks, groups, cells, value, by, best)


def _frame(found: Any, wanted: list[str]) -> Any:
    import narwhals as nw

    table = found.leads if hasattr(found, "leads") else found
    try:
        frame = nw.from_native(table, eager_only=True)
    except TypeError:
        raise wrong("request", "found", found, "a ScoredTable, or a frame of its leads") from None
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        has = ", ".join(frame.columns)
        raise refused("found", f"the table has no column {', '.join(map(repr, missing))}; it has {has}")
    return frame.select(list(dict.fromkeys(wanted)))


def _bands(frame: Any, cells: dict[tuple[str, str, int], Cell], model: Model | None) -> tuple[list[str], list[int]]:
    """The grades and ranks of the model, best first; without it those that the table knows of."""
    there = {rank for _, _, rank in cells}
    grades = _ordered(frame, "grade", {grade for _, grade, _ in cells})
    ranks = list(range(min(there), max(there) + 1)) if there and max(there) - min(there) < 100 else sorted(there)
    document = model.document() if model else {}
    if document.get("fit"):
        grades = [name for name, *_ in document["fit"]["grades"]]
    if document.get("engagement"):
        ranks = [name for name, *_ in document["engagement"]["ranks"]]
    return grades, ranks


def _ordered(frame: Any, column: str, there: set[str]) -> list[str]:
    """Labels in the order of an ordered column; other texts by their letters."""
    import narwhals as nw

    series = frame.get_column(column)
    if isinstance(series.dtype, nw.Categorical | nw.Enum):
        listed = series.dtype.categories if isinstance(series.dtype, nw.Enum) else series.cat.get_categories()
        known = [str(one) for one in listed]
        # Groups without leads have no grid; grades and ranks without leads have their places.
        return known if column == "grade" else [*(one for one in known if one in there), *sorted(there - {*known})]
    return sorted(there, key=lambda one: (not one.lstrip("-").isdigit(), len(one) if one.isdigit() else 0, one))


def _text(said: Any) -> str:
    return "not known" if _is_null(said) else str(said)


def _is_null(value: Any) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value != value


def _number(value: Any, column: str) -> float | None:
    """A number or a flag; `None` for what is not known."""
    if _is_null(value):
        return None
    try:
        if isinstance(value, str):
            raise TypeError
        return float(value)
    except (TypeError, ValueError):
        found = f"the column {column!r} has {value!r}"
        raise refused("value", found, "a column of flags or of numbers") from None
