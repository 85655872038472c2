"""Went on with a topic from a further account after two or more of the same person's accounts were timed out or banned (docs/taxonomy.md).

Accounts count together when a person confirmed the link, or when the platform or the viewer says so; the last two are shown as suspected.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.explain import day
from moderation.assessments import PatternHit
from moderation.memory.links import Evidence
from moderation.memory.records import Act, Enforcement
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene
from moderation.taxonomy import Axis, Severity

ENFORCED: Final = frozenset({"ban", "timeout"})
RELIABLE: Final = frozenset({Evidence.SELF_DECLARED, Evidence.PLATFORM_FLAG, Evidence.MODERATOR})
"""Evidence that counts without a confirmation."""
SAYS_SO: Final = "evasion_statement"


class Settings(RuleSettings):
    """Window and counts (docs/taxonomy.md; one published case had 24 accounts)."""

    within_s: float = Field(14 * DAY, gt=0, description="The further account acts within this many seconds of the last enforcement.")
    enforced: int = Field(2, ge=1, description="So many accounts were timed out or banned before.")
    critical_accounts: int = Field(4, ge=2, description="From so many accounts in all it is critical.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    acting = [a for a in scene.acts if a.is_request or a.is_qualifying]
    if not acting:
        return
    before = [e for e in _enforcements(scene) if e.account != scene.viewer and e.at <= scene.now]
    accounts = {e.account for e in before}
    if len(accounts) < settings.enforced or scene.now - max(e.at for e in before) > settings.within_s:
        return
    if not any(_goes_on(scene, act, accounts) for act in acting):
        return
    total = len(accounts | {scene.viewer})
    suspected = accounts - set(scene.history.accounts)
    who = f" ({len(suspected)} of them suspected to be the same person)" if suspected else ""
    yield PatternHit(
        pattern="multi_account_continuation",
        severity=Severity.CRITICAL if total >= settings.critical_accounts else Severity.HIGH,
        explanation=f"Went on from a further account after {len(accounts)} accounts{who} were stopped, the last on "
        f"{day(max(e.at for e in before))}.",
        events=(*dict.fromkeys(e.event_id for e in before), scene.event.id),
        degree=total,
        axes=(Axis.PERSISTENCE, Axis.APPROACH),
        parameters=(("accounts", str(total)), ("suspected", str(len(suspected)))),
    )


def _enforcements(scene: Scene) -> list[Enforcement]:
    """Timeouts and bans of all accounts that count together, in order of time."""
    found = [e for e in scene.history.enforcements if e.action in ENFORCED]
    for suspect in scene.around.suspects:
        if not RELIABLE.isdisjoint(suspect.evidence):
            found += [e for e in suspect.history.enforcements if e.action in ENFORCED]
    return sorted(found, key=lambda e: e.at)


def _goes_on(scene: Scene, act: Act, accounts: set[str]) -> bool:
    """Whether the act is about what the stopped accounts were about; who says that they evade a ban goes on by saying so."""
    histories = [scene.history, *(s.history for s in scene.around.suspects)]
    themes = {a.theme for h in histories for a in h.acts if a.account in accounts}
    return act.category == SAYS_SO or not themes or act.theme in themes


PATTERN = Pattern(name="multi_account_continuation", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
