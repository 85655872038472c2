"""Twitch chat lines (IRCv3 with tags) to events, for every format that keeps them: as raw lines, or as JSON around the same tags.

Decisions, since the lines leave them open:

* A timeout, ban or deletion does not say who did it: its author is the channel's own account (``_build.channel_account``).
* ``CLEARMSG`` names the account by its login alone; the id is the one that the login was last seen with in the same recording, else the
  login itself.
* A subscription's price is not in the line: see ``_build.unpriced``. A gift to many arrives once as a whole and once for each receiver;
  the whole counts, and those for each receiver are passed over.
* What is shared in from another channel's chat (``source-room-id``) is a message like any other, but gifts and enforcement there are not
  this creator's and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from bot.importers._base import RecordError
from bot.importers._build import GiftsToMany, Ids, Recent, channel_account, enforcement, from_milliseconds, roles_of, unpriced, whole_number
from bot.importers._money import minor
from moderation.events import Author, Donation, DonationKind, Event, Moderation, Role

PLATFORM: Final = "twitch"

BADGES: Final[dict[str, Role]] = {
    "broadcaster": "broadcaster",
    "moderator": "moderator",
    "lead_moderator": "moderator",
    "vip": "vip",
    "subscriber": "subscriber",
    "founder": "subscriber",
    "bot-badge": "bot",
}
"""Badges that are roles of the contract; all others (``sub-gifter``, ``bits``, ``premium``, ...) are none."""

SUBSCRIPTIONS: Final = frozenset("sub resub extendsub primepaidupgrade giftpaidupgrade anongiftpaidupgrade".split())
GIFTS: Final = frozenset("subgift anonsubgift submysterygift anonsubmysterygift".split())
GIFTS_TO_MANY: Final = frozenset("submysterygift anonsubmysterygift".split())
"""``msg-id`` of notices about subscriptions; the underscored names of other tools are mapped to these."""

_COMMAND: Final = re.compile(r"[A-Z]+|[0-9]{3}")
_ESCAPED: Final = re.compile(r"\\(.?)")
_UNESCAPED: Final = {":": ";", "s": " ", "r": "\r", "n": "\n"}
_ACTION: Final = re.compile("\x01ACTION (.*?)\x01?", re.DOTALL)
_PAID: Final = "pinned-chat-paid-"


class ChatLine(NamedTuple):
    """One line of Twitch chat, taken apart; values in ``tags`` are already unescaped, and missing ones absent or empty."""

    command: str
    channel: str
    login: str
    text: str
    tags: Mapping[str, str]


def unescaped(value: str) -> str:
    """A tag's value as it was meant (IRCv3 message tags)."""
    return _ESCAPED.sub(lambda found: _UNESCAPED.get(found[1], found[1]), value)


def parse(line: str) -> ChatLine:
    """Take a raw line apart. Raises ``RecordError`` for what is no IRC line."""
    rest = line.strip("\r\n ")
    tags: dict[str, str] = {}
    if rest.startswith("@"):
        written, _, rest = rest[1:].partition(" ")
        tags = {key: value for key, _, value in [tag.partition("=") for tag in written.split(";")]}
        if "\\" in written:
            tags = {key: unescaped(value) if "\\" in value else value for key, value in tags.items()}
        rest = rest.lstrip(" ")
    prefix = ""
    if rest.startswith(":"):
        prefix, _, rest = rest[1:].partition(" ")
    login, user, _ = prefix.partition("!")
    command, _, rest = rest.partition(" ")
    if not _COMMAND.fullmatch(command):
        raise RecordError("is not a line of Twitch chat")
    target, _, text = rest.partition(" ")
    return ChatLine(command, target.removeprefix("#"), login if user else "", text.removeprefix(":"), tags)


