"""Writing a plan: everything that one ``append`` stores, by Core statements in batches, over one connection."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy import ColumnElement, Table, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.errors import StorageError
from bot.storage.plan import Known, Numbered, Plan, entries_of, incident_keys, keys_of
from bot.storage.rows import account_of, account_row, entry_row, incident_row, numbered, secret_row, to_json
from bot.storage.tables import (
    LOG,
    accounts,
    chain_heads,
    checkpoints,
    deliveries,
    entries,
    entry_secrets,
    incident_viewers,
    incidents,
    outbox,
    snapshots,
)
from moderation.evidence.canonical import storable
from moderation.evidence.chain import Head
from moderation.ports import Checkpoint, News

BATCH: Final = 500
"""Rows of one statement: measured, beyond it nothing is gained."""


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """Distinct values in lists that fit one statement."""
    rest = iter(dict.fromkeys(values))
    while chunk := list(islice(rest, BATCH)):
        yield chunk


async def known_of(connection: AsyncConnection, news: Sequence[News]) -> Known:
    """What the log holds of all that some news touch. Holds back every other writer until the transaction ends."""
    head = (await connection.execute(select(chain_heads).where(chain_heads.c.log == LOG).with_for_update())).mappings().one_or_none()
    if head is None:
        raise StorageError("the log's head is missing: run `stagedoor verify`, and restore the database from a backup")
    known = Known(Head(head["count"], head["hash"]), head["last_incident"])
    for keys in chunks(keys_of(news)):
        known.delivered.update((await connection.scalars(select(deliveries.c.key).where(deliveries.c.key.in_(keys)))).all())
    for found in await load_incidents(connection, incidents.c.key, incident_keys(news)):
        known.incidents[found.state.key] = found
    for viewers in chunks(storable(entry.viewer) for entry in entries_of(news)):
        for row in (await connection.execute(select(accounts).where(accounts.c.viewer.in_(viewers)))).mappings():
            known.accounts[row["viewer"]] = account_of(dict(row))
    return known


async def load_incidents(connection: AsyncConnection, column: ColumnElement[str], keys: Collection[str]) -> list[Numbered]:
    """The incidents whose ``column`` is one of ``keys``, in order of their numbers."""
    found: list[Numbered] = []
    for chunk in chunks(keys):
        rows = (await connection.execute(select(incidents).where(column.in_(chunk)))).mappings().all()
        found += await with_viewers(connection, [dict(row) for row in rows])
    return sorted(found, key=lambda incident: incident.number)


async def with_viewers(connection: AsyncConnection, rows: list[dict[str, object]]) -> list[Numbered]:
    """Rows of incidents with their viewers, in the order in which these came in."""
    viewers: dict[object, list[str]] = {row["number"]: [] for row in rows}
    chosen = select(incident_viewers).where(incident_viewers.c.number.in_(list(viewers))).order_by("number", "position")
    for row in (await connection.execute(chosen)).mappings():
        viewers[row["number"]].append(row["viewer"])
    return [numbered(row, viewers[row["number"]]) for row in rows]


async def write(connection: AsyncConnection, plan: Plan, known: Known, now: datetime) -> None:
    """Store a plan."""
    await _write_incidents(connection, plan, known)
    await _insert(connection, entries, [entry_row(record) for record in plan.records])
    await _insert(connection, entry_secrets, [secret_row(record) for record in plan.records])
    await _insert(connection, deliveries, [{"key": key, "seq": seq} for key, seq in plan.deliveries.items()])
    await _replace(connection, accounts, [account_row(account) for account in plan.accounts.values()], known.accounts)
    await _insert(
        connection,
        outbox,
        [
            {
                "kind": message.kind,
                "dedupe_key": message.dedupe_key,
                "incident": message.incident,
                "payload": to_json(message.payload),
                "state": "waiting",
                "attempts": 0,
                "next_at": now,
                "created_at": now,
            }
            for message in plan.messages
        ],
    )
    moved = {"count": plan.head.count, "hash": plan.head.hash, "last_incident": plan.last_incident}
    await connection.execute(update(chain_heads).where(chain_heads.c.log == LOG).values(moved))


async def _write_incidents(connection: AsyncConnection, plan: Plan, known: Known) -> None:
    rows = {key: incident_row(incident) for key, incident in plan.incidents.items()}
    await _replace(connection, incidents, list(rows.values()), known.incidents)
    new = [
        {"number": incident.number, "viewer": storable(viewer), "position": position}
        for key, incident in plan.incidents.items()
        for position, viewer in enumerate(incident.state.viewers)
        if key not in known.incidents or viewer not in known.incidents[key].state.viewers
    ]
    await _insert(connection, incident_viewers, new)


async def _insert(connection: AsyncConnection, table: Table, rows: list[dict[str, object]]) -> None:
    for start in range(0, len(rows), BATCH):
        await connection.execute(insert(table), rows[start : start + BATCH])


async def _replace(connection: AsyncConnection, table: Table, rows: list[dict[str, object]], there: Collection[str]) -> None:
    """Insert rows, or update those that are ``there`` by the table's natural key (``key`` or ``viewer``)."""
    key = "key" if "key" in table.c else "viewer"
    await _insert(connection, table, [row for row in rows if row[key] not in there])
    old = [{f"new_{name}": value for name, value in row.items()} for row in rows if row[key] in there]
    if old:
        changed: dict[str, object] = {name: bindparam(f"new_{name}") for name in rows[0] if name != key}
        await connection.execute(update(table).where(table.c[key] == bindparam(f"new_{key}")).values(changed), old)


async def save_checkpoint(connection: AsyncConnection, checkpoint: Checkpoint, *, expected: int, now: datetime) -> int:
    """Store a checkpoint with its snapshot and give the snapshot's new version.

    ``expected`` is the version that the writer has seen (0: none); raises ``StorageError`` when another writer has saved since.
    """
    found = await connection.scalar(select(snapshots.c.version).where(snapshots.c.log == LOG).with_for_update()) or 0
    if found != expected:
        raise StorageError("another Stagedoor has been reading into this database meanwhile; let it finish, then start again")
    await connection.execute(delete(checkpoints).where(checkpoints.c.source == checkpoint.source))
    row = {"source": checkpoint.source, "events_done": checkpoint.events_done, "complete": checkpoint.complete, "size": checkpoint.size}
    await connection.execute(insert(checkpoints).values(**row, saved_at=now))
    await connection.execute(delete(snapshots).where(snapshots.c.log == LOG))
    await connection.execute(insert(snapshots).values(log=LOG, version=expected + 1, state=checkpoint.snapshot, saved_at=now))
    return expected + 1
