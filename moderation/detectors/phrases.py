"""Turns the rules of the packs that fired on a message into signals."""

from __future__ import annotations

from collections.abc import Iterator

from moderation.reading import Heard, Reading
from moderation.rules import Detector, Gate, NoSettings
from moderation.signals import Signal
from moderation.taxonomy import CATEGORIES


def _detect(reading: Reading, settings: NoSettings) -> Iterator[Signal]:
    del settings
    for heard in reading.hits:
        yield _signal(heard, reading)


def _signal(heard: Heard, reading: Reading) -> Signal:
    hit, rule = heard.hit, heard.hit.rule
    category = rule.category or ""
    return Signal(
        category=category,
        severity=rule.severity,
        confidence=rule.model.confidence,
        rule=rule.id,
        detector=DETECTOR.name,
        span=hit.span,
        reason=rule.model.reason or CATEGORIES[category].meaning,
        evidence=reading.views.raw[hit.span.start : hit.span.end],
        topic=hit.topic,
        family=rule.family,
        modality=heard.modality,
        addressee=heard.addressee,
        slots=frozenset(rule.model.slots),
    )


DETECTOR = Detector(name="phrases", version=1, summary=__doc__ or "", gate=Gate(), detect=_detect)