class ChatEvents:
    """Turns the lines of one recording into events; remembers, within bounds, which id a login has and which gifts were to many."""

    def __init__(self, channel: str | None = None) -> None:
        """``channel`` goes before what the lines say."""
        self._channel = channel
        self._makers: dict[str, Callable[[ChatLine, datetime], Event | None]] = {
            "PRIVMSG": self._message,
            "USERNOTICE": self._notice,
            "CLEARCHAT": self._cleared,
            "CLEARMSG": self._deleted,
        }
        self._accounts = Recent()
        self._rooms = Recent()
        self._gifts = GiftsToMany()
        self._ids = Ids(PLATFORM)  # not the format: the same line has the same id in every format that holds it

    def events(self, line: ChatLine) -> Iterator[Event]:
        """The events of one line: one, or none where it is of no concern (joins, pings, room settings)."""
        make = self._makers.get(line.command)
        if make is None:
            return
        if not line.channel and not self._channel:
            raise RecordError("does not name its channel")
        if line.tags.get("room-id"):
            self._rooms[line.channel] = line.tags["room-id"]
        event = make(line, from_milliseconds(line.tags.get("tmi-sent-ts")))
        if event is not None:
            yield event

    def _message(self, line: ChatLine, at: datetime) -> Event:
        action = _ACTION.fullmatch(line.text)
        text = action[1] if action else line.text
        return self._said(line, at, text, None if _from_elsewhere(line.tags) else _bits(line.tags) or _paid(line.tags))

    def _said(self, line: ChatLine, at: datetime, text: str, donation: Donation | None) -> Event:
        tags = line.tags
        author = self._author(line)
        channel = self._channel or line.channel
        return Event(
            id=tags.get("id") or self._ids.derive(channel, at, author.id),
            ts=at,
            type="donation" if donation else "message",
            platform=PLATFORM,
            channel=channel,
            author=author,
            text=text,
            reply_to=tags.get("reply-parent-msg-id") or None,
            donation=donation,
        )

    def _author(self, line: ChatLine) -> Author:
        tags = line.tags
        login = tags.get("login") or line.login or tags.get("display-name", "").lower()
        ident = tags.get("user-id") or login
        if not ident:
            raise RecordError("does not say who wrote it")
        self._accounts[login] = ident
        further: tuple[Role | None, ...] = (
            "broadcaster" if ident == tags.get("room-id") else None,
            "moderator" if tags.get("mod") == "1" else None,
            "subscriber" if tags.get("subscriber") == "1" else None,
        )
        roles = _roles(tags.get("badges", ""), further)
        return Author(id=ident, name=login or ident, display=tags.get("display-name") or None, roles=roles)

    def _notice(self, line: ChatLine, at: datetime) -> Event | None:
        tags = line.tags
        kind = tags.get("msg-id", "")
        if kind == "sharedchatnotice" or _from_elsewhere(tags):
            return self._said(line, at, line.text, None) if line.text else None
        if kind == "raid":
            channel = self._channel or line.channel
            author = self._author(line)
            ident = tags.get("id") or self._ids.derive(channel, at, author.id)
            return Event(id=ident, ts=at, type="raid", platform=PLATFORM, channel=channel, author=author)
        gift = tags.get("msg-param-community-gift-id") or tags.get("msg-param-origin-id")
        if kind in GIFTS and self._gifts.is_share(gift, whole=kind in GIFTS_TO_MANY):
            return None
        donation = _subscription(kind, tags)
        return self._said(line, at, line.text, donation) if donation or line.text else None

    def _cleared(self, line: ChatLine, at: datetime) -> Event | None:
        login = line.text.strip()
        target = line.tags.get("target-user-id") or self._accounts.get(login) or login
        if not target or _from_elsewhere(line.tags):
            return None  # the whole chat was cleared: no viewer was meant
        seconds = line.tags.get("ban-duration")
        moderation = Moderation(action="timeout" if seconds else "ban", target=target, duration_s=whole_number(seconds))
        return self._enforced(line, at, moderation)

    def _deleted(self, line: ChatLine, at: datetime) -> Event | None:
        login = line.tags.get("login", "")
        message = line.tags.get("target-msg-id")
        if not login or not message or _from_elsewhere(line.tags):
            return None
        target = self._accounts.get(login) or login
        return self._enforced(line, at, Moderation(action="delete", target=target, message_id=message))

    def _enforced(self, line: ChatLine, at: datetime, moderation: Moderation) -> Event:
        channel = self._channel or line.channel
        account = channel_account(channel, line.tags.get("room-id") or self._rooms.get(line.channel))
        return enforcement(PLATFORM, channel, at, moderation, account)


@lru_cache(maxsize=4096)  # a chat shows few different sets of badges
def _roles(badges: str, further: tuple[Role | None, ...]) -> tuple[Role, ...]:
    return roles_of([*(BADGES.get(badge.partition("/")[0]) for badge in badges.split(",")), *further])


def _from_elsewhere(tags: Mapping[str, str]) -> bool:
    return tags.get("source-room-id", tags.get("room-id")) != tags.get("room-id")


def _bits(tags: Mapping[str, str]) -> Donation | None:
    bits = whole_number(tags.get("bits"))
    return Donation(kind="bits", amount=str(bits), currency="BITS") if bits else None


def _paid(tags: Mapping[str, str]) -> Donation | None:
    """A message that was paid for in money and pinned, as the platform offered it from 2023 to 2024."""
    return _priced("superchat", tags, _PAID)


def _priced(kind: DonationKind, tags: Mapping[str, str], prefix: str) -> Donation | None:
    value = whole_number(tags.get(f"{prefix}amount"))
    paid = None if value is None else minor(value, whole_number(tags.get(f"{prefix}exponent")) or 0)
    return Donation(kind=kind, amount=paid, currency=tags.get(f"{prefix}currency", "")) if paid else None


def _subscription(kind: str, tags: Mapping[str, str]) -> Donation | None:
    if kind in SUBSCRIPTIONS:
        months = whole_number(tags.get("msg-param-cumulative-months") or tags.get("msg-param-months"))
        return unpriced("subscription", months=months)
    if kind in GIFTS:
        count = whole_number(tags.get("msg-param-mass-gift-count")) or 1
        return unpriced("gift_subscription", months=whole_number(tags.get("msg-param-gift-months")), count=count)
    if kind == "charitydonation":
        return _priced("tip", tags, "msg-param-donation-")
    return None
