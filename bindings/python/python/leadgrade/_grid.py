"""Counts leads by grade and rank, for the heat map."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ._charts import plot_error
from ._errors import wrong

if TYPE_CHECKING:
    from ._model import Model


@dataclass
class Cell:
    """The leads of one grade and rank."""

    leads: int = 0
    #: Their values, without missing ones.
    values: list[float] = field(default_factory=list)


@dataclass
class Grid:
    """Cells by group, grade and rank; `grades` and `ranks` are all of the model, in its order."""

    grades: list[str]
    ranks: list[int]
    groups: list[str]
    cells: dict[tuple[str, str, int], Cell]
    value: str | None
    by: str | None
    #: Additions to the titles of the axes that name the best grade and rank; empty if the model is not known.
    best: tuple[str, str] = ("", "")

    @property
    def is_share(self) -> bool:
        """Whether all values are 0 or 1, so that their mean is a share."""
        return self.value is not None and all(one in (0, 1) for cell in self.cells.values() for one in cell.values)


def grid_of(found: Any, value: str | None, by: str | None, model: Model | None) -> Grid:
    """Counts the leads of a `ScoredTable` or of a frame."""
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
        raise plot_error("found", f"the table has no column {', '.join(map(repr, missing))}; its columns are {has}")
    return frame.select(list(dict.fromkeys(wanted)))


def _bands(frame: Any, cells: dict[tuple[str, str, int], Cell], model: Model | None) -> tuple[list[str], list[int]]:
    """The grades and ranks of the model, best first; without a model, those of the table."""
    present = {rank for _, _, rank in cells}
    grades = _ordered(frame, "grade", {grade for _, grade, _ in cells})
    few = present and max(present) - min(present) < 100
    ranks = list(range(min(present), max(present) + 1)) if few else sorted(present)
    document = model.document() if model else {}
    if document.get("fit"):
        grades = [name for name, *_ in document["fit"]["grades"]]
    if document.get("engagement"):
        ranks = [name for name, *_ in document["engagement"]["ranks"]]
    return grades, ranks


def _ordered(frame: Any, column: str, present: set[str]) -> list[str]:
    """Labels in the order of a categorical column; other texts sorted, numbers first."""
    import narwhals as nw

    series = frame.get_column(column)
    if isinstance(series.dtype, nw.Categorical | nw.Enum):
        listed = series.dtype.categories if isinstance(series.dtype, nw.Enum) else series.cat.get_categories()
        known = [str(one) for one in listed]
        # Grades without leads keep their row; groups without leads get no grid.
        return known if column == "grade" else [*(one for one in known if one in present), *sorted(present - {*known})]
    return sorted(present, key=lambda one: (not one.lstrip("-").isdigit(), len(one) if one.isdigit() else 0, one))


def _text(value: Any) -> str:
    return "not known" if _is_null(value) else str(value)


def _is_null(value: Any) -> bool:
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value != value


def _number(value: Any, column: str) -> float | None:
    """A number or a flag as a number; `None` for a missing value."""
    if _is_null(value):
        return None
    try:
        if isinstance(value, str):
            raise TypeError
        return float(value)
    except (TypeError, ValueError):
        message = f"the column {column!r} has {value!r}"
        raise plot_error("value", message, "a column of flags or of numbers") from None
