"""What the pipeline concludes, brought into the log: in batches, with checkpoints, so that a run may end at any moment.

Everything appended is stored once however often it is appended, and a checkpoint is saved in the same transaction as everything that came
before it. So after a crash the newest checkpoint is restored, the source is read again from there, and the log ends up as if nothing had
happened: the pipeline gives the same outcomes for the same events.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Protocol

import msgspec

from moderation.incidents import Entry, IncidentChange
from moderation.ports import Appended, Checkpoint, IncidentLog, News

HEAD_BYTES: Final = 64 * 1024
"""How much of a source's content tells it from others."""

BATCH: Final = 500
"""Entries of one transaction (measured: beyond it nothing is gained)."""

CHECKPOINT_EVERY: Final = 20_000
"""Events between checkpoints, at least: under a second of work to repeat."""

SAVED_BYTES_PER_EVENT: Final = 100
"""Where memory is large, checkpoints are rarer: so many bytes of saving are spread over each event, a small part of its cost."""


class Concluded(Protocol):
    """What intake needs of the pipeline's outcome for one event."""

    @property
    def changes(self) -> tuple[IncidentChange, ...]:
        """What it did to incidents."""
        ...

    @property
    def completed(self) -> tuple[Entry, ...]:
        """Further entries of incidents that are there."""
        ...


class Engine(Protocol):
    """What intake needs of the pipeline."""

    def finish(self) -> Concluded:
        """End of the input."""
        ...

    def snapshot(self) -> bytes:
        """The exact state."""
        ...

    def restore(self, saved: bytes, /) -> None:
        """Continue from a state."""
        ...


@dataclass(frozen=True, slots=True)
class SourceId:
    """Which recording it is: the format, and the first 64 KiB of its content (unpacked)."""

    format: str
    head: bytes

    @property
    def size(self) -> int:
        """How many bytes of the content count."""
        return min(len(self.head), HEAD_BYTES)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over format and beginning, hexadecimal."""
        return self.fingerprint_of(self.size)

    def fingerprint_of(self, size: int) -> str:
        """The fingerprint that the source had when it was only ``size`` bytes long."""
        return hashlib.sha256(self.format.encode() + b"\0" + self.head[:size]).hexdigest()


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to go on: leave out the first ``events_done`` events. ``complete``: the source was once read to its end."""

    events_done: int = 0
    complete: bool = False


class Intake:
    """Takes outcomes and stores them.

    For each source: ``begin``; for each event after the ``events_done`` first ones ``take``, and ``commit`` whenever it says so; then
    ``finish``.
    """

    def __init__(
        self, log: IncidentLog, engine: Engine, *, alerts: bool = True, batch: int = BATCH, checkpoint_every: int = CHECKPOINT_EVERY
    ) -> None:
        """``alerts`` off: what is found is recorded, but nobody is told (a recording of last year)."""
        self._log = log
        self._engine = engine
        self._alerts = alerts
        self._batch = batch
        self._every = checkpoint_every
        self._source: SourceId | None = None
        self._pending: list[News] = []
        self._begun = Begun()
        self._next_checkpoint = checkpoint_every
        self.events_done = 0
        self.stored = Appended()
        """What was stored since the intake was made, over all sources."""

    async def begin(self, source: SourceId) -> Begun:
        """Bring the engine to where the log's memory stands, and say how much of the source is known; raises ``ModerationError``."""
        found = await self._checkpoint(source)
        snapshot = found.snapshot if found else await self._log.newest_snapshot()
        if snapshot is not None:
            self._engine.restore(snapshot)
        self._source = source
        self._pending = []
        self._begun = Begun(found.events_done, found.complete) if found else Begun()
        self.events_done = self._begun.events_done
        self._next_checkpoint = self.events_done + self._every
        return self._begun

    async def _checkpoint(self, source: SourceId) -> Checkpoint | None:
        """The checkpoint of this source, or of the beginning of it when it was short and has grown since."""
        found = await self._log.checkpoint(source.fingerprint)
        if found:
            return found
        for fingerprint, size in await self._log.short_sources(HEAD_BYTES):
            if size < source.size and source.fingerprint_of(size) == fingerprint:
                return await self._log.checkpoint(fingerprint)
        return None

    def take(self, outcome: Concluded) -> bool:
        """Count one event and keep what it led to; returns whether a ``commit`` is due."""
        self.events_done += 1
        if outcome.changes or outcome.completed:
            self._pending += _frozen(outcome)
        return self.events_done >= self._next_checkpoint or len(self._pending) >= self._batch

    async def commit(self, *, checkpoint: bool = False) -> None:
        """Store what was taken, and a checkpoint when one is due or asked for (before stopping); raises ``ModerationError``."""
        wanted = checkpoint or self.events_done >= self._next_checkpoint
        await self._store(self._state(complete=False) if wanted else None)

    async def finish(self) -> None:
        """The source has been read to its end; raises ``ModerationError``."""
        self._pending += _frozen(self._engine.finish())
        if self._pending or not self._begun.complete or self.events_done > self._begun.events_done:
            await self._store(self._state(complete=True))

    async def _store(self, checkpoint: Checkpoint | None) -> None:
        if checkpoint is None and not self._pending:
            return
        added = await self._log.append(self._pending, checkpoint=checkpoint, alerts=self._alerts)
        self._pending = []
        if checkpoint:
            self._next_checkpoint = self.events_done + max(self._every, len(checkpoint.snapshot) // SAVED_BYTES_PER_EVENT)
        before = self.stored
        self.stored = Appended(before.entries + added.entries, before.incidents + added.incidents, before.alerts + added.alerts)

    def _state(self, *, complete: bool) -> Checkpoint | None:
        if self._source is None:
            return None
        return Checkpoint(self._source.fingerprint, self.events_done, self._engine.snapshot(), complete, self._source.size)


def _frozen(outcome: Concluded) -> Iterator[News]:
    """What is to be stored, as it is now: the pipeline goes on changing the state of an open incident."""
    yield from outcome.completed
    for change in outcome.changes:
        state = change.incident
        now = msgspec.structs.replace(
            state,
            events=[],
            viewers=list(state.viewers),
            categories=list(state.categories),
            patterns=list(state.patterns),
            levels=dict(state.levels),
        )
        yield replace(change, incident=now)
