"""Plain words for ids and instants, the same in every format."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from moderation.cases import Audience
from moderation.taxonomy import CATEGORIES, PATTERNS, Axis

AXES: Final = {
    Axis.APPROACH.value: "asking, locating, coming closer",
    Axis.THREAT.value: "hostility and threats",
    Axis.PERSISTENCE.value: "going on and coming back",
    Axis.CARE.value: "signs of distress",
}
"""The four axes in words; they are read apart, there is no sum."""

LEVELS: Final = ("info", "low", "medium", "high", "critical")

LIMITS: Final = (
    "This describes recorded behaviour. It is not a diagnosis and not a prediction. The absence of threats does not mean the absence "
    "of risk. Accounts are named by the platform's own id; nothing here says who a person is outside the platform."
)

HANDLING: Final = {
    Audience.FULL: "For the creator and the moderation team. Holds names and full text; keep it inside the team.",
    Audience.SECURITY: "For the named recipients at the event only, for safety at this event. Do not pass on or publish. Private facts, "
    "other viewers, moderators' names and exact amounts are left out.",
    Audience.PLATFORM: "For the platform's safety team. Ids and times point to the originals, which the platform holds.",
    Audience.POLICE: "For the police and legal advisers. Full text as received; other viewers are named by letters. Each entry's hash is "
    "part of a chain that shows later changes.",
}


def day(at: datetime) -> str:
    """``3 May 2026``."""
    return f"{at.day} {at:%b %Y}"


def clock(at: datetime) -> str:
    """``20:04:31``."""
    return f"{at:%H:%M:%S}"


def spell(gap: timedelta) -> str:
    """A duration in plain words: ``31 minutes``, ``6 days``."""
    seconds = gap.total_seconds()
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            count = round(seconds / size)
            return f"{count} {unit}{'' if count == 1 else 's'}"
    count = max(1, round(seconds))
    return f"{count} second{'' if count == 1 else 's'}"


def into(offset: float | None) -> str:
    """Time into the stream: ``1:04:31``; empty when not known."""
    if offset is None or offset < 0:
        return ""
    whole = int(offset)
    return f"{whole // 3600}:{whole % 3600 // 60:02}:{whole % 60:02}"


def meaning(ident: str) -> str:
    """What a category or pattern means, as a past-tense phrase."""
    if ident in CATEGORIES:
        return CATEGORIES[ident].meaning
    return PATTERNS.get(ident, ident.replace("_", " "))
