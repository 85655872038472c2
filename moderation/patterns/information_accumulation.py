"""Asked for, inferred or claimed several kinds of private facts about the creator within a month.

Three kinds within 30 days, or two when one of them tells where or when the creator can be found (docs/taxonomy.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessments import PatternHit
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene
from moderation.taxonomy import Axis, Severity

FINDING: Final = frozenset({"home_area", "routine", "travel", "security"})
"""Kinds that tell where or when the creator can be found."""


class Settings(RuleSettings):
    """Window and thresholds (docs/taxonomy.md)."""

    window_s: float = Field(30 * DAY, gt=0, description="Facts asked within this many seconds count together.")
    kinds: int = Field(3, ge=2, description="So many kinds are a pattern.")
    kinds_with_finding: int = Field(2, ge=2, description="So many are one when a kind tells where or when the creator can be found.")
    messages: int = Field(2, ge=1, description="The kinds come from at least so many messages: one long question is no gathering.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not any(a.kinds for a in scene.acts):
        return
    kinds: dict[str, str] = {}
    for act in scene.acts_within(settings.window_s):
        for kind in act.kinds:
            kinds.setdefault(kind, act.event_id)
    events = tuple(dict.fromkeys((*kinds.values(), scene.event.id)))
    needed = settings.kinds_with_finding if FINDING & kinds.keys() else settings.kinds
    if len(kinds) < needed or len(events) < settings.messages:
        return
    listed = ", ".join(sorted(kind.replace("_", " ") for kind in kinds))
    yield PatternHit(
        pattern="information_accumulation",
        severity=Severity.HIGH,
        explanation=f"Went after {len(kinds)} kinds of private facts within {round(settings.window_s / DAY)} days: {listed}.",
        events=events,
        degree=len(kinds),
        axes=(Axis.APPROACH,),
        parameters=(("kinds", ",".join(sorted(kinds))),),
    )


PATTERN = Pattern(name="information_accumulation", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
