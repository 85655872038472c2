"""The case: everything the log holds about one incident or one viewer, frozen, as reports read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Audience(StrEnum):
    """For whom a report is written; decides field by field what goes in."""

    FULL = "full"
    SECURITY = "security"
    PLATFORM = "platform"
    POLICE = "police"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of context, as stored with an entry."""

    event_id: str
    at: datetime
    who: str
    name: str
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseSignal:
    """One machine finding of an entry."""

    category: str
    severity: str
    confidence: float
    rule: str
    evidence: str
    reason: str
    topic: str = ""
    modality: str = "asserted"


@dataclass(frozen=True, slots=True)
class CasePattern:
    """One over-time pattern that an entry completed."""

    pattern: str
    severity: str
    explanation: str
    events: tuple[str, ...]
    mitigating: bool = False


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """One record of the log, read back. ``text`` is ``None`` where it was erased or has expired.

    ``author`` did it, in the role (``broadcaster``, ``moderator``, ``vip``, ``bot``, ``viewer``) of that moment; the ``viewer`` is whom the
    entry is about. ``deed`` says in words what was done where that is no text: ``timed out for 10 minutes``, ``said no (meet_request)``.
    """

    seq: int
    kind: str
    viewer: str
    account_name: str
    platform: str
    channel: str
    event_id: str
    event_type: str
    occurred_at: datetime
    recorded_at: datetime
    severity: str
    text: str | None
    explanation: str
    signals: tuple[CaseSignal, ...] = ()
    patterns: tuple[CasePattern, ...] = ()
    levels: dict[str, str] = field(default_factory=dict)
    before: tuple[CaseLine, ...] = ()
    after: tuple[CaseLine, ...] = ()
    reply_parent: CaseLine | None = None
    stream_title: str = ""
    stream_category: str = ""
    stream_offset: float | None = None
    donation: str = ""
    note: str = ""
    entry_hash: str = ""
    id: str = ""
    refers_to: str = ""
    author: str = ""
    author_role: str = ""
    deed: str = ""


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One incident without its entries, as lists show it; ``levels`` are the highest level of each axis, in words.

    ``severity`` is the level that people see: that of the lane (``disposition``) the incident is in; ``safety`` and ``care`` are those
    of both lanes. ``names`` give the newest known name of each viewer.
    """

    number: int
    key: str
    creator: str
    channel: str
    viewers: tuple[str, ...]
    names: dict[str, str]
    severity: str
    disposition: str
    status: str
    opened_at: datetime
    last_at: datetime
    summary: str
    categories: tuple[str, ...]
    patterns: tuple[str, ...]
    levels: dict[str, str]
    safety: str = field(default="info", kw_only=True)
    care: str = field(default="info", kw_only=True)
    opened_by: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Case(CaseSummary):
    """One incident with its entries in order of time, and when we were blind during it."""

    entries: tuple[CaseEntry, ...]
    coverage: tuple[str, ...] = ()
