"""Asked the creator for personal help or rescue again and again: three times in 30 days, for the care lane (docs/taxonomy.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.explain import day
from moderation.assessments import PatternHit
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene
from moderation.taxonomy import CATEGORIES, Axis, Group, Severity

MARK: Final = "help_request"


class Settings(RuleSettings):
    """Window and count (docs/taxonomy.md: requests for help went with approach); the level of the care lane is an engineering choice."""

    window_s: float = Field(30 * DAY, gt=0, description="Requests of this many seconds count together.")
    requests: int = Field(3, ge=2, description="So many messages that ask for help.")
    care: int = Field(Severity.MEDIUM, ge=0, le=4, description="Level of the care lane.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not any(m.name == MARK for m in scene.marks):
        return
    asked = [m for m in scene.history.marks if m.name == MARK and m.at >= scene.now - settings.window_s]
    events = tuple(dict.fromkeys(m.event_id for m in asked))
    if len(events) < settings.requests:
        return
    approach = [a for a in scene.acts_within(settings.window_s) if CATEGORIES[a.category].group is Group.APPROACH]
    beside = f"; besides, {len(approach)} act{'s' if len(approach) > 1 else ''} of coming closer" if approach else ""
    yield PatternHit(
        pattern="persistent_help_requests",
        severity=Severity(settings.care),
        explanation=f"Asked the creator for personal help in {len(events)} messages since {day(asked[0].at)}{beside}.",
        events=events,
        axes=(Axis.CARE,),
        care=True,
        parameters=(("count", str(len(events))), ("approach", str(len(approach)))),
    )


PATTERN = Pattern(name="persistent_help_requests", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
