"""What the creator keeps private (name, town, street, school, ...), said or asked in any spelling; known only by keyed digests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from moderation.evidence.fact_search import FactHit, find_facts, may_hold
from moderation.reading import Reading
from moderation.rules import Detector, Gate, NoSettings
from moderation.signals import Signal, Span
from moderation.taxonomy import Addressee, Modality, Severity
from moderation.text.fold import leet_word, scan_bytes
from moderation.text.views import View
from moderation.values.exposure import EXPOSURE, Kind, signal
from moderation.values.owner import Claim, Whose, whose

EXACT_CONFIDENCE: Final = 0.95
MISSPELT_CONFIDENCE: Final = 0.75

THINGS: Final = {
    "real_name": "real name",
    "family_name": "family name",
    "family_member": "family member",
    "town": "town",
    "area": "area",
    "street": "street",
    "building": "building",
    "school": "school",
    "workplace": "workplace",
    "plate": "number plate",
    "phone": "telephone number",
    "email": "e-mail address",
    "other": "protected fact",
}
TOPICS: Final = {
    "town": "home_area",
    "area": "home_area",
    "street": "address",
    "building": "address",
    "family_name": "real_name",
    "family_member": "family",
}
"""Topic keys where they are not the kind itself."""
PLACES: Final = frozenset({"town", "area", "street", "building"})
WIDE: Final = frozenset({"town", "area", "school", "workplace"})
"""Kinds that ordinary chat names for reasons of its own."""
NAMES: Final = frozenset({"real_name", "family_name", "family_member"})
VALUES: Final = frozenset({"phone", "email", "plate"})
"""Kinds that are given away by being written at all, be it in a question."""


def _detect(reading: Reading, settings: NoSettings) -> Iterator[Signal]:
    del settings
    facts = reading.surroundings.facts
    if reading.event.is_staff or not facts.lengths or not may_hold(facts, scan_bytes(reading.views.raw)):
        return
    words = _words(reading.views.plain, reading.views.raw)
    for hit in find_facts(facts, [word for word, _, _ in words]):
        span = reading.views.plain.span(words[hit.first][1], words[hit.last][2])
        found = _judge(reading, hit, span, single=hit.first == hit.last)
        if found:
            yield found


def _words(plain: View, raw: str) -> list[tuple[str, int, int]]:
    """The words of the plain view, leet undone (an ``@`` inside a word too), each with its place."""
    text = leet_word(plain.text)
    if "@" in raw:
        inner = {
            i
            for i in range(1, len(text) - 1)
            if text[i] == " " and raw[plain.offsets[i]] == "@" and plain.offsets[i] + 1 == plain.offsets[i + 1]
        }
        text = "".join("a" if i in inner else char for i, char in enumerate(text))
    words: list[tuple[str, int, int]] = []
    at = 0
    for word in text.split(" "):
        if word:
            words.append((word, at, at + len(word)))
        at += len(word) + 1
    return words


def _judge(reading: Reading, hit: FactHit, span: Span, *, single: bool) -> Signal | None:
    claim = whose(reading, span)
    if _is_harmless(reading, hit, claim, span, single=single):
        return None
    asked = _is_asked(reading, span)
    if asked and hit.kind not in VALUES:
        return _asked(reading, hit, span)
    level = Severity.CRITICAL
    if hit.kind in WIDE and not claim.exposes:
        level = Severity.MEDIUM
    elif claim.whose is Whose.SELF:
        level = Severity.HIGH
    return _signal(reading, hit, span, said="posted" if level > Severity.MEDIUM else "named", severity=level, category=EXPOSURE)


def _asked(reading: Reading, hit: FactHit, span: Span) -> Signal:
    category = "location_inference" if hit.kind in PLACES else "personal_detail_request"
    return _signal(reading, hit, span, said="asked about", severity=Severity.HIGH, category=category)


def _signal(reading: Reading, hit: FactHit, span: Span, *, said: str, severity: Severity, category: str) -> Signal:
    thing = THINGS[hit.kind]
    topic = TOPICS.get(hit.kind, hit.kind)
    kind = Kind("protected_fact", topic, thing, frozenset({"place"} if hit.kind in PLACES else {"insider_knowledge"}))
    return signal(
        reading,
        kind,
        span,
        rule=hit.kind,
        severity=severity,
        confidence=EXACT_CONFIDENCE if hit.exact else MISSPELT_CONFIDENCE,
        reason=f"{said} the creator's {thing}",
        category=category,
        masked=True,
    )


def _is_harmless(reading: Reading, hit: FactHit, claim: Claim, span: Span, *, single: bool) -> bool:
    """The author's own town or name, another viewer who is called so, or a word of everyday English that nothing ties to the creator."""
    if hit.common and not claim.exposes:
        return True
    if claim.whose is Whose.SELF and hit.kind in WIDE | NAMES:
        return True
    if hit.kind in NAMES and single and (_is_mention(reading, span) or reading.tone.addressee is Addressee.VIEWER) and not claim.exposes:
        return True
    return claim.whose is Whose.PUBLIC and hit.kind in WIDE


def _is_mention(reading: Reading, span: Span) -> bool:
    """Whether the word stands after an ``@``, or is the name of a viewer."""
    raw = reading.views.raw
    return raw[max(0, span.start - 1) : span.start] in {"@", "＠"} or raw[span.start : span.end].lower() in reading.surroundings.others


def _is_asked(reading: Reading, span: Span) -> bool:
    raw = reading.views.raw
    return reading.tone.modality is Modality.QUESTION or any(mark in raw[span.end : span.end + 30] for mark in ("?", "？"))


DETECTOR = Detector(name="protected_fact", version=1, summary=__doc__ or "", gate=Gate(always=True), detect=_detect)
