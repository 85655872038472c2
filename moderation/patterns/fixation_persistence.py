"""Acts on several days over weeks: five on three days over two weeks are persistent, ten over four weeks sustained (docs/taxonomy.md)."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from moderation.assessment.explain import day, span_words
from moderation.assessments import PatternHit
from moderation.memory.windows import days_of
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene
from moderation.taxonomy import Axis, Severity


class Settings(RuleSettings):
    """Thresholds from research on intrusions (docs/taxonomy.md, [Two weeks]); the look-back is an engineering choice."""

    window_s: float = Field(90 * DAY, gt=0, description="Acts of this many seconds are looked at.")
    acts: int = Field(5, ge=2, description="So many acts are persistent,")
    separate_days: int = Field(3, ge=2, description="on at least so many days,")
    span_s: float = Field(14 * DAY, gt=0, description="over at least so many seconds.")
    sustained_acts: int = Field(10, ge=2, description="So many acts are sustained,")
    sustained_span_s: float = Field(28 * DAY, gt=0, description="over at least so many seconds.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not scene.qualifies:
        return
    deeds = scene.deeds_within(settings.window_s)
    days = len(days_of(d.at for d in deeds))
    span = deeds[-1].at - deeds[0].at
    if len(deeds) < settings.acts or days < settings.separate_days or span < settings.span_s:
        return
    sustained = len(deeds) >= settings.sustained_acts and span >= settings.sustained_span_s
    yield PatternHit(
        pattern="fixation_persistence",
        severity=Severity.HIGH,
        explanation=f"{len(deeds)} acts on {days} days over {span_words(span)}, since {day(deeds[0].at)}"
        + ("; to be considered for an event's brief." if sustained else "."),
        events=tuple(d.event_id for d in deeds),
        degree=2 if sustained else 1,
        axes=(Axis.PERSISTENCE,),
        parameters=(("acts", str(len(deeds))), ("days", str(days)), ("degree", "sustained" if sustained else "persistent")),
    )


PATTERN = Pattern(name="fixation_persistence", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
