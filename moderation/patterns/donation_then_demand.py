"""Tied a demand to money: asked right after giving, or gave past payments as a reason.

Money counts for a demand within 15 minutes, or the next three messages, or in the paid message itself (threat-standards 3.2). Amounts are
never compared: giving much is no ground for anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from moderation.assessment.explain import day, meaning, times
from moderation.assessments import PatternHit
from moderation.memory.records import Act, Money
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, MINUTE, Scene
from moderation.taxonomy import DEMANDED_FAMILIES, Axis, Severity


class Settings(RuleSettings):
    """Windows of the pattern (threat-standards 3.2)."""

    soon_s: float = Field(15 * MINUTE, gt=0, description="A demand within this many seconds of money counts as tied to it.")
    messages: int = Field(3, ge=1, description="So do the next messages of the viewer, whatever the time between (same stream day).")
    memory_s: float = Field(90 * DAY, gt=0, description="Earlier occasions are counted back this many seconds.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    demand = next((a for a in scene.acts if _is_demand(a)), None)
    if demand is None or not _tied(scene, demand, settings):
        return
    occasions = _occasions(scene, demand, settings)
    refused = bool(scene.refusals_before(demand, settings.memory_s))
    count = len(occasions)
    yield PatternHit(
        pattern="donation_then_demand",
        severity=Severity.HIGH if count > 1 or refused else Severity.MEDIUM,
        explanation=_explain(demand, count, first=occasions[0][0], refused=refused),
        events=tuple(event_id for _, event_id in occasions),
        degree=count + refused,
        axes=(Axis.APPROACH, Axis.PERSISTENCE),
        parameters=(("count", str(count)), ("family", demand.family)),
    )


def _is_demand(act: Act) -> bool:
    return act.category == "donation_leverage" or act.topic_family in DEMANDED_FAMILIES


def _tied(scene: Scene, demand: Act, settings: Settings) -> bool:
    if demand.category == "donation_leverage" or any(m.name == "past_payment" for m in scene.marks):
        return True
    return _money_for(scene, demand, settings) is not None


def _money_for(scene: Scene, demand: Act, settings: Settings) -> Money | None:
    for money in reversed(scene.history.money):
        lag = demand.at - money.at
        if money.event_id == demand.event_id or 0 <= lag <= settings.soon_s:
            return money
        if 0 <= lag <= DAY and scene.history.messages - money.seen <= settings.messages:
            return money
    return None


def _occasions(scene: Scene, demand: Act, settings: Settings) -> list[tuple[float, str]]:
    """When and in which events a demand was tied to money, now included, oldest first."""
    found: dict[str, float] = {}
    for act in scene.history.acts:
        if act.at <= demand.at - settings.memory_s or not _is_demand(act):
            continue
        paid = any(0 <= act.at - m.at <= settings.soon_s for m in scene.history.money)
        if act.category == "donation_leverage" or act.money or paid or act.event_id == demand.event_id:
            found.setdefault(act.event_id, act.at)
    return sorted((at, ident) for ident, at in found.items())


def _explain(demand: Act, count: int, *, first: float, refused: bool) -> str:
    what = (
        "Gave money as a reason"
        if demand.category == "donation_leverage"
        else f"{meaning(demand.category).capitalize()} together with money given"
    )
    often = f" ({times(count)} since {day(first)})" if count > 1 else ""
    return what + often + (", after being refused" if refused else "") + "."


PATTERN = Pattern(name="donation_then_demand", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
