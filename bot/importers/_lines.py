"""Lines of a recording, in blocks: splitting a whole piece at once costs a fraction of asking for one line after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.importers._base import MAX_RECORD


def blocks(chunks: Iterable[bytes], limit: int = MAX_RECORD) -> Iterator[list[bytes | None]]:
    """The lines of the content without their line feeds, some hundreds at a time, blank ones included.

    A line longer than ``limit`` bytes is ``None``: its beginning is let go as soon as it is too long, and the rest passes unseen. The last
    line needs no line feed.
    """
    held: list[bytes] = []  # the beginning of a line whose end has not come yet
    size = 0
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        held.append(first)
        size += len(first)
        if size > limit:
            held.clear()
        if others:
            last = others.pop()
            yield [b"".join(held) if size <= limit else None, *_within(others, limit, len(chunk))]
            held, size = [last], len(last)
    if size:
        yield [b"".join(held) if size <= limit else None]


def _within(lines: list[bytes], limit: int, most: int) -> Iterable[bytes | None]:
    return lines if most <= limit else (line if len(line) <= limit else None for line in lines)


def numbered(chunks: Iterable[bytes], limit: int = MAX_RECORD) -> Iterator[tuple[int, bytes | None]]:
    """Every line that is not blank, with its number from 1; ``None`` for one that is too long."""
    number = 0
    for block in blocks(chunks, limit):
        for line in block:
            number += 1
            if line is None or (line and not line.isspace()):
                yield number, line
