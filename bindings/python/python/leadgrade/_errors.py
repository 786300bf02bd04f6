"""Exceptions: a base class, and a class each for models, requests, histories and tables."""

from __future__ import annotations

import json

from ._answers import Problem

#: The number of problems in the text of an error.
MAX_SHOWN = 10


class LeadgradeError(ValueError):
    """The base class of this package's exceptions; a `ValueError`.

    `problems` lists everything that is wrong. `code`, `path`, `message` and `help` are those of the first problem.
    """

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems

    @property
    def code(self) -> str:
        """A stable code, such as `unknown_key`."""
        return self.problems[0].code

    @property
    def path(self) -> str:
        """JSON Pointer to the place in the model or in the request; empty for the whole."""
        return self.problems[0].path

    @property
    def message(self) -> str:
        """What was found."""
        return self.problems[0].message

    @property
    def help(self) -> str:
        """What is allowed, or the nearest known name; may be empty."""
        return self.problems[0].help

    def _without_places(self) -> LeadgradeError:
        """A copy without line and column, for a model that the caller passed as an object."""
        places = ("line", "column")
        plain = [{key: value for key, value in one.to_dict().items() if key not in places} for one in self.problems]
        return type(self)([Problem(one) for one in plain])

    def __str__(self) -> str:
        lines = [line(problem) for problem in self.problems[:MAX_SHOWN]]
        more = len(self.problems) - len(lines)
        return "\n".join([*lines, f"and {more:,} more; `problems` has all of them"] if more > 0 else lines)

    def _repr_html_(self) -> str:
        from ._html import box, records

        more = len(self.problems) - MAX_SHOWN
        rest = f"<p>and {more:,} more</p>" if more > 0 else ""
        return box(f"<b>{type(self).__name__}</b>", records(self.problems[:MAX_SHOWN]), rest)


class ModelError(LeadgradeError):
    """A model that cannot be compiled."""


class RequestError(LeadgradeError):
    """A request that an operation cannot answer."""


class HistoryError(LeadgradeError):
    """A history that cannot be read, merged or added to."""


class TableError(LeadgradeError):
    """Tables that cannot be read, or that lack what the request needs."""


KINDS = {"model": ModelError, "request": RequestError, "history": HistoryError, "table": TableError}


def from_core(about: str, error: str) -> LeadgradeError:
    """Converts an error of the core, JSON text, to an exception; the native module calls this."""
    problems = json.loads(error)["error"]["problems"]
    return KINDS[about]([Problem(problem) for problem in problems])


def problem(about: str, code: str, path: str, message: str, help: str) -> LeadgradeError:
    """An exception with one problem that the bindings found."""
    return KINDS[about]([Problem({"code": code, "path": path, "message": message, "help": help})])


def wrong(about: str, argument: str, found: object, allowed: str) -> LeadgradeError:
    """An exception for an argument of the wrong type."""
    kind = f"the class `{found.__name__}`" if isinstance(found, type) else f"a `{type(found).__name__}`"
    return problem(about, "wrong_type", f"/{argument}", f"`{argument}` is {kind}", f"expected {allowed}")


def line(problem: Problem) -> str:
    """One problem as a line of text, in the core's format."""
    place = "" if problem.line is None else f"{problem.line}:{problem.column}: "
    help = f" ({problem.help})" if problem.help else ""
    return f"{place}[{problem.code}] {problem.path or '/'}: {problem.message}{help}"
