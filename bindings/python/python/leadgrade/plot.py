"""Pictures of results, with Altair (`pip install leadgrade[plot]`); they work offline.

Each takes results as they are and gives a chart, which a notebook shows and `save` writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair

    from . import _types
    from ._model import Model
    from ._tables import ScoredTable

BLUES = ["#eef4fb", "#b8d3ee", "#6aa5da", "#2a6fb0", "#0b3c73"]
MORE, LESS, WHOLE = "#2a6fb0", "#c2562d", "#5b6470"
SIDE = 52


def grid(scored: ScoredTable | Any, *, won: str | None = None, by_stage: bool = False) -> altair.LayerChart | altair.FacetChart:
    """Leads by grade and rank, as a heat map.

    scored: what `assess_table` gave, or a frame with the columns `grade` and `rank`.
    won: a column of flags of that frame: then the colour is the share of them, and not the count.
    by_stage: a grid for each stage.
    """
    import altair as alt

    rows = _rows(getattr(scored, "leads", scored), ["grade", "rank", *(["stage"] if by_stage else []), *([won] if won else [])])
    counted: dict[tuple[Any, ...], list[float]] = {}
    for row in rows:
        if row["grade"] is None or row["rank"] is None:
            continue
        cell = counted.setdefault((row["grade"], row["rank"], row.get("stage")), [0, 0])
        cell[0] += 1
        cell[1] += bool(row[won]) if won else 0
    values = [
        {"grade": grade, "rank": rank, "stage": stage, "leads": count, "share": hits / count}
        for (grade, rank, stage), (count, hits) in counted.items()
    ]
    measure = "share" if won else "leads"
    shown = f"{measure}:Q"
    most = max((value[measure] for value in values), default=1)
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("rank:O", title="rank", axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("grade:N", title="grade"),
        tooltip=["grade:N", "rank:O", "leads:Q", *(["share:Q"] if won else [])],
    )
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color(shown, title=f"share of {won}" if won else "leads", scale=alt.Scale(domain=[0, most], range=BLUES))
    )
    dark = f"datum.{measure} > {most} * 0.55"
    texts = base.mark_text(fontSize=12).encode(
        text=alt.Text(shown, format=".0%" if won else ",d"),
        color=alt.condition(dark, alt.value("white"), alt.value("#1d2733")),
    )
    grids = (cells + texts).properties(width=SIDE * 5, height=SIDE * 5)
    return grids.facet(column=alt.Column("stage:N", title=None)) if by_stage else grids


def decay(model: Model, signals: Iterable[str] | None = None, days: int = 180) -> altair.Chart:
    """How much is left of an event's points by its age, for signals of a model.

    Each curve is scored, day by day, by the model itself: one event, and nothing else.
    """
    import altair as alt

    document = model.document()
    known = document.get("signals") or {}
    # Signals that give nothing would be flat lines.
    names = [name for name, one in known.items() if one.get("points") or one.get("points_per_unit")] if signals is None else list(signals)
    wrong = [name for name in names if name not in known]
    if wrong:
        raise ValueError(f"the model has no signal `{wrong[0]}`; it has {', '.join(known)}")
    values = [row for name in names for row in _fading(model, name, days)]
    return (
        alt.Chart(alt.Data(values=values))
        .mark_line(interpolate="step-after")
        .encode(
            x=alt.X("age:Q", title="days since the event"),
            y=alt.Y("points:Q", title="points"),
            color=alt.Color("signal:N", title="signal", sort=None),
            tooltip=["signal:N", "age:Q", "points:Q"],
        )
        .properties(width=560, height=280)
    )


def _fading(model: Model, name: str, days: int) -> list[dict[str, Any]]:
    from datetime import date, timedelta

    from ._model import Model as Compiled

    # The signal alone: no group, section or other signal changes what it gives.
    document = model.document()
    signal = {**document["signals"][name], "group": None, "where": None}
    alone = {key: document[key] for key in ("format", "name", "timezone", "properties") if document.get(key)}
    section = {"decay": (document.get("engagement") or {}).get("decay")}
    engagement = {key: value for key, value in section.items() if value is not None}
    kept = {key: value for key, value in signal.items() if value is not None}
    single = Compiled({**alone, "signals": {name: kept}, "engagement": engagement})
    begin = date(2026, 1, 1)
    event = {"event": kept.get("event", name), "at": begin.isoformat(), "value": 1}
    rows = []
    for age in range(days + 1):
        found = single.assess(events=[event], as_of=begin + timedelta(days=age)).assessment
        points = found.engagement.points if found.engagement else 0
        rows.append({"signal": name, "age": age, "points": points})
    return rows


def waterfall(explanation: _types.Explanation | _types.Explained, section: str = "engagement") -> altair.LayerChart | altair.FacetChart:
    """Where the points of a section come from, entry by entry, to their sum; entries without points are left out."""
    import altair as alt

    inner = getattr(explanation, "explanation") if "explanation" in explanation._fields else explanation
    found = getattr(inner, section)
    if found is None:
        raise ValueError(f"the model has no section `{section}`, or the lead is excluded")
    values: list[dict[str, Any]] = []
    total = 0.0
    for at, entry in enumerate(entry for entry in found.entries if entry.points):
        # A limit has the name of what it limits.
        name = f"{entry.name} (limit)" if entry.source == "clamp" else entry.name
        values.append({"at": at, "name": name, "from": total, "to": total + entry.points, "points": entry.points, "kind": "more" if entry.points >= 0 else "less"})
        total += entry.points
    values.append({"at": len(values), "name": "sum", "from": 0, "to": found.points, "points": found.points, "kind": "sum"})
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("name:N", title=None, sort=alt.EncodingSortField("at")), tooltip=["name:N", "points:Q"]
    )
    bars = base.mark_bar(height={"band": 0.7}).encode(
        x=alt.X("from:Q", title=f"points of {section}"),
        x2="to:Q",
        color=alt.Color("kind:N", title=None, scale=alt.Scale(domain=["more", "less", "sum"], range=[MORE, LESS, WHOLE]), legend=None),
    )
    texts = base.mark_text(align="left", dx=6, color=alt.expr("datum.points < 0 ? '#a33f1a' : '#1d2733'")).encode(
        x=alt.X("end:Q"), text=alt.Text("points:Q", format="+,.3~f")
    )
    texts = texts.transform_calculate(end="max(datum.from, datum.to)")
    return (bars + texts).properties(width=560, height=alt.Step(26))


def timeline(rows: Sequence[_types.TimelineRow]) -> altair.Chart:
    """The points of a lead over time: what `Model.timeline` gave, best with `every="number"`."""
    import altair as alt

    sections = ("fit", "engagement", "cycle", "readiness")
    values = [
        {"day": row.day, "section": name, "points": part.points, "cell": row.assessment.cell}
        for row in rows
        for name in sections
        if (part := getattr(row.assessment, name)) is not None
    ]
    return (
        alt.Chart(alt.Data(values=values))
        .mark_line(interpolate="step-after")
        .encode(
            x=alt.X("day:T", title=None),
            y=alt.Y("points:Q", title="points"),
            color=alt.Color("section:N", title=None, sort=list(sections)),
            tooltip=["day:T", "section:N", "points:Q", "cell:N"],
        )
        .properties(width=640, height=280)
    )


def _rows(table: Any, columns: list[str]) -> list[dict[str, Any]]:
    import narwhals

    from ._native import ArrowTable

    if isinstance(table, ArrowTable):
        raise TypeError("found an ArrowTable: give a frame of Polars, pandas or PyArrow, such as `polars.DataFrame(found.leads)`")
    frame = narwhals.from_native(table, eager_only=True)
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise ValueError(f"the table has no column `{missing[0]}`; it has {', '.join(frame.columns)}")
    return list(frame.select(columns).iter_rows(named=True))
