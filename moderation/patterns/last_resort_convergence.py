"""Finality together with a loss, travel, giving things away, a grievance, or a named date or event, within 14 days (docs/taxonomy.md).

Always both lanes: it may mean danger to others, to the writer, or neither. The order does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.explain import day
from moderation.assessments import PatternHit
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene
from moderation.taxonomy import Axis, Severity

FINALITY: Final = "last_resort_language"
MARKS: Final = {"travel_statement": "travel or a ticket", "giving_away": "giving things away"}
GOING: Final = frozenset({"approach_intent"})


class Settings(RuleSettings):
    """Window (docs/taxonomy.md: the warning behaviour called last resort)."""

    window_s: float = Field(14 * DAY, gt=0, description="What comes within this many seconds of each other belongs together.")


Sign = tuple[float, str, str]
"""When, in which event, and in words what."""


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    since = scene.now - settings.window_s
    finality = [a for a in scene.history.acts if a.category == FINALITY and a.at >= since]
    if not finality:
        return
    signs = sorted(set(_signs(scene, since)))
    if not signs or scene.event.id not in {*(a.event_id for a in finality), *(ident for _, ident, _ in signs)}:
        return
    kinds = sorted({words for _, _, words in signs})
    yield PatternHit(
        pattern="last_resort_convergence",
        severity=Severity.CRITICAL,
        explanation=f"Spoke of finality on {day(finality[-1].at)}; within {round(settings.window_s / DAY)} days also: {', '.join(kinds)}.",
        events=tuple(dict.fromkeys((*(ident for _, ident, _ in signs), *(a.event_id for a in finality)))),
        degree=len(kinds),
        axes=(Axis.APPROACH, Axis.THREAT, Axis.CARE),
        parameters=(("signs", ", ".join(kinds)),),
    )


def _signs(scene: Scene, since: float) -> Iterator[Sign]:
    """What finality can come together with."""
    history = scene.history
    yield from ((r.at, r.event_id, "a refusal or a ban") for r in history.refusals if r.at >= since)
    yield from ((m.at, m.event_id, MARKS[m.name]) for m in history.marks if m.name in MARKS and m.at >= since)
    for act in history.acts:
        if act.at < since:
            continue
        if act.category == "grievance_statement":
            yield act.at, act.event_id, "a grievance"
        if act.category in GOING:
            yield act.at, act.event_id, MARKS["travel_statement"]
        if act.named_event or "time" in act.slots:
            yield act.at, act.event_id, "a named date or event"


PATTERN = Pattern(name="last_resort_convergence", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
