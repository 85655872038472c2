"""A small model trained on written lines: finds wordings that no rule thought of. It never works alone at ``critical``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from moderation.learned.model import Opinion
from moderation.reading import Reading, Tone
from moderation.rules import Detector, Gate, RuleSettings
from moderation.signals import Signal, Span
from moderation.taxonomy import CATEGORIES, Addressee, Group, Modality, Severity
from moderation.text.views import View
from moderation.text.wording import meaning

SILENT = frozenset({Modality.LYRIC, Modality.ROLEPLAY})


class Settings(RuleSettings):
    """How much the model is trusted."""

    enabled: bool = Field(default=True, description="Whether the learned detector is asked at all.")
    least_share: float = Field(
        0.2, ge=0, le=1, description="Opinions whose best category has a smaller share of the likelihood are dropped."
    )
    fewest_words: int = Field(5, ge=1, description="Shorter messages are left to the rules.")


def _detect(reading: Reading, settings: Settings) -> Iterator[Signal]:
    if reading.opinion is None or not settings.enabled or _is_elsewhere(reading, reading.opinion):
        return
    opinion = reading.opinion
    if opinion.share < settings.least_share or len(reading.views.plain.text.split()) < settings.fewest_words:
        return
    category = CATEGORIES[opinion.category]
    span = _span(reading.views.plain, opinion.carried_by)
    yield Signal(
        category=category.id,
        severity=min(category.severity, Severity.HIGH),
        confidence=round(opinion.confidence, 3),
        rule=f"learned.{category.id}",
        detector=DETECTOR.name,
        span=span,
        reason=f"{meaning(category.id)} (in the learned detector's judgement)",
        evidence=reading.views.raw[span.start : span.end],
        topic=category.id,
        family=category.family,
        modality=reading.tone.modality,
        addressee=reading.tone.addressee,
    )


def _is_elsewhere(reading: Reading, opinion: Opinion) -> bool:
    """Whether the words are a quote, a song, a game, somebody's own story or said to another viewer."""
    tone = reading.tone
    if tone.modality in SILENT or _all_quoted(tone, len(reading.views.raw)):
        return True
    if CATEGORIES[opinion.category].group is Group.CARE:
        return tone.advice
    if tone.own_story or tone.reporting or tone.addressee is Addressee.VIEWER:
        return True
    return (tone.game_words or reading.surroundings.game) and not tone.real_world


def _all_quoted(tone: Tone, length: int) -> bool:
    return sum(s.end - s.start for s in tone.quoted) * 2 > length


def _span(view: View, places: tuple[int, ...]) -> Span:
    """The raw range from the first to the last word that carried the opinion."""
    starts: list[tuple[int, int]] = []
    at = 1
    for word in view.text.split():
        starts.append((at, at + len(word)))
        at += len(word) + 1
    if not places:
        return view.span(0, len(view.text))
    return view.span(starts[places[0]][0], starts[places[-1]][1])


DETECTOR = Detector(name="learned", version=1, summary=__doc__ or "", gate=Gate(), detect=_detect, settings=Settings)
