"""`benches/workloads/typical.toml` as somebody would write it in Python who knows that it must be fast.

Tables of factors, one pass over the events, days by arithmetic with the clock changes looked up before.
"""

import datetime as dt
from bisect import bisect_right
from zoneinfo import ZoneInfo

INF = float("inf")


def half_life(days):
    return [0.5 ** (age / days) for age in range(4000)]


USUAL = half_life(30)
SIGNALS = {
    "page_view": (0, 1, "web", 20, USUAL),
    "pricing_view": (1, 10, "web", 40, USUAL),
    "email_open": (2, 0.5, "email", 10, half_life(14)),
    "email_click": (3, 2.5, "email", INF, USUAL),
    "download": (4, 5, "content", 30, USUAL),
    "webinar": (5, 15, "content", INF, half_life(60)),
    "form": (6, 20, "direct", INF, USUAL),
    "quote_request": (7, 30, "direct", INF, USUAL),
    "fair_visit": (8, 25, "in_person", INF, half_life(120)),
    "order": (9, 0, "direct", INF, USUAL),
}
ORDER = 9
ALL = list(SIGNALS.values())
GROUPS = {"content": 50, "direct": 80, "email": 20, "in_person": 50, "web": 60}
GRADES = (("A", 80), ("B", 60), ("C", 40), ("D", 20), ("E", -INF))
RANKS = ((1, 80), (2, 60), (3, 40), (4, 20), (5, -INF))
EPOCH = dt.date(1970, 1, 1).toordinal()


def _offsets():
    """When the clocks of Berlin change, and the seconds that are added from then on."""
    zone, found, last = ZoneInfo("Europe/Berlin"), [], None
    for day in range(dt.datetime(2000, 1, 1).toordinal(), dt.datetime(2060, 1, 1).toordinal()):
        at = dt.datetime.fromordinal(day).replace(hour=1, tzinfo=dt.timezone.utc)
        offset = at.astimezone(zone).utcoffset().total_seconds()
        if offset != last:
            found.append((at.timestamp(), offset))
            last = offset
    return [at for at, _ in found], [offset for _, offset in found]


CHANGES, OFFSETS = _offsets()


