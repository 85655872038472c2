"""Bringing a database to the tables that this version of the program knows, and telling when it is from another.

Alembic does the work, over a connection of ours; ``migrations/`` holds the steps.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.engine import create_file, file_of, open_engine, parse_url, reading, writing
from bot.storage.errors import StorageError, place_of
from bot.storage.tables import metadata

FOLDER: Final = Path(__file__).resolve().parents[2] / "migrations"
ADVISORY_LOCK: Final = 7_283_401
"""Two programs that start at once must not both upgrade a PostgreSQL database; SQLite's writer lock does the same there."""

T = TypeVar("T")


async def upgrade(url: str, *, revision: str = "head") -> None:
    """Create the database or bring it up to ``revision``; raises ``StorageError`` for a newer database, or one that cannot be used."""
    parsed = parse_url(url)
    create_file(parsed)
    await _with_engine(parsed, partial(upgrade_engine, revision=revision))


async def upgrade_engine(engine: AsyncEngine, *, revision: str = "head") -> None:
    """Like ``upgrade``, over an engine that is open."""
    if await _revision(engine) == _wanted(revision):
        return
    async with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        await connection.run_sync(_run, partial(command.upgrade, revision=revision))


async def downgrade(url: str, revision: str) -> None:
    """Take the database back to ``revision`` (``base``: no tables); raises ``StorageError``."""

    async def run(engine: AsyncEngine) -> None:
        await _revision(engine)
        async with writing(engine) as connection:
            await connection.run_sync(_run, partial(command.downgrade, revision=revision))

    await _with_engine(existing(url), run)


async def make_migration(url: str, message: str) -> None:
    """Write the next migration from what differs between an upgraded database and ``bot.storage.tables``."""
    number = len(list((FOLDER / "versions").glob("r*.py"))) + 1

    async def run(engine: AsyncEngine) -> None:
        async with writing(engine) as connection:
            await connection.run_sync(_run, partial(command.revision, message=message, autogenerate=True, rev_id=f"r{number:04}"))

    await _with_engine(parse_url(url), run)


async def drift(url: str) -> list[str]:
    """What differs between the database and ``bot.storage.tables``, one line each; empty when they agree."""

    async def run(engine: AsyncEngine) -> list[str]:
        async with reading(engine) as connection:
            return await connection.run_sync(_differences)

    return await _with_engine(existing(url), run)


def existing(url: str) -> URL:
    """The URL of a database that must be there already; raises ``StorageError``."""
    parsed = parse_url(url)
    path = file_of(parsed)
    if path is not None and not path.exists():
        raise StorageError(
            f"there is no incident log at {path}; run `stagedoor scan` or `stagedoor db upgrade` first, or give another place"
        )
    return parsed


async def _with_engine(url: URL, run: Callable[[AsyncEngine], Awaitable[T]]) -> T:
    engine = open_engine(url)
    try:
        return await run(engine)
    finally:
        await engine.dispose()


async def _revision(engine: AsyncEngine) -> str | None:
    """The revision of the database; raises ``StorageError`` when this program does not know it."""
    async with reading(engine) as connection:
        found = await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())
    if found is not None and found not in {script.revision for script in _scripts().walk_revisions()}:
        raise StorageError(
            f"{place_of(engine.url)} was written by a newer Stagedoor (its tables are at {found!r}); "
            "update Stagedoor, or use another database"
        )
    return found


def _wanted(revision: str) -> str | None:
    return _scripts().get_current_head() if revision == "head" else revision


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _run(connection: Connection, order: Callable[[Config], object]) -> None:
    config = _config()
    config.attributes["connection"] = connection
    order(config)


def _differences(connection: Connection) -> list[str]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return [str(difference) for difference in compare_metadata(context, metadata)]
