"""The model ../../workloads/typical.toml at 2026-11-22T09:30:00Z in Polars expressions."""

from datetime import date, datetime, timezone

import polars as pl

AS_OF = datetime(2026, 11, 22, 9, 30, tzinfo=timezone.utc)
TODAY = date(2026, 11, 22)
# Today in days since 1970-01-01, and the UTC offsets of Berlin between the clock changes in the range of events.
TODAY_NUMBER = 20779
HOUR = 3_600_000_000
DAY = 24 * HOUR
CHANGES = [
    (datetime(2026, 10, 25, 1, tzinfo=timezone.utc), HOUR),
    (datetime(2026, 3, 29, 1, tzinfo=timezone.utc), 2 * HOUR),
    (datetime(2025, 10, 26, 1, tzinfo=timezone.utc), HOUR),
]
# The half-lives of the signals that give points.
SIGNALS = {
    "page_view": 30,
    "pricing_view": 30,
    "email_open": 14,
    "email_click": 30,
    "download": 30,
    "webinar": 60,
    "form": 30,
    "quote_request": 30,
    "fair_visit": 120,
}
# Points are whole thousandths, so errors of double sums are smaller than this.
EPSILON = 1e-7


def assessed(profiles: pl.LazyFrame, events: pl.LazyFrame) -> pl.LazyFrame:
    joined = fits(profiles).join(tallies(events), on="lead", how="full", coalesce=True)
    return labelled(pointed(joined))


