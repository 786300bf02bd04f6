"""How answers show themselves."""

from __future__ import annotations

from ._record import Record


class AssessmentView(Record):
    """An assessment in a notebook."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from ._html import assessment

        return assessment(self)


class ExplainedView(Record):
    """An explanation as a ledger."""

    __slots__ = ()

    def __str__(self) -> str:
        from ._ledger import ledger

        return ledger(self._data)

    def _repr_html_(self) -> str:
        from ._html import explained

        return explained(self)
