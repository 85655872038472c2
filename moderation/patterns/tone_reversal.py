"""Turned from affection or requests to hostility, soon after a refusal, an unanswered demand or bad news (docs/taxonomy.md).

Affection and requests are no ground for anything by themselves; only the hostile message is raised, one level above its category's own
(what modifiers have raised for the same refusal is not raised twice).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.explain import span_words
from moderation.assessments import PatternHit
from moderation.memory.records import Act, Refusal
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, HOUR, Scene
from moderation.taxonomy import CATEGORIES, Axis, Severity

HOSTILE: Final = frozenset(
    {"hostile_degradation", "grievance_statement", "veiled_threat", "conditional_threat", "direct_threat", "third_party_leakage"}
)


class Settings(RuleSettings):
    """Windows and counts (docs/taxonomy.md, after the pier incident)."""

    fond: int = Field(3, ge=1, description="So many affectionate messages on the same day,")
    fond_s: float = Field(14 * DAY, gt=0, description="or within this many seconds, for who already has a qualifying act.")
    after_fond_s: float = Field(DAY, gt=0, description="After affection, hostility counts within this many seconds of what went before it.")
    asked_s: float = Field(HOUR, gt=0, description="A request within this many seconds before the refusal.")
    after_asked_s: float = Field(HOUR, gt=0, description="After a request, hostility counts within this many seconds of the refusal.")


Ground = tuple[float, str, str]
"""When, which event, and in words what the hostility followed."""


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    hostile = [a for a in scene.acts if a.category in HOSTILE]
    if not hostile:
        return
    act = max(hostile, key=lambda a: a.severity)
    ground = _after_asking(scene, settings) or _after_affection(scene, settings)
    if ground is None:
        return
    at, event_id, words = ground
    yield PatternHit(
        pattern="tone_reversal",
        severity=max(Severity.MEDIUM, Severity(act.severity), CATEGORIES[act.category].severity.raised()),
        explanation=f"Turned hostile {span_words(scene.now - at)} after {words}.",
        events=(event_id, act.event_id),
        axes=(Axis.THREAT,),
        parameters=(("category", act.category),),
    )


def _after_asking(scene: Scene, settings: Settings) -> Ground | None:
    """A request, then a refusal or no answer, then this."""
    asked = [a for a in scene.history.requests if a.event_id != scene.event.id]
    for refusal in reversed(_refusals(scene, settings.after_asked_s)):
        if any(refusal.at - settings.asked_s <= a.at <= refusal.at for a in asked):
            return refusal.at, refusal.event_id, "a request was refused"
    open_ = [a for a in asked if scene.now - a.at <= settings.after_asked_s and _is_unanswered(scene, a)]
    return (open_[-1].at, open_[-1].event_id, "a request that stayed unanswered") if open_ else None


def _after_affection(scene: Scene, settings: Settings) -> Ground | None:
    """Affection, then a refusal, no answer or bad news, then this."""
    if not _was_fond(scene, settings):
        return None
    grounds: list[Ground] = [(r.at, r.event_id, "affection and a refusal") for r in _refusals(scene, settings.after_fond_s)]
    grounds += [
        (a.at, a.event_id, "affection and a request that stayed unanswered")
        for a in scene.history.requests
        if a.event_id != scene.event.id and scene.now - a.at <= settings.after_fond_s and _is_unanswered(scene, a)
    ]
    grounds += [
        (t.at, t.event_id, "affection and news that may disappoint")
        for t in scene.around.triggers
        if scene.now - t.at <= settings.after_fond_s and t.event_id != scene.event.id
    ]
    return max(grounds, default=None)


def _was_fond(scene: Scene, settings: Settings) -> bool:
    if scene.around.fond_today >= settings.fond:
        return True
    earlier = any(a.event_id != scene.event.id for a in scene.history.qualifying)
    marks = [m for m in scene.history.marks if m.name == "affection" and scene.now - m.at <= settings.fond_s]
    return earlier and len(marks) >= settings.fond


def _refusals(scene: Scene, seconds: float) -> list[Refusal]:
    return [r for r in scene.history.refusals if 0 <= scene.now - r.at <= seconds and r.event_id != scene.event.id]


def _is_unanswered(scene: Scene, act: Act) -> bool:
    return scene.around.answered_at < act.at


PATTERN = Pattern(name="tone_reversal", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
