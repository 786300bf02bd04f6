"""What a user writes who checks types strictly; it is checked, not run."""

from datetime import datetime

from leadgrade import Dataset, History, LeadgradeError, Model


def rank(model: Model, at: datetime) -> int | None:
    found = model.assess({"lead": 7}, [{"event": "visit", "at": at}], as_of=at).assessment
    return found.engagement.rank if found.engagement else None


def ledger(model: Model, history: History) -> dict[str, float]:
    section = model.explain(history=history, as_of="2026-11-22").explanation.engagement
    return {entry.name: entry.points for entry in section.entries} if section else {}


def problems(text: str) -> list[str]:
    try:
        Model.from_toml(text)
    except LeadgradeError as error:
        return [f"{problem.line}: {problem.message}" for problem in error.problems]
    return []


def table(model: Model, dataset: Dataset) -> int:
    found = model.assess_table(dataset=dataset, as_of="2026-11-22", explain=["L-7"])
    return found.without_offset + len(found.leads)
