"""The incident logs that every test of the contract runs over.

PostgreSQL is among them where a server is to be had: the one that the package ``pgserver`` brings.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import text

from bot.storage.engine import open_engine, parse_url
from bot.storage.memory_log import MemoryIncidentLog
from bot.storage.sql_log import open_log
from moderation.ports import IncidentLog
from tests.fakes.clock import FixedClock

Reopen = Callable[[], Awaitable[IncidentLog]]
"""Closes the log and opens it again (in memory: the same)."""


class OpenedLog:
    """A log, its clock, and how to open it again."""

    def __init__(self, log: IncidentLog, clock: FixedClock, reopen: Reopen) -> None:
        self.log = log
        self.clock = clock
        self.reopen = reopen


@asynccontextmanager
async def in_memory(folder: Path) -> AsyncIterator[OpenedLog]:
    clock = FixedClock()
    log = MemoryIncidentLog(clock)

    async def reopen() -> IncidentLog:
        return log

    yield OpenedLog(log, clock, reopen)


@asynccontextmanager
async def at_url(url: str) -> AsyncIterator[OpenedLog]:
    clock = FixedClock()
    log: IncidentLog = await open_log(url, clock=clock)

    async def reopen() -> IncidentLog:
        nonlocal log
        await log.close()
        log = await open_log(url, clock=clock)
        return log

    yield OpenedLog(log, clock, reopen)
    await log.close()


@asynccontextmanager
async def in_sqlite(folder: Path) -> AsyncIterator[OpenedLog]:
    async with at_url(f"sqlite:///{folder / 'log.db'}") as opened:
        yield opened


@cache
def postgresql_server(folder: Path) -> Any:
    """A server for the whole run; it stops with the process."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))
    return importlib.import_module("pgserver").get_server(folder, cleanup_mode="stop")


@asynccontextmanager
async def in_postgresql(folder: Path) -> AsyncIterator[OpenedLog]:
    server = postgresql_server(folder.parent / "postgresql")
    name = f"log_{uuid4().hex}"
    server.psql(f"CREATE DATABASE {name}")
    async with at_url(server.get_uri(database=name)) as opened:
        yield opened


LOGS: dict[str, Callable[[Path], AbstractAsyncContextManager[OpenedLog]]] = {"memory": in_memory, "sqlite": in_sqlite}
if importlib.util.find_spec("pgserver"):
    LOGS["postgresql"] = in_postgresql


async def run_sql(url: str, statement: str) -> None:
    """Change a database behind the log's back."""
    engine = open_engine(parse_url(url))
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
