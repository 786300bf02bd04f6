"""One lead with 20 events, by the package and by hand; then how long `import leadgrade` takes.

Of an optimised build: `pip install .` in bindings/python, then `python bench/lead.py`.
"""

import datetime as dt
import statistics
import subprocess
import sys
import timeit
from pathlib import Path

import by_hand
import leadgrade

WORKLOAD = Path(__file__).resolve().parents[3] / "benches" / "workloads" / "typical.toml"
AS_OF = "2026-11-22T09:30:00Z"
NAMES = [
    "page_view",
    "page_view",
    "email_open",
    "pricing_view",
    "page_view",
    "email_click",
    "download",
    "order",
    "webinar",
    "form",
]


def lead(count):
    """The workload of `benches/src/lib.rs`."""
    end, events = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.timezone.utc), []
    for at in range(count):
        name = NAMES[at % len(NAMES)]
        instant = end - dt.timedelta(seconds=at * 100 * 86_400 / count + at * 60)
        event = {"event": name, "at": instant.isoformat().replace("+00:00", "Z")}
        events.append({**event, "value": 250.5} if name == "order" else event)
    profile = {"lead": "L-7", "employees": 1200, "revenue": 4_500_000, "industry": "Legal"}
    return {**profile, "title": "Office Manager", "country": "DE", "reorder": 4, "created": "2025-03-01"}, events


def microseconds(calls):
    """The median time of each call; they take turns, so that what else goes on meets all of them."""
    timers = [timeit.Timer(call) for call in calls]
    rounds = [[timer.timeit(1_000) * 1_000 for timer in timers] for _ in range(60)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def import_milliseconds(module):
    """The least of ten fresh interpreters, less what one takes that imports nothing."""
    run = lambda code: timeit.timeit(lambda: subprocess.run([sys.executable, "-c", code], check=True), number=1)
    least = lambda code: min(run(code) for _ in range(10))
    return (least(f"import {module}") - least("pass")) * 1000


def main():
    model = leadgrade.Model.load(WORKLOAD)
    profile, texts = lead(20)
    datetimes = [{**event, "at": dt.datetime.fromisoformat(event["at"].replace("Z", "+00:00"))} for event in texts]
    for kind, events in (("texts", texts), ("datetimes", datetimes)):
        # They must say the same before their times mean anything.
        ours = model.assess(profile, events, as_of=AS_OF).to_dict()["assessment"]
        ours.pop("model")
        assert ours == by_hand.assess(profile, events, AS_OF), (ours, by_hand.assess(profile, events, AS_OF))

        found = model.assess(profile, events, as_of=AS_OF)
        request = {"profile": profile, "events": events, "as_of": AS_OF}
        calls = {
            f"20 events with {kind}, by hand": lambda: by_hand.assess(profile, events, AS_OF),
            "  assess": lambda: model.assess(profile, events, as_of=AS_OF),
            "  assess, its cell read": lambda: model.assess(profile, events, as_of=AS_OF).cell,
            "  its cell alone": lambda: found.cell,
            "  assess to plain dicts": lambda: model.assess(profile, events, as_of=AS_OF).to_dict(),
            "  assess_json, to JSON text": lambda: model.assess_json(request),
        }
        took = microseconds(calls.values())
        for name, time in zip(calls, took, strict=True):
            print(f"{name:36} {time:6.1f} us, {took[0] / time:.2f} times as fast as by hand")
    print(f"import leadgrade                     {import_milliseconds('leadgrade'):7.1f} ms")


main()
