"""Somebody changes the database behind the log's back: `verify` finds it. Erasing a person is no such change."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.services.verification import verify_log
from bot.storage.sql_log import open_log
from moderation.errors import VerificationError
from tests.contract.logs import run_sql
from tests.log_builders import a_history

DOUBLED = """
INSERT INTO entries SELECT 9, id, incident, kind, viewer, platform, event_id, occurred_at, recorded_at, body, entry_hash, entry_hash
FROM entries WHERE seq = 8
"""


@pytest.fixture
async def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    log = await open_log(url)
    await log.append(a_history(8))
    await log.close()
    return url


async def verify(url: str) -> None:
    log = await open_log(url, create=False)
    try:
        await verify_log(log)
    finally:
        await log.close()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ("UPDATE entries SET body = replace(body, 'location_probe', 'hostile_degradation') WHERE seq = 3", 3),
        ("UPDATE entries SET viewer = 'twitch:id-innocent' WHERE seq = 3", 3),
        ("UPDATE entries SET occurred_at = '2026-01-01 00:00:00.000000' WHERE seq = 3", 3),
        ("UPDATE entries SET seq = 100 - seq WHERE seq IN (3, 4)", 3),
        ("UPDATE entries SET event_id = 'another' WHERE seq = 3", 3),
        ("DELETE FROM entries WHERE seq = 3", 3),
        ("DELETE FROM entries WHERE seq > 5", 6),
        ("DELETE FROM entries", 1),
        ("DELETE FROM chain_heads", 8),
        ("UPDATE chain_heads SET count = 7", 8),
        ("UPDATE entry_secrets SET content = replace(content, 'cafe', 'bank') WHERE seq = 3", 3),
        (DOUBLED, 9),
    ],
)
async def test_a_change_behind_the_logs_back_is_found(url: str, change: str, where: int) -> None:
    await verify(url)
    await run_sql(url, change)

    with pytest.raises(VerificationError) as caught:
        await verify(url)

    assert where == caught.value.where


async def test_erasing_a_person_leaves_a_log_that_verifies_and_can_be_read_and_added_to(url: str) -> None:
    await run_sql(url, "DELETE FROM entry_secrets WHERE seq IN (SELECT seq FROM entries WHERE viewer = 'twitch:id-pat1')")
    await run_sql(url, "UPDATE entries SET viewer = NULL WHERE viewer = 'twitch:id-pat1'")

    await verify(url)
    log = await open_log(url)
    case = await log.get(2)
    added = await log.append(a_history(9))
    await log.close()

    assert case is not None
    assert [(None, "", "", "medium"), (None, "", "", "medium"), (None, "", "", "medium")] == [
        (entry.text, entry.account_name, entry.explanation, entry.severity) for entry in case.entries
    ]
    assert 1 == added.entries
    await verify(url)
