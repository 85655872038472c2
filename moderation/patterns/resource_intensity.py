"""Invests far more than nearly everybody else here, and is hardly ever answered: context beside other patterns (docs/taxonomy.md).

Worked out only for viewers who already have a qualifying act, against counts of the whole channel without ids. Money counts by the number
of gifts, never by amounts. Effort outside chat (letters, edits, travel) cannot be counted here.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from moderation.assessments import PatternHit
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene
from moderation.taxonomy import Axis, Severity


class Settings(RuleSettings):
    """Counts (docs/taxonomy.md: those who approached had written more letters); the far end is fixed at 99.5 % of the channel."""

    measures: int = Field(2, ge=1, le=3, description="So many of visits, messages and gifts lie at the far end of the channel.")
    answered: float = Field(0.05, ge=0, le=1, description="Less than this share of the viewer's messages was answered.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    far = scene.around.far_end
    if not (scene.qualifies and far.known and any(level >= Severity.MEDIUM for level in scene.met.values())):
        return
    messages, gifts, visits = scene.history.messages, len(scene.history.money), scene.around.visits
    counts = {"visits": (visits, far.visits), "messages": (messages, far.messages), "gifts": (gifts, far.gifts)}
    high = [name for name, (own, end) in counts.items() if own > end]
    if len(high) < settings.measures or scene.around.answers >= settings.answered * messages:
        return
    said = ", ".join(f"{counts[name][0]} {name}" for name in high)
    yield PatternHit(
        pattern="resource_intensity",
        severity=Severity.INFO,
        explanation=f"For context: {said}, more than nearly everybody here, and answered {scene.around.answers} times.",
        events=(scene.event.id,),
        axes=(Axis.PERSISTENCE,),
        parameters=(("measures", ",".join(high)), *_attention(scene)),
    )


def _attention(scene: Scene) -> tuple[tuple[str, str], ...]:
    """How much was aimed at the creator, how much is unanswered, how regular it is: numbers for people, no ground for anything."""
    around = scene.around
    weeks = max(1.0, (scene.now - scene.history.first_seen) / (7 * DAY))
    return (
        ("aimed_at_creator", f"{around.aimed} of {around.looked_at}"),
        ("unanswered", str(around.unanswered)),
        ("visits_a_week", f"{around.visits / weeks:.1f}"),
    )


PATTERN = Pattern(name="resource_intensity", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
