"""How answers are shown: as a line, as text, and in notebooks."""

from __future__ import annotations

from ._record import Record


class AssessmentView(Record):
    """Shows an assessment as a line, and as HTML in notebooks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return line(self)

    def __str__(self) -> str:
        from ._ledger import report_lines

        return "\n".join([line(self), *report_lines(self.to_dict().get("report") or {})])

    def _repr_html_(self) -> str:
        from ._html import assessment

        return assessment(self)


class ExplainedView(Record):
    """Shows an explanation as a line, as a ledger, and as HTML in notebooks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return line(self)

    def __str__(self) -> str:
        from ._ledger import ledger

        return ledger(self._data)

    def _repr_html_(self) -> str:
        from ._html import explained

        return explained(self)


def line(answer: Record) -> str:
    """The labels of an assessment, and the counts of its report, as a line."""
    data = answer.to_dict()
    report = data.get("report", {})
    data = data.get("assessment", data)
    lead = "a lead" if data["lead"] is None else data["lead"]
    stage = data["stage"] and data["stage"]["name"]
    labels = ", ".join(label for label in (data["cell"] or data["excluded"], stage, data["qualification"]) if label)
    unknown = report.get("unknown_events") or {}
    counts = {
        "reject": len(report.get("rejects", [])),
        "hint": len(report.get("hints", [])),
        "unknown event": sum(one["count"] for one in unknown.get("names", [])) + unknown.get("rest", 0),
    }
    notes = "".join(f"; {count} {what}{'' if count == 1 else 's'}" for what, count in counts.items() if count)
    return f"<{type(answer).__name__} of {lead} at {data['as_of']}: {labels or 'nothing'}{notes}>"
