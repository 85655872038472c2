"""Accepted a boundary: said so, or left the topic alone for a month. Speaks for the viewer (docs/taxonomy.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.explain import day
from moderation.assessments import PatternHit
from moderation.memory.records import Refusal
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene, covers
from moderation.taxonomy import Severity


class Settings(RuleSettings):
    """Windows of the pattern (docs/taxonomy.md)."""

    quiet_s: float = Field(30 * DAY, gt=0, description="No request in the refused family for this many seconds is compliance.")
    reply_s: float = Field(DAY, gt=0, description="An apology, an acceptance or an own deletion counts within this many seconds.")


SIGNS: Final = {"acceptance": "Accepted the refusal", "self_deletion": "Deleted an own message after the refusal"}


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    given = [r for r in scene.history.refusals if r.event_id != scene.event.id]
    if scene.acts or not given or not (scene.is_own or any(m.name in SIGNS for m in scene.marks)):
        return
    refusal = given[-1]
    if _came_back(scene, refusal):
        return
    lag = scene.now - refusal.at
    sign = next((SIGNS[m.name] for m in scene.marks if m.name in SIGNS), "")
    if sign and lag <= settings.reply_s:
        yield _hit(refusal, (refusal.event_id, scene.event.id), sign, 1)
    elif lag >= settings.quiet_s:
        left = f"Left the topic alone for {round(settings.quiet_s / DAY)} days after the refusal"
        yield _hit(refusal, (refusal.event_id, scene.event.id), left, 2)


def _came_back(scene: Scene, refusal: Refusal) -> bool:
    return any(a.at > refusal.at and covers(refusal, a) for a in scene.history.acts)


def _hit(refusal: Refusal, events: tuple[str, ...], what: str, degree: int) -> PatternHit:
    return PatternHit(
        pattern="compliance_after_boundary",
        severity=Severity.INFO,
        explanation=f"{what} of {day(refusal.at)}.",
        events=events,
        degree=degree,
        axes=(),
        mitigating=True,
    )


PATTERN = Pattern(name="compliance_after_boundary", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
