"""Went on through repeated enforcement: three times enforcement, each followed within seven days by the same topic (docs/taxonomy.md)."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from moderation.assessment.explain import day, times
from moderation.assessments import PatternHit
from moderation.memory.records import Enforcement
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Deed, Scene
from moderation.taxonomy import Axis, Severity

Cycle = tuple[Enforcement, Deed]


class Settings(RuleSettings):
    """Windows and counts (docs/taxonomy.md: persistence is a domain of structured stalking assessment)."""

    cycles: int = Field(3, ge=2, description="So many cycles of enforcement and going on.")
    within_s: float = Field(7 * DAY, gt=0, description="Going on counts within this many seconds of the enforcement.")
    cause_s: float = Field(DAY, gt=0, description="What was done in this many seconds before enforcement is what it was about.")
    window_s: float = Field(90 * DAY, gt=0, description="Cycles of this many seconds count together; an engineering choice.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not scene.qualifies:
        return
    cycles = _cycles(scene, settings)
    if len(cycles) < settings.cycles or cycles[-1][1].event_id != scene.event.id:
        return
    yield PatternHit(
        pattern="moderation_resistance",
        severity=Severity.HIGH,
        explanation=f"Went on {times(len(cycles))} after a moderator had stepped in, since {day(cycles[0][0].at)}.",
        events=tuple(dict.fromkeys(i for enforcement, deed in cycles for i in (enforcement.event_id, deed.event_id))),
        degree=len(cycles),
        axes=(Axis.PERSISTENCE,),
        parameters=(("cycles", str(len(cycles))),),
    )


def _cycles(scene: Scene, settings: Settings) -> list[Cycle]:
    """Each act that goes on after enforcement, with that enforcement; several measures against one message are one."""
    found: list[Cycle] = []
    since = scene.now - settings.window_s
    measures = [e for e in scene.history.enforcements if e.action != "unban" and e.at >= since]
    used = since
    for deed in scene.history.deeds:
        answered = [e for e in measures if used < e.at < deed.at and deed.at - e.at <= settings.within_s]
        if answered and _goes_on(scene, answered[-1], deed, settings):
            found.append((answered[-1], deed))
            used = answered[-1].at
    return found


def _goes_on(scene: Scene, enforcement: Enforcement, deed: Deed, settings: Settings) -> bool:
    about = {
        theme
        for d in scene.history.deeds
        if enforcement.at - settings.cause_s <= d.at <= enforcement.at or d.event_id == enforcement.message_id
        for theme in d.themes
    }
    return not about or not about.isdisjoint(deed.themes)


PATTERN = Pattern(name="moderation_resistance", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
