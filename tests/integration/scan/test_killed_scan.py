"""A scan that is killed without warning, at moments found by watching the database grow, and run again: the log of one whole run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from bot.services.verification import verify_log
from bot.storage.sql_log import open_log
from moderation.cases import CaseSummary
from moderation.events import Event
from moderation.ports import IncidentQuery
from tests.builders import FIRST_DAY, a_boundary, a_message, a_viewer

EVENTS = 24_000
"""A checkpoint and a rest."""

ASKED = ("what is your phone number", "whats your private snapchat", "give me your phone number please", "which hotel are you staying at")
SMALL_TALK = ("nice stream today", "that jump was clean", "good evening from lisbon", "lol", "which game is next week", "gg everyone")
PATIENCE = 90


@dataclass(frozen=True)
class Log:
    """What a log holds, in all that must be the same after any interruption."""

    entries: list[tuple[int, str]]
    incidents: list[CaseSummary]


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recordings") / "chat.jsonl"
    encoder = msgspec.json.Encoder()
    with path.open("wb") as file:
        for event in a_chat():
            file.write(encoder.encode(event) + b"\n")
    return path


def a_chat() -> Iterator[Event]:
    """Three hundred fans, twenty who ask for private things, and a creator who says no to some."""
    for number in range(EVENTS):
        at = FIRST_DAY + timedelta(seconds=20 * number)
        if number % 40 == 0:
            yield a_message(ASKED[number % 7 % 4], by=a_viewer(f"asker{number // 40 % 20}"), at=at, id=f"k{number}")
        elif number % 971 == 0:
            yield a_boundary(a_viewer(f"asker{number % 20}"), topic="contact_info_request", at=at, id=f"k{number}")
        else:
            yield a_message(SMALL_TALK[number % 6], by=a_viewer(f"fan{number % 300}"), at=at, id=f"k{number}")


def started(recording: Path, database: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bot", "scan", str(recording), "--db", f"sqlite:///{database}", "--quiet"]
    environment = os.environ | {"STAGEDOOR_DATA_DIR": str(database.parent)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def scanned(recording: Path, database: Path) -> None:
    process = started(recording, database)
    told = process.communicate(timeout=PATIENCE)

    assert (0, b"", b"") == (process.returncode, *told)


def killed(recording: Path, database: Path, *, grown_by: int) -> bool:
    """Start a scan and kill it once the database has grown by so many bytes; returns whether it was still running then."""
    before = _size(database)
    process = started(recording, database)
    while process.poll() is None and _size(database) < before + grown_by:
        time.sleep(0.002)
    alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    return alive


def _size(database: Path) -> int:
    size = 0
    for name in (database, Path(f"{database}-wal")):
        with suppress(FileNotFoundError):
            size += name.stat().st_size
    return size


async def contents(database: Path) -> Log:
    log = await open_log(f"sqlite:///{database}", create=False)
    await verify_log(log)
    async with log.evidence() as evidence:
        entries = [(record.seq, record.id) async for record in evidence.records]
    incidents = await log.incidents(IncidentQuery(limit=10_000))
    await log.close()
    return Log(entries, incidents)


@pytest.fixture(scope="module")
def whole(recording: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of one run that nobody interrupted."""
    database = tmp_path_factory.mktemp("whole") / "log.db"
    scanned(recording, database)
    return database


async def test_a_scan_killed_at_any_moment_and_run_again_gives_the_log_of_one_whole_run(
    recording: Path, whole: Path, tmp_path: Path
) -> None:
    database = tmp_path / "log.db"

    in_the_tables = killed(recording, database, grown_by=4_096)
    in_the_first_commit = killed(recording, database, grown_by=300_000)
    halfway = await contents(database)
    at_the_checkpoint = killed(recording, database, grown_by=300_000)
    scanned(recording, database)

    expected = await contents(whole)
    assert [True, True, True] == [in_the_tables, in_the_first_commit, at_the_checkpoint]
    assert len(expected.entries) > 500
    assert len(halfway.entries) < len(expected.entries)
    assert expected == await contents(database)
