"""DiscordChatExporter's JSON: one channel of a Discord server, or a private conversation.

A server is one house, whichever of its channels is read: the channel of the events is the server's id. Edited messages stand there in their
last wording. Roles are known by the names that the server gave them, so only names that leave no doubt are taken; "streamer" is none of
them, since many servers give it to every member who streams. Where the user named the creator, the account of that name is the broadcaster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from bot.importers._base import Importer, Item, RecordError
from bot.importers._build import channel_of, converted, elements_of, from_milliseconds, from_text, roles_of
from bot.importers._source import Head, Source
from moderation.events import Author, Event, Role

PLATFORM = "discord"

ROLE_NAMES: dict[str, Role] = {
    "owner": "broadcaster",
    "server owner": "broadcaster",
    "broadcaster": "broadcaster",
    "admin": "moderator",
    "admins": "moderator",
    "administrator": "moderator",
    "administrators": "moderator",
    "mod": "moderator",
    "mods": "moderator",
    "moderator": "moderator",
    "moderators": "moderator",
    "vip": "vip",
    "vips": "vip",
    "subscriber": "subscriber",
    "subscribers": "subscriber",
    "twitch subscriber": "subscriber",
    "youtube member": "subscriber",
}
"""Server roles, in lower case, that mean a role of the contract."""

_SPOKEN = frozenset({"Default", "Reply", "0", "19"})
"""Kinds of messages that a person wrote; the others are the server's notices. The exporter gives newer kinds as numbers."""

_DISCORD_EPOCH = 1_420_070_400_000
_SNOWFLAKE_DIGITS = 17
"""An id of at least so many digits holds its time of making, in milliseconds since 2015, in its upper bits."""


class _Guild(msgspec.Struct):
    id: str = ""


class _Role(msgspec.Struct):
    name: str = ""


class _User(msgspec.Struct):
    id: str = ""
    name: str = ""
    nickname: str | None = None
    is_bot: bool = msgspec.field(default=False, name="isBot")
    roles: list[_Role] | None = None


class _Reference(msgspec.Struct):
    message_id: str | None = msgspec.field(default=None, name="messageId")


class _Message(msgspec.Struct):
    id: str
    author: _User
    type: str | int = "Default"
    timestamp: str | None = None
    content: str | None = None
    reference: _Reference | None = None


_decode = msgspec.json.Decoder(_Message).decode


def recognises(head: Head) -> int:
    """Certain for an object that begins with a server and a channel."""
    if head.first_byte != b"{" or not head.holds(b"guild", b"channel"):
        return 0
    return 100 if head.holds(b"messages") or head.holds(b"exportedAt") else 60


def read(source: Source) -> Iterator[Item]:
    """Every message that a person or a bot wrote."""
    export = _Export(source)
    members = {"guild": export.take_guild, "channel": export.take_channel}
    return converted(source, elements_of(source, "messages", members), export.events)


class _Export:
    """One exported channel: its header, and its messages."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._guild = ""
        self._channel = ""

    def take_guild(self, raw: bytes) -> None:
        self._guild = msgspec.json.decode(raw, type=_Guild).id.removeprefix("0")  # a private conversation has the id 0

    def take_channel(self, raw: bytes) -> None:
        self._channel = msgspec.json.decode(raw, type=_Guild).id

    def events(self, raw: bytes) -> Iterable[Event]:
        message = _decode(raw)
        if str(message.type) not in _SPOKEN:
            return
        yield Event(
            id=message.id,
            ts=from_text(message.timestamp),
            type="message",
            platform=PLATFORM,
            channel=channel_of(self._source, self._guild or self._channel),
            author=self._author(message.author),
            text=message.content or "",
            reply_to=message.reference.message_id if message.reference and str(message.type) in {"Reply", "19"} else None,
        )

    def _author(self, user: _User) -> Author:
        held: list[Role | None] = [ROLE_NAMES.get(role.name.strip().lower()) for role in user.roles or ()]
        held.append("bot" if user.is_bot else None)
        creator = self._source.creator  # compared with the account's own name: anybody can take any nickname
        held.append("broadcaster" if creator and creator.casefold() == user.name.casefold() else None)
        return Author(id=user.id, name=user.name, display=user.nickname or None, roles=roles_of(held), created_at=_made(user.id))


def _made(ident: str) -> datetime | None:
    """When an account was made, which its id says."""
    if len(ident) < _SNOWFLAKE_DIGITS or not (ident.isascii() and ident.isdigit()):
        return None
    try:
        return from_milliseconds((int(ident[:20]) >> 22) + _DISCORD_EPOCH)
    except RecordError:
        return None


IMPORTER = Importer("discord_chat_exporter", "DiscordChatExporter JSON of one channel", recognises, read)
