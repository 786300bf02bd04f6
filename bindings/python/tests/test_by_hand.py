"""The hand-written model that `bench/lead.py` measures gives the same answers as the package."""

import datetime as dt
import importlib.util
import random
import sys

import leadgrade
import pytest

NAMES = ["page_view", "pricing_view", "email_open", "email_click", "download", "webinar", "form", "order", "unheard_of"]
AS_OF = "2026-11-22T09:30:00+00:00"


@pytest.fixture(scope="module")
def by_hand(root):
    path = root / "bindings" / "python" / "bench" / "by_hand.py"
    spec = importlib.util.spec_from_file_location("by_hand", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def typical(root):
    return leadgrade.Model.load(root / "benches" / "workloads" / "typical.toml")


def close(ours, theirs, path=""):
    """The hand-written model computes with doubles, so its points may differ by a thousandth."""
    if isinstance(theirs, dict):
        assert ours.keys() == theirs.keys(), path
        for key, value in theirs.items():
            close(ours[key], value, f"{path}/{key}")
    elif isinstance(theirs, list):
        assert len(ours) == len(theirs), path
        for at, value in enumerate(theirs):
            close(ours[at], value, f"{path}/{at}")
    elif isinstance(theirs, float):
        assert ours == pytest.approx(theirs, abs=0.0021), path
    else:
        assert ours == theirs, path


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("kind", ["texts", "datetimes"])
def test_same_answers(by_hand, typical, seed, kind):
    if kind == "texts" and sys.version_info < (3, 11):
        pytest.skip("Python 3.10 reads fewer texts")
    dice = random.Random(seed)
    end = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.timezone.utc)
    zone = dt.timezone(dt.timedelta(hours=dice.randint(-9, 9)))
    events = []
    for _ in range(dice.randint(0, 40)):
        at = (end - dt.timedelta(days=dice.uniform(-3, 400))).astimezone(zone)
        event = {"event": dice.choice(NAMES), "at": at if kind == "datetimes" else at.isoformat()}
        events.append({**event, "value": dice.randint(0, 90_000) / 100} if event["event"] == "order" else event)
    profile = {
        "lead": f"L-{seed}",
        "employees": dice.choice([None, 5, 70, 1200]),
        "revenue": dice.choice([None, 4_500_000, 1e8]),
        "industry": dice.choice([None, " LEGAL", "Health"]),
        "title": dice.choice([None, "Office Manager", "Student assistant"]),
        "country": dice.choice([None, "de", "CH "]),
        "reorder": dice.choice([None, 2, 6]),
        "created": "2025-03-01",
    }
    ours = typical.assess(profile, events, as_of=AS_OF).to_dict()["assessment"]
    assert ours.pop("model")["name"] == typical.info().name
    theirs = by_hand.assess(profile, events, AS_OF)
    # The hand-written model returns `as_of` as it was passed, the package as an instant.
    assert (ours.pop("as_of"), theirs.pop("as_of")) == ("2026-11-22T09:30:00Z", AS_OF)
    close(ours, theirs)
