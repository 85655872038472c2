"""The JSON of the log servers justlog and rustlog: ``{"messages": [...]}``, or one object a line (``?ndjson``).

Each record holds the raw chat line beside fields made from it. The raw line is taken where there is one, since the fields leave things out
(the text of a timeout there is made up by the server); without it (``?jsonBasic``) the same line is put together from the fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from bot.importers._base import Importer, Item, RecordError
from bot.importers._build import channel_of, converted, elements_of, from_text, lines_of
from bot.importers._source import Head, Source
from bot.importers._twitch import ChatEvents, ChatLine, parse
from moderation.events import Event

_COMMANDS = {1: "PRIVMSG", 2: "CLEARCHAT", 4: "USERNOTICE"}
"""The servers' numbers for the kinds of lines; ``?jsonBasic`` has none and holds messages alone."""


class _Line(msgspec.Struct):
    text: str = ""
    username: str = ""
    display_name: str = msgspec.field(default="", name="displayName")
    channel: str = ""
    timestamp: str | None = None
    id: str = ""
    type: int = 1
    raw: str = ""
    tags: dict[str, str] | None = None


_decode = msgspec.json.Decoder(_Line).decode


def recognises(head: Head) -> int:
    """Certain for the object of messages with raw lines or tags, or for lines of such records."""
    if head.first_byte != b"{" or head.holds(b"guild"):
        return 0
    record = head.holds(b"displayName", b"timestamp", b"tags")
    if head.holds(b"messages") and head.data.lstrip(b"{ \t\r\n").startswith(b'"messages"'):
        return 100 if record or head.holds(b"raw") else 30
    return 95 * (record and head.holds(b"text"))


def read(source: Source) -> Iterator[Item]:
    """Every record as the chat line that it was."""
    chat = ChatEvents(source.channel)

    def convert(raw: bytes) -> Iterable[Event]:
        return chat.events(_chat_line(_decode(raw), source))

    one_document = b'"messages"' in source.head().data[:64]
    return converted(source, elements_of(source, "messages") if one_document else lines_of(source), convert)


def _chat_line(record: _Line, source: Source) -> ChatLine:
    if record.raw:
        return parse(record.raw)
    tags = dict(record.tags or {})
    if not tags:
        raise RecordError("has neither a raw chat line nor its tags")
    if not tags.get("tmi-sent-ts"):
        tags["tmi-sent-ts"] = str(int(from_text(record.timestamp).timestamp() * 1000))
    tags.setdefault("id", record.id)
    tags.setdefault("display-name", record.display_name)
    channel = record.channel or channel_of(source, tags.get("room-id"))
    login = record.username or record.display_name.lower()
    text = login if record.type == 2 else record.text
    return ChatLine(_COMMANDS.get(record.type, ""), channel, login, text, tags)


IMPORTER = Importer("justlog", "JSON of the log servers justlog and rustlog", recognises, read)
