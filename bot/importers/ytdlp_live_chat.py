"""yt-dlp's ``live_chat.json``: the chat replay (or live capture) of one YouTube stream, one JSON object a line.

Decisions, since the records leave them open:

* The channel is not named in the file: see ``_build.channel_of``.
* Deletions do not say who did them: their author is the channel's own account (with its id, once it has spoken). A message that its
  author took back is no deletion.
* "All messages of this author were removed" follows a timeout and a ban alike; the weaker one, a timeout of unknown length, is recorded.
* Deletions have no time of their own; theirs is counted from the video's clock, or else that of the record before.
* Amounts are texts such as ``CA$100.00``: see ``_money``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import msgspec

from bot.importers._base import Importer, Item, RecordError
from bot.importers._build import (
    NO_CURRENCY,
    Ids,
    Recent,
    channel_account,
    channel_of,
    converted,
    enforcement,
    from_microseconds,
    lines_of,
    roles_of,
    unpriced,
    whole_number,
)
from bot.importers._money import money
from bot.importers._source import Head, Source
from moderation.events import Author, Donation, Event, Moderation, Role

PLATFORM = "youtube"

_ICONS: dict[str, Role] = {"OWNER": "broadcaster", "MODERATOR": "moderator"}
_TEXT, _PAID, _STICKER = "liveChatTextMessageRenderer", "liveChatPaidMessageRenderer", "liveChatPaidStickerRenderer"
_MEMBER, _GIFT = "liveChatMembershipItemRenderer", "liveChatSponsorshipsGiftPurchaseAnnouncementRenderer"
_KNOWN = frozenset({_TEXT, _PAID, _STICKER, _MEMBER, _GIFT})
_NUMBER = re.compile(r"[0-9]+")
_RETRACTED = "retracted"


class _Camel(msgspec.Struct, rename="camel", frozen=True):
    """The site writes its keys in camel case."""


class _Emoji(_Camel, frozen=True):
    emoji_id: str = ""
    shortcuts: list[str] | None = None


class _Run(_Camel, frozen=True):
    text: str | None = None
    emoji: _Emoji | None = None


class _Text(_Camel, frozen=True):
    simple_text: str | None = None
    runs: list[_Run] | None = None

    def __str__(self) -> str:
        """What was written, with the site's own emoji by their shortcut and all others as they are."""
        return self.simple_text if self.simple_text is not None else "".join(_run(run) for run in self.runs or ())


class _Icon(_Camel, frozen=True):
    icon_type: str = ""


class _BadgeFace(_Camel, frozen=True):
    icon: _Icon | None = None
    custom_thumbnail: object = None


class _Badge(_Camel, frozen=True):
    live_chat_author_badge_renderer: _BadgeFace = _BadgeFace()


class _GiftFace(_Camel, frozen=True):
    author_name: _Text = _Text()
    primary_text: _Text = _Text()
    author_badges: list[_Badge] | None = None


class _GiftHeader(_Camel, frozen=True):
    live_chat_sponsorships_header_renderer: _GiftFace = _GiftFace()


class _Said(_Camel, frozen=True):
    """The parts that the renderers share; each has some of them."""

    id: str = ""
    timestamp_usec: str | None = None
    author_name: _Text = _Text()
    author_external_channel_id: str = ""
    author_badges: list[_Badge] | None = None
    message: _Text = _Text()
    purchase_amount_text: _Text = _Text()
    header_primary_text: _Text = _Text()
    header: _GiftHeader = _GiftHeader()


class _Added(_Camel, frozen=True):
    item: dict[str, msgspec.Raw] | None = None
    replacement_item: dict[str, msgspec.Raw] | None = None


class _Removed(_Camel, frozen=True):
    target_item_id: str = ""
    external_channel_id: str = ""
    deleted_state_message: _Text = _Text()


class _Action(_Camel, frozen=True):
    add_chat_item_action: _Added | None = None
    replace_chat_item_action: _Added | None = None
    mark_chat_item_as_deleted_action: _Removed | None = None
    remove_chat_item_action: _Removed | None = None
    mark_chat_items_by_author_as_deleted_action: _Removed | None = None
    remove_chat_item_by_author_action: _Removed | None = None


class _Replay(_Camel, frozen=True):
    actions: list[_Action] | None = None
    video_offset_time_msec: str | int | None = None


class _Line(_Camel, frozen=True):
    replay_chat_item_action: _Replay = _Replay()
    video_offset_time_msec: str | int | None = None


_decode = msgspec.json.Decoder(_Line).decode
_decode_said = msgspec.json.Decoder(_Said).decode


def recognises(head: Head) -> int:
    """Certain when one of the first lines is a replayed chat action."""
    return 100 * any(line.lstrip().startswith(b"{") and b'"replayChatItemAction"' in line for line in head.lines(10))


