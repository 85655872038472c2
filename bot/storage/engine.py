"""Opening a database: the driver for a URL, and how SQLite must be set so that a committed incident survives a power cut."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.storage.errors import StorageError, explaining, place_of

DRIVERS: Final = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}

WRITES: Final = "stagedoor_writes"
"""Execution option of a connection that will write."""

_PRAGMAS: Final = (
    "PRAGMA busy_timeout = 5000",  # milliseconds to wait for another writer
    "PRAGMA journal_mode = WAL",  # readers never wait for the writer
    "PRAGMA synchronous = FULL",  # what is committed is on the disk
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is erased is overwritten
)


def parse_url(url: str) -> URL:
    """The URL with the driver we use; raises ``StorageError`` for anything but SQLite and PostgreSQL."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StorageError(f"not a database URL; expected something like sqlite:///path/to/stagedoor.db, found {url[:12]!r}...") from None
    driver = DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise StorageError(f"no such kind of database: {parsed.get_backend_name()!r}; use sqlite:///... or postgresql://...")
    return parsed.set(drivername=driver)


def file_of(url: URL) -> Path | None:
    """The file of a SQLite database; ``None`` for a database in memory, given as ``file:`` URI, or elsewhere."""
    named = url.database if url.get_backend_name() == "sqlite" else None
    return Path(named) if named and named != ":memory:" and not named.startswith("file:") else None


def create_file(url: URL) -> None:
    """Make the file of a new SQLite database, with its folder, readable by its owner alone; raises ``StorageError``."""
    path = file_of(url)
    if path is None or path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StorageError(f"{path} cannot be created ({error.strerror}); give another place, or make the folder writable") from error


def _probe(path: Path) -> None:
    """Whether SQLite can open the file at all: where it cannot, aiosqlite leaves a thread behind that complains on standard error."""
    with explaining(str(path)):
        try:
            sqlite3.connect(path).close()
        except sqlite3.Error as error:
            raise OSError(str(error)) from error


def open_engine(url: URL) -> AsyncEngine:
    """An engine that never shows parameters (they are what viewers wrote) in errors or logs; raises ``StorageError``."""
    if path := file_of(url):
        _probe(path)
    engine = create_async_engine(url, hide_parameters=True, pool_pre_ping=url.get_backend_name() != "sqlite")
    if url.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _set_up)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: object) -> None:  # noqa: ANN401 - whatever the driver's connection is
    connection.isolation_level = None  # the driver must not begin transactions by itself: see _begin
    try:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()
    except BaseException:
        connection.close()  # nobody else would: its thread would outlive the event loop
        raise


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: a transaction that reads first and writes later could fail in the middle.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")


@asynccontextmanager
async def reading(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection for reading; raises ``StorageError``."""
    with explaining(place_of(engine.url)):
        async with engine.connect() as connection:
            yield connection


@asynccontextmanager
async def frozen(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection for reading that sees the database as of one moment, whatever is written meanwhile; raises ``StorageError``."""
    # SQLite does so in any transaction.
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with explaining(place_of(engine.url)):
        async with engine.connect() as connection:
            await connection.execution_options(**options)
            yield connection


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One transaction, committed at the end or not at all; raises ``StorageError``."""
    with explaining(place_of(engine.url)):
        async with engine.connect() as connection:
            await connection.execution_options(**{WRITES: True})
            async with connection.begin():
                yield connection
