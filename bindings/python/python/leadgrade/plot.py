"""Pictures (`pip install 'leadgrade[plot]'`): each takes answers as they are and gives an Altair chart.

A chart shows itself in a notebook; `chart.save("grid.png")`, `"grid.svg"` or `chart.save("grid.html",
inline=True)` write files without the network.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from . import _words as words
from ._answers import TimelineRow
from ._charts import BAD, GOOD, SECTIONS, TOTAL, Chart, alt, drawn, over_time
from ._charts import chart as _chart
from ._charts import refused as _refused
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
    """The grid of grades and ranks as a heat map, in the model's order, empty places too.

    - `found`: a `ScoredTable`, or a table with the columns `grade` and `rank`
    - `value`: a column of flags or of 0 and 1, such as who bought: its share in percent; of other numbers the mean;
      values that are not known are left out, and `n` says of how many leads it is. Without it leads are counted
    - `by`: a column, such as `stage`: one grid for each of its values
    - `model`: whose grades and ranks there are, where `found` is a table that does not know them
    """
    return drawn(grid_of(found, value, by, model), title)


def decay(model: Model, days: int = 180, *, signals: list[str] | None = None) -> Chart:
    """How much of an event of each signal is left after so many days.

    The points are those that the model itself gives to one event, day by day.
    """
    from ._model import Model

    if not isinstance(model, Model):
        raise wrong("request", "model", model, "a Model")
    if isinstance(signals, str):
        raise wrong("request", "signals", signals, "a list of names of signals")
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise _refused("days", f"found `{days!r}`", "a whole number of days")
    document = model.document()
    known = document.get("signals") or {}
    if unknown := [name for name in signals or [] if name not in known]:
        raise _refused("signals", f"the model has no signal {unknown[0]!r}; it has {', '.join(known)}")
    # All else that could give or take points stays away: what is left is the signal.
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
    # Lines that are equal hide each other: they are one, with all their names.
    rows: list[dict[str, Any]] = [
        {"signal": ", ".join(names), "day": day, "points": points}
        for left, names in curves.items()
        for day, points in enumerate(left)
    ]
    if not rows:
        nothing: alt.Chart = _chart([{"said": "no signal gives points"}]).mark_text(fontSize=14).encode(text="said:N")
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
    """Where the points of a section come from: `fit`, `engagement`, `cycle` or `readiness`."""
    if not isinstance(explained, ExplainedView):
        raise wrong("request", "explained", explained, "what `Model.explain` answers")
    if section not in SECTIONS:
        raise _refused("section", f"section is {section!r}; it is one of {', '.join(SECTIONS)}")
    data = explained.to_dict()
    found = data["explanation"][section]
    if found is None:
        raise _refused("section", f"the model or this lead has no {section}")
    rows, total = [], 0.0
    for at, entry in enumerate(found["entries"]):
        # A limit has the name of what it limits.
        name = f"{entry['name']} (limit)" if entry["source"] == "clamp" else entry["name"]
        said = {"at": at, "name": name, "points": entry["points"], "detail": words.detail(entry["detail"])}
        rows.append(
            {**said, "from": total, "to": total + entry["points"], "kind": "gives" if entry["points"] >= 0 else "takes"}
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
    """Points of one lead over time, and what it was called.

    Rows of `every="number"` give steps up to `to`: their values are known on all days. Of other rows only the
    days that they have are known: there are points, and no lines between them.
    """
    if not isinstance(rows, list) or not all(isinstance(row, TimelineRow) for row in rows):
        raise wrong("request", "rows", rows, "the rows that `Model.timeline` answers")
    if not rows:
        raise _refused("rows", "there are no rows to draw")
    asked = rows.asked if isinstance(rows, Records) else {}
    return over_time([row.to_dict() for row in rows], str(asked.get("to") or rows[-1].day)[:10], asked.get("every"))


def _left(model: Model, each: float, days: int) -> Iterator[float]:
    """What is left of an event after each number of days."""
    first = dt.date(2026, 1, 1)
    for day in range(days + 1):
        found = model.assess(None, [{"event": "event", "at": first}], as_of=first + dt.timedelta(day))
        left = found.engagement
        yield each * (left.points if left else 0) / 1000


def _names(rows: list[dict[str, Any]]) -> str:
    import json

    return f"{json.dumps([row['name'] for row in rows])}[datum.value]"
