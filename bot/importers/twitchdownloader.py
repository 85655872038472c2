"""TwitchDownloader's chat JSON (``.json`` or ``.json.gz``): the chat replay of one past broadcast.

It holds no replies, no deletions and no enforcement. The stream is taken to have gone online when its video began; title and category come
with it. The images that the tool can embed are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import msgspec

from bot.importers._base import Importer, Item, RecordError
from bot.importers._build import Ids, channel_of, converted, elements_of, from_text, roles_of, unpriced, whole_number
from bot.importers._source import Head, Source
from bot.importers._twitch import BADGES, GIFTS, PLATFORM, SUBSCRIPTIONS
from moderation.events import Author, Donation, Event, Stream

_Number = int | float | str | None  # the tool's versions differ in which they write


class _Streamer(msgspec.Struct):
    name: str | None = None
    login: str | None = None
    id: _Number = None


class _Video(msgspec.Struct):
    id: _Number = None
    title: str | None = None
    created_at: str | None = None
    game: str | None = None


class _Badge(msgspec.Struct, rename={"id": "_id"}):
    id: str = ""


class _Fragment(msgspec.Struct):
    text: str | None = None


class _Notice(msgspec.Struct):
    msg_id: str | None = None


class _Message(msgspec.Struct):
    body: str | None = None
    bits_spent: _Number = None
    fragments: list[_Fragment] | None = None
    user_badges: list[_Badge] | None = None
    user_notice_params: _Notice | None = None


class _Commenter(msgspec.Struct, rename={"id": "_id"}):
    id: _Number = None
    name: str | None = None
    display_name: str | None = None
    created_at: str | None = None


class _Comment(msgspec.Struct, rename={"id": "_id"}):
    id: str | None = None
    created_at: str | None = None
    channel_id: _Number = None
    content_offset_seconds: float = 0
    commenter: _Commenter | None = None
    message: _Message | None = None


_decode = msgspec.json.Decoder(_Comment, strict=False).decode


def recognises(head: Head) -> int:
    """Certain for an object with a streamer or the tool's file information beside the comments; likely with the comments alone."""
    if head.first_byte != b"{":
        return 0
    if head.holds(b"FileInfo") or (head.holds(b"streamer") and head.holds(b"video")):
        return 100 if head.holds(b"comments") else 70
    return 70 * head.holds(b"comments", b"commenter", b"content_offset_seconds")


def read(source: Source) -> Iterator[Item]:
    """The stream going online, then every comment."""
    replay = _Replay(source)
    members = {"streamer": replay.take_streamer, "video": replay.take_video}
    return converted(source, elements_of(source, "comments", members), replay.events)


class _Replay:
    """One recording: its header, as far as it has been read, and its comments."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ids = Ids("twitchdownloader")
        self._streamer = _Streamer()
        self._video = _Video()
        self._begun = False

    def take_streamer(self, raw: bytes) -> None:
        self._streamer = msgspec.json.decode(raw, type=_Streamer | None, strict=False) or _Streamer()

    def take_video(self, raw: bytes) -> None:
        self._video = msgspec.json.decode(raw, type=_Video | None, strict=False) or _Video()

    def events(self, raw: bytes) -> Iterable[Event]:
        comment = _decode(raw)
        at = from_text(comment.created_at)
        said = self._said(comment, at)
        if self._begun:
            return (said,)
        self._begun = True
        return (self._online(said.channel, at - timedelta(seconds=comment.content_offset_seconds), at), said)

    def _online(self, channel: str, counted: datetime, first: datetime) -> Event:
        """The stream's beginning: the video's own time, or counted back from the first comment where that is missing or cannot be.

        A highlight's video is made long after its comments, and a chat that is offset from nothing counts back to its own first comment.
        """
        try:
            began = from_text(self._video.created_at)
        except RecordError:
            began = counted
        if began > first:
            began = counted
        video = self._video
        ident = f"online:{video.id}" if video.id else self._ids.derive(channel, began, "online")
        stream = Stream(state="online", title=video.title, category=video.game)
        return Event(id=ident, ts=began, type="stream", platform=PLATFORM, channel=channel, stream=stream)

    def _said(self, comment: _Comment, at: datetime) -> Event:
        message = comment.message or _Message()
        streamer = self._streamer
        channel = channel_of(self._source, streamer.login or (streamer.name or "").lower() or comment.channel_id)
        author = self._author(comment, message)
        donation = _given(message)
        text = message.body if message.body is not None else "".join(part.text or "" for part in message.fragments or ())
        return Event(
            id=comment.id or self._ids.derive(channel, at, author.id),
            ts=at,
            type="donation" if donation else "message",
            platform=PLATFORM,
            channel=channel,
            author=author,
            text=text,
            donation=donation,
        )

    def _author(self, comment: _Comment, message: _Message) -> Author:
        who = comment.commenter
        if who is None or not (who.id or who.name):
            raise RecordError("does not say who wrote it")
        ident = str(who.id or who.name)
        held = [BADGES.get(badge.id) for badge in message.user_badges or ()]
        held.append("broadcaster" if ident in {str(self._streamer.id), str(comment.channel_id)} else None)
        return Author(id=ident, name=who.name or ident, display=who.display_name or None, roles=roles_of(held), created_at=_made(who))


def _made(who: _Commenter) -> datetime | None:
    """When the account was made; the tool writes the year 1 where it does not know."""
    try:
        made = from_text(who.created_at)
    except RecordError:
        return None
    return made if made.year > 1 else None


def _given(message: _Message) -> Donation | None:
    bits = whole_number(message.bits_spent)
    if bits:
        return Donation(kind="bits", amount=str(bits), currency="BITS")
    kind = (message.user_notice_params or _Notice()).msg_id
    if kind in SUBSCRIPTIONS:
        return unpriced("subscription")
    return unpriced("gift_subscription") if kind in GIFTS else None


IMPORTER = Importer("twitchdownloader", "TwitchDownloader chat replay, JSON, also gzipped", recognises, read)
