"""Typical typed code of a user; type-checked, not run."""

import datetime as dt

from leadgrade import History, LeadgradeError, Model


def used(model: Model) -> str | None:
    found = model.assess({"employees": 250}, [{"event": "visit", "at": dt.date(2026, 1, 1)}], as_of="2026-11-22")
    history: History = model.history([])[0]
    rank: int | None = found.engagement.rank if found.engagement else None
    change = model.next_change({}, history, as_of=dt.datetime.now(dt.timezone.utc), horizon_days=30)
    day: dt.date | None = change.day if change else None
    days: list[dt.date] = [row.day for row in model.timeline(from_="2026-01-01", to="2026-02-01", every="number")]
    compared = model.compare(as_of="2026-11-22", other=Model.from_dict({"format": 1}))
    before = [label.from_ for label in compared.labels]
    try:
        model.lint()
    except LeadgradeError as error:
        print(error.problems[0].line, before, days, day, rank)
    return found.cell
