"""Pictures (`pip install 'leadgrade[plot]'`): each takes answers as they are and gives an Altair chart.

A chart shows itself in a notebook; `chart.save("grid.png")`, `"grid.svg"` or `chart.save("grid.html",
inline=True)` write files without the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, Union

from . import _words as words
from ._answers import TimelineRow
from ._errors import LeadgradeError, problem, wrong
from ._views import ExplainedView

try:
    import altair as alt
except ImportError as _error:
    raise ImportError("leadgrade.plot needs Altair: pip install 'leadgrade[plot]'") from _error

if TYPE_CHECKING:
    from ._answers import Explained
    from ._model import Model

__all__ = ["decay", "grid", "timeline", "waterfall"]

Chart: TypeAlias = Union[alt.Chart, alt.LayerChart, alt.FacetChart, alt.VConcatChart]

GOOD, BAD, TOTAL = "#2e8b57", "#c0504d", "#4c6a92"
SECTIONS = ("fit", "engagement", "cycle", "readiness")


def grid(found: Any, value: str | None = None, *, by: str | None = None, title: str | None = None) -> Chart:
    """The grid of grades and ranks as a heat map.

    - `found`: a `ScoredTable`, or a table with the columns `grade` and `rank`
    - `value`: a column of 0 and 1 (or flags), such as who bought: its mean in percent; without it leads are counted
    - `by`: a column, such as `stage`: one grid for each of its values
    """
    rows = _grid_rows(found, value, by)
    grades = sorted({row["grade"] for row in rows})
    ranks = sorted({row["rank"] for row in rows})
    what, style = ("leads", ",.0f") if value is None else (f"{value}, %", ".1f")
    base = _chart(rows).encode(
        x=alt.X("rank:O", sort=ranks, title="engagement (1 is best)", axis=alt.Axis(labelAngle=0)),
        y=alt.Y("grade:O", sort=grades, title="fit (A is best)"),
    )
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color("shown:Q", title=what, scale=alt.Scale(scheme="blues", domainMin=0)),
        tooltip=["grade:O", "rank:O", alt.Tooltip("shown:Q", title=what, format=style), "leads:Q"],
    )
    most = max((row["shown"] for row in rows), default=0)
    said = base.mark_text(fontSize=12).encode(
        text=alt.Text("shown:Q", format=style),
        color=alt.condition(f"datum.shown > {0.55 * most}", alt.value("white"), alt.value("#222")),
    )
    side = 44 if by is None else 30
    chart = alt.layer(cells, said).properties(width=side * max(len(ranks), 1) * 1.4, height=side * max(len(grades), 1))
    if by is not None:
        groups = sorted({row[by] for row in rows})
        chart = chart.facet(facet=alt.Facet(f"{by}:N", title=None, sort=groups), columns=3)
    return chart.properties(
        title=title or ("Leads by grade and rank" if value is None else f"{value} by grade and rank")
    )


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
    rows = []
    for name, signal in known.items():
        each = signal.get("points") or signal.get("points_per_unit")
        if not each or (signals is not None and name not in signals):
            continue
        plain = {"points": 1000, "decay": signal.get("decay") or engagement.get("decay") or "none"}
        one = type(model).from_dict({**alone, "name": name, "signals": {"event": plain}, "engagement": {}})
        rows += _left(one, name, each, days)
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
                sort=list(dict.fromkeys(row["signal"] for row in rows)),
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
    """Points of one lead over time, and what it was called; ask for `every="number"` to see all of it."""
    if not isinstance(rows, list) or not all(isinstance(row, TimelineRow) for row in rows):
        raise wrong("request", "rows", rows, "the rows that `Model.timeline` answers")
    if not rows:
        raise _refused("rows", "there are no rows to draw")
    lines, labels = [], []
    before: dict[str, Any] = {}
    for row in rows:
        data = row.to_dict()
        day, found = data["day"], data["assessment"]
        for section in SECTIONS:
            if found[section] is not None:
                lines.append({"day": day, "section": section, "points": found[section]["points"]})
        now = {
            "cell": found["cell"],
            "stage": found["stage"] and found["stage"]["name"],
            "qualification": found["qualification"],
        }
        labels += [{"day": day, "of": of, "name": name} for of, name in now.items() if name and name != before.get(of)]
        before = now
    time = alt.X("day:T", title=None)
    points = (
        _chart(lines)
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            x=time,
            y=alt.Y("points:Q", title="points"),
            color=alt.Color("section:N", title=None, sort=list(SECTIONS)),
            # Sections of equal points, such as readiness without a cycle, hide each other otherwise.
            strokeDash=alt.StrokeDash("section:N", legend=None, sort=list(SECTIONS)),
            tooltip=["day:T", "section:N", "points:Q"],
        )
        .properties(width=620, height=240)
    )
    said = _chart(labels).encode(
        x=time,
        y=alt.Y("of:N", title=None, sort=["cell", "stage", "qualification"]),
        tooltip=["day:T", "of:N", "name:N"],
    )
    called = alt.layer(
        said.mark_tick(thickness=2, size=18, color=TOTAL),
        said.mark_text(align="left", dx=5, fontSize=11).encode(text="name:N"),
    ).properties(width=620, height=90)
    both: alt.VConcatChart = alt.vconcat(points, called).resolve_scale(x="shared", color="independent")
    return both


def _refused(argument: str, message: str, allowed: str = "") -> LeadgradeError:
    return problem("request", "not_allowed", f"/{argument}", message, allowed)


def _chart(rows: list[dict[str, Any]], **more: Any) -> alt.Chart:
    """A chart of rows that stand in it: it needs nothing from elsewhere."""
    return alt.Chart(alt.InlineData(values=rows), **more)


def _grid_rows(found: Any, value: str | None, by: str | None) -> list[dict[str, Any]]:
    import narwhals as nw

    table = found.leads if hasattr(found, "leads") else found
    try:
        frame = nw.from_native(table, eager_only=True)
    except TypeError:
        raise wrong("request", "found", found, "a ScoredTable, or a frame of its leads") from None
    wanted = ["grade", "rank", *([value] if value else []), *([by] if by else [])]
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        has = ", ".join(frame.columns)
        raise _refused("found", f"the table has no column {', '.join(map(repr, missing))}; it has {has}")
    frame = frame.select(wanted).drop_nulls(["grade", "rank"])
    cells: dict[tuple[Any, ...], list[float]] = {}
    for row in frame.iter_rows(named=True):
        key = (str(row["grade"]), int(row["rank"]), str(row[by]) if by else None)
        cell = cells.setdefault(key, [0, 0.0])
        cell[0] += 1
        cell[1] += float(row[value] or 0) if value else 0.0
    found_rows = []
    for (grade, rank, group), (count, sum_) in sorted(cells.items(), key=lambda one: tuple(map(str, one[0]))):
        shown = count if value is None else 100 * sum_ / count
        found_rows.append({"grade": grade, "rank": rank, "leads": count, "shown": shown, **({by: group} if by else {})})
    return found_rows


def _left(model: Model, name: str, each: float, days: int) -> list[dict[str, Any]]:
    import datetime as dt

    first = dt.date(2026, 1, 1)
    rows = []
    for day in range(days + 1):
        found = model.assess(None, [{"event": "event", "at": first}], as_of=first + dt.timedelta(day))
        left = found.assessment.engagement
        rows.append({"signal": name, "day": day, "points": each * (left.points if left else 0) / 1000})
    return rows


def _names(rows: list[dict[str, Any]]) -> str:
    import json

    return f"{json.dumps([row['name'] for row in rows])}[datum.value]"
