"""What the hash of an entry covers: the body, free of personal content, and the shapes of the personal content beside it.

No field is a ``float``: see ``canonical``. Changing a meaning raises ``BODY_VERSION``; bodies that are stored are never rewritten.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

BODY_VERSION: Final = 1


class _Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Common settings of the body's objects."""


class BodyIncident(_Part, frozen=True):
    """The incident as the entry left it; levels are contract words."""

    key: str
    creator: str
    channel: str
    severity: str
    care: str
    disposition: str
    status: str


class BodyEvent(_Part, frozen=True):
    """Which event it was, as the platform can find it again."""

    id: str
    type: str
    platform: str
    channel: str


class BodySignal(_Part, frozen=True):
    """One machine finding, without the words it was found in. ``confidence`` is a decimal string; ``span`` counts characters."""

    category: str
    severity: str
    confidence: str
    rule: str
    detector: str
    modality: str
    addressee: str
    topic: str = ""
    slots: tuple[str, ...] = ()
    span: tuple[int, int] = (0, 0)


class BodyPattern(_Part, frozen=True):
    """One over-time pattern, without its sentence."""

    pattern: str
    severity: str
    degree: int
    events: tuple[str, ...]
    mitigating: bool = False
    care: bool = False


class BodyAssessment(_Part, frozen=True):
    """What the machine made of it, and with which rules: reproducible from ``pack`` and ``taxonomy``."""

    severity: str
    care: str
    levels: dict[str, str]
    signals: tuple[BodySignal, ...] = ()
    patterns: tuple[BodyPattern, ...] = ()
    pack: str = ""
    taxonomy: int = 0


class BodyStream(_Part, frozen=True):
    """What the stream showed, and how far into it (milliseconds)."""

    title: str = ""
    category: str = ""
    offset_ms: int | None = None


class Body(_Part, frozen=True):
    """One entry as it is hashed. ``commitments`` hold ``SHA-256(salt || canonical content)`` of each piece of personal content."""

    v: int
    id: str
    kind: str
    incident: BodyIncident
    occurred_at: datetime
    recorded_at: datetime
    commitments: dict[str, str]
    event: BodyEvent | None = None
    assessment: BodyAssessment | None = None
    stream: BodyStream | None = None
    refers_to: str = ""


class Told(_Part, frozen=True):
    """The sentence of a pattern hit, with the values it was made from."""

    explanation: str
    parameters: tuple[tuple[str, str], ...] = ()


class Why(_Part, frozen=True):
    """The sentences of an assessment: they may quote the viewer. Signals and patterns stand in the body's order.

    A signal has (evidence, reason); a contribution has (axis, severity, source, reason).
    """

    explanation: str
    signals: tuple[tuple[str, str], ...] = ()
    patterns: tuple[Told, ...] = ()
    contributions: tuple[tuple[str, str, str, str], ...] = ()
