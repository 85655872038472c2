"""Recorded chats for tests: the invented samples, and short ways to read any bytes as a recording."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from bot.importers import Item, Recording, Skipped, Source, importers
from moderation.events import Event

SAMPLES = Path(__file__).parent / "fixtures" / "importers"

FORMATS = {
    "chat_downloader.json": "chat_downloader",
    "chat_downloader.jsonl": "chat_downloader",
    "discord_chat_exporter.json": "discord_chat_exporter",
    "events.jsonl": "events",
    "irc_raw.txt": "irc_raw",
    "justlog.json": "justlog",
    "mira-2026-11-22.log": "chatterino",
    "rustlog.ndjson": "justlog",
    "stream [abcdefghijk].live_chat.json": "ytdlp_live_chat",
    "twitchdownloader.json": "twitchdownloader",
    "twitchdownloader.json.gz": "twitchdownloader",
}
"""Each sample with the format it is in: one small invented story, with what each format can hold of it."""


class Dripping(io.BytesIO):
    """A stream that gives at most ``size`` bytes at a time, as a slow pipe does."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self._size = size

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read1(self._size if size is None or size < 0 else min(size, self._size))


def sample(name: str) -> bytes:
    """A sample's bytes."""
    return (SAMPLES / name).read_bytes()


def a_source(data: bytes | str, *, name: str = "mira.log", piece: int = 1 << 18, **given: str) -> Source:
    """A recording of these bytes; ``piece`` is how many the stream gives at a time, ``given`` what the user says of it."""
    raw = data.encode() if isinstance(data, str) else data
    return Source(name, stream=Dripping(raw, piece), **given)


def a_recording(form: str, data: bytes | str, **given: Any) -> Recording:
    """The same, to be read in a format."""
    return Recording(a_source(data, **given), importers()[form])


def items(form: str, data: bytes | str, **given: Any) -> list[Item]:
    """Everything that reading these bytes in a format yields."""
    return list(a_recording(form, data, **given))


def events(form: str, data: bytes | str, **given: Any) -> list[Event]:
    """The events alone."""
    return [item for item in items(form, data, **given) if isinstance(item, Event)]


def event(form: str, data: bytes | str, **given: Any) -> Event:
    """The one event that there must be, with nothing skipped."""
    (only,) = items(form, data, **given)
    assert isinstance(only, Event), only
    return only


def reason(form: str, data: bytes | str, **given: Any) -> str:
    """Why the one record that there is cannot be read."""
    (only,) = items(form, data, **given)
    assert isinstance(only, Skipped), only
    return only.reason


def told(what: Event) -> str:
    """One event in a line, as a person would tell it: what, who (with roles), money or act, and the words."""
    who = what.author
    roles = f"[{','.join(who.roles)}]" if who and who.roles else ""
    parts = [f"{what.ts:%H:%M:%S}", what.type, f"{who.name}{roles}" if who else "-"]
    if what.donation:
        given = what.donation
        parts += [given.kind, given.amount, given.currency]
        parts += [f"months={given.months}"] if given.months is not None else []
        parts += [f"count={given.count}"] if given.count is not None else []
    if what.moderation:
        act = what.moderation
        parts += [act.action, act.target]
        parts += [f"{act.duration_s}s"] if act.duration_s is not None else []
        parts += [f"of {act.message_id[-4:]}"] if act.message_id else []
    if what.stream:
        parts += [what.stream.state, what.stream.title or "", what.stream.category or ""]
    parts += [f"re {what.reply_to[-4:]}"] if what.reply_to else []
    return " ".join(part for part in [*parts, what.text] if part)
