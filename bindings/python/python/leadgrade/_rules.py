"""The rules of a model in words: everything that gives points or decides."""

from __future__ import annotations

from collections.abc import Iterator

from . import _rules_labels as labels
from . import _rules_points as points
from ._rule import Part, Rule

__all__ = ["Rule", "sections"]

SECTIONS = {
    "What counts as not known": labels.not_known,
    "Who is not scored": labels.scope,
    "Personas": labels.personas,
    "Who they are": points.fit,
    "What they do": points.signals,
    "How engaged they are": points.engagement,
    "When they buy": points.buying,
    "How complete the profile is": labels.completeness,
    "What interests them": labels.interests,
    "Switches": labels.switches,
    "Stages": labels.stages,
    "Segments": labels.segments,
    "Qualification": labels.qualification,
    "Channels": labels.channels,
    "What happens then": labels.steps,
    "Whom to call first": labels.priority,
}


def sections(document: Part) -> Iterator[tuple[str, list[Rule]]]:
    """Headings and rules in the order in which a model decides, without empty sections."""
    for heading, rules in SECTIONS.items():
        if found := list(rules(document)):
            yield heading, found
