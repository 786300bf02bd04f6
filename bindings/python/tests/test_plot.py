"""Pictures say what the results say; drawn offline to a file."""

from pathlib import Path
from typing import Any

import pytest
from leadgrade import Model, plot

pl = pytest.importorskip("polars")
pytest.importorskip("altair")

MODEL = Model(
    """
    format = 1
    name = "shop"
    [signals]
    visit = { points = 16, decay = { half_life_days = 10 } }
    call = { points = 5, group = "direct" }
    [engagement]
    groups.direct = { max = 3 }
    """
)
EVENTS = [{"event": "visit", "at": "2026-11-12"}, {"event": "call", "at": "2026-11-20"}]


def data(chart: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = chart.to_dict()["data"]["values"]
    return found


def test_grid() -> None:
    leads = pl.DataFrame({"grade": ["A", "A", "B", None], "rank": [1, 1, 5, 2], "stage": ["lead", "lead", "visitor", "lead"], "won": [True, False, True, True]})
    counts = {(one["grade"], one["rank"]): one["leads"] for one in data(plot.grid(leads))}
    assert counts == {("A", 1): 2, ("B", 5): 1}
    shares = {(one["grade"], one["rank"]): one["share"] for one in data(plot.grid(leads, won="won"))}
    assert shares == {("A", 1): 0.5, ("B", 5): 1}
    assert {one["stage"] for one in data(plot.grid(leads, by_stage=True))} == {"lead", "visitor"}
    with pytest.raises(ValueError, match="no column `won_`"):
        plot.grid(leads, won="won_")


def test_decay_is_that_of_the_model() -> None:
    points = {(one["signal"], one["age"]): one["points"] for one in data(plot.decay(MODEL, days=20))}
    assert [points["visit", age] for age in (0, 10, 20)] == [16, 8, 4]
    assert points["call", 20] == 5
    with pytest.raises(ValueError, match="no signal `visits`; it has"):
        plot.decay(MODEL, ["visits"])


def test_waterfall_ends_at_the_sum() -> None:
    explained = MODEL.explain(events=EVENTS, as_of="2026-11-22")
    rows = data(plot.waterfall(explained))
    assert explained.assessment.engagement is not None
    total = explained.assessment.engagement.points
    assert rows[-1]["name"] == "sum" and rows[-1]["to"] == total
    assert rows[-2]["to"] == pytest.approx(total)
    assert [row["name"] for row in rows] == ["call", "visit", "direct (limit)", "sum"]
    assert {row["kind"] for row in rows} == {"more", "less", "sum"}
    with pytest.raises(ValueError, match="no section `fit`"):
        plot.waterfall(explained.explanation, "fit")


def test_timeline() -> None:
    rows = MODEL.timeline(events=EVENTS, from_="2026-11-10", to="2026-11-25", every="number")
    drawn = data(plot.timeline(rows))
    assert {(one["day"], one["points"]) for one in drawn} == {(row.day, row.assessment.engagement.points) for row in rows if row.assessment.engagement}


def test_files(tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    file = tmp_path / "waterfall.png"
    plot.waterfall(MODEL.explain(events=EVENTS, as_of="2026-11-22")).save(file)
    assert file.read_bytes().startswith(b"\x89PNG")
