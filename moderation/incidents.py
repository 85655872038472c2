"""The incident: a chapter of one viewer's course of conduct toward one creator, and how it changes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from moderation.assessments import Assessment
from moderation.events import Event
from moderation.taxonomy import Disposition, Severity

CONTEXT_BEFORE = 5
CONTEXT_AFTER = 5
"""Messages kept around an entry (docs/taxonomy.md, ``context``: five on each side)."""


class Status(StrEnum):
    """Where an incident stands with the people who review it."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class EntryKind(StrEnum):
    """What an entry of the log records. Entries are appended, never changed."""

    AUTOMATIC = "automatic"
    CONTEXT = "context"
    BOUNDARY = "boundary"
    ENFORCEMENT = "enforcement"
    NOTE = "note"
    ACTION = "action"
    OFF_PLATFORM = "off_platform"
    STATUS = "status"


class ChangeKind(StrEnum):
    """What one event did to an incident."""

    OPENED = "opened"
    GREW = "grew"
    ESCALATED = "escalated"


def incident_key(creator: str, viewer: str, opening_event: str) -> str:
    """The stable id of an incident, from what opened it, so that reading the same chat again names the same incident.

    32 hexadecimal characters: the first 128 bits of SHA-256.
    """
    named = f"stagedoor-incident-1\x1f{creator}\x1f{viewer}\x1f{opening_event}"
    return hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:32]


class IncidentState(msgspec.Struct, kw_only=True):
    """An incident as viewer memory carries it while it is open; saved and restored with the memory."""

    key: str
    creator: str
    channel: str
    viewers: list[str]
    opened_by: str
    opened_at: datetime
    last_at: datetime
    severity: int
    disposition: Disposition
    care: int = 0
    status: Status = Status.DRAFT
    categories: list[str] = []
    patterns: list[str] = []
    events: list[str] = []
    levels: dict[str, int] = {}
    summary: str = ""

    @property
    def level(self) -> Severity:
        """The level that people see: that of the lane that the incident is in."""
        return Severity(self.care if self.disposition is Disposition.CARE else self.severity)


@dataclass(frozen=True, slots=True)
class ContextLine:
    """One line around an entry, frozen as it was seen. Other viewers are named by a pseudonym in exports, not here."""

    event_id: str
    at: datetime
    who: str
    name: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the log before it is stored: what happened, frozen with its context.

    ``id`` is stable (incident key, kind and event id), so that storing it twice stores it once. ``stream_offset`` is in seconds since the
    stream went online, ``None`` when not known.
    """

    id: str
    incident: str
    kind: EntryKind
    viewer: str
    event: Event | None
    occurred_at: datetime
    assessment: Assessment | None = None
    before: tuple[ContextLine, ...] = ()
    after: tuple[ContextLine, ...] = ()
    reply_parent: ContextLine | None = None
    stream_title: str = ""
    stream_category: str = ""
    stream_offset: float | None = None
    note: str = ""
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """What one event changed: the incident after it, and the entries to append. ``alert`` tells moderators (opened or raised)."""

    kind: ChangeKind
    incident: IncidentState
    entries: tuple[Entry, ...]
    alert: bool
    explanation: str
