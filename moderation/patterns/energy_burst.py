"""Far more acts in 24 hours than this person's own four weeks make likely, of several kinds or by several ways (docs/taxonomy.md)."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from moderation.assessments import PatternHit
from moderation.memory.windows import poisson_tail
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene
from moderation.taxonomy import Axis, Severity


class Settings(RuleSettings):
    """Windows and thresholds (docs/taxonomy.md: the warning behaviour called energy burst is a rise in frequency or variety)."""

    burst_s: float = Field(DAY, gt=0, description="Acts of this many seconds are the burst.")
    baseline_days: int = Field(28, ge=7, description="The person's own mean is taken over so many days before it.")
    floor: float = Field(0.5, gt=0, description="The mean is taken as at least so many acts a day.")
    tail: float = Field(0.001, gt=0, lt=0.5, description="So many acts or more are less likely than this.")
    acts: int = Field(5, ge=2, description="At least so many acts.")
    kinds: int = Field(2, ge=1, description="Of at least so many categories, or by so many kinds of channel.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not scene.qualifies:
        return
    burst = scene.deeds_within(settings.burst_s)
    if len(burst) < settings.acts:
        return
    begin = scene.now - settings.burst_s
    before = sum(begin - settings.baseline_days * DAY <= d.at < begin for d in scene.history.deeds)
    usual = max(settings.floor, before / settings.baseline_days)
    categories = {a.category for d in burst for a in d.acts}
    channels = {a.channel_type for d in burst for a in d.acts}
    if max(len(categories), len(channels)) < settings.kinds or poisson_tail(len(burst), usual) >= settings.tail:
        return
    yield PatternHit(
        pattern="energy_burst",
        severity=Severity.HIGH,
        explanation=f"{len(burst)} acts of {len(categories)} kinds within {round(settings.burst_s / 3600)} hours; "
        f"{before} in the {settings.baseline_days} days before.",
        events=tuple(d.event_id for d in burst),
        axes=(Axis.PERSISTENCE,),
        parameters=(("count", str(len(burst))), ("usual_per_day", f"{usual:.2f}")),
    )


PATTERN = Pattern(name="energy_burst", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
