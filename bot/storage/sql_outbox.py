"""The outbox over one connection: claimed before it is sent, so that a crash sends twice rather than never."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.rows import message_of
from bot.storage.tables import outbox
from moderation.ports import Message

LEASE: Final = timedelta(minutes=5)
"""How long a claimed message is held; then its sender is taken for dead, and the message is due again."""


async def claim(connection: AsyncConnection, now: datetime, limit: int) -> list[Message]:
    """Take messages that are due."""
    due = outbox.c.state.in_(("waiting", "claimed")) & (outbox.c.next_at <= now)
    chosen = select(outbox).where(due).order_by(outbox.c.id).limit(limit).with_for_update(skip_locked=True)
    rows = [dict(row) for row in (await connection.execute(chosen)).mappings()]
    taken = update(outbox).where(outbox.c.id.in_([row["id"] for row in rows]))
    await connection.execute(taken.values(state="claimed", attempts=outbox.c.attempts + 1, next_at=now + LEASE))
    return [message_of({**row, "attempts": row["attempts"] + 1}) for row in rows]


async def settle(connection: AsyncConnection, message: int, state: str, *, next_at: datetime | None = None) -> None:
    """Write down how a claimed message fared: ``done``, ``failed``, or ``waiting`` until ``next_at``."""
    values: dict[str, object] = {"state": state} if next_at is None else {"state": state, "next_at": next_at}
    await connection.execute(update(outbox).where(outbox.c.id == message).values(values))
