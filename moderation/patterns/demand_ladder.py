"""Asked for more and more: attention, personal facts, contact, place, a meeting, going there, being there (docs/taxonomy.md).

The running maximum rises by two rungs or more over at least three events in 30 days, and most steps do not go down.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.explain import day
from moderation.assessments import PatternHit
from moderation.memory.records import Act
from moderation.memory.windows import share_rising
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Deed, Scene, deeds_of
from moderation.taxonomy import Axis, Severity

BY_FAMILY: Final = {"attention": 1, "personal": 2, "contact": 3, "location": 4, "meet": 5}
BY_CATEGORY: Final = {"approach_intent": 6, "proximity_claim": 7, "access_circumvention": 7}
NAMES: Final = {
    1: "attention",
    2: "personal facts",
    3: "contact",
    4: "a place",
    5: "a meeting",
    6: "coming to the creator",
    7: "being there",
}


class Settings(RuleSettings):
    """Window and thresholds (docs/taxonomy.md: intrusions tend to escalate)."""

    window_s: float = Field(30 * DAY, gt=0, description="Requests of this many seconds are one ladder.")
    rise: int = Field(2, ge=1, description="So many rungs up from the first request.")
    events: int = Field(3, ge=2, description="Over so many events at least.")
    rising: float = Field(0.7, ge=0, le=1, description="At least this share of the steps does not go down.")
    critical_rung: int = Field(6, ge=1, description="From this rung on it is critical.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not any(rung_of(a) for a in scene.acts):
        return
    steps = [(_rung(d), d) for d in deeds_of(a for a in scene.acts_within(settings.window_s) if rung_of(a))]
    rungs = [rung for rung, _ in steps]
    top = max(rungs)
    if len(steps) < settings.events or top - rungs[0] < settings.rise or share_rising(rungs) < settings.rising:
        return
    yield PatternHit(
        pattern="demand_ladder",
        severity=Severity.CRITICAL if top >= settings.critical_rung else Severity.HIGH,
        explanation=f"Asked for more and more in {len(steps)} messages since {day(steps[0][1].at)}: "
        f"from {NAMES[rungs[0]]} to {NAMES[top]}.",
        events=tuple(d.event_id for _, d in steps),
        degree=top,
        axes=(Axis.APPROACH, Axis.PERSISTENCE),
        parameters=(("rungs", ",".join(map(str, rungs))),),
    )


def rung_of(act: Act) -> int:
    """The rung of the ladder that an act stands on, 1 to 7; 0 for what is no demand."""
    return BY_CATEGORY.get(act.category) or (BY_FAMILY.get(act.family, 0) if act.is_request else 0)


def _rung(deed: Deed) -> int:
    return max(rung_of(a) for a in deed.acts)


PATTERN = Pattern(name="demand_ladder", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
