"""What the domain asks of the outside: an incident log, in verbs. ``bot.storage`` has two implementations under one set of tests.

Every method is a coroutine function in its implementations; errors of the outside (disk, network, locks) come as ``ModerationError``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from moderation.cases import Case, CaseSummary
from moderation.evidence.chain import Head
from moderation.evidence.record import Record
from moderation.incidents import Entry, IncidentChange, Status
from moderation.taxonomy import Disposition, Severity

News = IncidentChange | Entry
"""What can be appended: a change, or a further entry of an incident that is there (the lines after a message, a moderator's note)."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a source was read, with everything the pipeline knew at that point.

    ``source`` is a fingerprint (see ``bot.services.intake``); ``events_done`` counts events from its start; ``size`` is how many bytes
    the fingerprint covers; ``complete`` says that it was read to its end.
    """

    source: str
    events_done: int
    snapshot: bytes = field(repr=False)
    complete: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True)
class Appended:
    """What an ``append`` stored that was not there before."""

    entries: int = 0
    incidents: tuple[int, ...] = ()
    alerts: int = 0


@dataclass(frozen=True, slots=True)
class IncidentQuery:
    """Which incidents to list; newest act first. ``at_least`` is the level that people see; ``since`` looks at the last act."""

    creator: str | None = None
    status: Status | None = None
    disposition: Disposition | None = None
    at_least: Severity = Severity.INFO
    since: datetime | None = None
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the outbox, claimed for sending. ``payload`` may quote a viewer and never shows in ``repr``."""

    id: int
    kind: str
    dedupe_key: str
    payload: dict[str, str] = field(repr=False)
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Somebody looked at, exported or changed something: ``who`` (a moderator or command), ``what``, on which ``subject``."""

    who: str
    what: str
    at: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which we were blind, or saw only part; ``until`` is ``None`` while it lasts. ``dropped`` counts events known to be lost."""

    creator: str
    channel: str
    platform: str
    since: datetime
    until: datetime | None
    reason: str
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """The chain as it was at one moment: every record in order of its number, streamed, and the end as it was last written."""

    head: Head
    records: AsyncIterator[Record]


class IncidentWriter(Protocol):
    """Stores what the pipeline concluded and what people add."""

    def append(self, news: Sequence[News], *, checkpoint: Checkpoint | None = None, alerts: bool = True) -> Awaitable[Appended]:
        """Store news, their alerts (unless ``alerts`` is off) and a checkpoint in one transaction; what is there already stays."""
        ...


class IncidentReader(Protocol):
    """Reads incidents back."""

    def get(self, number: int) -> Awaitable[Case | None]:
        """The incident of that number with all its entries."""
        ...

    def incidents(self, query: IncidentQuery) -> Awaitable[list[CaseSummary]]:
        """The incidents that a query asks for."""
        ...

    def viewer(self, viewer: str) -> Awaitable[list[Case]]:
        """Everything about one viewer (``platform:id``), oldest incident first."""
        ...


class EvidenceSource(Protocol):
    """Reads the chain."""

    def evidence(self) -> AbstractAsyncContextManager[Evidence]:
        """The whole chain as of one moment."""
        ...

    def head(self) -> Awaitable[Head]:
        """Where the log ended when it was last written."""
        ...


class Checkpoints(Protocol):
    """Remembers how far sources were read."""

    def checkpoint(self, source: str) -> Awaitable[Checkpoint | None]:
        """How far that source was read, with the newest snapshot of the whole log; ``None`` when it was never read."""
        ...

    def short_sources(self, smaller_than: int) -> Awaitable[list[tuple[str, int]]]:
        """Fingerprints of sources with a smaller ``size``, with it, longest first: a growing file is known by its beginning."""
        ...

    def newest_snapshot(self) -> Awaitable[bytes | None]:
        """What the pipeline knew at the newest checkpoint of any source."""
        ...


class Outbox(Protocol):
    """Hands out what must be sent, at least once each."""

    def claim(self, now: datetime, *, limit: int = 10) -> Awaitable[list[Message]]:
        """Messages that are due, oldest first; each is held for five minutes, after which it is due again."""
        ...

    def done(self, message: int) -> Awaitable[None]:
        """It was sent."""
        ...

    def retry(self, message: int, *, at: datetime) -> Awaitable[None]:
        """It could not be sent; try again at ``at``."""
        ...

    def give_up(self, message: int) -> Awaitable[None]:
        """It can never be sent."""
        ...


class Custody(Protocol):
    """Remembers who looked, and when we were blind."""

    def audit(self, line: AuditLine) -> Awaitable[None]:
        """Write down an access."""
        ...

    def audits(self, subject: str) -> Awaitable[list[AuditLine]]:
        """Every access to a subject, oldest first."""
        ...

    def add_gap(self, gap: Gap) -> Awaitable[None]:
        """Write down a gap; one with the same place, start and reason is updated."""
        ...

    def gaps(self, creator: str, *, since: datetime, until: datetime) -> Awaitable[list[Gap]]:
        """The gaps of a creator that touch a time."""
        ...


class IncidentLog(IncidentWriter, IncidentReader, EvidenceSource, Checkpoints, Outbox, Custody, Protocol):
    """The whole log."""

    def close(self) -> Awaitable[None]:
        """Let go of files and connections."""
        ...
