"""A rule of a model in words, and functions to build one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from . import _words as words

#: A part of a model document with every default filled in.
Part = Mapping[str, Any]


class Rule(NamedTuple):
    """One line of a card: the name, when the rule holds, its points, and remarks."""

    name: str
    when: str
    points: float | None = None
    more: str = ""


def joined(parts: Iterable[str], by: str = ", ") -> str:
    """Joins the parts that are not empty."""
    return by.join(part for part in parts if part)


def names(texts: Iterable[str]) -> str:
    """Joins the user's names for the middle of a sentence."""
    return ", ".join(map(words.isolated, texts))


def value_text(value: Any) -> str:
    """A text, a list of texts, or the fact that has the text."""
    return words.value(value)
