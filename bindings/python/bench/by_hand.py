"""`benches/workloads/typical.toml` as somebody would write it in Python by hand, carefully."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
SIGNALS: dict[str, tuple[float, str, float, int]] = {
    "page_view": (1, "web", 20, 30),
    "pricing_view": (10, "web", 40, 30),
    "email_open": (0.5, "email", 10, 14),
    "email_click": (2.5, "email", 1e9, 30),
    "download": (5, "content", 30, 30),
    "webinar": (15, "content", 1e9, 60),
    "form": (20, "direct", 1e9, 30),
    "quote_request": (30, "direct", 1e9, 30),
    "fair_visit": (25, "in_person", 1e9, 120),
    "order": (0, "direct", 1e9, 30),
}
GROUPS = {"web": 60, "email": 20, "content": 50, "direct": 80, "in_person": 50}


def first(value: float, steps: list[tuple[float, Any]], otherwise: Any) -> Any:
    return next((given for least, given in steps if value >= least), otherwise)


def add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def fit(profile: dict[str, Any]) -> float:
    employees, revenue = profile.get("employees"), profile.get("revenue")
    company = -10 if employees is None else first(employees, [(1000, 30), (100, 20), (10, 5)], -10)
    company += 0 if revenue is None else first(revenue, [(10_000_000, 20), (1_000_000, 10)], 0)
    industry = (profile.get("industry") or "").strip().casefold()
    company += 25 if industry in ("legal", "finance", "insurance") else 10 if industry in ("education", "health") else 0
    title = (profile.get("title") or "").strip().casefold()
    person = 25 if "office manager" in title or "procurement" in title else 10 if "assistant" in title else 0
    country = (profile.get("country") or "").strip().casefold()
    person += 15 if country == "de" else 10 if country in ("at", "ch") else 0
    return min(company, 60) + min(person, 40)


def assess(profile: dict[str, Any], events: list[dict[str, Any]], as_of: datetime) -> dict[str, Any]:
    """Points and labels of the model, to the nearest thousandth; explanations and reports are not made."""
    today = as_of.astimezone(BERLIN).date()
    sums = dict.fromkeys(SIGNALS, 0.0)
    orders: list[date] = []
    latest = date.fromisoformat(profile["created"])
    for event in events:
        name = event["event"]
        if name not in SIGNALS or event["at"] > as_of:
            continue
        day = event["at"].astimezone(BERLIN).date()
        points, _, _, half = SIGNALS[name]
        sums[name] += points * 0.5 ** ((today - day).days / half)
        latest = max(latest, day)
        if name == "order":
            orders.append(day)
    groups = dict.fromkeys(GROUPS, 0.0)
    for name, (_, group, most, _) in SIGNALS.items():
        groups[group] += min(sums[name], most)
    engagement = sum(min(points, GROUPS[group]) for group, points in groups.items())
    quiet = (today - latest).days
    if quiet > 30:
        engagement += max(-50, -5 * ((quiet - 30) // 7))
    engagement = max(engagement, 0)
    fitting = fit(profile)
    cycle = 0
    if orders:
        months = int(profile.get("reorder") or 3)
        last = max(orders)
        length, elapsed = (add_months(last, months) - last).days, (today - last).days
        cycle = first(elapsed / length, [(1, 60), (2 / 3, 40), (1 / 3, 20)], 0)
    grade = first(fitting, [(80, "A"), (60, "B"), (40, "C"), (20, "D")], "E")
    rank = first(engagement, [(80, 1), (60, 2), (40, 3), (20, 4)], 5)
    return {"fit": fitting, "engagement": round(engagement, 3), "cycle": cycle, "cell": f"{grade}{rank}"}
