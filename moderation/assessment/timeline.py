"""One person's timeline: requests, refusals, money, enforcement, names and patterns in order of time, in words for people.

A view of viewer memory as of an instant; it changes nothing. Money stands there as a band.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from moderation.memory.names import renamed
from moderation.memory.records import NameSeen, Refusal
from moderation.memory.viewer import Dossier
from moderation.taxonomy import PATTERNS, Severity
from moderation.text.wording import meaning
from moderation.values.currencies import band, in_euro


class Kind(StrEnum):
    """What a moment of the timeline is."""

    ACT = "act"
    REFUSAL = "refusal"
    MONEY = "money"
    ENFORCEMENT = "enforcement"
    NAME = "name"
    PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline. ``at`` in seconds since 1970 UTC; ``level`` where there is one; ``words`` begin with a small letter."""

    at: float
    kind: Kind
    words: str
    event_id: str = ""
    level: Severity | None = None
    account: str = ""


REFUSED: Final = {"reply": "was refused", "boundary": "was told no"}
MEASURES: Final = {
    "delete": "a message was deleted",
    "timeout": "was timed out",
    "ban": "was banned",
    "unban": "was let in again",
    "warn": "was warned",
}
GIFTS: Final = {
    "bits": "gave bits",
    "tip": "gave a tip",
    "subscription": "subscribed",
    "gift_subscription": "gifted subscriptions",
    "superchat": "paid for a message",
    "paid_gift": "gave a paid gift",
}


def timeline(dossier: Dossier, *, until: float) -> tuple[Moment, ...]:
    """Every moment up to ``until``, in order of time."""
    return tuple(sorted((m for m in _moments(dossier) if m.at <= until), key=lambda m: (m.at, m.kind, m.words)))


def _moments(dossier: Dossier) -> Iterator[Moment]:
    for act in dossier.acts:
        yield Moment(act.at, Kind.ACT, meaning(act.category), act.event_id, Severity(act.severity), act.account)
    for refusal in (r for r in dossier.refusals if r.source != "enforcement"):  # the measure itself stands below
        yield Moment(refusal.at, Kind.REFUSAL, _refused(refusal), refusal.event_id, None, refusal.account)
    for money in dossier.money:
        words = f"{GIFTS.get(money.kind, 'gave money')} ({band(in_euro(money.amount, money.currency))})"
        yield Moment(money.at, Kind.MONEY, words, money.event_id, None, money.account)
    for measure in dossier.enforcements:
        yield Moment(measure.at, Kind.ENFORCEMENT, MEASURES.get(measure.action, measure.action), measure.event_id, None, measure.account)
    yield from _names(dossier.names)
    for key, state in dossier.patterns.items():
        name = key.partition("/")[0]
        yield Moment(state.at, Kind.PATTERN, PATTERNS.get(name, name), "", Severity(state.severity))


def _refused(refusal: Refusal) -> str:
    how = "was turned down with a joke" if refusal.soft else REFUSED.get(refusal.source, "was refused")
    return how if refusal.family == "any" else f"{how} ({refusal.family})"


def _names(names: list[NameSeen]) -> Iterator[Moment]:
    """Changes of name; the first name of an account is none."""
    last: dict[str, NameSeen] = {}
    for seen in names:
        before = last.get(seen.account)
        if before and renamed(before, seen):
            yield Moment(seen.at, Kind.NAME, "took another name", "", None, seen.account)
        last[seen.account] = seen
