"""chat-downloader's JSON array or JSON Lines: YouTube and Twitch chats, live or replayed, in one shape.

Records do not name their platform: YouTube's are known by their actions and by account ids that begin with ``UC``; what is neither is taken
for Twitch. Enforcement does not say who did it, so its author is the channel's own account; where it has no time it has that of the
record before. For YouTube, "all messages of this author were removed" follows a timeout and a ban alike and is recorded as a timeout of
unknown length.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from bot.importers._base import Importer, Item, RecordError
from bot.importers._build import (
    NO_CURRENCY,
    GiftsToMany,
    Ids,
    Recent,
    channel_account,
    channel_of,
    converted,
    elements_of,
    enforcement,
    from_microseconds,
    lines_of,
    roles_of,
    unpriced,
    whole_number,
)
from bot.importers._money import amount, currency
from bot.importers._source import Head, Source
from bot.importers._twitch import BADGES
from moderation.events import Author, Donation, Event, Moderation, Role

_Number = int | float | str | None

_YOUTUBE = frozenset("add_chat_item replace_chat_item mark_chat_item_as_deleted mark_chat_items_by_author_as_deleted".split())
_DELETIONS = frozenset("delete_message mark_chat_item_as_deleted".split())
_SUBSCRIPTIONS = frozenset(
    """
    subscription resubscription extend_subscription prime_paid_upgrade gift_paid_upgrade anonymous_gift_paid_upgrade membership_item
    """.split()
)
_GIFTS_TO_MANY = frozenset("mystery_subscription_gift anonymous_mystery_subscription_gift".split())
_GIFTS = _GIFTS_TO_MANY | frozenset(
    "subscription_gift anonymous_subscription_gift sponsorships_gift_purchase_announcement".split(),
)
_WRITTEN = frozenset("text_message paid_message".split())
_ICONS: dict[str, Role] = {"owner": "broadcaster", "moderator": "moderator"}


class _Badge(msgspec.Struct):
    name: str | None = None
    title: str | None = None
    icon_name: str | None = None


class _Author(msgspec.Struct):
    id: _Number = None
    name: str | None = None
    display_name: str | None = None
    badges: list[_Badge] | None = None
    is_moderator: bool | None = None
    is_subscriber: bool | None = None


class _Money(msgspec.Struct):
    amount: _Number = None
    currency: str | None = None


class _Reply(msgspec.Struct):
    message_id: str | None = None


class _Record(msgspec.Struct):
    message_id: str | None = None
    message: str | None = None
    message_type: str = ""
    action_type: str = ""
    timestamp: _Number = None
    author: _Author | None = None
    bits: _Number = None
    money: _Money | None = None
    channel_id: _Number = None
    in_reply_to: _Reply | None = None
    target_message_id: str | None = None
    target_author_id: _Number = None
    banned_user: str | None = None
    ban_duration: _Number = None
    cumulative_months: _Number = None
    months: _Number = None
    mass_gift_count: _Number = None
    origin_id: str | None = None
    msg_param_community_gift_id: str | None = None

    @property
    def who(self) -> _Author:
        """The author; an empty one where there is none (system notices, deleted accounts)."""
        return self.author or _Author()

    @property
    def platform(self) -> str:
        """``youtube`` or ``twitch``."""
        return "youtube" if self.action_type in _YOUTUBE or str(self.who.id).startswith("UC") else "twitch"


_decode = msgspec.json.Decoder(_Record).decode


def recognises(head: Head) -> int:
    """Certain for records with the tool's own keys; likely when only some are there."""
    if head.first_byte not in {b"[", b"{"} or not head.holds(b"message_type"):
        return 0
    if head.first_byte == b"{" and head.holds(b"v", b"ts", b"platform"):
        return 0
    return 100 if head.holds(b"author", b"timestamp") or head.holds(b"action_type") else 60


def read(source: Source) -> Iterator[Item]:
    """Every message, paid message, subscription, raid, deletion, timeout and ban."""
    records = elements_of(source, "") if source.head().first_byte == b"[" else lines_of(source)
    return converted(source, records, _Chat(source).events)


