"""Asked for, inferred or claimed several kinds of private facts about the creator within a month.

Three kinds within 30 days, or two when one of them tells where or when the creator can be found (threat-standards 3.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessments import PatternHit
from moderation.memory.records import Act
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene
from moderation.taxonomy import Axis, Severity

KINDS: Final[dict[str, frozenset[str]]] = {
    "phone": frozenset({"phone", "private_app", "snap", "whatsapp"}),
    "email": frozenset({"email"}),
    "social": frozenset({"social", "social_private", "discord"}),
    "legal name": frozenset({"legal_name", "real_name", "family_name", "name"}),
    "home area": frozenset({"home_area", "address", "street", "building", "town", "area", "neighbourhood", "coordinates", "house", "home"}),
    "workplace": frozenset({"workplace", "work", "job", "studio"}),
    "routine": frozenset({"routine", "gym", "schedule", "cafe", "shop", "habit", "commute", "sleep"}),
    "travel": frozenset({"travel", "hotel", "flight", "room", "arrival"}),
    "vehicle": frozenset({"vehicle", "car", "plate"}),
    "family": frozenset({"family", "family_member", "parents", "siblings", "children"}),
    "school": frozenset({"school"}),
    "partner": frozenset({"partner", "relationship", "relationship_status"}),
    "security": frozenset({"security", "living_situation", "guard", "entrance", "alone"}),
}
"""The private-attribute types of threat-standards 3.2, each with the topic keys that rules give."""
FINDING: Final = frozenset({"home area", "routine", "travel", "security"})
"""Kinds that tell where or when the creator can be found."""
BY_CATEGORY: Final = {
    "contact_info_request": "phone",
    "location_probe": "home area",
    "location_inference": "home area",
    "event_movement_probe": "travel",
    "private_knowledge_claim": "routine",
}
"""The kind of a hit whose topic names none."""


class Settings(RuleSettings):
    """Window and thresholds (threat-standards 3.2)."""

    window_s: float = Field(30 * DAY, gt=0, description="Facts asked within this many seconds count together.")
    kinds: int = Field(3, ge=2, description="So many kinds are a pattern.")
    kinds_with_finding: int = Field(2, ge=2, description="So many are one when a kind tells where or when the creator can be found.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not any(kind_of(a) for a in scene.acts):
        return
    kinds: dict[str, str] = {}
    for act in scene.acts_within(settings.window_s):
        kind = kind_of(act)
        if kind:
            kinds.setdefault(kind, act.event_id)
    finding = FINDING & kinds.keys()
    if len(kinds) < (settings.kinds_with_finding if finding else settings.kinds) or len(set(kinds.values())) < settings.kinds_with_finding:
        return
    listed = ", ".join(sorted(kinds))
    yield PatternHit(
        pattern="information_accumulation",
        severity=Severity.HIGH,
        explanation=f"Went after {len(kinds)} kinds of private facts within {round(settings.window_s / DAY)} days: {listed}.",
        events=tuple(dict.fromkeys(kinds.values())),
        degree=len(kinds),
        axes=(Axis.APPROACH,),
        parameters=(("kinds", ",".join(sorted(kinds))),),
    )


def kind_of(act: Act) -> str | None:
    """The kind of private fact that an act is about, or ``None``."""
    if act.category not in BY_CATEGORY and act.category not in {"personal_detail_request", "private_info_exposure"}:
        return None
    for kind, topics in KINDS.items():
        if act.topic in topics:
            return kind
    return BY_CATEGORY.get(act.category)


PATTERN = Pattern(name="information_accumulation", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
