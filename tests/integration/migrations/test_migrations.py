"""Migrations: up to the tables of the program, without drift, down to nothing, and up again."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect

from bot.storage.engine import open_engine, parse_url
from bot.storage.errors import StorageError
from bot.storage.migrate import downgrade, drift, upgrade
from bot.storage.sql_log import open_log
from bot.storage.tables import metadata
from tests.contract.logs import run_sql
from tests.log_builders import opened


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'log.db'}"


async def tables_of(url: str) -> set[str]:
    engine = open_engine(parse_url(url))
    async with engine.connect() as connection:
        names = await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))
    await engine.dispose()
    return names - {"alembic_version"}


async def test_an_upgraded_database_has_every_table_and_no_drift(url: str) -> None:
    await upgrade(url)

    assert set(metadata.tables) == await tables_of(url)
    assert [] == await drift(url)


async def test_the_way_down_leaves_nothing_and_the_way_up_again_works(url: str) -> None:
    await upgrade(url)
    await downgrade(url, "base")

    assert set() == await tables_of(url)
    await upgrade(url)
    assert [] == await drift(url)
    log = await open_log(url)
    assert 1 == (await log.append([opened()])).entries
    await log.close()


async def test_upgrading_twice_changes_nothing(url: str) -> None:
    log = await open_log(url)
    await log.append([opened()])
    await log.close()
    await upgrade(url)

    log = await open_log(url)
    assert None is not await log.get(1)
    await log.close()


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE incidents ADD COLUMN score INTEGER",
        "DROP INDEX ix_entries_viewer",
        "DROP TABLE audit",
        "ALTER TABLE coverage RENAME COLUMN reason TO cause",
    ],
)
async def test_drift_from_the_tables_is_seen(url: str, change: str) -> None:
    await upgrade(url)
    await run_sql(url, change)

    assert [] != await drift(url)


async def test_a_database_from_a_newer_version_is_refused_and_left_alone(url: str, tmp_path: Path) -> None:
    await upgrade(url)
    await run_sql(url, "UPDATE alembic_version SET version_num = 'r9999'")

    for refused in (upgrade(url), open_log(url), downgrade(url, "base")):
        with pytest.raises(StorageError) as caught:
            await refused
        assert f"{tmp_path / 'log.db'} was written by a newer Stagedoor (its tables are at 'r9999')" in str(caught.value)
        assert "update Stagedoor" in str(caught.value)
    assert set(metadata.tables) == await tables_of(url)


async def test_an_upgrade_that_fails_in_the_middle_leaves_the_database_as_it_was(url: str) -> None:
    await run_sql(url, "CREATE TABLE snapshots (old INTEGER)")

    with pytest.raises(StorageError):
        await upgrade(url)

    assert {"snapshots"} == await tables_of(url)
