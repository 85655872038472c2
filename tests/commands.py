"""Runs commands as people do, in this process, and gives back what they would see."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from bot.cli import main
from moderation.events import Event
from tests.builders import a_message, a_moderator, a_stream, a_viewer, an_enforcement, the_creator

SMALL_PACK = Path(__file__).parent / "fixtures/packs"


@dataclass(frozen=True)
class Ran:
    """What a command ended with."""

    code: int
    out: str
    err: str


class Shell:
    """A data directory of its own, a small rule pack, and 80 columns."""

    def __init__(self, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capfd = capfd

    @property
    def database(self) -> Path:
        return self.folder / "data" / "stagedoor.db"

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement over the database behind everybody's back; of an update, one row with the count."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]

    def run(self, *args: str | Path) -> Ran:
        self._capfd.readouterr()
        code = main([str(arg) for arg in args])
        seen = self._capfd.readouterr()
        return Ran(code, self.plain(seen.out), self.plain(seen.err))

    def plain(self, text: str) -> str:
        """Without what differs from run to run: the folder, times taken, blanks at the ends of lines."""
        text = text.replace(str(self.folder), "FOLDER")
        text = re.sub(r"in \d+\.\d s(?:, [\d,]+ a second)?\.", "in N s.", text)
        return "\n".join(line.rstrip() for line in text.splitlines()) + ("\n" if text else "")

    def file(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def recording(self, events: Iterable[Event], name: str = "chat.jsonl") -> Path:
        return self.file(name, b"".join(msgspec.json.encode(event) + b"\n" for event in events))


def the_evening() -> list[Event]:
    """Pat asks, is turned down with a joke, is back after half an hour, and threatens; Lena needs help; others chat."""
    pat, lena, fan = a_viewer("pat"), a_viewer("lena"), a_viewer("fan_\x1b[31m")
    return [
        a_stream(at="19:00", title="walking and talking"),
        a_message("that bridge is gorgeous", by=fan, at="19:03", id="m1"),
        a_message("hi mira! can i have your number? i would never share it", by=pat, at="19:04", id="m2"),
        a_message("<b>lol</b> \x1b[2Jlook at the dog", by=fan, at="19:04:20", id="m3"),
        a_message("@pat a phone? never heard of it", by=the_creator(), at="19:05", id="m4", reply_to="m2"),
        a_message("the light is so good", by=fan, at="19:20", id="m5"),
        a_message("okay but really, whats your number :) \u202etxt", by=pat, at="19:35", id="m6"),
        an_enforcement("timeout", pat, by=a_moderator(), at="19:36", id="m7", duration_s=600, reason="please stop"),
        a_message("i dont want to be here anymore", by=lena, at="19:40", id="m8"),
        a_message("i will hurt you", by=pat, at="19:50", id="m9"),
        an_enforcement("delete", pat, by=a_moderator(), at="19:50:10", id="m10", message_id="m9"),
        a_message("wow", by=fan, at="19:51", id="m11"),
        a_stream("offline", at="21:00"),
    ]


def a_shell(folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, small: bool = True) -> Shell:
    """A shell whose surroundings are its own: no settings of the machine, no colours, the small pack (or those that users have)."""
    for name in [n for n in os.environ if n.upper().startswith("STAGEDOOR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("STAGEDOOR_DATA_DIR", str(folder / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.chdir(folder)
    if small:
        monkeypatch.setattr("config.loader.PACKS", SMALL_PACK)
    return Shell(folder, capfd)
