"""A database that cannot be used: one sentence each, with what, where and what to do; and nothing that is stored in it."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest

from bot.storage.errors import StorageError
from bot.storage.sql_log import open_log
from moderation.ports import Checkpoint
from tests.contract.logs import run_sql
from tests.log_builders import ASKED, opened


async def refusal(url: str, *, create: bool = True) -> str:
    with pytest.raises(StorageError) as caught:
        await open_log(url, create=create)
    return str(caught.value)


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "chat.json"
    path.write_text("{}" * 1000)

    assert f"{path} is not a database, or is damaged" in await refusal(f"sqlite:///{path}")
    assert "{}" * 1000 == path.read_text()


async def test_a_folder_in_the_place_of_the_database_is_named(tmp_path: Path) -> None:
    assert f"{tmp_path} cannot be opened" in await refusal(f"sqlite:///{tmp_path}")


async def test_a_place_where_nothing_can_be_created_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "log.db"

    assert f"{path} cannot be created (" in await refusal(f"sqlite:///{path}")


async def test_a_database_that_must_be_there_and_is_not_is_not_created(tmp_path: Path) -> None:
    path = tmp_path / "typo.db"

    assert f"there is no incident log at {path}" in await refusal(f"sqlite:///{path}", create=False)
    assert not path.exists()


async def test_a_read_only_database_can_be_read_and_says_so_when_written(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    log = await open_log(f"sqlite:///{path}")
    await log.append([opened()])
    await log.close()

    log = await open_log(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert None is not await log.get(1)
    with pytest.raises(StorageError, match="cannot be written: the disk or file is read-only"):
        await log.append([opened()])
    await log.close()


async def test_a_new_database_on_a_read_only_disk_says_so(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    sqlite3.connect(path).execute("PRAGMA journal_mode = WAL").connection.close()

    assert "cannot be written" in await refusal(f"sqlite:///file:{path}?mode=ro&uri=true")


async def test_a_database_that_another_program_is_writing_to_is_said_to_be_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.engine._PRAGMAS", ("PRAGMA busy_timeout = 10", "PRAGMA journal_mode = WAL"))
    path = tmp_path / "log.db"
    log = await open_log(f"sqlite:///{path}")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageError, match="in use by another program"):
        await log.append([opened()])

    other.execute("ROLLBACK")
    other.close()
    assert 1 == (await log.append([opened()])).entries
    await log.close()


async def test_two_readers_of_recordings_into_one_database_notice_each_other(tmp_path: Path) -> None:
    one = await open_log(f"sqlite:///{tmp_path / 'log.db'}")
    two = await open_log(f"sqlite:///{tmp_path / 'log.db'}")
    await one.append([], checkpoint=Checkpoint("a", 1, b"one"))

    with pytest.raises(StorageError, match="another Stagedoor has been reading into this database"):
        await two.append([opened()], checkpoint=Checkpoint("b", 1, b"two"))

    assert None is await two.get(1)
    assert b"one" == await two.newest_snapshot()
    await two.append([opened()], checkpoint=Checkpoint("b", 1, b"two"))
    await one.close()
    await two.close()


async def test_a_log_whose_head_was_deleted_takes_nothing_more(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    log = await open_log(url)
    await run_sql(url, "DELETE FROM chain_heads")

    with pytest.raises(StorageError, match="head is missing"):
        await log.append([opened()])
    await log.close()


async def test_errors_of_the_database_show_nothing_that_is_stored(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    log = await open_log(url)
    await run_sql(url, "CREATE TRIGGER no BEFORE INSERT ON entry_secrets BEGIN SELECT RAISE(ABORT, 'no'); END")

    with pytest.raises(StorageError) as caught:
        await log.append([opened()])
    await log.close()

    error: BaseException | None = caught.value
    while error is not None:
        assert ASKED not in str(error)
        assert "id-pat" not in str(error)
        error = error.__cause__ or error.__context__


async def test_a_failed_append_stores_nothing_of_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    log = await open_log(url)
    await run_sql(url, "CREATE TRIGGER no BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END")

    with pytest.raises(StorageError):
        await log.append([opened()], checkpoint=Checkpoint("a", 1, b"one"))

    assert (None, 0, None) == (await log.get(1), (await log.head()).count, await log.newest_snapshot())
    await run_sql(url, "DROP TRIGGER no")
    assert 1 == (await log.append([opened()])).entries
    await log.close()


async def test_a_new_database_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "log.db"
    log = await open_log(f"sqlite:///{path}")
    await log.append([opened()])

    assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    await log.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://host/db", "no such kind of database: 'mysql'"),
        ("/some/where/log.db", "not a database URL"),
        ("", "not a database URL"),
        ("postgresql://me:secret@127.0.0.1:1/log", "postgresql+asyncpg://me:***@127.0.0.1:1/log cannot be reached"),
    ],
)
async def test_an_address_that_leads_nowhere_is_named_without_its_password(url: str, said: str) -> None:
    told = await refusal(url)

    assert said in told
    assert "secret" not in told


async def test_the_settings_that_keep_a_committed_incident_are_on(tmp_path: Path) -> None:
    log = await open_log(f"sqlite:///{tmp_path / 'log.db'}")

    async with log._engine.connect() as connection:
        found = {
            name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    await log.close()

    assert {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1} == found
