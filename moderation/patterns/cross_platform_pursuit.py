"""Acts on two platforms or by three kinds of channel in 30 days, or first seen here soon after enforcement elsewhere (docs/taxonomy.md).

Accounts count together when a person confirmed the link, or when the viewer says so or uses the very same name; the last two are shown as
suspected.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.explain import span_words
from moderation.assessments import PatternHit
from moderation.memory.links import Evidence
from moderation.memory.records import Enforcement
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, HOUR, Deed, History, Scene
from moderation.taxonomy import Axis, Severity

RELIABLE: Final = frozenset({Evidence.SELF_DECLARED, Evidence.SAME_NAME, Evidence.PLATFORM_FLAG, Evidence.MODERATOR})
"""Evidence that counts without a confirmation."""
ENFORCED: Final = frozenset({"ban", "timeout"})


class Settings(RuleSettings):
    """Windows and counts (docs/taxonomy.md: several means of contact)."""

    window_s: float = Field(30 * DAY, gt=0, description="Acts of this many seconds count together.")
    platforms: int = Field(2, ge=2, description="So many platforms,")
    channel_types: int = Field(3, ge=2, description="or so many kinds of channel (chat, words with money, server, social network, ...).")
    displaced_s: float = Field(72 * HOUR, gt=0, description="A first act on a platform within this many seconds of enforcement on another.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not scene.qualifies:
        return
    histories = [scene.history, *(s.history for s in scene.around.suspects if not RELIABLE.isdisjoint(s.evidence))]
    deeds = _deeds(histories, scene.now - settings.window_s)
    platforms = {_platform(d.account) for d in deeds}
    types = {a.channel_type for d in deeds for a in d.acts}
    driven = _displaced(scene, histories, settings)
    if len(platforms) < settings.platforms and len(types) < settings.channel_types and driven is None:
        return
    yield _hit(scene, deeds, driven, types=types)


def _deeds(histories: list[History], since: float) -> list[Deed]:
    return sorted((d for h in histories for d in h.deeds if d.at >= since), key=lambda d: d.at)


def _displaced(scene: Scene, histories: list[History], settings: Settings) -> Enforcement | None:
    """The enforcement on another platform that the first act on this one followed."""
    here = scene.event.platform
    first = min((d.at for h in histories for d in h.deeds if _platform(d.account) == here), default=scene.now)
    for enforcement in (e for h in histories for e in h.enforcements):
        if (
            enforcement.action in ENFORCED
            and _platform(enforcement.account) != here
            and 0 <= first - enforcement.at <= settings.displaced_s
        ):
            return enforcement
    return None


def _platform(account: str) -> str:
    return account.partition(":")[0]


def _hit(scene: Scene, deeds: list[Deed], driven: Enforcement | None, *, types: set[str]) -> PatternHit:
    platforms = sorted({_platform(d.account) for d in deeds} | ({_platform(driven.account)} if driven else set()))
    suspected = {d.account for d in deeds} - set(scene.history.accounts)
    where = f"on {len(platforms)} platforms ({', '.join(platforms)})" if len(platforms) > 1 else f"by {len(types)} kinds of channel"
    after = f", here first within {span_words(scene.now - driven.at)} of enforcement on {_platform(driven.account)}" if driven else ""
    who = "; the accounts are suspected to be the same person" if suspected else ""
    return PatternHit(
        pattern="cross_platform_pursuit",
        severity=Severity.HIGH,
        explanation=f"{len(deeds)} acts {where}{after}{who}.",
        events=(*((driven.event_id,) if driven else ()), *(d.event_id for d in deeds)),
        degree=len(platforms) + len(types),
        axes=(Axis.APPROACH, Axis.PERSISTENCE),
        parameters=(
            ("platforms", ",".join(platforms)),
            ("channel_types", ",".join(sorted(types))),
            ("displacement", str(bool(driven)).lower()),
        ),
    )


PATTERN = Pattern(name="cross_platform_pursuit", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
