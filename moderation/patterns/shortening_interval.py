"""Acts follow each other faster: the median gap of the last five is at most half of that of the five before (docs/taxonomy.md)."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from moderation.assessment.explain import span_words
from moderation.assessments import PatternHit
from moderation.memory.windows import median_gap
from moderation.rules import Pattern, RuleSettings
from moderation.scene import Scene
from moderation.taxonomy import Axis, Severity


class Settings(RuleSettings):
    """Counts and ratio (docs/taxonomy.md: episodes of intrusion tend to shorten)."""

    acts: int = Field(5, ge=3, description="So many acts are compared with as many before them.")
    ratio: float = Field(0.5, gt=0, lt=1, description="The later median gap is at most this share of the earlier one.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not scene.qualifies:
        return
    deeds = scene.history.deeds[-2 * settings.acts :]
    if len(deeds) < 2 * settings.acts:
        return
    earlier = median_gap([d.at for d in deeds[: settings.acts]])
    later = median_gap([d.at for d in deeds[settings.acts :]])
    if not earlier or later is None or later > settings.ratio * earlier:
        return
    level = max(scene.levels.get(Axis.PERSISTENCE, Severity.INFO), Severity.LOW)
    yield PatternHit(
        pattern="shortening_interval",
        severity=level.raised(),
        explanation=f"Acts follow each other faster: about {span_words(later)} apart, where it was {span_words(earlier)}.",
        events=tuple(d.event_id for d in deeds),
        axes=(Axis.PERSISTENCE,),
        raises=True,
        parameters=(("earlier_s", str(round(earlier))), ("later_s", str(round(later)))),
    )


PATTERN = Pattern(name="shortening_interval", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
