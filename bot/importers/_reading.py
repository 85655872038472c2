"""Reading recordings: which format each is in, and all of them one after another as one stream of events."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from importlib import import_module
from typing import Final

from bot.importers._base import Importer, Item, Skipped
from bot.importers._source import Source, SourceError
from moderation.discovery import discover

AUTO: Final = "auto"
"""The format's name that means: look and see."""

BACKWARDS: Final = timedelta(minutes=5)
"""How far an event's time may lie before the newest seen in its file without being remarked upon."""

FIRST_REASONS: Final = 10
"""How many of the records that could not be read are kept to be shown."""


def importers() -> dict[str, Importer]:
    """Every format by name. Raises ``DiscoveryError`` for a file that is no importer."""
    return discover(import_module("bot.importers"), "IMPORTER", Importer)


def detect(source: Source) -> Importer:
    """The importer that recognises the recording best. Raises ``SourceError`` where none or more than one does, or it cannot be opened."""
    head = source.head()
    known = importers()
    if not head.data:
        raise SourceError(f"{source.path}: is empty; there is nothing to read")
    scores = {name: importer.recognises(head) for name, importer in known.items()}
    best = max(scores.values())
    likely = [name for name, score in scores.items() if score == best]
    if not best:
        raise SourceError(f"{source.path}: is in none of the known formats ({', '.join(known)}); if it is one of them, give --format NAME")
    if len(likely) > 1:
        raise SourceError(f"{source.path}: could be {' or '.join(likely)}; give --format NAME")
    return known[likely[0]]


class Recording:
    """One recording being read: iterate it once for its events and skips, then ask what there is to say of it."""

    def __init__(self, source: Source, importer: Importer) -> None:
        """Nothing but the head is read before the first item is asked for."""
        self.source = source
        self.importer = importer
        self.skipped = 0
        self.first_skipped: list[Skipped] = []
        self.backwards = 0

    def __iter__(self) -> Iterator[Item]:
        """Every event in the recording's own order, and a ``Skipped`` for what could not be read."""
        newest = None
        for item in self.importer.read(self.source):
            if item.__class__ is Skipped:
                self._count(item)
            else:
                at = item.ts  # type: ignore[union-attr]  # an Event: the other kind went the other way
                if newest is None or at >= newest:
                    newest = at
                elif newest - at > BACKWARDS:
                    self.backwards += 1
            yield item
        if self.source.damage is not None:
            end = Skipped(0, self.source.damage)
            self._count(end)
            yield end

    def _count(self, item: Item) -> None:
        self.skipped += 1
        if len(self.first_skipped) < FIRST_REASONS and isinstance(item, Skipped):
            self.first_skipped.append(item)

    @property
    def fingerprint(self) -> str:
        """What identifies the recording: SHA-256 over its format and the first 64 KiB of its content."""
        return hashlib.sha256(self.importer.name.encode() + b"\0" + self.source.head().data).hexdigest()

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know of this reading, one sentence each; grows while it is read."""
        said = [text if count == 1 else f"{text} ({count} times)" for text, count in self.source.notes.items()]
        if self.backwards:
            said.append(f"{self.backwards} events lie more than 5 minutes before an earlier line of the file; they were read as they stand")
        return tuple(said)


class Reading:
    """Several recordings, one after another, as one stream.

    ``skipped``, ``first_skipped`` (with the path), ``notes``, ``consumed`` and ``size`` sum up what the recordings say; they may be asked
    at any time. ``size`` is ``None`` as soon as one recording's is not known.
    """

    def __init__(self, recordings: Iterable[Recording]) -> None:
        """All formats are known before the first is read, so that a wrong file among many is found at once."""
        self.recordings = tuple(recordings)

    def __iter__(self) -> Iterator[Item]:
        """Every recording's items, in the order of the recordings."""
        for recording in self.recordings:
            yield from recording

    @property
    def skipped(self) -> int:
        """Records that could not be read."""
        return sum(recording.skipped for recording in self.recordings)

    @property
    def first_skipped(self) -> list[tuple[str, Skipped]]:
        """The first few of them, each with its recording's path."""
        return [(one.source.path, item) for one in self.recordings for item in one.first_skipped][:FIRST_REASONS]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Path and sentence of everything that the user should know."""
        return [(one.source.path, note) for one in self.recordings for note in one.notes]

    @property
    def consumed(self) -> int:
        """Bytes read so far, as stored."""
        return sum(recording.source.consumed for recording in self.recordings)

    @property
    def size(self) -> int | None:
        """Bytes to read in all, as stored."""
        sizes = [recording.source.size for recording in self.recordings]
        return None if None in sizes else sum(size for size in sizes if size is not None)


def open_recording(source: Source, form: str = AUTO) -> Recording:
    """One recording in the format named ``form``, or in the one detected. Raises ``SourceError`` for an unknown format or file."""
    if form == AUTO:
        return Recording(source, detect(source))
    known = importers()
    if form not in known:
        raise SourceError(f"there is no format {form!r}; known are {AUTO}, {', '.join(known)}")
    source.head()  # a file that cannot be opened is found before others are read
    return Recording(source, known[form])


def read_events(paths: Iterable[str], form: str = AUTO, creator: str | None = None) -> Reading:
    """Every event of the recordings, ``-`` being standard input; ``creator`` names whose they all are.

    Raises ``SourceError`` when a recording cannot be opened or its format is not known; nothing has been read then.
    """
    return Reading(open_recording(Source(path, creator=creator), form) for path in paths)
