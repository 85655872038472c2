"""What an importer is, and the values that reading a recorded chat yields beside events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.importers._source import Head, Source
from moderation.events import Event

MAX_RECORD: Final = 1 << 20
"""Longest line or JSON record that is read, in bytes; the longest event of the contract is about 50 KiB, so more is damage or an attack."""

TOO_LONG: Final = f"is longer than {MAX_RECORD // 1024} KiB"
"""A reason that several readers give."""


class RecordError(ValueError):
    """One record that is not what its format promises; the message holds nothing of the record's content."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that could not be read; it is counted and the rest is read.

    ``line`` counts from 1: the line, or in a format that is one JSON document the record (0 where it belongs to none). ``reason``
    continues the sentence "this record ..." and never holds text, names or other content of the chat.
    """

    line: int
    reason: str


Item = Event | Skipped
"""What reading yields."""


@dataclass(frozen=True, slots=True)
class Importer:
    """One recorded chat format; ``name`` is its file's stem and the value of ``scan --format``.

    ``recognises`` gives 0 (no) to 100 (certain) for a recording's head. ``read`` yields every event in the recording's own order (it does
    not sort) and a ``Skipped`` for every record that cannot be read; whatever the bytes, it raises nothing but ``SourceError`` when the
    file cannot be opened, and reading the same bytes again yields the same ids. What is whole but of no concern (joins, pings, pinned
    messages) is passed over in silence.
    """

    name: str
    summary: str
    recognises: Callable[[Head], int]
    read: Callable[[Source], Iterator[Item]]
