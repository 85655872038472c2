"""Categories and cues that are given beforehand, event by event, in place of the detectors: for evaluation and for tests.

Each is written ``name``, ``name:topic`` or ``name:topic+slot+slot``: ``contact_info_request:phone``, ``veiled_threat+time+place``,
``affection``, ``soft_refusal:contact``. A name that is neither a category nor a cue is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moderation.events import Event
from moderation.lexicon.compiled import RuleHit
from moderation.lexicon.cues import CUES
from moderation.signals import Cue, Signal, Span
from moderation.taxonomy import CATEGORIES, Family

STRENGTH = {"soft_refusal": 0.6}
"""Strength of a refusal that is given; 1 where not named. The rule packs use the same figure for jokes."""


def signals_given(event: Event, given: Iterable[str], hits: Iterable[RuleHit]) -> tuple[Signal, ...]:
    """The given categories as signals; topic, family, specifics and a graver level come from a rule of it that fired on the text."""
    by_category = {hit.rule.category: hit for hit in hits if hit.rule.category}
    return tuple(_signal(event, name, topic, slots, by_category.get(name)) for name, topic, slots in _parts(given) if name in CATEGORIES)


def _signal(event: Event, name: str, topic: str, slots: frozenset[str], hit: RuleHit | None) -> Signal:
    return Signal(
        category=name,
        severity=max(CATEGORIES[name].severity, hit.rule.severity) if hit else CATEGORIES[name].severity,
        confidence=1.0,
        rule=f"oracle.{name}",
        detector="oracle",
        span=Span(0, len(event.text)),
        reason=CATEGORIES[name].meaning,
        evidence=event.text,
        topic=topic or (hit.topic if hit else name),
        family=hit.rule.family if hit else CATEGORIES[name].family,
        slots=slots | frozenset(hit.rule.model.slots if hit else ()),
    )


def cues_given(event: Event, given: Iterable[str]) -> tuple[Cue, ...]:
    """The given cues."""
    return tuple(
        Cue(name, f"oracle.{name}", Span(0, len(event.text)), topic, _family(topic), STRENGTH.get(name, 1.0))
        for name, topic, _ in _parts(given)
        if name in CUES
    )


def _family(topic: str) -> Family | None:
    return Family(topic) if topic in set(Family) else None


def _parts(given: Iterable[str]) -> Iterator[tuple[str, str, frozenset[str]]]:
    for one in given:
        head, *slots = one.split("+")
        name, _, topic = head.partition(":")
        yield name, topic, frozenset(slots)
