"""What a detector noticed in one message, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

from moderation.taxonomy import CATEGORIES, Addressee, Category, Family, Modality, Severity


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range ``start <= i < end`` of characters in the event's raw text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signal:
    """One category seen in one event.

    ``confidence`` is in 0..1. ``topic`` is the normalised object of the request ("phone", "hotel"), the key of repeat
    detection. ``slots`` holds the specifics that were found (``time``, ``place``, ``means``, ...), by name. ``evidence`` is the raw text
    under ``span``; it never shows in ``repr``.
    """

    category: str
    severity: Severity
    confidence: float
    rule: str
    detector: str
    span: Span
    reason: str
    evidence: str = field(repr=False)
    topic: str = ""
    family: Family | None = None
    modality: Modality = Modality.ASSERTED
    addressee: Addressee = Addressee.CREATOR
    slots: frozenset[str] = frozenset()

    @property
    def info(self) -> Category:
        """The category's row in the taxonomy."""
        return CATEGORIES[self.category]


@dataclass(frozen=True, slots=True)
class Cue:
    """Something in a message that is no category but that memory and patterns need: a refusal, an apology, affection, travel, ...

    ``name`` is one of ``moderation.lexicon.cues.CUES``.
    """

    name: str
    rule: str
    span: Span
    topic: str = ""
    family: Family | None = None
    strength: float = 1.0
