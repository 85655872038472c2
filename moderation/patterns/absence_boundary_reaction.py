"""Reacted within three days to an absence, a boundary or news: with distress (care), or by pushing back (safety) (docs/taxonomy.md).

A refusal or a ban counts for whom it was meant. A break, a rule or news counts for everybody, and raises only what is at least ``medium``
anyway, or hostile words of somebody who has done something before: most people who grumble at news are no concern. Streams end every day,
so their end counts for a few hours and for distress and hostility alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.explain import span_words
from moderation.assessments import PatternHit
from moderation.memory.records import Act
from moderation.rules import Pattern, RuleSettings
from moderation.scene import HOUR, Scene
from moderation.taxonomy import CATEGORIES, Axis, Group, Severity
from moderation.text.wording import meaning

OFFLINE: Final = "offline"
DISTRESS: Final = "attachment_distress"
WORDS: Final = {
    "refusal": "being refused",
    "enforcement": "a moderator stepped in",
    "new_rule": "a new rule",
    "absence_notice": "a break or an end was announced",
    "relationship_news": "news of a partner or a collaboration",
    "price_change": "prices or perks were changed",
    OFFLINE: "the stream ended",
}
CLOSING_IN: Final = frozenset({Group.INFORMATION, Group.APPROACH})


class Settings(RuleSettings):
    """Windows (docs/taxonomy.md); how long the daily end of a stream counts is an engineering choice."""

    within_s: float = Field(72 * HOUR, gt=0, description="A reaction counts within this many seconds.")
    after_end_s: float = Field(3 * HOUR, gt=0, description="After the end of a stream, within this many seconds.")
    care: int = Field(
        Severity.MEDIUM, ge=0, le=4, description="Level of the care lane for distress about a refusal, a rule, a break or news."
    )
    care_after_end: int = Field(Severity.LOW, ge=0, le=4, description="Level of the care lane for distress at the end of a stream.")


Cause = tuple[float, str, str]
"""When, which event, and of which kind (a key of ``WORDS``)."""


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not scene.acts:
        return
    own = list(_personal(scene, settings))
    common = list(_common(scene, settings))
    distress = next((a for a in scene.acts if a.category == DISTRESS), None)
    if distress and (own or common):
        cause = max(own + common, key=lambda c: (c[2] != OFFLINE, c[0]))
        level = settings.care_after_end if cause[2] == OFFLINE else settings.care
        yield _hit(scene, distress, cause, severity=Severity(level), care=True)
    safety = [a for a in scene.acts if _is_pushing_back(scene, a, own, common)]
    if safety:
        act = max(safety, key=lambda a: a.severity)
        yield _hit(scene, act, max(own or common), severity=above(act), care=False)


def above(act: Act) -> Severity:
    """One level above the category's own; what modifiers have raised for the same refusal is not raised twice."""
    return max(Severity(act.severity), CATEGORIES[act.category].severity.raised())


def _personal(scene: Scene, settings: Settings) -> Iterator[Cause]:
    """What was said or done to this viewer."""
    for refusal in scene.history.refusals:
        if 0 <= scene.now - refusal.at <= settings.within_s and refusal.event_id != scene.event.id:
            yield refusal.at, refusal.event_id, "enforcement" if refusal.source == "enforcement" else "refusal"


def _common(scene: Scene, settings: Settings) -> Iterator[Cause]:
    """What happened to everybody."""
    for trigger in scene.around.triggers:
        within = settings.after_end_s if trigger.kind == OFFLINE else settings.within_s
        if 0 <= scene.now - trigger.at <= within and trigger.event_id != scene.event.id:
            yield trigger.at, trigger.event_id, trigger.kind


def _is_pushing_back(scene: Scene, act: Act, own: list[Cause], common: list[Cause]) -> bool:
    closing_in = CATEGORIES[act.category].group in CLOSING_IN
    pushes = act.is_hostile or act.category == "boundary_rejection"
    if own:
        return pushes or closing_in
    known = any(a.event_id != scene.event.id for a in scene.history.acts)
    announced = any(kind != OFFLINE for _, _, kind in common)
    return bool(common) and ((pushes and (known or act.is_qualifying)) or (closing_in and announced and act.is_qualifying))


def _hit(scene: Scene, act: Act, cause: Cause, *, severity: Severity, care: bool) -> PatternHit:
    at, event_id, kind = cause
    return PatternHit(
        pattern="absence_boundary_reaction",
        severity=severity,
        explanation=f"{meaning(act.category).capitalize()}, {span_words(scene.now - at)} after {WORDS.get(kind, kind)}.",
        events=(event_id, act.event_id),
        axes=(Axis.CARE,) if care else tuple(a for a in CATEGORIES[act.category].axes if a is not Axis.CARE),
        care=care,
        parameters=(("cause", kind),),
    )


PATTERN = Pattern(name="absence_boundary_reaction", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
