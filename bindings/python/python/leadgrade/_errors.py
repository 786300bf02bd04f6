"""Exceptions: one base class, and one class for each kind of thing that cannot be used."""

from __future__ import annotations

import json

from ._answers import Problem

#: How many problems the text of an error shows.
SHOWN = 10


class LeadgradeError(ValueError):
    """Something that cannot be used: `problems` has everything that is wrong with it at once.

    `code`, `path`, `message` and `help` are those of the first problem.
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
        """JSON Pointer to where it is, in the model or in the request."""
        return self.problems[0].path

    @property
    def message(self) -> str:
        """What was found."""
        return self.problems[0].message

    @property
    def help(self) -> str:
        """What is allowed, or the nearest known name."""
        return self.problems[0].help

    def _without_places(self) -> LeadgradeError:
        """The same for an object, whose text the caller never saw."""
        places = ("line", "column")
        plain = [{key: value for key, value in one.to_dict().items() if key not in places} for one in self.problems]
        return type(self)([Problem(one) for one in plain])

    def __str__(self) -> str:
        lines = [line(problem) for problem in self.problems[:SHOWN]]
        more = len(self.problems) - len(lines)
        return "\n".join([*lines, f"and {more:,} more; `problems` has all of them"] if more > 0 else lines)

    def _repr_html_(self) -> str:
        from ._html import box, records

        more = len(self.problems) - SHOWN
        said = f"<p>and {more:,} more</p>" if more > 0 else ""
        return box(f"<b>{type(self).__name__}</b>", records(self.problems[:SHOWN]), said)


class ModelError(LeadgradeError):
    """A model that cannot be compiled."""


class RequestError(LeadgradeError):
    """A request that an operation cannot answer."""


class HistoryError(LeadgradeError):
    """A history that cannot be read, merged or added to."""


class TableError(LeadgradeError):
    """Tables that cannot be read, or that lack what is asked of them."""


KINDS = {"model": ModelError, "request": RequestError, "history": HistoryError, "table": TableError}


def refused(about: str, refusal: str) -> LeadgradeError:
    """The exception of a refusal of the core; the native module raises it."""
    problems = json.loads(refusal)["error"]["problems"]
    return KINDS[about]([Problem(problem) for problem in problems])


def problem(about: str, code: str, path: str, message: str, help: str) -> LeadgradeError:
    """The exception of what only Python can know."""
    return KINDS[about]([Problem({"code": code, "path": path, "message": message, "help": help})])


def wrong(about: str, argument: str, found: object, allowed: str) -> LeadgradeError:
    """The exception of an argument that is of another type than it may be."""
    kind = f"the class `{found.__name__}`" if isinstance(found, type) else f"a `{type(found).__name__}`"
    return problem(about, "wrong_type", f"/{argument}", f"`{argument}` is {kind}", allowed)


def line(problem: Problem) -> str:
    """One problem in one line, as the core writes it."""
    place = "" if problem.line is None else f"{problem.line}:{problem.column}: "
    help = f" ({problem.help})" if problem.help else ""
    return f"{place}[{problem.code}] {problem.path or '/'}: {problem.message}{help}"