def day_of(seconds):
    return int((seconds + OFFSETS[bisect_right(CHANGES, seconds) - 1]) // 86_400)


def seconds_of(instant):
    if isinstance(instant, str):
        instant = dt.datetime.fromisoformat(instant)
    return instant.timestamp()


def fit_of(profile):
    company = person = known = 0
    employees, revenue = profile.get("employees"), profile.get("revenue")
    if employees is not None:
        known += 1
        company += 30 if employees >= 1000 else 20 if employees >= 100 else 5 if employees >= 10 else -10
    if revenue is not None:
        known += 1
        company += 20 if revenue >= 10_000_000 else 10 if revenue >= 1_000_000 else 0
    if industry := (profile.get("industry") or "").strip().casefold():
        known += 1
        company += (
            25 if industry in ("legal", "finance", "insurance") else 10 if industry in ("education", "health") else 0
        )
    if title := (profile.get("title") or "").strip().casefold():
        known += 1
        person += 25 if "office manager" in title or "procurement" in title else 10 if "assistant" in title else 0
    if country := (profile.get("country") or "").strip().casefold():
        known += 1
        person += 15 if country == "de" else 10 if country in ("at", "ch") else 0
    company, person = min(60, company), min(40, person)
    points = company + person
    fit = {
        "points": points,
        "grade": next(name for name, least in GRADES if points >= least),
        "known": known * 100 // 5,
        "groups": [{"name": "company", "points": company}, {"name": "person", "points": person}],
    }
    return ("student" if title and ("student" in title or "trainee" in title) else None), fit


def fold(events, as_of, today):
    sums = [0.0] * len(ALL)
    count, value, first, last, active = 0, 0.0, INF, -INF, -INF
    for event in events:
        signal = SIGNALS.get(event["event"])
        if signal is None:
            continue
        at = seconds_of(event["at"])
        if at > as_of:
            continue
        day = day_of(at)
        sums[signal[0]] += signal[4][max(0, today - day)]
        if day > active:
            active = day
        if signal[0] == ORDER:
            count += 1
            value += event.get("value") or 0
            first, last = min(first, day), max(last, day)
    return sums, (count, value, first, last), active


def engagement_of(sums, active, created, today):
    by_group = dict.fromkeys(GROUPS, 0.0)
    for at, points, group, most, _ in ALL:
        by_group[group] += min(most, round(points * sums[at], 3))
    groups = [{"name": name, "points": round(min(most, by_group[name]), 3)} for name, most in GROUPS.items()]
    total = sum(group["points"] for group in groups)
    since = today - active if active > -INF else today - created if created is not None else 0
    if since > 30:
        total += max(-50, -5 * (1 + (since - 31) // 7))
    total = round(max(0, total), 3)
    return {"points": total, "rank": next(name for name, least in RANKS if total >= least), "groups": groups}


def added(day, months):
    start = dt.date.fromordinal(day + EPOCH)
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    length = (following - dt.timedelta(1)).day
    return dt.date(year, month, min(start.day, length)).toordinal() - EPOCH


def cycle_of(months, last, today):
    if last == -INF:
        nothing = dict.fromkeys(("length_days", "elapsed_days", "due", "overdue_days", "phase"))
        return {"points": 0, **nothing, "seasons": []}
    due = added(last, months)
    length, elapsed = due - last, today - last
    full = 0
    while full < months and added(last, full + 1) <= today:
        full += 1
    overdue = max(0, elapsed - length)
    late = 1 if overdue <= 0.5 * length else max(0, 1 - (overdue - 0.5 * length) / (1.5 * length))
    return {
        "points": round(60 * (full / months) * late, 3),
        "length_days": length,
        "elapsed_days": elapsed,
        "due": dt.date.fromordinal(due + EPOCH).isoformat(),
        "overdue_days": overdue,
        "phase": elapsed * 100 // length,
        "seasons": [],
    }


def stage_of(engagement, count):
    if count >= 3:
        return {"name": "regular", "pipeline": "account"}
    if count >= 1:
        return {"name": "customer", "pipeline": "account"}
    if engagement["points"] >= 10:
        return {"name": "lead", "pipeline": "sell"}
    return {"name": "visitor", "pipeline": "attract"}


def qualification_of(persona, fit, engagement, ready):
    if persona == "student":
        return "disqualified"
    if ready and fit["grade"] <= "B":
        return "sql"
    if engagement["rank"] <= 2 or ready:
        return "mql"
    return "nurture" if fit["grade"] <= "C" else "unqualified"


def assess(profile, events, as_of):
    """What the model says of a lead, in the shape of the core's assessment."""
    at = seconds_of(as_of)
    today = day_of(at)
    persona, fit = fit_of(profile)
    sums, (count, value, first, last), active = fold(events, at, today)
    created = profile.get("created")
    created = dt.date.fromisoformat(created).toordinal() - EPOCH if created else None
    engagement = engagement_of(sums, active, created, today)
    cycle = cycle_of(int(profile.get("reorder") or 3), last, today)
    ready = round(cycle["points"] + engagement["points"], 3)
    return {
        "lead": profile.get("lead"),
        "as_of": as_of,
        "excluded": None,
        "persona": persona,
        "fit": fit,
        "engagement": engagement,
        "cell": f"{fit['grade']}{engagement['rank']}",
        "total": fit["points"] + engagement["points"],
        "cycle": cycle,
        "readiness": {"points": ready, "ready": ready >= 60},
        "completeness": None,
        "interests": None,
        "stage": stage_of(engagement, count),
        "segments": None,
        "qualification": qualification_of(persona, fit, engagement, ready >= 60),
        "priority": None,
        "next_steps": None,
        "purchases": {
            "count": count,
            "value": round(value, 3),
            "products": 0,
            "days_since": today - last if count else None,
            "days_since_first": today - first if count else None,
        },
        "activity": {"days_since": today - active if active > -INF else None},
        "switches": None,
    }
