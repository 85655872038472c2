"""Raw Twitch chat lines with tags, one a line: what justlog and rustlog keep (``channel.txt``, ``?raw``), and many bots.

Lines are UTF-8; a line that is not (old Windows bots) is read as Windows-1252, which knows nearly every byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.importers._base import Importer, Item
from bot.importers._build import converted, lines_of, text_of
from bot.importers._source import Head, Source
from bot.importers._twitch import ChatEvents, parse
from moderation.events import Event

_LOOKED_AT = 20
_COMMANDS = (b" PRIVMSG #", b" USERNOTICE #", b" CLEARCHAT #", b" CLEARMSG #", b" ROOMSTATE #", b" USERSTATE #")


def recognises(head: Head) -> int:
    """Certain when one of the first lines has tags and a command of Twitch chat."""
    if head.first_byte not in {b"@", b":", b"P"}:
        return 0
    lines = head.lines(_LOOKED_AT)
    if any(line.startswith(b"@") and any(command in line for command in _COMMANDS) for line in lines):
        return 100
    return 40 * any(b".tmi.twitch.tv " in line or b":tmi.twitch.tv " in line for line in lines)


def read(source: Source) -> Iterator[Item]:
    """Every message, gift, raid and act of enforcement; other lines (joins, pings, room settings) are passed over."""
    chat = ChatEvents(source.channel)

    def convert(raw: bytes) -> Iterable[Event]:
        return chat.events(parse(text_of(raw)))

    return converted(source, lines_of(source), convert)


IMPORTER = Importer("irc_raw", "raw Twitch chat lines with tags (justlog, rustlog ?raw, bots)", recognises, read)
