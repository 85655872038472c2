"""Acts grow more serious or more frequent over two weeks, beyond chance, and have doubled lately (docs/taxonomy.md).

The slope is the Theil-Sen estimate over the daily sums of weights, with a bootstrap bound; days before the viewer was first seen are not
counted as quiet days. The weights serve the slope alone and are never shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean
from typing import Final

from pydantic import Field

from moderation.assessment.explain import day
from moderation.assessments import PatternHit
from moderation.memory.windows import daily_sums, day_of, days_of, theil_sen_lower
from moderation.rules import Pattern, RuleSettings
from moderation.scene import Deed, Scene
from moderation.taxonomy import Axis, Severity

NAME: Final = "escalation_slope"


class Settings(RuleSettings):
    """Window and thresholds (docs/taxonomy.md: escalation is a domain of structured stalking assessment)."""

    days: int = Field(14, ge=5, description="So many days are looked at, today included.")
    acts: int = Field(5, ge=2, description="At least so many acts.")
    separate_days: int = Field(3, ge=2, description="On at least so many days.")
    lately: int = Field(3, ge=1, description="The last so many days are compared with those before.")
    growth: float = Field(2.0, gt=1, description="Their mean is at least so many times that of the days before.")
    sure: float = Field(0.8, gt=0.5, lt=1, description="The slope is above zero with this certainty.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not scene.qualifies:
        return
    today = day_of(scene.now)
    first = max(today - settings.days + 1, day_of(scene.history.first_seen))
    deeds = [d for d in scene.history.deeds if day_of(d.at) >= first]
    if len(deeds) < settings.acts or len(days_of(d.at for d in deeds)) < settings.separate_days:
        return
    if scene.met.get(NAME, Severity.INFO) >= _level(scene):  # no news, so the resampling is spared
        return
    if not _rises(daily_sums(((d.at, d.weight) for d in deeds), first, today), settings):
        return
    yield _hit(scene, deeds)


def _rises(sums: list[float], settings: Settings) -> bool:
    lately, before = sums[-settings.lately :], sums[: -settings.lately]
    if not before or fmean(lately) < settings.growth * fmean(before):
        return False
    return theil_sen_lower(sums, sure=settings.sure) > 0


def _level(scene: Scene) -> Severity:
    """One level above the axis, which such a course of acts makes at least low."""
    return max(scene.levels.get(Axis.PERSISTENCE, Severity.INFO), Severity.LOW).raised()


def _hit(scene: Scene, deeds: list[Deed]) -> PatternHit:
    return PatternHit(
        pattern=NAME,
        severity=_level(scene),
        explanation=f"{len(deeds)} acts since {day(deeds[0].at)}, growing more serious or frequent from day to day.",
        events=tuple(d.event_id for d in deeds),
        axes=(Axis.PERSISTENCE,),
        raises=True,
        parameters=(("acts", str(len(deeds))),),
    )


PATTERN = Pattern(name=NAME, version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
