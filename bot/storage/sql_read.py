"""Reading cases back over one connection."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection
from datetime import datetime
from typing import Final

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.rows import account_of, as_case, gap_of, record_of, summary_of
from bot.storage.sql_write import chunks, with_viewers
from bot.storage.tables import LOG, accounts, chain_heads, coverage, entries, entry_secrets, incident_viewers, incidents
from moderation.cases import Case, CaseSummary
from moderation.evidence.casefile import case_entries
from moderation.evidence.chain import Head
from moderation.evidence.record import Record
from moderation.ports import Gap, IncidentQuery

STREAMED: Final = 500
"""Records fetched at a time when the whole log is read."""


def _records() -> Select[tuple[object, ...]]:
    same = and_(entry_secrets.c.seq == entries.c.seq, entry_secrets.c.recorded_at == entries.c.recorded_at)
    return select(entries, entry_secrets.c.content).select_from(entries.outerjoin(entry_secrets, same)).order_by(entries.c.seq)


async def stream_records(connection: AsyncConnection) -> AsyncGenerator[Record, None]:
    """Every record in order of its number, some hundred in memory at a time."""
    async with connection.stream(_records().execution_options(yield_per=STREAMED)) as result:
        async for row in result.mappings():
            yield record_of(dict(row))


async def head_of(connection: AsyncConnection) -> Head:
    """Where the log ended when it was last written; a head that is missing is that of an empty log."""
    row = (await connection.execute(select(chain_heads).where(chain_heads.c.log == LOG))).mappings().one_or_none()
    return Head(row["count"], row["hash"]) if row else Head()


async def case_of(connection: AsyncConnection, number: int) -> Case | None:
    """The incident of that number with everything about it, or ``None``."""
    row = (await connection.execute(select(incidents).where(incidents.c.number == number))).mappings().one_or_none()
    if row is None:
        return None
    (incident,) = await with_viewers(connection, [dict(row)])
    rows = (await connection.execute(_records().where(entries.c.incident == incident.state.key))).mappings()
    told = case_entries([record_of(dict(one)) for one in rows])
    names = await names_of(connection, incident.state.viewers)
    gaps = await gaps_of(connection, incident.state.creator, since=incident.state.opened_at, until=incident.state.last_at)
    return as_case(incident, told=told, names=names, gaps=gaps)


async def cases_of(connection: AsyncConnection, viewer: str) -> list[Case]:
    """Every incident of a viewer, in order of number."""
    chosen = select(incident_viewers.c.number).where(incident_viewers.c.viewer == viewer).order_by(incident_viewers.c.number)
    cases = [await case_of(connection, number) for number in (await connection.scalars(chosen)).all()]
    return [case for case in cases if case]


async def summaries(connection: AsyncConnection, query: IncidentQuery) -> list[CaseSummary]:
    """The incidents that a query asks for, newest act first."""
    chosen = select(incidents).where(incidents.c.shown >= int(query.at_least))
    if query.creator is not None:
        chosen = chosen.where(incidents.c.creator == query.creator)
    if query.status is not None:
        chosen = chosen.where(incidents.c.status == query.status.value)
    if query.disposition is not None:
        chosen = chosen.where(incidents.c.disposition == query.disposition.value)
    if query.since is not None:
        chosen = chosen.where(incidents.c.last_at >= query.since)
    chosen = chosen.order_by(incidents.c.last_at.desc(), incidents.c.number.desc()).limit(query.limit).offset(query.offset)
    rows = [dict(row) for row in (await connection.execute(chosen)).mappings()]
    found = await with_viewers(connection, rows)
    names = await names_of(connection, [viewer for incident in found for viewer in incident.state.viewers])
    return [summary_of(incident, names) for incident in found]


async def names_of(connection: AsyncConnection, viewers: Collection[str]) -> dict[str, str]:
    """The newest known name of each viewer."""
    names: dict[str, str] = {}
    for chunk in chunks(viewers):
        for row in (await connection.execute(select(accounts).where(accounts.c.viewer.in_(chunk)))).mappings():
            account = account_of(dict(row))
            names[account.viewer] = account.names[-1]
    return names


async def gaps_of(connection: AsyncConnection, creator: str, *, since: datetime, until: datetime) -> list[Gap]:
    """The gaps of a creator that touch a time, in order of their start."""
    touching = and_(coverage.c.since <= until, or_(coverage.c.until.is_(None), coverage.c.until >= since))
    chosen = select(coverage).where(coverage.c.creator == creator, touching).order_by(coverage.c.since, coverage.c.id)
    return [gap_of(dict(row)) for row in (await connection.execute(chosen)).mappings()]
