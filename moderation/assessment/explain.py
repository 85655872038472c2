"""Sentences for people: what was done, with numbers and dates; behaviour, never a diagnosis."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from moderation.assessments import PatternHit
from moderation.signals import Signal
from moderation.text import wording

SAID_BETTER_BY = {"absence_boundary_reaction": "repeat_after_refusal", "course_of_conduct_marker": "repeat_after_refusal"}
"""Patterns whose sentence says nothing more where another one has spoken; both stay on record."""


def explain(signals: Iterable[Signal], hits: Iterable[PatternHit]) -> str:
    """One line: patterns first (what happened over time), then what this message did."""
    found = list(hits)
    names = {h.pattern for h in found}
    told = [h for h in found if SAID_BETTER_BY.get(h.pattern) not in names]
    parts = [h.explanation for h in sorted(told, key=lambda h: -h.severity)]
    done = [s.reason for s in sorted(signals, key=lambda s: -s.severity)]
    if done:
        parts.append("This message " + _list(list(dict.fromkeys(done))) + ".")
    return " ".join(parts)


def _list(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def day(at: float) -> str:
    """An instant (seconds since 1970 UTC) as a day: ``3 May 2026``."""
    return wording.day(datetime.fromtimestamp(at, UTC))


def span_words(seconds: float) -> str:
    """A duration in plain words: ``30 minutes``, ``2 hours``, ``5 days``."""
    return wording.spell(timedelta(seconds=seconds))


def times(count: int) -> str:
    """How often: ``once``, ``twice``, ``4 times``."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
