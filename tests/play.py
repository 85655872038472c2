"""Plays events through the real thing and returns what tests ask about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from moderation.assessments import PatternHit
from moderation.events import Event
from moderation.lexicon.compiler import compile_packs
from moderation.pipeline import Options, Outcome, Pipeline
from moderation.reading import Reading, Surroundings
from moderation.rules import Detector, RuleSettings
from moderation.signals import Signal
from moderation.text.views import TextViews
from tests.builders import a_message


def played(events: Iterable[Event], *, categories: Mapping[str, Sequence[str]] | None = None) -> list[Outcome]:
    """The outcome of each event, through the whole pipeline without packs; ``categories`` stand in for detectors, by event id."""
    pipeline = Pipeline((), Options(oracle=categories or {}))
    return [pipeline.process(event) for event in events]


def hits_of(outcome: Outcome, pattern: str) -> list[PatternHit]:
    """The hits of one pattern in one outcome."""
    return [hit for made in outcome.assessments for hit in made.hits if hit.pattern == pattern]


def pattern_hits(pattern: str, *acts: tuple[Event, str]) -> list[PatternHit]:
    """Every news of a pattern, in order; each act is an event with the categories and cues in it, spaces between (``""``: none).

    See ``moderation.oracle`` for topics and specifics: ``personal_detail_request:school veiled_threat+time``.
    """
    outcomes = played([event for event, _ in acts], categories={event.id: names.split() for event, names in acts})
    return [hit for outcome in outcomes for hit in hits_of(outcome, pattern)]


def detected(detector: Detector, text: str, *, settings: RuleSettings | None = None, around: Surroundings | None = None) -> list[Signal]:
    """What one detector sees in a message, by itself, without packs."""
    reading = Reading(a_message(text), TextViews(text), compile_packs(()), around or Surroundings())
    return list(detector.detect(reading, settings or detector.settings()))
