"""One viewer toward one creator: a few numbers for everybody, a dossier for those who did something that matters.

An inert viewer costs seven machine words and a string key. A dossier is bounded: the oldest records of each kind go first, but refusals and
acts that belong to an open incident are kept by the incident itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from typing import Final, TypeVar

import msgspec

from moderation.incidents import IncidentState
from moderation.memory.names import renamed
from moderation.memory.records import Act, Enforcement, Mark, Money, NameSeen, PatternState, Refusal, Trace

MAX_ACTS: Final = 400
MAX_RECORDS: Final = 120
MAX_TRACES: Final = 12
MAX_NAMES: Final = 12
"""Bounds per viewer: at ten acts a day a dossier holds forty days, more than the longest window of ordinary patterns (30 days)."""

DAY: Final = 86_400.0
APART: Final = 4 * 3600.0
"""An absence of so many seconds parts two visits; an engineering choice: longer than any break within a stream."""


class Dossier(msgspec.Struct, kw_only=True):
    """The records of one viewer, each list in order of event time.

    ``answers`` counts replies and mentions by the creator's side, the last one at ``answered_at``; ``unanswered`` counts messages aimed at
    the creator since then, ``aimed`` all of them, out of ``looked_at`` messages since the dossier was opened. ``levels`` are the axis
    levels as of ``levels_at`` (``moderation.memory.standing`` lets them fade).
    """

    acts: list[Act] = []
    refusals: list[Refusal] = []
    money: list[Money] = []
    enforcements: list[Enforcement] = []
    marks: list[Mark] = []
    names: list[NameSeen] = []
    traces: list[Trace] = []
    answers: int = 0
    answered_at: float = 0.0
    unanswered: int = 0
    aimed: int = 0
    looked_at: int = 0
    levels: dict[str, int] = {}
    levels_at: float = 0.0
    patterns: dict[str, PatternState] = {}
    incident: IncidentState | None = None
    incidents: int = 0
    watched_until: float = 0.0
    noted: bool = False

    def is_pinned(self, at: float) -> bool:
        """Whether this viewer must not be forgotten for lack of room: an incident, a boundary, or a watch mark that has not faded."""
        return bool(self.incident or self.incidents or self.refusals or self.enforcements or self.noted) or self.watched_until > at

    @property
    def matters(self) -> bool:
        """Whether patterns have anything to look at."""
        return bool(self.acts or self.refusals or self.enforcements)


class Viewer(msgspec.Struct, gc=False, array_like=True):
    """What is known of everybody: when first and last seen, how many messages and visits, and a dossier where there is cause.

    ``fond`` counts affectionate messages of the stream day ``fond_day`` (days since 1970): a plain number that is gone the next day.
    """

    first: float
    last: float
    messages: int = 0
    dossier: Dossier | None = None
    fond: int = 0
    fond_day: int = 0
    visits: int = 1

    def came(self, at: float) -> float:
        """Count one message; returns for how many seconds the viewer had been away (0 for a late event)."""
        self.messages += 1
        away = at - self.last
        if away <= 0.0:
            return 0.0
        self.last = at
        if away >= APART:
            self.visits += 1
        return away

    def was_fond(self, today: int) -> int:
        """Count one affectionate message; returns how many there were on its day."""
        self.fond = self.fond + 1 if today == self.fond_day else 1
        self.fond_day = today
        return self.fond

    def open_dossier(self) -> Dossier:
        """The dossier, made when first needed."""
        if self.dossier is None:
            self.dossier = Dossier()
        return self.dossier


R = TypeVar("R", Act, Refusal, Money, Enforcement, Mark)


def remember(records: list[R], record: R, limit: int = MAX_RECORDS) -> bool:
    """Put a record at its place in time, once: the same event (and, for acts, category) counts once however often delivered.

    Returns whether it was new.
    """
    if not records or records[-1].at < record.at:
        records.append(record)
    elif any(
        _same(known, record) for known in records[bisect_left(records, record.at, key=_at) : bisect_right(records, record.at, key=_at)]
    ):
        return False
    else:
        insort(records, record, key=_at)
    if len(records) > limit:
        del records[: len(records) - limit]
    return True


def name_seen(dossier: Dossier, seen: NameSeen) -> bool:
    """Remember a name of an account when it is new; returns whether it replaces an earlier one. A late event brings no older name back."""
    before = next((n for n in reversed(dossier.names) if n.account == seen.account), None)
    if before and ((before.name == seen.name and seen.display in {"", before.display}) or seen.at < before.at):
        return False
    is_other = before is not None and renamed(before, seen)
    if before is None or is_other or not before.display:
        dossier.names.append(seen)
        del dossier.names[:-MAX_NAMES]
    return is_other


def within(records: list[R], start: float, end: float) -> list[R]:
    """The records with ``start < at <= end``."""
    return records[bisect_right(records, start, key=_at) : bisect_right(records, end, key=_at)]


def _at(record: Act | Refusal | Money | Enforcement | Mark) -> float:
    return record.at


def _same(known: R, new: R) -> bool:
    return known.event_id == new.event_id and _part(known) == _part(new)


def _part(record: Act | Refusal | Money | Enforcement | Mark) -> str:
    """What tells records of one event apart: one event can show several categories or cues."""
    match record:
        case Act(category=category):
            return category
        case Mark(name=name):
            return name
        case _:
            return ""
