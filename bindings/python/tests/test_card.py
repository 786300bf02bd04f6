"""The card of a model shows every rule of its document, and the points that explanations give."""

import html.parser
import json
import re
from decimal import Decimal

import leadgrade
from leadgrade import Model
from leadgrade import _words as words

#: Parts of a document that are not rules: declarations, and tests.
SILENT = {"format", "tests", "revision", "timezone", "type", "compare", "kind", "unit"}


class Rows(html.parser.HTMLParser):
    """Collects the rows of HTML tables, each a list of the texts of its cells."""

    def __init__(self, shown):
        super().__init__()
        self.rows, self.text, self.begun, self.tables = [], "", 0, 0
        self.feed(shown)

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.begun += 1
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        if tag == "table":
            self.tables += 1

    def handle_data(self, data):
        self.text += data + "\n"
        if self.rows and self.rows[-1] and self.tables < self.begun:
            self.rows[-1][-1] += data


def models(root):
    """Every model of the examples and of the conformance vectors."""
    for path in sorted((root / "examples" / "models").glob("*.toml")):
        yield path.name, Model.load(path)
    for path in sorted((root / "core" / "conformance" / "cases").glob("*.json")):
        for name, document in json.loads(path.read_text("utf-8")).get("models", {}).items():
            yield f"{path.name}: {name}", Model.from_dict(document)


def leaves(document, path=()):
    """The scalars of a document with their paths, including the names of its parts."""
    if isinstance(document, dict):
        for key, value in document.items():
            if key in SILENT:
                continue
            # The keys of this table are names, which the card shows.
            if path and path[-1] in NAMED and len(path) < 3:
                yield (*path, "name"), key
            yield from leaves(value, (*path, key))
    elif isinstance(document, list):
        for value in document:
            yield from leaves(value, (*path, "[]"))
    else:
        yield path, document


NAMED = {"signals", "switches", "segments", "channels"}
#: Weights, which the next test compares.
PRODUCTS = {"weight", "points", "points_per_unit", "otherwise", "missing"}


def forms(path, value):
    """The texts that may show a scalar on the card; empty if the card need not show it."""
    key = path[-1]
    if key in PRODUCTS and not isinstance(value, str) and "priority" not in path and "prior" not in path:
        return set()
    if isinstance(value, bool) or value in (None, 0, "none", "hold"):
        return set()  # Shown as a word, or not at all.
    if isinstance(value, str):
        return {value, words.fact(value), words.isolated(value)}
    return {words.number(value), words.points(value), words.number(100 * Decimal(repr(value)))}


def stands(form, shown):
    """Whether a text contains a word; 20 does not contain the word 2."""
    return re.search(rf"(?<![\w.]){re.escape(form)}(?![\w]|[.,]\d)", shown) or (
        not form[-1:].isalnum() and form in shown
    )


def test_every_rule_of_every_model_is_on_its_card(root):
    count, lacking = 0, []
    for name, model in models(root):
        shown = Rows(model._repr_html_()).text
        for path, value in leaves(model.document()):
            possible = forms(path, value)
            if path[0] in ("attributes", "properties") and "not_known" not in path:
                continue
            if path[0] == "seasons" and path[1] not in json.dumps(model.document().get("buying_cycle") or {}):
                continue
            if "full" in path and not model.document()["priority"][path[-1]]:
                continue
            count += 1
            if possible and not any(stands(one, shown) for one in possible):
                lacking.append((name, path, value))
    assert not lacking
    assert count > 3_000


def entries(why):
    """The entries of an explanation for criteria, personas and signals."""
    for section in ("fit", "engagement", "cycle"):
        yield from (why["explanation"][section] or {"entries": []})["entries"]


