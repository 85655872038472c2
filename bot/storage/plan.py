"""What one ``append`` will store: worked out from the news and from what is known already, before anything is written.

Pure, and the same for every implementation of the log. An entry is stored once however often it comes; an incident's level, categories and
lane never go down or away by replaying; a status is changed by a status entry alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

import msgspec

from bot.storage.errors import StorageError
from moderation.evidence.canonical import storable
from moderation.evidence.casefile import account_name
from moderation.evidence.chain import Head
from moderation.evidence.pieces import Randomness
from moderation.evidence.record import Record, seal
from moderation.incidents import Entry, EntryKind, IncidentChange, IncidentState
from moderation.ports import Appended, News
from moderation.taxonomy import Disposition, Severity

ALERT: Final = "alert"
"""The kind of an outbox message that tells moderators of an incident."""

NAMES_KEPT: Final = 50
"""Names kept of one account; somebody who renames daily does not fill the table."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """An incident with its number. ``state.events`` is empty: the entries say which events they are."""

    number: int
    state: IncidentState


@dataclass(frozen=True, slots=True)
class Account:
    """An account and the names it bore, newest last."""

    viewer: str
    names: tuple[str, ...] = field(repr=False)
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message for the outbox."""

    kind: str
    dedupe_key: str
    incident: str
    payload: dict[str, str] = field(repr=False)


@dataclass(slots=True)
class Known:
    """What the log holds already, of all that the news touch."""

    head: Head = field(default_factory=Head)
    last_incident: int = 0
    delivered: set[str] = field(default_factory=set)
    incidents: dict[str, Numbered] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """What is to be written. ``incidents`` holds new and changed ones by key, ``opened`` the numbers of the new ones."""

    head: Head
    last_incident: int
    opened: list[int] = field(default_factory=list)
    incidents: dict[str, Numbered] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    deliveries: dict[str, int] = field(default_factory=dict)
    messages: list[NewMessage] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)

    @property
    def stores_something(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.records or self.incidents or self.messages)

    @property
    def result(self) -> Appended:
        """What the caller is told."""
        return Appended(len(self.records), tuple(self.opened), len(self.messages))


def delivery_key(entry: Entry, creator: str) -> str:
    """What may be recorded only once, hashed: an automatic entry is its event, whichever incident it is for; any other is itself."""
    if entry.kind is EntryKind.AUTOMATIC and entry.event:
        return _hashed("event", creator, entry.viewer, entry.event.platform, entry.event.id)
    return _hashed("entry", entry.id)


def alert_key(change: IncidentChange) -> str:
    """The key under which a change's alert goes out once."""
    cause = change.entries[0].id if change.entries else change.incident.last_at.astimezone(UTC).isoformat()
    return _hashed(ALERT, change.incident.key, cause)


def entries_of(news: Iterable[News]) -> Iterator[Entry]:
    """Every entry of some news."""
    for one in news:
        if isinstance(one, Entry):
            yield one
        else:
            yield from one.entries


def incident_keys(news: Iterable[News]) -> set[str]:
    """The incidents that some news are about."""
    return {one.incident if isinstance(one, Entry) else one.incident.key for one in news}


def keys_of(news: Iterable[News]) -> list[str]:
    """Every delivery and alert key of some news, to be looked up in one go."""
    keys: list[str] = []
    for one in news:
        if isinstance(one, Entry):
            keys.append(delivery_key(one, ""))
            continue
        keys += (delivery_key(entry, one.incident.creator) for entry in one.entries)
        if one.alert:
            keys.append(alert_key(one))
    return keys