class _Chat:
    """One recording; remembers, within bounds, who wrote which message, which id a name has, and which gifts were to many."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ids = Ids("chat_downloader")
        self._authors = Recent()
        self._accounts = Recent()
        self._gifts = GiftsToMany()
        self._owner: Author | None = None
        self._latest: datetime | None = None
        self._channel_id: _Number = None

    def events(self, raw: bytes) -> Iterable[Event]:
        record = _decode(raw)
        self._channel_id = record.channel_id or self._channel_id  # deletions leave it out
        kind = record.message_type or record.action_type
        if kind.startswith("ticker_") or record.action_type.startswith("add_live_chat_ticker"):
            return  # the same gift once more, as the site pins it above the chat
        if kind == "ban_user" or record.action_type == "mark_chat_items_by_author_as_deleted":
            yield self._banned(record)
        elif record.action_type in _DELETIONS or kind == "deleted_message":
            yield from self._deleted(record)
        else:
            yield from self._said(record, kind)

    def _said(self, record: _Record, kind: str) -> Iterator[Event]:
        author = _author(record)
        if author is None:
            if kind in _WRITTEN:
                raise RecordError("does not say who wrote it")
            return
        at = from_microseconds(record.timestamp)
        self._remember(record, author, at)
        gift = record.msg_param_community_gift_id or record.origin_id
        if kind in _GIFTS and self._gifts.is_share(gift, whole=kind in _GIFTS_TO_MANY):
            return
        donation = self._given(record, kind)
        channel = channel_of(self._source, self._channel_id)
        if not donation and not record.message and kind not in {*_WRITTEN, "raid"}:
            return
        yield Event(
            id=record.message_id or self._ids.derive(channel, at, author.id),
            ts=at,
            type="donation" if donation else "raid" if kind == "raid" else "message",
            platform=record.platform,
            channel=channel,
            author=author,
            text=record.message or "",
            reply_to=record.in_reply_to.message_id if record.in_reply_to else None,
            donation=donation,
        )

    def _remember(self, record: _Record, author: Author, at: datetime) -> None:
        self._latest = at
        self._accounts[author.name] = author.id
        if record.message_id:
            self._authors[record.message_id] = author.id
        if "broadcaster" in author.roles:
            self._owner = author

    def _given(self, record: _Record, kind: str) -> Donation | None:
        bits = whole_number(record.bits)
        if bits:
            return Donation(kind="bits", amount=str(bits), currency="BITS")
        if record.money is not None:
            paid, code = amount(record.money.amount or ""), currency(record.money.currency or "")
            if paid is not None and code is not None:
                return Donation(kind="superchat", amount=paid, currency=code)
            self._source.notes[NO_CURRENCY] += 1
            return None
        if kind in _SUBSCRIPTIONS:
            return unpriced("subscription", months=whole_number(record.cumulative_months or record.months))
        return unpriced("gift_subscription", count=whole_number(record.mass_gift_count)) if kind in _GIFTS else None

    def _banned(self, record: _Record) -> Event:
        name = record.banned_user or record.who.name or ""
        target = record.target_author_id or record.who.id or self._accounts.get(name) or name
        if not target:
            raise RecordError("does not say whom it is about")
        seconds = whole_number(record.ban_duration)
        timed = seconds is not None or record.platform == "youtube"
        return self._enforced(record, Moderation(action="timeout" if timed else "ban", target=str(target), duration_s=seconds))

    def _deleted(self, record: _Record) -> Iterator[Event]:
        message = record.target_message_id
        if not message or (record.platform == "youtube" and "retracted" in (record.message or "")):
            return  # its author took it back
        name = record.who.name or ""
        target = self._authors.get(message) or record.who.id or self._accounts.get(name) or name
        if not target:
            raise RecordError("removes a message that is not in this recording")
        yield self._enforced(record, Moderation(action="delete", target=str(target), message_id=message))

    def _enforced(self, record: _Record, moderation: Moderation) -> Event:
        at = from_microseconds(record.timestamp) if record.timestamp else self._latest
        if at is None:
            raise RecordError("has no time, and none before it has")
        channel = channel_of(self._source, self._channel_id)
        return enforcement(record.platform, channel, at, moderation, self._owner or channel_account(channel))


def _author(record: _Record) -> Author | None:
    who = record.who
    if not who.id and not who.name:
        return None
    ident, shown = str(who.id or who.name), who.name or str(who.id)
    held: list[Role | None] = []
    for badge in who.badges or ():
        held += [BADGES.get(badge.name or ""), _ICONS.get(badge.icon_name or "")]
        held.append("subscriber" if badge.title and badge.icon_name is None and badge.name is None else None)
    held.append("moderator" if who.is_moderator else None)
    held.append("subscriber" if who.is_subscriber else None)
    held.append("broadcaster" if ident == str(record.channel_id) else None)
    return Author(id=ident, name=shown.removeprefix("@") or ident, display=who.display_name or shown, roles=roles_of(held))


IMPORTER = Importer("chat_downloader", "chat-downloader JSON or JSON Lines (YouTube, Twitch)", recognises, read)