def test_points_on_cards_equal_those_of_explanations(root):
    """Each entry of a criterion, a persona or one event of a signal is in a row of the card with its name."""
    seen = dict.fromkeys(("criterion", "persona", "signal"), 0)
    for name, model in models(root):
        rows, above = [], ""
        for row in Rows(model._repr_html_()).rows:
            above = row[0] or above
            rows.append((above, *row[1:]))
        for lead in leads_of(model):
            for entry in entries(model.explain(*lead, as_of="2026-11-22").to_dict()):
                if entry["points"] and (entry["source"] in ("criterion", "persona") or is_one_event(entry)):
                    seen[entry["source"]] += 1
                    worth = words.points(entry["points"])
                    assert any(row[0] == entry["name"] and worth in row for row in rows), (name, entry, rows)
    assert seen["criterion"] > 100 and seen["signal"] > 100, seen


def is_one_event(entry):
    """Whether an entry has the points of one event of today."""
    return entry["source"] == "signal" and entry["detail"]["matched"] == 1 and entry["detail"]["newest"] == "2026-11-22"


def leads_of(model):
    """Leads that match many rules: without attributes, and with one event of each signal today."""
    document = model.document()
    yield {}, []
    for signal in (document.get("signals") or {}).values():
        if not signal.get("points_per_unit") and "max" not in signal and "min" not in signal:
            yield {}, [{"event": signal["event"], "at": "2026-11-22"}]
    for section in ("fit", "engagement"):
        for criterion in (document.get(section) or {}).get("criteria") or []:
            fact = criterion.get("fact") or ""
            for case in criterion["cases"]:
                value = next((case[key] for key in ("eq", "gte", "lte", "in", "has", "contains") if key in case), None)
                value = value[0] if isinstance(value, list) and "in" in case else value
                if fact.startswith("profile.") and value is not None and not isinstance(value, dict):
                    yield {fact.removeprefix("profile."): value}, []


def test_points_are_multiplied_by_weights():
    model = Model.from_dict(
        {
            "format": 1,
            "name": "n",
            "attributes": {"size": {"type": "number"}},
            "signals": {"visit": {"points": 10, "group": "web", "limit": 3, "limit_per_day": 2}},
            "fit": {
                "groups": {"firm": {"weight": 0.5, "max": 40}},
                "criteria": [
                    {"name": "a", "fact": "profile.size", "weight": 0.3, "cases": [{"gte": 1, "points": 100}]},
                    {
                        "name": "b",
                        "fact": "profile.size",
                        "weight": 0.3,
                        "group": "firm",
                        "cases": [{"gte": 1, "points": 100}],
                        "missing": -10,
                    },
                ],
            },
            "engagement": {"groups": {"web": {"weight": 1.5}}},
        }
    )
    rows = Rows(model._repr_html_()).rows
    assert ["a", "size at least 1", "+30", ""] in rows  # 0.3 times 100
    assert ["b", "size at least 1", "+15", "group firm"] in rows  # 0.3 times 0.5 times 100
    assert ["", "size is not known", "\u22121.5", "group firm"] in rows  # 0.3 times 0.5 times -10
    assert ["group firm", "at most +40", "", ""] in rows
    (visit,) = [row for row in rows if row[0] == "visit"]
    assert visit[1:] == ["+15", "only the last 3, only 2 per day, stays, group web"]  # 1.5 times 10


def test_right_to_left_names_are_isolated():
    text = 'format = 1\nname = "n"\n[signals."طلب"]\n[[scope.exclude]]\nname = "x"\nwhen = { fact = "signals.طلب.count", eq = 0 }'
    model = Model.from_toml(text)
    assert ["x", "number of \u2068طلب\u2069 is 0"] in Rows(model._repr_html_()).rows
    assert '<bdi dir="ltr">number of' in model._repr_html_()


def test_versions_and_equality(root):
    path = root / "examples" / "models" / "office-supplies.toml"
    assert Model.load(path) == Model.load(path)
    assert Model.load(path) != Model.from_toml('format = 1\nname = "n"')
    assert leadgrade.__version__.count(".") == 2
    assert len({Model.load(path), Model.load(path)}) == 1
