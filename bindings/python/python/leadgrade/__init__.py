"""Scores and grades leads and customers: exact, explained, from a model that is a document."""

from ._errors import HistoryError, LeadgradeError, ModelError, Problem, RequestError, TableError
from ._history import History
from ._model import Model
from ._native import VERSION as __version__
from ._native import ArrowTable
from ._result import Result
from ._tables import Dataset, ScoredTable

__all__ = [
    "ArrowTable",
    "Dataset",
    "History",
    "HistoryError",
    "LeadgradeError",
    "Model",
    "ModelError",
    "Problem",
    "RequestError",
    "Result",
    "ScoredTable",
    "TableError",
    "__version__",
]