def _hashed(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Planner:
    """Makes plans."""

    now: datetime
    randomness: Randomness
    alerts: bool = True

    def plan(self, news: Sequence[News], known: Known) -> Plan:
        """What ``news`` add to what is ``known``; raises ``StorageError`` for an entry of an incident that is not there."""
        plan = Plan(known.head, known.last_incident)
        for one in news:
            if isinstance(one, Entry):
                self._add(one, known, plan)
                continue
            fresh = _fresh(one.entries, one.incident.creator, known, plan)
            if _is_news(one, fresh):
                self._take(one, fresh, known, plan)
        return plan

    def _add(self, entry: Entry, known: Known, plan: Plan) -> None:
        """A further entry of an incident that is there."""
        incident = plan.incidents.get(entry.incident) or known.incidents.get(entry.incident)
        if incident is not None:
            self._seal(_fresh((entry,), "", known, plan), incident, known, plan)
        elif entry.kind is not EntryKind.CONTEXT:  # context of what was recorded under another incident adds nothing
            raise StorageError("there is no such incident; check its number with `stagedoor incidents list`")

    def _seal(self, fresh: dict[str, Entry], incident: Numbered, known: Known, plan: Plan) -> None:
        for delivery, entry in fresh.items():
            record = seal(entry, incident.state, after=plan.head, recorded_at=self.now, randomness=self.randomness)
            plan.head = record.head
            plan.records.append(record)
            plan.deliveries[delivery] = record.seq
            _note_account(entry, known, plan)

    def _take(self, change: IncidentChange, fresh: dict[str, Entry], known: Known, plan: Plan) -> None:
        key = change.incident.key
        before = plan.incidents.get(key) or known.incidents.get(key)
        if before is None:
            plan.last_incident += 1
            plan.opened.append(plan.last_incident)
        incident = Numbered(before.number if before else plan.last_incident, _absorbed(before.state if before else None, change))
        plan.incidents[key] = incident
        self._seal(fresh, incident, known, plan)
        if change.alert and self.alerts:
            self._alert(change, incident, known, plan)

    def _alert(self, change: IncidentChange, incident: Numbered, known: Known, plan: Plan) -> None:
        key = alert_key(change)
        if key in known.delivered or key in plan.deliveries:
            return
        plan.deliveries[key] = plan.head.count
        plan.messages.append(NewMessage(ALERT, key, change.incident.key, _payload(change, incident)))


def _fresh(entries: Iterable[Entry], creator: str, known: Known, plan: Plan) -> dict[str, Entry]:
    """The entries that are not there yet, by their delivery keys."""
    fresh: dict[str, Entry] = {}
    for entry in entries:
        key = delivery_key(entry, creator)
        if key not in known.delivered and key not in plan.deliveries:
            fresh.setdefault(key, entry)
    return fresh


def _is_news(change: IncidentChange, fresh: dict[str, Entry]) -> bool:
    """Whether a change is to be stored: it is not when its event is recorded already, under this incident or another."""
    automatic = [entry for entry in change.entries if entry.kind is EntryKind.AUTOMATIC]
    if automatic:
        stored = {entry.id for entry in fresh.values()}
        return any(entry.id in stored for entry in automatic)
    return bool(fresh) or not change.entries


def _absorbed(before: IncidentState | None, change: IncidentChange) -> IncidentState:
    """The incident as it will be stored: the newest state, but never below what is stored already."""
    new = change.incident
    if before is None:
        return msgspec.structs.replace(
            new,
            events=[],
            creator=storable(new.creator),
            channel=storable(new.channel),
            viewers=_united([], new.viewers),
            opened_by=storable(new.opened_by),
            summary=storable(new.summary),
        )
    decided = any(entry.kind is EntryKind.STATUS for entry in change.entries)
    protect = Disposition.PROTECT in (before.disposition, new.disposition)
    return msgspec.structs.replace(
        new,
        events=[],
        creator=before.creator,
        channel=before.channel,
        viewers=_united(before.viewers, new.viewers),
        opened_by=before.opened_by,
        opened_at=before.opened_at,
        last_at=max(before.last_at, new.last_at),
        severity=max(before.severity, new.severity),
        care=max(before.care, new.care),
        disposition=Disposition.PROTECT if protect else Disposition.CARE,
        status=new.status if decided else before.status,
        categories=_united(before.categories, new.categories),
        patterns=_united(before.patterns, new.patterns),
        levels=_highest(before.levels, new.levels),
        summary=storable(new.summary) or before.summary,
    )


def _united(before: list[str], new: list[str]) -> list[str]:
    if before == new:
        return before
    return list(dict.fromkeys((*before, *map(storable, new))))


def _highest(before: dict[str, int], new: dict[str, int]) -> dict[str, int]:
    if before == new:
        return before
    return {axis: max(before.get(axis, 0), new.get(axis, 0)) for axis in {**before, **new}}


def _note_account(entry: Entry, known: Known, plan: Plan) -> None:
    name = account_name(entry.event, entry.viewer)
    if not name:
        return
    viewer, at = storable(entry.viewer), entry.occurred_at
    seen = plan.accounts.get(viewer) or known.accounts.get(viewer) or Account(viewer, (), at, at)
    if seen.names[-1:] == (name,) and at >= seen.last_at:
        plan.accounts[viewer] = Account(viewer, seen.names, seen.first_at, at)
        return
    others = tuple(n for n in seen.names if n != name)
    names = (*others, name) if at >= seen.last_at else (seen.names if name in seen.names else (name, *others))
    plan.accounts[viewer] = replace(seen, names=names[-NAMES_KEPT:], first_at=min(seen.first_at, at), last_at=max(seen.last_at, at))


def _payload(change: IncidentChange, incident: Numbered) -> dict[str, str]:
    state = incident.state
    entry = change.entries[0] if change.entries else None
    return {
        "incident": str(incident.number),
        "kind": change.kind.value,
        "creator": state.creator,
        "channel": state.channel,
        "viewer": entry.viewer if entry else next(iter(state.viewers), ""),
        "severity": Severity(state.level).word,
        "disposition": state.disposition.value,
        "event_id": entry.event.id if entry and entry.event else "",
        "at": state.last_at.astimezone(UTC).isoformat(),
        "explanation": change.explanation,
    }
