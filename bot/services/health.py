"""Whether everything that Stagedoor stands on is sound: each check says what it found and, when it is not well, how to mend it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.clock import Clock
from moderation.errors import ModerationError
from moderation.ports import IncidentLog, IncidentQuery

NOT_BEFORE: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""A clock that shows an earlier time than this version was made at is wrong."""
TOLERANCE: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; ``mend`` says what to do, and is empty when all is well."""

    check: str
    well: bool
    found: str
    mend: str = ""


def data_dir(folder: Path) -> Finding:
    """Whether the data directory can be written to."""
    where = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    if not where.is_dir() or not os.access(where, os.W_OK | os.X_OK):
        return Finding(
            "data directory", well=False, found=f"{folder} cannot be written", mend=f"make {where} writable, or set STAGEDOOR_DATA_DIR"
        )
    if folder.exists() and folder.stat().st_mode & 0o007 and os.name == "posix":
        return Finding("data directory", well=False, found=f"{folder} is open to every user of this machine", mend=f"chmod 700 {folder}")
    return Finding("data directory", well=True, found=str(folder) if folder.exists() else f"{folder} (will be made when it is needed)")


def packs(load: Callable[[], str]) -> Finding:
    """Whether the rule packs can be used; ``load`` loads them and says what it loaded."""
    try:
        return Finding("rule packs", well=True, found=load())
    except ModerationError as error:
        return Finding("rule packs", well=False, found=str(error).splitlines()[0], mend="run 'stagedoor packs check' for each problem")


def clock(now: datetime, newest: datetime | None) -> Finding:
    """Whether the machine's clock can be right: not before this program was made, not before what it has recorded."""
    shown = now.isoformat(timespec="seconds")
    mend = "set the clock by a time server (NTP); times in the evidence come from it"
    if now < NOT_BEFORE:
        return Finding("clock", well=False, found=f"{shown} is before this version was made", mend=mend)
    if newest is not None and newest - now > TOLERANCE:
        return Finding(
            "clock", well=False, found=f"{shown} is before the newest entry of the log ({newest.isoformat(timespec='seconds')})", mend=mend
        )
    return Finding("clock", well=True, found=shown)


async def newest_act(log: IncidentLog) -> datetime | None:
    """The newest act that the log knows."""
    found = await log.incidents(IncidentQuery(limit=1))
    return found[0].last_at if found else None


async def check_all(folder: Path, load_packs: Callable[[], str], log: IncidentLog | ModerationError, watch: Clock) -> list[Finding]:
    """Every check, in the order in which one would mend things."""
    if isinstance(log, ModerationError):
        stored = Finding("incident log", well=False, found=str(log), mend="mend that first; 'stagedoor db upgrade' makes a new log")
        newest = None
    else:
        stored = Finding("incident log", well=True, found=f"{(await log.head()).count:,} entries")
        newest = await newest_act(log)
    return [data_dir(folder), stored, packs(load_packs), clock(watch.now(), newest)]
