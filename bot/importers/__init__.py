"""Recorded chats to events: one file for each format, found by name.

``_base`` holds the contract of an importer, ``_reading`` the way in: ``read_events(paths)`` gives the events of any recordings.
"""

from bot.importers._base import Importer, Item, Skipped
from bot.importers._reading import AUTO, Reading, Recording, detect, importers, open_recording, read_events
from bot.importers._source import Head, Source, SourceError

__all__ = [
    "AUTO",
    "Head",
    "Importer",
    "Item",
    "Reading",
    "Recording",
    "Skipped",
    "Source",
    "SourceError",
    "detect",
    "importers",
    "open_recording",
    "read_events",
]
