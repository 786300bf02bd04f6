"""Builds Altair charts that contain their data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, Union

from ._errors import LeadgradeError, problem

try:
    import altair as alt
except ImportError as _error:
    raise ImportError("leadgrade.plot needs Altair: pip install 'leadgrade[plot]'") from _error

if TYPE_CHECKING:
    from ._grid import Cell, Grid

__all__ = ["BAD", "GOOD", "SECTIONS", "TOTAL", "Chart", "alt", "chart", "drawn", "over_time", "plot_error"]

Chart: TypeAlias = Union[alt.Chart, alt.LayerChart, alt.FacetChart, alt.VConcatChart]

GOOD, BAD, TOTAL = "#2e8b57", "#c0504d", "#4c6a92"
SECTIONS = ("fit", "engagement", "cycle", "readiness")
#: UTC, so that a browser does not shift days by its own time zone.
DAYS = alt.Scale(type="utc")


def plot_error(argument: str, message: str, allowed: str = "") -> LeadgradeError:
    return problem("request", "not_allowed", f"/{argument}", message, allowed)


def chart(rows: list[dict[str, Any]], **more: Any) -> alt.Chart:
    """A chart that contains its rows."""
    return alt.Chart(alt.InlineData(values=rows), **more)


def drawn(grid: Grid, title: str | None) -> Chart:
    """The heat map of a grid."""
    rows = [_place(grid, group, grade, rank) for group in grid.groups for grade in grid.grades for rank in grid.ranks]
    what = "leads" if grid.value is None else f"{grid.value}, %" if grid.is_share else f"mean of {grid.value}"
    best_grade, best_rank = grid.best
    base = chart(rows).encode(
        x=alt.X("rank:O", sort=grid.ranks or None, title=f"engagement{best_rank}", axis=alt.Axis(labelAngle=0)),
        y=alt.Y("grade:O", sort=grid.grades or None, title=f"fit{best_grade}"),
    )
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color("shown:Q", title=what, scale=alt.Scale(scheme="blues", domainMin=_least(rows))),
        tooltip=["grade:O", "rank:O", alt.Tooltip("label:N", title=what), *_counted(grid), "leads:Q"],
    )
    shown = [row["shown"] for row in rows if row["shown"] is not None]
    dark = f"datum.shown !== null && datum.shown > {0.55 * max(shown, default=0)}"
    ink = alt.condition(dark, alt.value("white"), alt.value("#222"))
    layers = [cells, base.mark_text(fontSize=12, dy=0 if grid.value is None else -6).encode(text="label:N", color=ink)]
    if grid.value is not None:
        layers.append(base.mark_text(fontSize=9, dy=8).encode(text="of:N", color=ink))
    side = 44 if grid.by is None else 34
    width = side * max(len(grid.ranks), 1) * 1.4
    whole: Chart = alt.layer(*layers).properties(width=width, height=side * max(len(grid.grades), 1))
    if grid.by is not None:
        whole = whole.facet(facet=alt.Facet("group:N", title=None, sort=grid.groups or None), columns=3)
    counted = "Leads" if grid.value is None else grid.value if grid.is_share else f"Mean of {grid.value}"
    return whole.properties(title=title or f"{counted} by grade and rank")


def _counted(grid: Grid) -> list[Any]:
    return [] if grid.value is None else [alt.Tooltip("known:Q", title="n")]


def _least(rows: list[dict[str, Any]]) -> float:
    least: float = min([0, *(row["shown"] for row in rows if row["shown"] is not None)])
    return least


def _place(grid: Grid, group: str, grade: str, rank: int) -> dict[str, Any]:
    """The data of one cell of the heat map; empty texts for a cell without leads."""
    cell = grid.cells.get((group, grade, rank))
    known = len(cell.values) if cell else 0
    shown = _shown(grid, cell)
    of = f"n {known:,}" if known else ""
    label = "" if shown is None else f"{shown:,.0f}" if grid.value is None else f"{shown:,.1f}"
    place = {"group": group, "grade": grade, "rank": rank, "leads": cell.leads if cell else 0, "known": known}
    return {**place, "shown": shown, "label": f"{label} %" if label and grid.is_share else label, "of": of}


def _shown(grid: Grid, cell: Cell | None) -> float | None:
    if cell is None:
        return None
    if grid.value is None:
        return cell.leads
    return (100 if grid.is_share else 1) * sum(cell.values) / len(cell.values) if cell.values else None


def over_time(rows: list[dict[str, Any]], to: str, every: str | None) -> Chart:
    """The chart of a timeline that ends on the day `to`."""
    numbers = [
        {"day": row["day"], "section": section, "points": row["assessment"][section]["points"]}
        for row in rows
        for section in SECTIONS
        if row["assessment"][section] is not None
    ]
    days = alt.X("day:T", title=None, scale=DAYS)
    base = alt.Chart().encode(
        x=days,
        y=alt.Y("points:Q", title="points"),
        color=alt.Color("section:N", title=None, sort=list(SECTIONS)),
        tooltip=[alt.Tooltip("day:N"), "section:N", "points:Q"],
    )
    layers = []
    if numbers and every == "number":
        # The values of the last row hold until the end.
        ends = [{**row, "day": to} for row in numbers if row["day"] == rows[-1]["day"]]
        line = base.mark_line(interpolate="step-after", strokeWidth=2)
        # Dashes keep sections with equal points visible, such as readiness without a cycle.
        dashed = line.encode(strokeDash=alt.StrokeDash("section:N", legend=None, sort=list(SECTIONS)))
        layers.append(dashed.properties(data=alt.InlineData(values=numbers + ends)))
    if numbers and (every != "number" or len(rows) == 1):
        # Different sizes keep sections with equal points visible.
        size = alt.Size(
            "section:N",
            legend=None,
            sort=list(SECTIONS),
            scale=alt.Scale(domain=list(SECTIONS), range=[90, 60, 35, 15]),
        )
        dots = base.mark_point(filled=True, opacity=1).encode(size=size)
        layers.append(dots.properties(data=alt.InlineData(values=numbers)))
    parts = [alt.layer(*layers).properties(width=620, height=240)] if layers else []
    labels = list(_labels(rows, to))
    if labels:
        parts.append(_label_bars(labels, days))
    if not parts:
        raise plot_error("rows", "there are no points and no labels to draw")
    both: alt.VConcatChart = alt.vconcat(*parts).resolve_scale(x="shared", color="independent")
    return both


def _labels(rows: list[dict[str, Any]], to: str) -> list[dict[str, Any]]:
    """The labels of the lead, each with its first and last day."""
    found: list[dict[str, Any]] = []
    open_: dict[str, dict[str, Any]] = {}
    for row in rows:
        answer = row["assessment"]
        stage = answer["stage"] and answer["stage"]["name"]
        for of, name in (("cell", answer["cell"]), ("stage", stage), ("qualification", answer["qualification"])):
            before = open_.get(of)
            if before and before["name"] == name:
                continue
            if before:
                before["end"] = row["day"]
                del open_[of]
            if name:
                open_[of] = {"day": row["day"], "of": of, "name": name, "end": to}
                found.append(open_[of])
    return found


def _label_bars(labels: list[dict[str, Any]], days: alt.X) -> Any:
    order = ["cell", "stage", "qualification"]
    base = chart(labels).encode(x=days, y=alt.Y("of:N", title=None, sort=order))
    spans = base.mark_bar(size=20, color=TOTAL, opacity=0.25).encode(
        x2="end:T", tooltip=[alt.Tooltip("day:N", title="from"), alt.Tooltip("end:N", title="to"), "of:N", "name:N"]
    )
    ticks = base.mark_tick(thickness=2, size=20, color=TOTAL)
    texts = base.mark_text(align="left", dx=5, fontSize=11).encode(text="name:N")
    return alt.layer(spans, ticks, texts).properties(width=620, height=90)
