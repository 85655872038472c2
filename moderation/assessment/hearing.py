"""Which of the rules that fired count, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable

from moderation.assessment.tone import SILENT, concerns_creator, modality_of
from moderation.assessments import Silence
from moderation.lexicon.compiled import RuleHit
from moderation.memory.house import House
from moderation.reading import Heard, Tone
from moderation.taxonomy import CATEGORIES, Addressee, Group, Modality

TELLS_ON_OTHERS = frozenset({"third_party_leakage"})
"""Categories in which speaking of someone else is the very point."""


def hear(hits: Iterable[RuleHit], tone: Tone, house: House) -> tuple[list[Heard], list[Silence]]:
    """Divide category hits into those that count and the reasons of those that do not."""
    heard: list[Heard] = []
    silences: list[Silence] = []
    for hit in hits:
        modality = modality_of(hit, tone, is_game=house.is_game)
        why = _why_silent(hit, modality, tone, house)
        if why:
            silences.append(Silence(hit.rule.id, why))
        else:
            heard.append(Heard(hit, modality, _addressee(tone)))
    return heard, silences


def _addressee(tone: Tone) -> Addressee:
    return Addressee.CREATOR if tone.addressee is Addressee.CHAT else tone.addressee


def _why_silent(hit: RuleHit, modality: Modality, tone: Tone, house: House) -> str:
    category = CATEGORIES[hit.rule.category or ""]
    if modality in SILENT:
        return f"said as {modality.value}"
    if category.group is Group.CARE:
        return "gives advice to others" if tone.advice and category.id != "coercive_self_harm" else ""
    if tone.own_story:
        return "tells their own story"
    if tone.reporting and category.id not in TELLS_ON_OTHERS:
        return "reports someone else"
    return "" if concerns_creator(hit, tone, house) else "said to another viewer"
