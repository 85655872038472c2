"""Asked others to press a demand, and others did: two accounts within 48 hours, or ten within the hour after a call (docs/taxonomy.md).

The hit is for who asked. The others are judged by what they do themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.explain import span_words
from moderation.assessments import PatternHit
from moderation.memory.records import HouseAct
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, HOUR, Scene
from moderation.taxonomy import CATEGORIES, Axis, Group, Severity

CALL: Final = "brigading_incitement"
PROXY: Final = "proxy_contact"
MARK: Final = "recruiting"


class Settings(RuleSettings):
    """Windows and counts (docs/taxonomy.md)."""

    accounts: int = Field(2, ge=1, description="So many other accounts repeat the demand or go through others.")
    within_s: float = Field(48 * HOUR, gt=0, description="Within this many seconds of being asked.")
    mob: int = Field(10, ge=2, description="So many accounts join after a call to press or harass,")
    mob_s: float = Field(HOUR, gt=0, description="within this many seconds.")
    demand_s: float = Field(30 * DAY, gt=0, description="What the viewer demanded in this many seconds is what others repeat.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    current = [a for a in scene.around.others if a.event_id == scene.event.id]
    asked = _asked(scene, settings)
    if not (current and asked):
        return
    wanted = {a.family for a in scene.acts_within(settings.demand_s) if a.is_request and a.family}
    since = asked[0][0]
    followed = [a for a in scene.around.others if a.at >= since and _follows(a, wanted)]
    accounts = {a.viewer for a in followed}
    mob = _mob(scene, settings)
    if not any(a in followed for a in current) or (len(accounts) < settings.accounts and len(mob) < settings.mob):
        return
    yield PatternHit(
        pattern="proxy_recruitment",
        severity=Severity.HIGH,
        explanation=f"Asked others to press a demand; {len(accounts | mob)} other accounts did within {span_words(scene.now - since)}.",
        events=(*dict.fromkeys(i for _, i in asked), *dict.fromkeys(a.event_id for a in followed)),
        degree=2 if len(mob) >= settings.mob else 1,
        axes=(Axis.APPROACH, Axis.THREAT),
        parameters=(("accounts", str(len(accounts))), ("within_the_hour", str(len(mob)))),
    )


def _asked(scene: Scene, settings: Settings) -> list[tuple[float, str]]:
    """When, and in which events, the viewer asked others."""
    since = scene.now - settings.within_s
    acts = [(a.at, a.event_id) for a in scene.history.acts if a.category in {CALL, PROXY} and a.at >= since]
    marks = [(m.at, m.event_id) for m in scene.history.marks if m.name == MARK and m.at >= since]
    return sorted({*acts, *marks})


def _follows(act: HouseAct, wanted: set[str]) -> bool:
    group = CATEGORIES[act.category].group
    return act.category == PROXY or group is Group.HOSTILITY or (group is not Group.CARE and (not wanted or act.family in wanted))


def _mob(scene: Scene, settings: Settings) -> set[str]:
    calls = [a.at for a in scene.history.acts if a.category == CALL]
    return max(({o.viewer for o in scene.around.others if 0 <= o.at - at <= settings.mob_s} for at in calls), key=len, default=set())


PATTERN = Pattern(name="proxy_recruitment", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
