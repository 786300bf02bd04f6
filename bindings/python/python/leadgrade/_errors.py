"""What is raised: everything that is wrong, at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from . import _native


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong."""

    code: str
    """What kind of problem, in a word that does not change."""
    path: str
    """A JSON Pointer to where it is; empty for the whole."""
    message: str
    """What was found."""
    help: str
    """What is allowed; empty where the message says it."""
    line: int | None = None
    """In the text of a model, from 1."""
    column: int | None = None
    """In the text of a model, from 1."""

    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}: " if self.line else ""
        path = f" {self.path}" if self.path else ""
        help = f" ({self.help})" if self.help else ""
        return f"{place}[{self.code}]{path}: {self.message}{help}"


class LeadgradeError(Exception):
    """Base of everything that leadgrade refuses.

    `problems` has everything that is wrong; `code`, `path` and `help` are those of the first.
    """

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
        first = problems[0] if problems else Problem("", "", "", "")
        self.code = first.code
        self.path = first.path
        self.help = first.help

    def __reduce__(self) -> tuple[type[LeadgradeError], tuple[list[Problem]]]:
        return type(self), (self.problems,)


class ModelError(LeadgradeError):
    """A model document that cannot be used."""


class RequestError(LeadgradeError):
    """A request that cannot be carried out."""


class HistoryError(LeadgradeError):
    """A history that cannot be read, joined or asked."""


class TableError(LeadgradeError):
    """Tables that cannot be read or scored."""


P = ParamSpec("P")
T = TypeVar("T")


def called(kind: type[LeadgradeError], call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Calls the core; what it refuses is raised as an error of that kind."""
    try:
        return call(*args, **kwargs)
    except _native.Refused as refused:
        problems = json.loads(str(refused))["error"]["problems"]
    raise kind([Problem(**problem) for problem in problems])
