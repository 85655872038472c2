"""What a pattern is given: the event, what was seen in it, and the viewer's history with the event already in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from moderation.calendar import KnownEvent
from moderation.events import Event
from moderation.memory.crowd import FarEnd
from moderation.memory.records import Act, Enforcement, HouseAct, Mark, Money, NameSeen, Refusal, Trigger
from moderation.memory.viewer import Dossier, within
from moderation.reading import Setting
from moderation.signals import Signal
from moderation.taxonomy import SEVERITY_WEIGHTS, Axis, Family, Severity

MINUTE = 60.0
HOUR = 3600.0
DAY = 86_400.0
ANY = Family.ANY.value
SLIP = HOUR
"""A ban that is lifted within this time is taken for a slip, and refuses nothing; an engineering choice."""


@dataclass(frozen=True)
class Deed:
    """One event by the viewer with all that was seen in it: where acts are counted, each event counts once."""

    at: float
    event_id: str
    account: str
    acts: tuple[Act, ...]

    @property
    def severity(self) -> Severity:
        """The gravest of what was seen."""
        return Severity(max(a.severity for a in self.acts))

    @property
    def weight(self) -> int:
        """The weight of the gravest, for slopes only."""
        return SEVERITY_WEIGHTS[self.severity]

    @property
    def themes(self) -> frozenset[str]:
        """What it was about (``Act.theme``)."""
        return frozenset(a.theme for a in self.acts)


def deeds_of(acts: Iterable[Act]) -> tuple[Deed, ...]:
    """Acts by event, in order of time."""
    found: dict[str, list[Act]] = {}
    for act in acts:
        found.setdefault(act.event_id, []).append(act)
    return tuple(Deed(of[0].at, ident, of[0].account, tuple(of)) for ident, of in found.items())


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

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        """Events with a qualifying act: what counts as one act wherever acts are counted."""
        return deeds_of(self.qualifying)


@dataclass(frozen=True)
class Suspect:
    """Another account that may be the same person, with why and with its own history (never merged into the viewer's)."""

    account: str
    evidence: tuple[str, ...]
    confidence: float
    history: History


@dataclass(frozen=True)
class Around:
    """What else is remembered: acts of other accounts in two days, triggers of three, suspected accounts, other creators pursued.

    ``fond_today`` counts the viewer's affectionate messages of the day; ``answers`` the replies and mentions by the creator's side, the
    last at ``answered_at``; ``aimed`` of ``looked_at`` messages were aimed at the creator; ``visits`` the times the viewer came.
    ``far_end`` is where the far end of the channel lies. ``rules`` are standing rules, as weak refusals to everybody. ``calendar`` holds
    the known events.
    """

    others: tuple[HouseAct, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    other_creators: tuple[str, ...] = ()
    fond_today: int = 0
    answers: int = 0
    answered_at: float = 0.0
    unanswered: int = 0
    aimed: int = 0
    looked_at: int = 0
    visits: int = 0
    far_end: FarEnd = field(default_factory=FarEnd)
    rules: tuple[Refusal, ...] = ()
    calendar: tuple[KnownEvent, ...] = ()


@dataclass(frozen=True)
class Scene:
    """The moment that patterns judge. ``acts`` and ``refusals`` are those of the current event; instants are seconds since 1970 UTC.

    ``levels`` are the viewer's axis levels before the event, without what patterns only raised by one step; ``met`` are the patterns that
    held before, with their level.
    """

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
    around: Around = field(default_factory=Around)
    levels: Mapping[Axis, Severity] = field(default_factory=dict)
    met: Mapping[str, Severity] = field(default_factory=dict)

    @property
    def is_own(self) -> bool:
        """Whether the viewer did this, and not a moderator or another viewer."""
        return self.event.viewer in self.history.accounts and self.event.moderation is None and self.event.boundary is None

    @property
    def qualifies(self) -> bool:
        """Whether the current event is a qualifying act."""
        return any(a.is_qualifying for a in self.acts)

    def deeds_within(self, seconds: float) -> tuple[Deed, ...]:
        """Events with a qualifying act of the last ``seconds``, now included."""
        return tuple(d for d in self.history.deeds if d.at >= self.now - seconds)

    def acts_within(self, seconds: float) -> tuple[Act, ...]:
        """Acts of the last ``seconds``, now included."""
        return tuple(a for a in self.history.acts if a.at >= self.now - seconds)

    def refusals_before(self, act: Act, seconds: float, *, weakest: float = 0.5) -> tuple[Refusal, ...]:
        """Refusals that cover the act's family, given in the ``seconds`` before it, of at least the strength ``weakest``, in order of time.

        A standing rule of the channel is a refusal of strength 0.3.
        """
        return tuple(
            r
            for r in (sorted((*self.history.refusals, *self.around.rules), key=_at) if self.around.rules else self.history.refusals)
            if act.at - seconds <= r.at <= act.at
            and r.event_id != act.event_id
            and r.strength >= weakest
            and covers(r, act)
            and not self._taken_back(r, act.at)
        )

    def _taken_back(self, refusal: Refusal, until: float) -> bool:
        """Whether a ban was a slip: lifted again within ``SLIP``, before the instant ``until``."""
        return refusal.source == "enforcement" and any(
            e.action == "unban" and e.account == refusal.account and refusal.at <= e.at <= min(refusal.at + SLIP, until)
            for e in self.history.enforcements
        )


def covers(refusal: Refusal, act: Act) -> bool:
    """Whether a refusal is about the act's topic family; a ban or ``any`` covers everything."""
    return refusal.family in {ANY, act.family}


def merged(histories: Sequence[History]) -> History:
    """One history of several confirmed accounts, in order of time."""
    if len(histories) == 1:
        return histories[0]
    return History(
        accounts=tuple(a for h in histories for a in h.accounts),
        acts=tuple(sorted((r for h in histories for r in h.acts), key=_at)),
        refusals=tuple(sorted((r for h in histories for r in h.refusals), key=_at)),
        money=tuple(sorted((r for h in histories for r in h.money), key=_at)),
        enforcements=tuple(sorted((r for h in histories for r in h.enforcements), key=_at)),
        marks=tuple(sorted((r for h in histories for r in h.marks), key=_at)),
        names=tuple(sorted((n for h in histories for n in h.names), key=_at)),
        first_seen=min(h.first_seen for h in histories),
        messages=sum(h.messages for h in histories),
    )


def _at(record: Act | Refusal | Money | Enforcement | Mark | NameSeen) -> float:
    return record.at


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
