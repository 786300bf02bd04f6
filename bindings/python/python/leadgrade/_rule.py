"""One rule of a model in words, and what rules are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from . import _words as words

#: A part of a model as people write it, with every default filled in.
Part = Mapping[str, Any]


class Rule(NamedTuple):
    """One line: what it is called, when it holds or what it takes, the points, and what else there is to know."""

    name: str
    when: str
    points: float | None = None
    more: str = ""


def joined(parts: Iterable[str], by: str = ", ") -> str:
    """Parts that say something."""
    return by.join(part for part in parts if part)


def names(of: Iterable[str]) -> str:
    """Names of anybody, in the middle of a sentence."""
    return ", ".join(map(words.isolated, of))


def said_of(said: Any) -> str:
    """A text, a list of texts, or a fact that says one."""
    return words.value(said)
