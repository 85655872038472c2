"""Tied a demand to money: asked right after giving, or gave past payments as a reason.

Money counts for a demand within 15 minutes, or the next three messages, or in the paid message itself (docs/taxonomy.md). Amounts are
never compared: giving much is no ground for anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.explain import day, times
from moderation.assessments import PatternHit
from moderation.memory.records import Act, Money
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, MINUTE, Scene
from moderation.taxonomy import DEMANDED_FAMILIES, Axis, Severity
from moderation.text.wording import meaning
from moderation.values.currencies import total_band

LEVERAGE: Final = "donation_leverage"
REJECTION: Final = "boundary_rejection"
PAST_PAYMENT: Final = "past_payment"


class Settings(RuleSettings):
    """Windows of the pattern (docs/taxonomy.md)."""

    soon_s: float = Field(15 * MINUTE, gt=0, description="A demand within this many seconds of money counts as tied to it.")
    messages: int = Field(3, ge=1, description="So do the next messages of the viewer, whatever the time between (same stream day).")
    memory_s: float = Field(90 * DAY, gt=0, description="Earlier occasions are counted back this many seconds.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    demand = next((a for a in scene.acts if _is_demand(a)), None)
    if demand is None:
        return
    cited = any(m.name == PAST_PAYMENT for m in scene.marks)
    if demand.category != LEVERAGE and not cited and _money_for(scene, demand, settings) is None:
        return
    occasions = _occasions(scene, demand, settings)
    refused = bool(scene.refusals_before(demand, settings.memory_s))
    count = len(occasions)
    yield PatternHit(
        pattern="donation_then_demand",
        severity=Severity.HIGH if count > 1 or refused else Severity.MEDIUM,
        explanation=_explain(demand, count, first=min(at for at, _ in occasions.values()), refused=refused),
        events=tuple(dict.fromkeys((*(i for key, (_, ident) in occasions.items() for i in (key, ident)), demand.event_id))),
        degree=count + refused,
        axes=(Axis.APPROACH, Axis.PERSISTENCE),
        parameters=(("count", str(count)), ("family", demand.family), ("given", _given(scene, demand, settings))),
    )


def _is_demand(act: Act) -> bool:
    return act.category == LEVERAGE or (act.topic_family in DEMANDED_FAMILIES and act.category != REJECTION)


def _money_for(scene: Scene, demand: Act, settings: Settings) -> Money | None:
    """The money that a demand is tied to: given just before, or in the same message, or within the viewer's last few messages."""
    for money in reversed(scene.history.money):
        lag = demand.at - money.at
        if money.event_id == demand.event_id or 0 <= lag <= settings.soon_s:
            return money
        if 0 <= lag <= DAY and money.account == demand.account and demand.seen - money.seen <= settings.messages:
            return money
    return None


def _occasions(scene: Scene, demand: Act, settings: Settings) -> dict[str, tuple[float, str]]:
    """Each time a demand was tied to money, now included, oldest first; several demands after one gift are one occasion.

    The money's event (the demand's own, where it only cites money) with the instant and the event of the first demand.
    """
    marks = {m.event_id for m in scene.history.marks if m.name == PAST_PAYMENT}
    found: dict[str, tuple[float, str]] = {}
    for act in scene.history.acts:
        if act.at < demand.at - settings.memory_s or not _is_demand(act):
            continue
        money = _money_for(scene, act, settings)
        if money or act.category == LEVERAGE or act.money or act.event_id in marks:
            found.setdefault(money.event_id if money else act.event_id, (act.at, act.event_id))
    return found


def _given(scene: Scene, demand: Act, settings: Settings) -> str:
    """What was given in all, as a wide band; it decides nothing."""
    return total_band([(m.amount, m.currency) for m in scene.history.money if m.at >= demand.at - settings.memory_s])


def _explain(demand: Act, count: int, *, first: float, refused: bool) -> str:
    what = "Gave money as a reason" if demand.category == LEVERAGE else f"{meaning(demand.category).capitalize()} together with money given"
    often = f" ({times(count)} since {day(first)})" if count > 1 else ""
    return what + often + (", after being refused" if refused else "") + "."


PATTERN = Pattern(name="donation_then_demand", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
