"""A threat with two or more specifics (time, place, means, target, inside knowledge), gathered over 48 hours (docs/taxonomy.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessments import PatternHit
from moderation.rules import Pattern, RuleSettings
from moderation.scene import HOUR, Scene
from moderation.taxonomy import Axis, Severity

THREATS: Final = frozenset({"veiled_threat", "conditional_threat", "direct_threat", "third_party_leakage"})
WORDS: Final = {
    "time": "a time",
    "place": "a place",
    "means": "a means",
    "named_target": "a named person",
    "insider_knowledge": "inside knowledge",
}


class Settings(RuleSettings):
    """Window and count (docs/taxonomy.md: professional practice)."""

    window_s: float = Field(48 * HOUR, gt=0, description="Hostile messages of this many seconds are read together.")
    specifics: int = Field(2, ge=1, description="So many different specifics.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not any(a.is_hostile and (a.slots or a.category in THREATS) for a in scene.acts):
        return
    acts = [a for a in scene.acts_within(settings.window_s) if a.is_hostile]
    slots = {slot for a in acts for slot in a.slots}
    if not any(a.category in THREATS for a in acts) or len(slots) < settings.specifics:
        return
    named = ", ".join(WORDS.get(s, s) for s in sorted(slots))
    yield PatternHit(
        pattern="threat_specificity",
        severity=Severity.CRITICAL,
        explanation=f"A threat with {len(slots)} specifics within {round(settings.window_s / HOUR)} hours: {named}.",
        events=tuple(dict.fromkeys(a.event_id for a in acts if a.slots or a.category in THREATS)),
        degree=len(slots),
        axes=(Axis.THREAT,),
        parameters=(("specifics", ",".join(sorted(slots))),),
    )


PATTERN = Pattern(name="threat_specificity", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
