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


def microseconds(call):
    """The median of rounds; a round lasts a fifth of a second."""
    number, _took = timeit.Timer(call).autorange()
    times = timeit.Timer(call).repeat(25, max(1, number // 5))
    return statistics.median(times) / max(1, number // 5) * 1e6


def import_milliseconds(module):
    """The least of ten fresh interpreters, less what one takes that imports nothing."""
    run = lambda code: timeit.timeit(lambda: subprocess.run([sys.executable, "-c", code], check=True), number=1)
    least = lambda code: min(run(code) for _ in range(10))
    return (least(f"import {module}") - least("pass")) * 1000


def main():
    model = leadgrade.Model.load(WORKLOAD)
    profile, events = lead(20)
    # They must say the same before their times mean anything.
    ours = model.assess(profile, events, as_of=AS_OF).to_dict()["assessment"]
    ours.pop("model")
    assert ours == by_hand.assess(profile, events, AS_OF), (ours, by_hand.assess(profile, events, AS_OF))

    aware = [{**event, "at": dt.datetime.fromisoformat(event["at"].replace("Z", "+00:00"))} for event in events]
    request = {"profile": profile, "events": events, "as_of": AS_OF}
    hand = microseconds(lambda: by_hand.assess(profile, events, AS_OF))
    print(f"by hand, a dict with 20 events        {hand:7.1f} us")
    for name, call in {
        "assess, a dict with 20 events": lambda: model.assess(profile, events, as_of=AS_OF),
        "assess, with datetimes": lambda: model.assess(profile, aware, as_of=AS_OF),
        "assess_json, a dict to JSON text": lambda: model.assess_json(request),
    }.items():
        took = microseconds(call)
        print(f"{name:37} {took:7.1f} us, {hand / took:.2f} times as fast as by hand")
    print(f"import leadgrade                      {import_milliseconds('leadgrade'):7.1f} ms")


main()
