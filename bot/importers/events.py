"""The event log of the contract itself: JSON Lines, one event a line. Test stories, benchmarks and live recordings come this way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import msgspec

from bot.importers._base import TOO_LONG, Importer, Item, Skipped
from bot.importers._build import YEARS, problem_of, reason_of
from bot.importers._lines import blocks
from bot.importers._source import Head, Source
from moderation.events import Event

_decode: Final = msgspec.json.Decoder(Event).decode
_LOOKED_AT: Final = 5
_FIRST_YEAR: Final = YEARS[0]
_LAST_YEAR: Final = YEARS[-1]


def recognises(head: Head) -> int:
    """Certain when one of the first lines is an event; likely when one has the contract's required keys (and is broken otherwise)."""
    if head.first_byte != b"{":
        return 0
    lines = head.lines(_LOOKED_AT)
    if any(_is_event(line) for line in lines):
        return 100
    return 60 * any(all(b'"%b"' % key in line for key in (b"v", b"id", b"ts", b"type", b"platform", b"channel")) for line in lines)


def _is_event(line: bytes) -> bool:
    try:
        _decode(line)
    except (ValueError, RecursionError):
        return False
    return True


def _with_offset(line: bytes | None) -> Event | None:
    """The event of a line whose only fault is a time without offset, read as UTC; ``None`` for any other line."""
    try:
        fields = msgspec.json.decode(line or b"")
        at = datetime.fromisoformat(fields["ts"])
        if at.tzinfo is not None:
            return None
        return msgspec.convert({**fields, "ts": at.replace(tzinfo=UTC)}, Event)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def read(source: Source) -> Iterator[Item]:
    """Every line decoded straight into an ``Event``. This loop is the start of every scan, hence the shortcut for whole messages."""
    creator = source.creator
    number = 0
    for block in blocks(source.chunks()):
        for line in block:
            number += 1
            try:
                event = _decode(line)  # type: ignore[arg-type]  # None, for a line too long, fails like a broken one
            except (ValueError, TypeError, RecursionError) as error:
                repaired = _with_offset(line)
                if repaired is None:
                    if line is None or line.strip():
                        yield Skipped(number, reason_of(error) if line is not None else TOO_LONG)
                    continue
                event = repaired
            if event.type != "message" or event.author is None or not _FIRST_YEAR <= event.ts.year <= _LAST_YEAR:
                problem = problem_of(event)
                if problem is not None:
                    yield Skipped(number, problem)
                    continue
            yield event if creator is None else msgspec.structs.replace(event, creator=creator)


IMPORTER = Importer("events", "Stagedoor's own event log, one JSON object a line", recognises, read)