def age() -> pl.Expr:
    at = pl.col("at")
    offset = pl.lit(2 * HOUR)
    for change, hours in reversed(CHANGES):
        offset = pl.when(at >= change).then(hours).otherwise(offset)
    return (TODAY_NUMBER - (at.to_physical() + offset) // DAY).cast(pl.Int32)


def tallies(events: pl.LazyFrame) -> pl.LazyFrame:
    signal = pl.col("signal")
    names = [*SIGNALS, "order"]
    code = pl.lit(len(names), dtype=pl.UInt8)
    for number, name in reversed(list(enumerate(names))):
        code = pl.when(pl.col("event") == name).then(pl.lit(number, dtype=pl.UInt8)).otherwise(code)
    half_life = pl.lit(30.0)
    for number, days in enumerate(SIGNALS.values()):
        if days != 30:
            half_life = pl.when(signal == number).then(float(days)).otherwise(half_life)
    rows = (
        events.filter(pl.col("at") <= AS_OF)
        .select("lead", code.alias("signal"), age().alias("age"))
        .with_columns((-pl.col("age") / half_life * 0.6931471805599453).exp().alias("factor"))
    )
    order = len(SIGNALS)
    sums = [
        pl.when(signal == number).then("factor").otherwise(0.0).sum().alias(name) for number, name in enumerate(SIGNALS)
    ]
    return rows.group_by("lead").agg(
        *sums,
        (signal == order).sum().alias("orders"),
        pl.when(signal == order).then("age").min().alias("since_order"),
        pl.when(signal <= order).then("age").min().alias("since_activity"),
    )


def cases(*pairs: tuple[pl.Expr, float], otherwise: float = 0) -> pl.Expr:
    """The points of the first case that holds."""
    points = pl.lit(otherwise)
    for when, then in reversed(pairs):
        points = pl.when(when).then(then).otherwise(points)
    return points


def fits(profiles: pl.LazyFrame) -> pl.LazyFrame:
    employees, revenue = pl.col("employees"), pl.col("revenue")
    industry = pl.col("industry").str.strip_chars().str.to_lowercase()
    country = pl.col("country").str.strip_chars().str.to_lowercase()
    title = pl.col("title").str.to_lowercase()

    def has(*words: str) -> pl.Expr:
        return pl.any_horizontal(title.str.contains(word, literal=True) for word in words)

    company = (
        cases(
            (employees.is_null(), 0),
            (employees >= 1000, 30),
            (employees >= 100, 20),
            (employees >= 10, 5),
            otherwise=-10,
        )
        + cases((revenue >= 10_000_000, 20), (revenue >= 1_000_000, 10))
        + cases((industry.is_in(["legal", "finance", "insurance"]), 25), (industry.is_in(["education", "health"]), 10))
    )
    person = cases((has("office manager", "procurement"), 25), (has("assistant"), 10)) + cases(
        (country == "de", 15), (country.is_in(["at", "ch"]), 10)
    )
    return profiles.select(
        "lead",
        "reorder",
        "created",
        has("student", "trainee").alias("student"),
        (company.clip(upper_bound=60) + person.clip(upper_bound=40)).alias("fit_points"),
    )


def pointed(joined: pl.LazyFrame) -> pl.LazyFrame:
    def signal(name: str, points: float, most: float | None = None) -> pl.Expr:
        rounded = (pl.col(name).fill_null(0.0) * points).round(3, mode="half_away_from_zero")
        return rounded if most is None else rounded.clip(upper_bound=most)

    gained = (
        (signal("page_view", 1, 20) + signal("pricing_view", 10, 40)).clip(upper_bound=60)
        + (signal("email_open", 0.5, 10) + signal("email_click", 2.5)).clip(upper_bound=20)
        + (signal("download", 5, 30) + signal("webinar", 15)).clip(upper_bound=50)
        + (signal("form", 20) + signal("quote_request", 30)).clip(upper_bound=80)
        + signal("fair_visit", 25).clip(upper_bound=50)
    )
    idle = pl.coalesce("since_activity", (TODAY - pl.col("created")).dt.total_days().cast(pl.Int32))
    lost = pl.when(idle > 30).then((-5 * (1 + (idle - 31) // 7)).clip(lower_bound=-50)).otherwise(0)
    reorder, months, ordered = pl.col("reorder"), pl.col("months"), pl.col("ordered")
    length, passed = pl.col("length"), pl.col("passed")
    overdue = (pl.col("since_order") - length).clip(lower_bound=0)
    left = (1 - (overdue - 0.5 * length) / (1.5 * length)).clip(0, 1)
    grown = 60.0 * pl.min_horizontal(passed, months) / months * left
    return (
        joined.with_columns(
            pl.col("fit_points").fill_null(0),
            pl.col("student").fill_null(False),
            pl.col("orders").fill_null(0),
            (gained + lost).clip(lower_bound=0).alias("engagement_points"),
            (pl.lit(TODAY_NUMBER) - pl.col("since_order")).cast(pl.Int32).cast(pl.Date).alias("ordered"),
            pl.when((reorder >= 1) & (reorder < 1200))
            .then(reorder.floor().cast(pl.Int32))
            .otherwise(3)
            .alias("months"),
        )
        .with_columns(
            (ordered.dt.offset_by(pl.format("{}mo", months)) - ordered).dt.total_days().alias("length"),
            # Full months up to 22 November 2026.
            ((2026 - ordered.dt.year()) * 12 + 11 - ordered.dt.month() - (ordered.dt.day() > 22)).alias("passed"),
        )
        .with_columns(grown.round(3, mode="half_away_from_zero").fill_null(0.0).alias("cycle_points"))
        .with_columns((pl.col("engagement_points") + pl.col("cycle_points")).alias("readiness_points"))
    )


def labelled(points: pl.LazyFrame) -> pl.LazyFrame:
    fit, orders = pl.col("fit_points"), pl.col("orders")
    engaged = pl.col("engagement_points") + EPSILON
    ready = pl.col("readiness_points") + EPSILON >= 60

    def first(*pairs: tuple[pl.Expr, str], otherwise: str) -> pl.Expr:
        label = pl.lit(otherwise)
        for when, then in reversed(pairs):
            label = pl.when(when).then(pl.lit(then)).otherwise(label)
        return label

    grade = first((fit >= 80, "A"), (fit >= 60, "B"), (fit >= 40, "C"), (fit >= 20, "D"), otherwise="E")
    stage = first((orders >= 3, "regular"), (orders >= 1, "customer"), (engaged >= 10, "lead"), otherwise="visitor")
    qualification = first(
        (pl.col("student"), "disqualified"),
        (ready & (fit >= 60), "sql"),
        (ready | (engaged >= 60), "mql"),
        (fit >= 40, "nurture"),
        otherwise="unqualified",
    )
    return points.select(
        "lead",
        fit.cast(pl.Float64),
        grade.alias("grade"),
        "engagement_points",
        cases((engaged >= 80, 1), (engaged >= 60, 2), (engaged >= 40, 3), (engaged >= 20, 4), otherwise=5)
        .cast(pl.Int32)
        .alias("rank"),
        "cycle_points",
        "readiness_points",
        ready.alias("ready"),
        stage.alias("stage"),
        qualification.alias("qualification"),
    )
