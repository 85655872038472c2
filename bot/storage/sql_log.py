"""The incident log in a database: SQLite by default, PostgreSQL by URL."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clock import Clock, SystemClock
from bot.storage import sql_outbox, sql_read, sql_write
from bot.storage.engine import create_file, frozen, open_engine, parse_url, reading, writing
from bot.storage.migrate import existing, upgrade_engine
from bot.storage.plan import Planner
from bot.storage.rows import audit_of
from bot.storage.tables import LOG, audit, checkpoints, coverage, snapshots
from moderation.cases import Case, CaseSummary
from moderation.evidence.canonical import storable
from moderation.evidence.chain import Head
from moderation.ports import Appended, AuditLine, Checkpoint, Evidence, Gap, IncidentQuery, Message, News


async def open_log(url: str, *, clock: Clock | None = None, create: bool = True) -> SqlIncidentLog:
    """Open the log at ``url``, bring its tables up to date, and give it; ``close`` it afterwards.

    With ``create`` off, a SQLite file must be there already. Raises ``StorageError``.
    """
    parsed = parse_url(url)
    if create:
        create_file(parsed)
    engine = open_engine(parsed if create else existing(url))
    try:
        await upgrade_engine(engine)
    except BaseException:
        await engine.dispose()
        raise
    return SqlIncidentLog(engine, clock or SystemClock())


class SqlIncidentLog:
    """``IncidentLog`` over an engine whose tables are up to date. Every method may raise ``StorageError``."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        """Take over the engine: ``close`` lets go of it."""
        self._engine = engine
        self._clock = clock
        self._snapshot_seen = 0

    async def append(self, news: Sequence[News], *, checkpoint: Checkpoint | None = None, alerts: bool = True) -> Appended:
        """Store news, alerts and a checkpoint in one transaction."""
        now = self._clock.now()
        version = self._snapshot_seen
        async with writing(self._engine) as connection:
            known = await sql_write.known_of(connection, news)
            plan = Planner(now, secrets.token_bytes, alerts=alerts).plan(news, known)
            if plan.stores_something:
                await sql_write.write(connection, plan, known, now)
            if checkpoint:
                version = await sql_write.save_checkpoint(connection, checkpoint, expected=version, now=now)
        self._snapshot_seen = version
        return plan.result

    async def get(self, number: int) -> Case | None:
        """The incident of that number with all its entries."""
        async with reading(self._engine) as connection:
            return await sql_read.case_of(connection, number)

    async def incidents(self, query: IncidentQuery) -> list[CaseSummary]:
        """The incidents that a query asks for."""
        async with reading(self._engine) as connection:
            return await sql_read.summaries(connection, query)

    async def viewer(self, viewer: str) -> list[Case]:
        """Everything about one viewer, oldest incident first."""
        async with reading(self._engine) as connection:
            return await sql_read.cases_of(connection, storable(viewer))

    @asynccontextmanager
    async def evidence(self) -> AsyncIterator[Evidence]:
        """The whole chain as of one moment."""
        async with frozen(self._engine) as connection:
            head = await sql_read.head_of(connection)
            async with aclosing(sql_read.stream_records(connection)) as records:
                yield Evidence(head, records)

    async def head(self) -> Head:
        """Where the log ended when it was last written."""
        async with reading(self._engine) as connection:
            return await sql_read.head_of(connection)

    async def checkpoint(self, source: str) -> Checkpoint | None:
        """How far that source was read, with the newest snapshot."""
        snapshot = await self.newest_snapshot()
        async with reading(self._engine) as connection:
            row = (await connection.execute(select(checkpoints).where(checkpoints.c.source == source))).mappings().one_or_none()
        if row is None or snapshot is None:
            return None
        return Checkpoint(source, row["events_done"], snapshot, row["complete"], row["size"])

    async def short_sources(self, smaller_than: int) -> list[tuple[str, int]]:
        """Fingerprints of sources with a smaller ``size``, with it, longest first."""
        chosen = (
            select(checkpoints.c.source, checkpoints.c.size).where(checkpoints.c.size < smaller_than).order_by(checkpoints.c.size.desc())
        )
        async with reading(self._engine) as connection:
            return [(row.source, row.size) for row in await connection.execute(chosen)]

    async def newest_snapshot(self) -> bytes | None:
        """What the pipeline knew at the newest checkpoint of any source."""
        async with reading(self._engine) as connection:
            row = (await connection.execute(select(snapshots).where(snapshots.c.log == LOG))).mappings().one_or_none()
        self._snapshot_seen = row["version"] if row else 0
        return bytes(row["state"]) if row else None

    async def claim(self, now: datetime, *, limit: int = 10) -> list[Message]:
        """Messages that are due, oldest first."""
        async with writing(self._engine) as connection:
            return await sql_outbox.claim(connection, now, limit)

    async def done(self, message: int) -> None:
        """It was sent."""
        async with writing(self._engine) as connection:
            await sql_outbox.settle(connection, message, "done")

    async def retry(self, message: int, *, at: datetime) -> None:
        """It could not be sent; try again at ``at``."""
        async with writing(self._engine) as connection:
            await sql_outbox.settle(connection, message, "waiting", next_at=at)

    async def give_up(self, message: int) -> None:
        """It can never be sent."""
        async with writing(self._engine) as connection:
            await sql_outbox.settle(connection, message, "failed")

    async def audit(self, line: AuditLine) -> None:
        """Write down an access."""
        row = {"who": storable(line.who), "what": storable(line.what), "at": line.at, "subject": storable(line.subject)}
        async with writing(self._engine) as connection:
            await connection.execute(insert(audit).values(row))

    async def audits(self, subject: str) -> list[AuditLine]:
        """Every access to a subject, oldest first."""
        chosen = select(audit).where(audit.c.subject == storable(subject)).order_by(audit.c.at, audit.c.id)
        async with reading(self._engine) as connection:
            return [audit_of(dict(row)) for row in (await connection.execute(chosen)).mappings()]

    async def add_gap(self, gap: Gap) -> None:
        """Write down a gap, or how it went on."""
        place = {"creator": gap.creator, "channel": gap.channel, "platform": gap.platform, "since": gap.since, "reason": gap.reason}
        same = [coverage.c[name] == value for name, value in place.items()]
        async with writing(self._engine) as connection:
            changed = await connection.execute(update(coverage).where(*same).values(until=gap.until, dropped=gap.dropped))
            if not changed.rowcount:
                await connection.execute(insert(coverage).values(**place, until=gap.until, dropped=gap.dropped))

    async def gaps(self, creator: str, *, since: datetime, until: datetime) -> list[Gap]:
        """The gaps of a creator that touch a time."""
        async with reading(self._engine) as connection:
            return await sql_read.gaps_of(connection, creator, since=since, until=until)

    async def close(self) -> None:
        """Let go of files and connections."""
        await self._engine.dispose()
