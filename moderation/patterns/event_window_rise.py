"""Named an event that is near, or did far more toward it than usual: for the event's brief, no alert by itself (docs/taxonomy.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.particulars import SOME_EVENT
from moderation.assessments import PatternHit
from moderation.calendar import KnownEvent
from moderation.memory.records import Act
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene
from moderation.taxonomy import Axis, Severity
from moderation.text.wording import meaning

ABOUT_EVENTS: Final = frozenset({"event_movement_probe"})
"""Categories that are about an event by their meaning."""
WEEK: Final = 7 * DAY


class Settings(RuleSettings):
    """Windows and counts (docs/taxonomy.md, [Events])."""

    ahead_s: float = Field(30 * DAY, gt=0, description="An event counts from this many seconds before it begins until it ends.")
    weeks: int = Field(8, ge=1, description="The person's own mean per week is taken over so many weeks before the last one.")
    growth: float = Field(2.0, gt=1, description="The last week has at least so many times that mean,")
    acts: int = Field(3, ge=1, description="and at least so many acts.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    acts = [a for a in scene.acts if a.is_request or a.is_qualifying]
    if not acts:
        return
    near = [e for e in scene.around.calendar if e.is_ahead(scene.now, settings.ahead_s)]
    event = next((name for act in acts if (name := _named(act, scene, near))), "")
    if event:
        yield _hit(scene, event, f"{meaning(acts[0].category).capitalize()}, naming {event}")
    elif near:
        yield from _rise(scene, near, settings)


def _named(act: Act, scene: Scene, near: list[KnownEvent]) -> str:
    """The event that an act names: one that is near, or, where no calendar is kept, any."""
    named = act.named_event or (SOME_EVENT if act.category in ABOUT_EVENTS else "")
    if named == SOME_EVENT and near:
        return near[0].name
    return named if named in {e.name for e in near} or not scene.around.calendar else ""


def _rise(scene: Scene, near: list[KnownEvent], settings: Settings) -> Iterator[PatternHit]:
    if not scene.qualifies:
        return
    lately = scene.deeds_within(WEEK)
    begin = scene.now - WEEK
    usual = sum(begin - settings.weeks * WEEK <= d.at < begin for d in scene.history.deeds) / settings.weeks
    if len(lately) >= settings.acts and len(lately) >= settings.growth * usual:
        yield _hit(
            scene, near[0].name, f"{len(lately)} acts in the last week, {usual:.1f} a week before", tuple(d.event_id for d in lately)
        )


def _hit(scene: Scene, event: str, what: str, events: tuple[str, ...] = ()) -> PatternHit:
    return PatternHit(
        pattern="event_window_rise",
        severity=Severity.INFO,
        explanation=f"{what}; belongs into the brief for {event}.",
        events=events or (scene.event.id,),
        axes=(Axis.APPROACH,),
        parameters=(("event", event),),
    )


PATTERN = Pattern(name="event_window_rise", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
