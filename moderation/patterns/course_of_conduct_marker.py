"""Two or more acts of one purpose, one of them after a refusal: a label for the record, never more than that (docs/taxonomy.md)."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from moderation.assessment.explain import day
from moderation.assessments import PatternHit
from moderation.memory.records import Act
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene, deeds_of
from moderation.taxonomy import Axis, Severity


class Settings(RuleSettings):
    """Two acts make a course of conduct in the laws named in docs/taxonomy.md; the look-back is an engineering choice."""

    window_s: float = Field(180 * DAY, gt=0, description="Acts of this many seconds are looked at.")
    acts: int = Field(2, ge=2, description="So many acts of one purpose.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    for act in scene.acts:
        if not act.is_qualifying:
            continue
        same = [a for a in scene.acts_within(settings.window_s) if a.is_qualifying and a.theme == act.theme]
        deeds = deeds_of(same)
        if len(deeds) >= settings.acts and any(_after_refusal(scene, a, settings) for a in same):
            yield PatternHit(
                pattern="course_of_conduct_marker",
                severity=Severity.INFO,
                explanation=f"Two or more acts recorded: {len(deeds)} of one purpose since {day(deeds[0].at)}, "
                "at least one after a refusal.",
                events=tuple(d.event_id for d in deeds),
                axes=(Axis.PERSISTENCE,),
                parameters=(("theme", act.theme),),
            )
            return


def _after_refusal(scene: Scene, act: Act, settings: Settings) -> bool:
    return bool(scene.refusals_before(act, settings.window_s))


PATTERN = Pattern(name="course_of_conduct_marker", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