def read(source: Source) -> Iterator[Item]:
    """Every message, paid message, membership and removal."""
    return converted(source, lines_of(source), _Chat(source).events)


class _Chat:
    """One recording; remembers, within bounds, who wrote which message, and how the video's clock stands to the day's."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ids = Ids("ytdlp_live_chat")
        self._authors = Recent()
        self._owner: Author | None = None
        self._start: datetime | None = None
        self._latest: datetime | None = None

    def events(self, raw: bytes) -> Iterable[Event]:
        line = _decode(raw)
        replay = line.replay_chat_item_action
        offset = whole_number(replay.video_offset_time_msec or line.video_offset_time_msec)
        for action in replay.actions or ():
            yield from self._acted(action, offset)

    def _acted(self, action: _Action, offset: int | None) -> Iterator[Event]:
        added = action.add_chat_item_action or action.replace_chat_item_action
        if added is not None:
            for kind, raw in (added.item or added.replacement_item or {}).items():
                if kind in _KNOWN:
                    yield self._said(kind, _decode_said(raw), offset)
        one = action.mark_chat_item_as_deleted_action or action.remove_chat_item_action
        if one is not None and _RETRACTED not in str(one.deleted_state_message):
            author = self._authors.get(one.target_item_id)
            if author is None:
                raise RecordError("removes a message that is not in this recording")
            yield self._enforced(Moderation(action="delete", target=author, message_id=one.target_item_id), offset)
        every = action.mark_chat_items_by_author_as_deleted_action or action.remove_chat_item_by_author_action
        if every is not None and every.external_channel_id:
            yield self._enforced(Moderation(action="timeout", target=every.external_channel_id), offset)

    def _said(self, kind: str, said: _Said, offset: int | None) -> Event:
        at = from_microseconds(said.timestamp_usec)
        self._latest = at
        if offset:  # 0 is also written for everything before the stream began
            self._start = at - timedelta(milliseconds=offset)
        author = _author(said)
        self._authors[said.id] = author.id
        if "broadcaster" in author.roles:
            self._owner = author
        channel = channel_of(self._source, None)
        donation = self._given(kind, said)
        return Event(
            id=said.id or self._ids.derive(channel, at, author.id),
            ts=at,
            type="donation" if donation else "message",
            platform=PLATFORM,
            channel=channel,
            author=author,
            text=str(said.message),
            donation=donation,
        )

    def _given(self, kind: str, said: _Said) -> Donation | None:
        if kind == _MEMBER:
            return unpriced("subscription", months=_only_number(said.header_primary_text))
        if kind == _GIFT:
            return unpriced("gift_subscription", count=_only_number(said.header.live_chat_sponsorships_header_renderer.primary_text))
        if kind == _TEXT:
            return None
        paid = money(str(said.purchase_amount_text))
        if paid is None:
            self._source.notes[NO_CURRENCY] += 1
            return None
        return Donation(kind="superchat", amount=paid[0], currency=paid[1])

    def _enforced(self, moderation: Moderation, offset: int | None) -> Event:
        counted = self._start + timedelta(milliseconds=offset) if self._start is not None and offset else None
        at = counted or self._latest
        if at is None:
            raise RecordError("has no time, and none before it has")
        channel = channel_of(self._source, None)
        return enforcement(PLATFORM, channel, at, moderation, self._owner or channel_account(channel))


def _run(run: _Run) -> str:
    if run.emoji is None:
        return run.text or ""
    # the id of a general emoji is the emoji itself; a channel's own is known by its shortcut
    own = "/" in run.emoji.emoji_id
    return run.emoji.shortcuts[0] if own and run.emoji.shortcuts else run.emoji.emoji_id


def _author(said: _Said) -> Author:
    gift = said.header.live_chat_sponsorships_header_renderer
    shown = str(said.author_name) or str(gift.author_name)
    faces = [badge.live_chat_author_badge_renderer for badge in said.author_badges or gift.author_badges or ()]
    held: list[Role | None] = [_ICONS.get(face.icon.icon_type) for face in faces if face.icon]
    held += ["subscriber" for face in faces if face.custom_thumbnail is not None]
    ident = said.author_external_channel_id
    if not ident:
        raise RecordError("does not say who wrote it")
    return Author(id=ident, name=shown.removeprefix("@") or ident, display=shown or None, roles=roles_of(held))


def _only_number(text: _Text) -> int | None:
    """The number in a sentence such as "Member for 14 months"; ``None`` where there is not exactly one."""
    numbers = _NUMBER.findall(str(text))
    return whole_number(numbers[0]) if len(numbers) == 1 else None


IMPORTER = Importer("ytdlp_live_chat", "yt-dlp live_chat.json of a YouTube stream", recognises, read)
