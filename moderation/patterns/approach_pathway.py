"""Moved from locating to meeting to going there, in this order, within 60 days (docs/taxonomy.md: the warning behaviour called pathway)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.explain import day
from moderation.assessments import PatternHit
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene
from moderation.taxonomy import Axis, Severity

LOCATING, MEETING, GOING = 1, 2, 3
STAGE: Final = {
    "location_probe": LOCATING,
    "location_inference": LOCATING,
    "event_movement_probe": LOCATING,
    "meet_request": MEETING,
    "approach_intent": MEETING,
    "proximity_claim": GOING,
    "access_circumvention": GOING,
}
TRAVEL: Final = "travel_statement"
WORDS: Final = {
    LOCATING: "asked about places",
    MEETING: "asked to meet or planned to come",
    GOING: "spoke of travelling, being there or getting in",
}


class Settings(RuleSettings):
    """Window and counts (docs/taxonomy.md)."""

    window_s: float = Field(60 * DAY, gt=0, description="Steps of this many seconds are one way.")
    high: int = Field(2, ge=2, le=3, description="So many steps in order are high,")
    critical: int = Field(3, ge=2, le=3, description="so many critical.")


Step = tuple[int, float, str]
"""Stage, instant, event."""


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    steps = _steps(scene, settings)
    if not any(ident == scene.event.id for _, _, ident in steps):
        return
    way = _longest(steps, scene.event.id)
    if len(way) < settings.high:
        return
    told = "; then ".join(f"{WORDS[stage]} ({day(at)})" for stage, at, _ in way)
    yield PatternHit(
        pattern="approach_pathway",
        severity=Severity.CRITICAL if len(way) >= settings.critical else Severity.HIGH,
        explanation=told[:1].upper() + told[1:] + ".",
        events=tuple(ident for _, _, ident in way),
        degree=len(way),
        axes=(Axis.APPROACH,),
        parameters=(("stages", ",".join(str(stage) for stage, _, _ in way)),),
    )


def _steps(scene: Scene, settings: Settings) -> list[Step]:
    """Every step of the window in order of time; the current event's own last."""
    since = scene.now - settings.window_s
    acts = [(STAGE[a.category], a.at, a.event_id) for a in scene.history.acts if a.category in STAGE and a.at >= since]
    trips = [(GOING, m.at, m.event_id) for m in scene.history.marks if m.name == TRAVEL and m.at >= since]
    return sorted({*acts, *trips}, key=lambda s: (s[1], s[2] == scene.event.id, s[0]))


def _longest(steps: list[Step], last: str) -> list[Step]:
    """The longest way of rising stages, each in an event of its own, that ends in the event ``last``."""
    best: dict[int, list[Step]] = {}
    ending: list[Step] = []
    for step in steps:
        stage, _, ident = step
        before = max((way for top, way in best.items() if top < stage and way[-1][2] != ident), key=len, default=[])
        way = [*before, step]
        if ident == last:
            ending = max(ending, way, key=len)
        elif len(way) >= len(best.get(stage, [])):
            best[stage] = way
    return ending


PATTERN = Pattern(name="approach_pathway", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
