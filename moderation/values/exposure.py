"""The signals that detectors of values yield: one way to build them, so that all say the same thing in the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from moderation.reading import Reading
from moderation.signals import Signal, Span
from moderation.taxonomy import CATEGORIES, Addressee, Modality, Severity
from moderation.values.owner import Claim, Whose

MASK: Final = "***"
EXPOSURE: Final = "private_info_exposure"
BARE_CONFIDENCE: Final = 0.4
"""A value without an owner is kept for the explanation, not counted."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a detector looks for. ``thing`` is said in reasons ("a phone number"); ``slots`` are the specifics such a value gives."""

    detector: str
    topic: str
    thing: str
    slots: frozenset[str] = frozenset()


def is_staged(reading: Reading) -> bool:
    """Whether the whole message is a song, a played scene, or talk about a game."""
    tone = reading.tone
    return tone.modality in {Modality.LYRIC, Modality.ROLEPLAY} or (tone.game_words and not tone.real_world)


def exposed(reading: Reading, kind: Kind, span: Span, claim: Claim, confidence: float) -> Signal:
    """A value that belongs to the creator or their circle (``critical``), or to another viewer (``high``)."""
    viewer = claim.whose is Whose.VIEWER
    return signal(
        reading,
        kind,
        span,
        rule="of_viewer" if viewer else "of_creator",
        severity=Severity.HIGH if viewer else CATEGORIES[EXPOSURE].severity,
        confidence=confidence,
        reason=f"posted {kind.thing} as another viewer's"
        if viewer
        else f"posted {kind.thing} as the creator's or of somebody close to them",
        addressee=Addressee.VIEWER if viewer else _addressee(reading),
    )


def bare(reading: Reading, kind: Kind, span: Span) -> Signal:
    """A valid value that nobody is named the owner of."""
    return signal(
        reading,
        kind,
        span,
        rule="bare",
        severity=Severity.LOW,
        confidence=BARE_CONFIDENCE,
        reason=f"posted {kind.thing}; whose it is was not said",
        addressee=_addressee(reading),
    )


def signal(  # noqa: PLR0913 -- a signal has as many parts
    reading: Reading,
    kind: Kind,
    span: Span,
    *,
    rule: str,
    severity: Severity,
    confidence: float,
    reason: str,
    addressee: Addressee | None = None,
    category: str = EXPOSURE,
    masked: bool = False,
) -> Signal:
    """A signal of a value; ``rule`` is the second half of the rule's name, after the detector's."""
    return Signal(
        category=category,
        severity=severity,
        confidence=confidence,
        rule=f"{kind.detector}.{rule}",
        detector=kind.detector,
        span=span,
        reason=reason,
        evidence=MASK if masked else reading.views.raw[span.start : span.end],
        topic=kind.topic,
        family=CATEGORIES[category].family,
        modality=reading.tone.modality,
        addressee=addressee or _addressee(reading),
        slots=kind.slots,
    )


def _addressee(reading: Reading) -> Addressee:
    said_to = reading.tone.addressee
    return Addressee.CREATOR if said_to is Addressee.CHAT else said_to
