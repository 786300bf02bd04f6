"""How answers are shown: as text, as HTML without injection, and as charts."""

import html.parser
import json

import pytest
from leadgrade import Model

AS_OF = "2026-11-22"
HOSTILE = '<script>alert("1")</script>&"\'><img src=x onerror=y>'
EVENTS = [
    {"event": "quote_request", "at": "2026-11-20T15:12:00Z"},
    {"event": "order", "at": "2026-09-20", "value": 120.5},
    {"event": "order", "at": HOSTILE},
]


class Tags(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.texts = set(), [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


ALLOWED = {"div", "b", "small", "span", "bdi", "table", "tr", "th", "td", "br"}


def hostile():
    return Model.from_dict(
        {
            "format": 1,
            "name": HOSTILE,
            "description": HOSTILE,
            "attributes": {"size": {"type": "number"}, "text": {"type": "text"}},
            "signals": {"order": {"points": 5}, "quote_request": {"points": 30}},
            "fit": {
                "criteria": [
                    {"name": HOSTILE, "fact": "profile.size", "cases": [{"gte": 1, "points": 60}]},
                    {"name": "text", "fact": "profile.text", "cases": [{"contains": HOSTILE, "points": 60}]},
                ]
            },
            "engagement": {},
            "lifecycle": {"stages": [{"name": HOSTILE, "pipeline": "sell"}]},
            "segments": {HOSTILE: {"fact": "profile.size", "gte": 1}},
        }
    )


def test_html_is_escaped_and_well_formed():
    model = hostile()
    lead = {"lead": HOSTILE, "size": 3, "text": HOSTILE}
    for shown in (model, model.assess(lead, EVENTS, as_of=AS_OF), model.explain(lead, EVENTS, as_of=AS_OF)):
        found = Tags(shown._repr_html_())
        assert found.tags <= ALLOWED
        assert HOSTILE in found.texts


def test_views_of_an_assessment_an_excluded_lead_and_a_minimal_model(office):
    least = Model.from_toml('format = 1\nname = "least"')
    for shown in (
        least,
        least.assess(as_of=AS_OF).assessment,
        least.explain(as_of=AS_OF),
        office.assess({"staff": True}, as_of=AS_OF),
        office.explain({"staff": True}, as_of=AS_OF),
    ):
        Tags(shown._repr_html_())


def test_models_of_all_examples_are_cards(root):
    for path in sorted((root / "examples" / "models").glob("*.toml")):
        model = Model.load(path)
        texts = " ".join(Tags(model._repr_html_()).texts)
        document = model.document()
        assert document["name"] in texts
        for name, signal in (document.get("signals") or {}).items():
            assert not signal.get("points") or name in texts, (path.name, name)


def test_a_right_to_left_text_has_its_own_direction(root):
    shown = Model.load(root / "examples" / "models" / "arabic-retail.toml")._repr_html_()
    assert '<bdi dir="auto">المدينة</bdi>' in shown


def test_an_explanation_as_text(office):
    why = office.explain({"lead": "L-7", "employees": 120}, EVENTS[:2], as_of=AS_OF)
    lines = str(why).splitlines()
    assert lines[0].startswith("L-7 at 2026-11-22T23:59:59.999999Z: ")
    assert "       +35  company size  (employees: 120)" in lines
    assert any(line.startswith("qualification: ") for line in lines)


def test_reprs_and_plain_objects(office):
    found = office.assess({"lead": "L-7"}, EVENTS, as_of=AS_OF)
    assert repr(found.stage) == "AssessedStage(name='customer', pipeline='account')"
    line = f"of L-7 at 2026-11-22T23:59:59.999999Z: {found.cell}, {found.stage.name}, {found.qualification}"
    assert repr(found) == f"<Assessed {line}; 1 reject>"
    assert repr(found.assessment) == f"<Assessment {line}>"
    assert repr(office.explain({"lead": "L-7"}, EVENTS[:2], as_of=AS_OF)) == f"<Explained {line}>"
    assert repr(Model.from_toml('format = 1\nname = "n"').assess(as_of="2026-11-22T00:00:00Z")) == (
        "<Assessed of a lead at 2026-11-22T00:00:00Z: nothing>"
    )
    assert json.loads(json.dumps(found.to_dict()))["assessment"]["cell"] == found.cell
    assert {"cell", "stage", "report", "to_dict"} <= set(dir(found))
    found.to_dict()["assessment"]["cell"] = "changed"
    assert found.cell != "changed"
    change = office.next_change({}, EVENTS[:1], as_of=AS_OF)
    assert change.changes[0].from_ is not None


@pytest.fixture(scope="module")
def plot():
    pytest.importorskip("altair")
    from leadgrade import plot

    return plot


def png(chart):
    converter = pytest.importorskip("vl_convert")
    picture = converter.vegalite_to_png(json.dumps(chart.to_dict()))
    assert picture.startswith(b"\x89PNG") and len(picture) > 2_000
    return chart.to_dict()


def all_values(part):
    """All rows anywhere in a chart."""
    if not isinstance(part, dict):
        return [row for value in part for row in all_values(value)] if isinstance(part, list) else []
    lists = [*part.get("datasets", {}).values(), part.get("values")]
    found = [row for rows in lists if isinstance(rows, list) for row in rows if isinstance(row, dict)]
    return found + [row for name, value in part.items() if name != "datasets" for row in all_values(value)]


def values(chart):
    """The rows of a chart."""
    return (
        [row for data in chart["datasets"].values() for row in data] if "datasets" in chart else chart["data"]["values"]
    )


def test_a_grid_counts_every_lead_once(plot, office):
    pl = pytest.importorskip("polars")
    people = pl.DataFrame({"lead": list("abcd"), "employees": [120, 5, None, 120]})
    events = pl.DataFrame({"lead": ["a"], "event": ["quote_request"], "at": ["2026-11-20"]})
    found = office.assess_table(people, events, as_of=AS_OF)
    assert sum(row["leads"] for row in values(png(plot.grid(found)))) == 4
    stages = list(dict.fromkeys(row["group"] for row in values(png(plot.grid(found.leads, by="stage")))))
    assert stages == ["visitor", "evaluating"]
    bought = found.leads.with_columns(pl.Series("bought", [1, 0, 0, 1]))
    assert max(row["shown"] or 0 for row in values(png(plot.grid(bought, "bought")))) == 100
    with pytest.raises(ValueError, match="no column 'stag'"):
        plot.grid(found, by="stag")


def test_a_waterfall_ends_at_the_points(plot, office):
    why = office.explain({"lead": "L-7"}, EVENTS[:2], as_of=AS_OF)
    rows = values(png(plot.waterfall(why)))
    assert rows[-2]["to"] == pytest.approx(rows[-1]["to"]) == pytest.approx(why.explanation.engagement.points)
    with pytest.raises(ValueError, match="one of fit"):
        plot.waterfall(why, "fitt")
    with pytest.raises(ValueError, match="has no fit"):
        plot.waterfall(Model.from_toml('format = 1\nname = "n"').explain(as_of=AS_OF), "fit")


def test_decay_curves_equal_the_model(plot, office):
    rows = values(png(plot.decay(office, 45, signals=["quote_request", "trade_show"])))
    left = {(row["signal"], row["day"]): row["points"] for row in rows}
    assert left["quote_request", 0] == 30 and left["quote_request", 45] == 15
    assert left["trade_show", 45] == 18.75  # three quarters of 25
    with pytest.raises(ValueError, match="no signal 'quote'; it has "):
        plot.decay(office, signals=["quote"])


def test_a_clamp_is_labelled_as_a_limit(plot):
    model = Model.from_toml('format = 1\nname = "n"\nsignals.visit = { points = 10, max = 15 }\n[engagement]')
    why = model.explain({}, [{"event": "visit", "at": AS_OF}] * 2, as_of=AS_OF)
    rows = values(png(plot.waterfall(why)))
    assert [(row["name"], row["to"]) for row in rows] == [("visit", 20), ("visit (limit)", 15), ("total", 15)]


def test_a_timeline_of_one_lead(plot, office):
    days = office.timeline({}, EVENTS[:2], from_="2026-09-01", to=AS_OF, every="number")
    chart = png(plot.timeline(days))
    # Days do not depend on a time zone, and the steps continue to the last day of the request.
    text = json.dumps(chart)
    assert text.count('"type": "utc"') >= 2 and '"step-after"' in text
    points = [row for row in all_values(chart) if "points" in row]
    assert max(row["day"] for row in points) == AS_OF
    labels = [row for row in all_values(chart) if "name" in row]
    assert {row["end"] for row in labels if row["of"] == "stage"} == {"2026-09-20", AS_OF}
    # Rows at changes of labels leave the points in between unknown.
    labels_only = png(plot.timeline(office.timeline({}, EVENTS[:2], from_="2026-09-01", to=AS_OF)))
    assert '"step-after"' not in json.dumps(labels_only)
    with pytest.raises(ValueError, match="no rows"):
        plot.timeline([])


def test_the_whole_report_is_shown(office):
    lead = {"lead": "L-7", "Employees": 120, "revenue": "much"}
    events = [{"event": "quote_requests", "at": AS_OF}, {"event": "order", "at": "soon\x1b[31m"}]
    why = office.explain(lead, events, as_of=AS_OF)
    found = office.assess(lead, events, as_of=AS_OF)
    for shown in (str(why), str(found)):
        lines = shown.splitlines()
        for part in ("not used", "hints", "unknown events"):
            assert part in lines, shown
        assert "  profiles 0: revenue: expected a number, found the text `much`" in lines
        assert any("Employees" in line and "employees" in line for line in lines)
        assert any("did you mean `quote_request`?" in line for line in lines)
        assert "  quote_requests: 1 event" in lines
        assert "\x1b" not in shown
    assert "missing for more" in str(why).splitlines()
    assert "  company size: not known, up to 35 points" in str(why).splitlines()
    for view in (why, found):
        assert "; 2 rejects; 2 hints; 1 unknown event>" in repr(view)
        texts = " ".join(Tags(view._repr_html_()).texts)
        for part in ("Not used", "Hints", "Unknown events", "quote_requests", "expected a number"):
            assert part in texts
    assert "Missing for more" in why._repr_html_()
    plain = office.assess({"lead": "L-7", "employees": 120}, as_of=AS_OF)
    assert str(plain) == repr(plain)


def test_a_scored_table_shows_its_report(office):
    pl = pytest.importorskip("polars")
    people = pl.DataFrame({"lead": ["L-7"], "Employees": ["N/A"], "revenue": ["much"], HOSTILE: [1]})
    found = office.assess_table(people, pl.DataFrame({"lead": ["L-7"], "event": [HOSTILE], "at": [AS_OF]}), as_of=AS_OF)
    shown = str(found)
    assert "did you mean the column `Employees`?" in shown
    assert "expected a number, found the text `much`" in shown
    assert {"code", "table", "column", "message", "help", "count"} == set(found.hints.columns)
    html = found._repr_html_()
    assert HOSTILE not in html and "&lt;script&gt;" in html
    assert len(shown.splitlines()) < 80


ODD = """
format = 1
name = "odd"
timezone = "UTC"
attributes.size = { type = "number" }
signals.visit = { points = 10 }
[fit]
grades = [["hot", 60], ["A+", 40], ["cold", 20], ["ice"]]
criteria = [{ name = "size", fact = "profile.size", cases = [{ gte = 100, points = 60 }, { gte = 10, points = 20 }] }]
[engagement]
ranks = [[1, 30], [2, 20], [3, 10], [4]]
"""


def test_a_grid_keeps_the_order_of_the_model_and_its_empty_cells(plot):
    pl = pytest.importorskip("polars")
    model = Model.from_toml(ODD)
    found = model.assess_table(pl.DataFrame({"lead": ["a", "b", "c"], "size": [100, 100, 1]}), as_of=AS_OF)
    for table, more in ((found, {}), (found.leads, {"model": model}), (found.leads.to_pandas(), {"model": model})):
        chart = png(plot.grid(table, **more))
        rows = all_values(chart)
        assert list(dict.fromkeys(row["grade"] for row in rows)) == ["hot", "A+", "cold", "ice"]
        assert list(dict.fromkeys(row["rank"] for row in rows)) == [1, 2, 3, 4]
        assert {(row["grade"], row["rank"]): row["leads"] for row in rows if row["leads"]} == {
            ("hot", 4): 2,
            ("ice", 4): 1,
        }
        assert '"fit (hot is best)"' in json.dumps(chart) and '"engagement (1 is best)"' in json.dumps(chart)
    # Without the model, a categorical column has an order, and a column of texts has none.
    assert list(dict.fromkeys(row["grade"] for row in all_values(png(plot.grid(found.leads))))) == [
        "hot",
        "A+",
        "cold",
        "ice",
    ]
    assert "is best" not in json.dumps(png(plot.grid(found.leads.cast({"grade": pl.String}))))


def test_missing_values_are_left_out_and_n_is_shown(plot):
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    leads = {"grade": ["A", "A", "A", "B"], "rank": [1, 1, 1, 2]}
    bought = [True, False, None, None]
    frames = [
        pl.DataFrame({**leads, "bought": bought}),
        pd.DataFrame({**leads, "bought": pd.array(bought, dtype="boolean")}),
        pd.DataFrame({**leads, "bought": [1.0, 0.0, float("nan"), float("nan")]}),
        pd.DataFrame({**leads, "bought": [True, False, pd.NA, None]}),
    ]
    for frame in frames:
        chart = png(plot.grid(frame, "bought"))
        rows = {(row["grade"], row["rank"]): row for row in all_values(chart)}
        assert (rows["A", 1]["label"], rows["A", 1]["of"], rows["A", 1]["leads"]) == ("50.0 %", "n 2", 3)
        assert (rows["B", 2]["label"], rows["B", 2]["of"], rows["B", 2]["leads"]) == ("", "", 1)
        assert '"bought, %"' in json.dumps(chart)
    amounts = png(plot.grid(pl.DataFrame({**leads, "amount": [10.0, 30.0, None, 7.0]}), "amount"))
    assert {row["label"] for row in all_values(amounts)} == {"20.0", "", "7.0"}
    assert '"mean of amount"' in json.dumps(amounts) and '"Mean of amount by grade and rank"' in json.dumps(amounts)
    with pytest.raises(ValueError, match="column of flags or of numbers"):
        plot.grid(pl.DataFrame({**leads, "who": list("abcd")}), "who")


def test_decay_without_signals_and_of_equal_signals(plot):
    png(plot.decay(Model.from_toml('format = 1\nname = "n"')))
    model = Model.from_toml(
        'format = 1\nname = "n"\nsignals.a = { points = 5 }\nsignals.b = { points = 5 }\n[engagement]'
    )
    rows = values(png(plot.decay(model, 3)))
    assert [(row["signal"], row["points"]) for row in rows] == [("a, b", 5)] * 4


def test_a_timeline_of_one_row_and_of_a_model_without_points(plot):
    model = Model.from_toml(ODD)
    rows = model.timeline({}, [], from_="2026-11-01", to=AS_OF, every="number")
    assert len(rows) == 1
    points = [row for row in all_values(png(plot.timeline(rows))) if "points" in row]
    assert {row["day"] for row in points} == {"2026-11-01", AS_OF}
    with pytest.raises(ValueError, match="no points and no labels"):
        plot.timeline(Model.from_toml('format = 1\nname = "n"').timeline(from_="2026-11-01", to=AS_OF))


def test_lists_of_answers_and_errors_are_html_tables(office):
    for shown in (office.run_tests(), office.lint(), office.timeline(from_="2026-11-01", to=AS_OF)):
        assert isinstance(shown, list)
        Tags(shown._repr_html_())
    assert "a first visit is worth 10" in office.run_tests()._repr_html_()
    with pytest.raises(ValueError) as raised:
        Model.from_dict({"format": 1, "name": HOSTILE, HOSTILE: 1})
    found = Tags(raised.value._repr_html_())
    assert found.tags <= ALLOWED | {"p"} and "unknown_key" in found.texts


def test_a_stage_without_a_pipeline():
    model = Model.from_toml('format = 1\nname = "n"\n[[lifecycle.stages]]\nname = "visitor"')
    shown = model.assess({"lead": "x"}, as_of=AS_OF)._repr_html_()
    assert "visitor" in shown and "None" not in shown
