"""Accepted a boundary: said so, or left the topic alone for a month. Speaks for the viewer (threat-standards 3.2)."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from moderation.assessment.explain import day
from moderation.assessments import PatternHit
from moderation.memory.records import Refusal
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene, covers
from moderation.taxonomy import Severity


class Settings(RuleSettings):
    """Windows of the pattern (threat-standards 3.2)."""

    quiet_s: float = Field(30 * DAY, gt=0, description="No request in the refused family for this many seconds is compliance.")
    reply_s: float = Field(DAY, gt=0, description="An apology or acceptance counts within this many seconds of the refusal.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not scene.history.refusals or scene.event.type in {"boundary", "moderation"} or scene.acts:
        return
    refusal = scene.history.refusals[-1]
    if refusal.event_id == scene.event.id or _came_back(scene, refusal):
        return
    lag = scene.now - refusal.at
    accepted = any(m.name == "acceptance" for m in scene.marks) and lag <= settings.reply_s
    if accepted:
        yield _hit(refusal, (refusal.event_id, scene.event.id), "Accepted the refusal", 1)
    elif lag >= settings.quiet_s:
        yield _hit(
            refusal,
            (refusal.event_id, scene.event.id),
            f"Left the topic alone for {round(settings.quiet_s / DAY)} days after the refusal",
            2,
        )


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
