"""Scores and grades leads and customers: exact, explained, from a model that is a document.

    import leadgrade
    model = leadgrade.Model.load("office.toml")
    lead = model.assess({"employees": 250}, [{"event": "visit", "at": "2026-11-20"}], as_of="2026-11-22")
    lead.cell, lead.report.rejects

`help(leadgrade.Model)` lists the operations of a model. Their names are the same in every language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._errors import HistoryError, LeadgradeError, ModelError, RequestError, TableError
from ._history import History
from ._model import Model
from ._native import VERSION as __version__

if TYPE_CHECKING:
    from . import plot as plot
    from ._tables import Dataset as Dataset
    from ._tables import ScoredTable as ScoredTable

__all__ = [
    "Dataset",
    "History",
    "HistoryError",
    "LeadgradeError",
    "Model",
    "ModelError",
    "RequestError",
    "ScoredTable",
    "TableError",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """Imports the modules that need optional libraries on first use."""
    import importlib

    if name in ("Dataset", "ScoredTable"):
        return getattr(importlib.import_module("._tables", __name__), name)
    if name == "plot":
        return importlib.import_module(".plot", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
