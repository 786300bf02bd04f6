"""Altair charts of answers; needs `pip install 'leadgrade[plot]'`.

Notebooks show a chart. `chart.save("grid.png")`, `chart.save("grid.svg")` and
`chart.save("grid.html", inline=True)` write files and need no network.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import _words as words
from ._answers import TimelineRow
from ._charts import BAD, GOOD, SECTIONS, TOTAL, Chart, alt, drawn, over_time
from ._charts import chart as _chart
from ._charts import plot_error as _plot_error
from ._errors import wrong
from ._grid import grid_of
from ._record import Records
from ._views import ExplainedView

if TYPE_CHECKING:
    from ._answers import Explained
    from ._model import Model

__all__ = ["decay", "grid", "timeline", "waterfall"]


def grid(
    found: Any,
    value: str | None = None,
    *,
    by: str | None = None,
    title: str | None = None,
    model: Model | None = None,
) -> Chart:
    """A heat map of leads by grade and rank, in the model's order, including empty cells.

    - `found`: a `ScoredTable`, or a table with the columns `grade` and `rank`
    - `value`: the column to show instead of the number of leads: a column of flags, or of 0 and 1, as the share in
      percent; of other numbers, the mean. Missing values are left out; `n` is the number of leads with a value
    - `by`: a column such as `stage`; draws one grid for each of its values
    - `title`: the title of the chart
    - `model`: the model whose grades and ranks to show, if `found` is a table

    Raises `RequestError` if a column is missing, or `value` has texts.
    """
    return drawn(grid_of(found, value, by, model), title)


def decay(model: Model, days: int = 180, *, signals: list[str] | None = None) -> Chart:
    """Curves of the points that one event of each signal gives, from day 0 to day `days`.

    - `days`: a whole number of days, at least 1
    - `signals`: the names of the signals to draw; default: all that give points

    The model itself computes the points. Raises `RequestError` for an unknown signal.
    """
    from ._model import Model

    if not isinstance(model, Model):
        raise wrong("request", "model", model, "a Model")
    if isinstance(signals, str):
        raise wrong("request", "signals", signals, "a list of names of signals")
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise _plot_error("days", f"found `{days!r}`", "a whole number of days")
    document = model.document()
    known = document.get("signals") or {}
    if unknown := [name for name in signals or [] if name not in known]:
        raise _plot_error("signals", f"the model has no signal {unknown[0]!r}; it has {', '.join(known)}")
    # A model with this signal alone, so that nothing else gives or takes points.
    alone: dict[str, Any] = {key: document[key] for key in ("format", "timezone") if key in document}
    engagement = document.get("engagement") or {}
    curves: dict[tuple[float, ...], list[str]] = {}
    for name, signal in known.items():
        each = signal.get("points") or signal.get("points_per_unit")
        if not each or (signals is not None and name not in signals):
            continue
        plain = {"points": 1000, "decay": signal.get("decay") or engagement.get("decay") or "none"}
        one = type(model).from_dict({**alone, "name": name, "signals": {"event": plain}, "engagement": {}})
        left = tuple(_left(one, each, days))
        curves.setdefault(left, []).append(name)
    # Equal lines would hide each other, so they become one line with all their names.
    rows: list[dict[str, Any]] = [
        {"signal": ", ".join(names), "day": day, "points": points}
        for left, names in curves.items()
        for day, points in enumerate(left)
    ]
    if not rows:
        nothing: alt.Chart = _chart([{"text": "no signal gives points"}]).mark_text(fontSize=14).encode(text="text:N")
        return nothing
    chart: alt.Chart = (
        _chart(rows, title="What is left of an event's points")
        .mark_line(interpolate="linear")
        .encode(
            x=alt.X("day:Q", title="days later"),
            y=alt.Y("points:Q", title="points"),
            color=alt.Color(
                "signal:N",
                title=None,
                scale=alt.Scale(scheme="tableau20"),
                sort=list(dict.fromkeys(row["signal"] for row in rows)) or None,
            ),
            tooltip=["signal:N", "day:Q", "points:Q"],
        )
        .properties(width=460, height=280)
    )
    return chart


def waterfall(explained: Explained, section: str = "engagement") -> Chart:
    """A waterfall of the entries that add up to the points of a section.

    - `explained`: the answer of `Model.explain`
    - `section`: `fit`, `engagement`, `cycle` or `readiness`

    Raises `RequestError` if the model or the lead has no such section.
    """
    if not isinstance(explained, ExplainedView):
        raise wrong("request", "explained", explained, "the answer of `Model.explain`")
    if section not in SECTIONS:
        raise _plot_error("section", f"section is {section!r}; it is one of {', '.join(SECTIONS)}")
    data = explained.to_dict()
    found = data["explanation"][section]
    if found is None:
        raise _plot_error("section", f"the model or this lead has no {section}")
    rows, total = [], 0.0
    for at, entry in enumerate(found["entries"]):
        # A clamp has the name of the part that it limits.
        name = f"{entry['name']} (limit)" if entry["source"] == "clamp" else entry["name"]
        bar = {"at": at, "name": name, "points": entry["points"], "detail": words.detail(entry["detail"])}
        rows.append(
            {**bar, "from": total, "to": total + entry["points"], "kind": "gives" if entry["points"] >= 0 else "takes"}
        )
        total += entry["points"]
    rows.append(
        {
            "at": len(rows),
            "name": "total",
            "points": found["points"],
            "detail": "",
            "from": 0,
            "to": found["points"],
            "kind": "total",
        }
    )
    for row in rows:
        row["label"] = words.number(row["points"]) if row["kind"] == "total" else words.points(row["points"])
        row["end"] = max(row["from"], row["to"])
    lead = data["assessment"]["lead"]
    base = _chart(rows).encode(
        y=alt.Y("at:O", title=None, axis=alt.Axis(labelExpr=_names(rows), labelLimit=260, domain=False, ticks=False))
    )
    bars = base.mark_bar(size=18).encode(
        x=alt.X("from:Q", title="points"),
        x2="to:Q",
        color=alt.Color(
            "kind:N", legend=None, scale=alt.Scale(domain=["gives", "takes", "total"], range=[GOOD, BAD, TOTAL])
        ),
        tooltip=["name:N", "points:Q", "detail:N"],
    )
    labels = base.mark_text(align="left", dx=4).encode(x="end:Q", text="label:N")
    title = f"{section}{'' if lead is None else f' of {lead}'}: {words.number(found['points'])} points"
    return alt.layer(bars, labels).properties(width=460, height=alt.Step(26), title=title)


def timeline(rows: list[TimelineRow]) -> Chart:
    """The points and labels of one lead over time; `rows` is the answer of `Model.timeline`.

    Rows of `every="number"` include every change of points and are drawn as steps up to the last day. Other rows are
    drawn as points without lines, since points may change between them. Raises `RequestError` if there is nothing to
    draw.
    """
    if not isinstance(rows, list) or not all(isinstance(row, TimelineRow) for row in rows):
        raise wrong("request", "rows", rows, "the answer of `Model.timeline`")
    if not rows:
        raise _plot_error("rows", "there are no rows to draw")
    arguments = rows.arguments if isinstance(rows, Records) else {}
    to = str(arguments.get("to") or rows[-1].day)[:10]
    return over_time([row.to_dict() for row in rows], to, arguments.get("every"))


def _left(model: Model, each: float, days: int) -> Iterator[float]:
    """The points of an event after each number of days."""
    first = dt.date(2026, 1, 1)
    for day in range(days + 1):
        found = model.assess(None, [{"event": "event", "at": first}], as_of=first + dt.timedelta(day))
        left = found.engagement
        yield each * (left.points if left else 0) / 1000


def _names(rows: list[dict[str, Any]]) -> str:
    import json

    return f"{json.dumps([row['name'] for row in rows])}[datum.value]"
