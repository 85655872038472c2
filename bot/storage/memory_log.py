"""The incident log in memory, for `--no-log`, demonstrations and tests: the twin of ``sql_log``, held by the same tests."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.clock import Clock, SystemClock
from bot.storage.errors import StorageError
from bot.storage.plan import Known, Numbered, Plan, Planner
from bot.storage.rows import as_case, summary_of
from bot.storage.sql_outbox import LEASE
from moderation.cases import Case, CaseSummary
from moderation.evidence.canonical import storable
from moderation.evidence.casefile import case_entries
from moderation.evidence.chain import Head
from moderation.evidence.record import Record
from moderation.ports import Appended, AuditLine, Checkpoint, Evidence, Gap, IncidentQuery, Message, News


@dataclass(slots=True)
class _Posted:
    """A message of the outbox with its state."""

    message: Message
    state: str
    next_at: datetime


@dataclass(slots=True)
class _Snapshot:
    """The newest snapshot; ``version`` counts saves."""

    version: int = 0
    state: bytes = field(default=b"", repr=False)


class MemoryIncidentLog:
    """``IncidentLog`` that is gone with the process."""

    def __init__(self, clock: Clock | None = None) -> None:
        """Begin empty."""
        self._clock = clock or SystemClock()
        self._known = Known()
        self._records: list[Record] = []
        self._posted: dict[int, _Posted] = {}
        self._checkpoints: dict[str, Checkpoint] = {}
        self._snapshot = _Snapshot()
        self._snapshot_seen = 0
        self._audits: list[AuditLine] = []
        self._gaps: list[Gap] = []

    async def append(self, news: Sequence[News], *, checkpoint: Checkpoint | None = None, alerts: bool = True) -> Appended:
        """Store news, alerts and a checkpoint."""
        now = self._clock.now()
        if checkpoint and self._snapshot_seen != self._snapshot.version:
            raise StorageError("another reader has been writing to this log meanwhile; let it finish, then start again")
        plan = Planner(now, secrets.token_bytes, alerts=alerts).plan(news, self._known)
        self._take(plan, now)
        if checkpoint:
            self._checkpoints[checkpoint.source] = checkpoint
            self._snapshot_seen += 1
            self._snapshot = _Snapshot(self._snapshot_seen, checkpoint.snapshot)
        return plan.result

    def _take(self, plan: Plan, now: datetime) -> None:
        known = self._known
        known.head, known.last_incident = plan.head, plan.last_incident
        known.delivered.update(plan.deliveries)
        known.incidents.update(plan.incidents)
        known.accounts.update(plan.accounts)
        self._records += plan.records
        for new in plan.messages:
            number = len(self._posted) + 1
            message = Message(number, new.kind, new.dedupe_key, new.payload, 0, now)
            self._posted[number] = _Posted(message, "waiting", now)

    async def get(self, number: int) -> Case | None:
        """The incident of that number with all its entries."""
        found = next((one for one in self._known.incidents.values() if one.number == number), None)
        return await self._case(found) if found else None

    async def _case(self, incident: Numbered) -> Case:
        state = incident.state
        told = case_entries(record for record in self._records if record.incident == state.key)
        gaps = await self.gaps(state.creator, since=state.opened_at, until=state.last_at)
        return as_case(incident, told=told, names=self._names(), gaps=gaps)

    def _names(self) -> dict[str, str]:
        return {account.viewer: account.names[-1] for account in self._known.accounts.values()}

    async def incidents(self, query: IncidentQuery) -> list[CaseSummary]:
        """The incidents that a query asks for, newest act first."""
        chosen = [one for one in self._known.incidents.values() if _asked_for(one, query)]
        chosen.sort(key=lambda one: (one.state.last_at, one.number), reverse=True)
        names = self._names()
        return [summary_of(one, names) for one in chosen[query.offset : query.offset + query.limit]]

    async def viewer(self, viewer: str) -> list[Case]:
        """Everything about one viewer, oldest incident first."""
        wanted = storable(viewer)
        chosen = sorted((one for one in self._known.incidents.values() if wanted in one.state.viewers), key=lambda one: one.number)
        return [await self._case(one) for one in chosen]

    @asynccontextmanager
    async def evidence(self) -> AsyncIterator[Evidence]:
        """The whole chain as of one moment."""
        async with aclosing(_streamed(tuple(self._records))) as records:
            yield Evidence(self._known.head, records)

    async def head(self) -> Head:
        """Where the log ends."""
        return self._known.head

    async def checkpoint(self, source: str) -> Checkpoint | None:
        """How far that source was read, with the newest snapshot."""
        snapshot = await self.newest_snapshot()
        found = self._checkpoints.get(source)
        return replace(found, snapshot=snapshot) if found and snapshot is not None else None

    async def short_sources(self, smaller_than: int) -> list[tuple[str, int]]:
        """Fingerprints of sources with a smaller ``size``, with it, longest first."""
        found = [(one.source, one.size) for one in self._checkpoints.values() if one.size < smaller_than]
        return sorted(found, key=lambda one: -one[1])

    async def newest_snapshot(self) -> bytes | None:
        """What the pipeline knew at the newest checkpoint of any source."""
        self._snapshot_seen = self._snapshot.version
        return self._snapshot.state if self._snapshot.version else None

    async def claim(self, now: datetime, *, limit: int = 10) -> list[Message]:
        """Messages that are due, oldest first."""
        due = [one for one in self._posted.values() if one.state in {"waiting", "claimed"} and one.next_at <= now][:limit]
        for one in due:
            one.state, one.next_at = "claimed", now + LEASE
            one.message = replace(one.message, attempts=one.message.attempts + 1)
        return [one.message for one in due]

    async def done(self, message: int) -> None:
        """It was sent."""
        self._posted[message].state = "done"

    async def retry(self, message: int, *, at: datetime) -> None:
        """It could not be sent; try again at ``at``."""
        self._posted[message].state = "waiting"
        self._posted[message].next_at = at

    async def give_up(self, message: int) -> None:
        """It can never be sent."""
        self._posted[message].state = "failed"

    async def audit(self, line: AuditLine) -> None:
        """Write down an access."""
        self._audits.append(line)

    async def audits(self, subject: str) -> list[AuditLine]:
        """Every access to a subject, oldest first."""
        return sorted((line for line in self._audits if line.subject == subject), key=lambda line: line.at)

    async def add_gap(self, gap: Gap) -> None:
        """Write down a gap, or how it went on."""
        self._gaps = [one for one in self._gaps if _place(one) != _place(gap)] + [gap]

    async def gaps(self, creator: str, *, since: datetime, until: datetime) -> list[Gap]:
        """The gaps of a creator that touch a time, in order of their start."""
        touching = (g for g in self._gaps if g.creator == creator and g.since <= until and (g.until is None or g.until >= since))
        return sorted(touching, key=lambda gap: gap.since)

    async def close(self) -> None:
        """Nothing to let go of."""


async def _streamed(records: tuple[Record, ...]) -> AsyncGenerator[Record, None]:
    for record in records:
        yield record


def _asked_for(incident: Numbered, query: IncidentQuery) -> bool:
    state = incident.state
    return (
        state.level >= query.at_least
        and query.creator in (None, state.creator)
        and query.status in (None, state.status)
        and query.disposition in (None, state.disposition)
        and (query.since is None or state.last_at >= query.since)
    )


def _place(gap: Gap) -> tuple[object, ...]:
    return gap.creator, gap.channel, gap.platform, gap.since, gap.reason
