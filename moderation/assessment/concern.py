"""The level of concern about a viewer, by written rules over the four axes; a word for people who choose where to look first, and no score.

A person confirms before anything is exported (docs/taxonomy.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from moderation.memory.records import PatternState
from moderation.taxonomy import Axis, Severity

SAFETY: Final = (Axis.APPROACH, Axis.THREAT, Axis.PERSISTENCE)
AGAIN: Final = "repeat_after_refusal"
TWICE: Final = 2


class Concern(StrEnum):
    """How soon somebody should look."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


def concern(levels: Mapping[Axis, Severity], patterns: Mapping[str, PatternState]) -> Concern:
    """High: an axis at critical, or approach and persistence both high, or two returns after a refusal. Moderate: an axis at medium."""
    top = max((levels.get(axis, Severity.INFO) for axis in SAFETY), default=Severity.INFO)
    both = min(levels.get(Axis.APPROACH, Severity.INFO), levels.get(Axis.PERSISTENCE, Severity.INFO))
    again = patterns.get(AGAIN)
    if top is Severity.CRITICAL or both >= Severity.HIGH or (again is not None and again.degree >= TWICE):
        return Concern.HIGH
    return Concern.MODERATE if top >= Severity.MEDIUM else Concern.LOW
