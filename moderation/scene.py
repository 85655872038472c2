"""What a pattern is given: the event, what was seen in it, and the viewer's history with the event already in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from moderation.events import Event
from moderation.memory.records import Act, Enforcement, Mark, Money, NameSeen, Refusal
from moderation.memory.viewer import Dossier, within
from moderation.reading import Setting
from moderation.signals import Signal
from moderation.taxonomy import families_match

MINUTE = 60.0
HOUR = 3600.0
DAY = 86_400.0


@dataclass(frozen=True)
class History:
    """One viewer's records, or those of a person's confirmed accounts together; each tuple in order of event time, up to now."""

    accounts: tuple[str, ...]
    acts: tuple[Act, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    money: tuple[Money, ...] = ()
    enforcements: tuple[Enforcement, ...] = ()
    marks: tuple[Mark, ...] = ()
    names: tuple[NameSeen, ...] = ()
    first_seen: float = 0.0
    messages: int = 0

    @cached_property
    def requests(self) -> tuple[Act, ...]:
        """Request events (any A-C hit, ``low`` included)."""
        return tuple(a for a in self.acts if a.is_request)

    @cached_property
    def qualifying(self) -> tuple[Act, ...]:
        """Qualifying acts (A-D at ``medium`` or above)."""
        return tuple(a for a in self.acts if a.is_qualifying)


@dataclass(frozen=True)
class Scene:
    """The moment that patterns judge. ``acts`` and ``refusals`` are those of the current event; instants are seconds since 1970 UTC."""

    event: Event
    viewer: str
    now: float
    signals: tuple[Signal, ...]
    acts: tuple[Act, ...]
    refusals: tuple[Refusal, ...]
    marks: tuple[Mark, ...]
    history: History
    stream_started: float | None = None
    setting: Setting = Setting.STUDIO

    def acts_within(self, seconds: float) -> tuple[Act, ...]:
        """Acts of the last ``seconds``, now included."""
        return tuple(a for a in self.history.acts if a.at > self.now - seconds)

    def refusals_before(self, act: Act, seconds: float, *, weakest: float = 0.5) -> tuple[Refusal, ...]:
        """Refusals that cover the act's family, given in the ``seconds`` before it, of at least the strength ``weakest``."""
        return tuple(
            r
            for r in self.history.refusals
            if act.at - seconds <= r.at <= act.at and r.event_id != act.event_id and r.strength >= weakest and covers(r, act)
        )


def covers(refusal: Refusal, act: Act) -> bool:
    """Whether a refusal is about the act's topic family; a ban or ``any`` covers everything."""
    return families_match(refusal.topic_family, act.topic_family)


def history_of(account: str, dossier: Dossier, *, first_seen: float, messages: int, now: float) -> History:
    """The history of one account up to ``now``: records of later events never count."""
    return History(
        accounts=(account,),
        acts=tuple(within(dossier.acts, 0.0, now)),
        refusals=tuple(within(dossier.refusals, 0.0, now)),
        money=tuple(within(dossier.money, 0.0, now)),
        enforcements=tuple(within(dossier.enforcements, 0.0, now)),
        marks=tuple(within(dossier.marks, 0.0, now)),
        names=tuple(n for n in dossier.names if n.at <= now),
        first_seen=first_seen,
        messages=messages,
    )
