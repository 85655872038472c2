"""What raises or lowers one signal: how it was said, where the creator is, what came before (docs/taxonomy.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from moderation.memory.records import Act, Refusal
from moderation.reading import Setting
from moderation.signals import Signal
from moderation.taxonomy import Group, Modality, Severity, families_match

DAY: Final = 86_400.0
SPECIFIC: Final = 2
"""So many specificity slots raise a D-group hit by one level (2.2)."""
DEMANDS: Final = 5
DEMAND_WINDOW: Final = 30 * 60.0
"""``attention_demand``: five within thirty minutes without a reply are ``medium`` (2.3)."""
GRIEVANCE_DAYS: Final = 3
HIGH_ONCE_REFUSED: Final = frozenset({"relationship_claim", "sexual_harassment", "unwanted_gift_delivery", "contact_info_request"})
DISTRESS: Final = 3
DISTRESS_WINDOW: Final = 30 * DAY
"""``attachment_distress``: said so often within thirty days, it is worth a kind look (the care lane alone); an engineering choice."""


def modified(signal: Signal, *, setting: Setting, acts: Sequence[Act], refusals: Sequence[Refusal], now: float, money: bool) -> Signal:
    """The signal with its level after all modifiers; ``acts`` and ``refusals`` are the viewer's, before this event."""
    level = signal.severity
    group = signal.info.group
    if group is not Group.CARE:
        level = _by_tone(level, signal.modality)
    level = _by_history(signal, level, acts=acts, refusals=refusals, now=now)
    if setting is not Setting.STUDIO and group in {Group.INFORMATION, Group.APPROACH} and signal.category != "meet_request":
        level = level.raised()
    if group is Group.HOSTILITY and len(signal.slots) >= SPECIFIC:
        level = level.raised()
    if money and signal.category == "attention_demand":
        level = max(level, Severity.LOW)
    return replace(signal, severity=level) if level is not signal.severity else signal


def _by_tone(level: Severity, modality: Modality) -> Severity:
    if modality in {Modality.HYPOTHETICAL, Modality.JOKE} and level > Severity.LOW:
        return level.raised(-1)
    return level


def _by_history(signal: Signal, level: Severity, *, acts: Sequence[Act], refusals: Sequence[Refusal], now: float) -> Severity:
    category = signal.category
    if category == "boundary_rejection" and not refusals:
        return min(level, Severity.MEDIUM)
    if category == "hostile_degradation" and any(now - r.at <= DAY for r in refusals):
        return max(level, Severity.MEDIUM)
    if category == "attention_demand":
        recent = [a for a in acts if a.category == category and now - a.at <= DEMAND_WINDOW]
        answered = [r for r in refusals if now - r.at <= DEMAND_WINDOW]
        return max(level, Severity.MEDIUM) if len(recent) + 1 >= DEMANDS and not answered else level
    if category == "attachment_distress":
        earlier = {a.event_id for a in acts if a.category == category and now - a.at <= DISTRESS_WINDOW}
        return max(level, Severity.MEDIUM) if len(earlier) + 1 >= DISTRESS else level
    if category == "grievance_statement":
        days = {int(a.at // DAY) for a in acts if a.category == category} | {int(now // DAY)}
        return max(level, Severity.HIGH) if len(days) >= GRIEVANCE_DAYS else level
    if category in HIGH_ONCE_REFUSED and _refused(signal, refusals):
        return max(level, Severity.HIGH)
    return level


def _refused(signal: Signal, refusals: Sequence[Refusal]) -> bool:
    return any(families_match(r.topic_family, signal.family) for r in refusals)
