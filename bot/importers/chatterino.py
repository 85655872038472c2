"""Chatterino's text logs: ``[00:00:05] login: text``, one file a channel and day.

The date comes from the line that starts each session, else from the file's name. Times are local; the zone's abbreviation on that line
gives the offset where it is unambiguous, and otherwise they are read as UTC with a note. There are no ids: accounts are their logins.
Cheers cannot be told from other messages, and are none here. System lines cannot be imitated by a viewer, whose lines begin with the login.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone

from bot.importers._base import Importer, Item, RecordError
from bot.importers._build import NAMED_ONLY, NO_TIME, Ids, channel_account, channel_of, converted, enforcement, lines_of, text_of, unpriced
from bot.importers._source import Head, Source
from moderation.events import Action, Author, Event, Moderation, Stream

PLATFORM = "twitch"
UNKNOWN_ZONE = "times are local and their zone is not known; they were read as UTC"

ZONES = {
    "UTC": 0, "GMT": 0, "WET": 0, "Z": 0, "BST": 1, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "KST": 9, "JST": 9,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "ADT": -3, "BRT": -3, "EDT": -4, "EST": -5, "CDT": -5, "MDT": -6, "MST": -7, "PDT": -7,
    "PST": -8, "AKDT": -8, "AKST": -9, "HST": -10,
}  # fmt: skip
"""Hours ahead of UTC. Left out on purpose: CST (America, China, Cuba), IST (India, Israel, Ireland), AST (Atlantic, Arabia)."""

_SESSION = re.compile(r"# (Start|Stop) logging at (\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d ?(.{0,40})")
_NAMED = re.compile(r"([A-Za-z0-9_]+)-(\d{4}-\d\d-\d\d|\d{6,20})\b")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?")
_LINE = re.compile(r"(?:#([A-Za-z0-9_]{1,25}) )?\[(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.(\d{1,3}))?(?: ?([AaPp])[Mm])?\] ?(.*)", re.DOTALL)
_LOGIN = re.compile(r"[A-Za-z0-9_]{1,25}")
_SPAN = re.compile(r"(\d{1,6})([wdhms])")
_SECONDS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
_HALF_A_DAY = timedelta(hours=12)

_TIMED_OUT = re.compile(r"(\w{1,25}) has been timed out(?: for ([\dwdhms ]{1,40}))?\.")
_BANNED = re.compile(r"(\w{1,25}) has been permanently banned\.")
_BY_TIMED_OUT = re.compile(r"(\w{1,25}) timed out (\w{1,25}) for ([\dwdhms ]{1,40})\b")
_BY = re.compile(r"(\w{1,25}) (banned|unbanned|untimedout|has warned) (\w{1,25})\b")
_DONE: dict[str, Action] = {"banned": "ban", "unbanned": "unban", "untimedout": "unban", "has warned": "warn"}
_BY_DELETED = re.compile(r"(\w{1,25}) deleted message from (\w{1,25}) saying: ")
_DELETED = re.compile(r"A message from (\w{1,25}) was deleted: ")
_SUBSCRIBED = re.compile(r"(\w{1,25}) (?:subscribed (?:at|with) |converted from a )")
_MONTHS = re.compile(r"subscribed for (\d{1,4}) months")
_GIFTED = re.compile(r"(\w{1,25}) gifted (?:a Tier \d sub|(\d{1,3}) months of a Tier \d sub) to ")
_GIFTING = re.compile(r"(\w{1,25}) is gifting (\d{1,5}) Tier \d Subs to ")
_RAIDED = re.compile(r"\d{1,7} raiders from (\w{1,25}) have joined")
_LIVE = re.compile(r"(\w{1,25}) is live(?:!|: (.*))", re.DOTALL)
_OFFLINE = re.compile(r"(\w{1,25}) is now offline\.")


def recognises(head: Head) -> int:
    """Certain with a session line; likely when the first lines are times and logins."""
    lines = [line.decode("latin-1") for line in head.lines(10)]
    if any(_SESSION.match(line) for line in lines):
        return 100
    fitting = sum(1 for line in lines if (found := _LINE.match(line)) and _speaker(found[7]))
    return 50 * (fitting > 0 and fitting * 2 >= len(lines))


def read(source: Source) -> Iterator[Item]:
    """Every message, and what the system lines say of subscriptions, raids, enforcement and the stream."""
    return converted(source, lines_of(source), _Log(source).events)


class _Log:
    """One log file: the date and zone that hold at this line, and the channel."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ids = Ids("chatterino")
        self._pending: dict[str, int] = {}  # receivers' lines still to come of a gift to many, by giver
        named = _NAMED.search(source.name)
        self._channel = (named[1] if named else "").lower()
        self._date = _date(named[2]) if named else None
        self._zone: timezone | None = None
        self._latest: datetime | None = None

    def events(self, raw: bytes) -> Iterable[Event]:
        line = text_of(raw).rstrip("\r")
        if line.startswith("# "):
            self._session(line)
            return
        found = _LINE.fullmatch(line)
        if found is None:
            raise RecordError("has no time")
        at = self._time(found)
        self._source.notes[NAMED_ONLY] = 1
        channel = channel_of(self._source, (found[1] or "").lower() or self._channel)
        event = self._said(found[7], channel, at) or self._noticed(found[7], channel, at)
        if event is not None:
            yield event

    def _session(self, line: str) -> None:
        found = _SESSION.match(line)
        if found and found[1] == "Start":
            self._date = _date(found[2]) or self._date
            self._zone = _zone(found[3])
            self._latest = None

    def _time(self, found: re.Match[str]) -> datetime:
        if self._date is None:
            raise RecordError("has a time of day but no date: neither a session line nor the file's name gives one")
        if self._zone is None:
            self._source.notes[UNKNOWN_ZONE] = 1
        at = datetime.combine(self._date, _time_of_day(found), self._zone or UTC)
        if self._latest is not None and at < self._latest - _HALF_A_DAY:  # the log of one stream goes on after midnight
            self._date += timedelta(days=1)
            at += timedelta(days=1)
        self._latest = at
        return at

    def _said(self, body: str, channel: str, at: datetime) -> Event | None:
        speaker = _speaker(body)
        if speaker is None:
            return None
        author = self._account(speaker[1], channel, speaker[0])
        return self._event("message", channel, at, author, text=speaker[2])

    def _account(self, login: str, channel: str, display: str = "") -> Author:
        login = login.lower()
        return Author(id=login, name=login, display=display or None, roles=("broadcaster",) if login == channel else ())

    def _event(self, kind: str, channel: str, at: datetime, author: Author | None, **fields: object) -> Event:
        ident = self._ids.derive(channel, at, author.id if author else kind)
        return Event(id=ident, ts=at, type=kind, platform=PLATFORM, channel=channel, author=author, **fields)  # type: ignore[arg-type]

    def _noticed(self, body: str, channel: str, at: datetime) -> Event | None:
        enforced = _enforced(body)
        if enforced is not None:
            by, moderation = enforced
            who = channel_account(channel)
            if by is not None and by != channel:
                who = Author(id=by, name=by, roles=("moderator",))
            return enforcement(PLATFORM, channel, at, moderation, who)
        if found := _RAIDED.match(body):
            return self._event("raid", channel, at, self._account(found[1], channel))
        if found := _LIVE.fullmatch(body):
            return self._event("stream", channel, at, None, stream=Stream(state="online", title=found[2]))
        if _OFFLINE.fullmatch(body):
            return self._event("stream", channel, at, None, stream=Stream(state="offline"))
        return self._given(body, channel, at)

    def _given(self, body: str, channel: str, at: datetime) -> Event | None:
        if found := _SUBSCRIBED.match(body):
            months = _MONTHS.search(body)
            donation = unpriced("subscription", months=int(months[1]) if months else None)
        elif found := _GIFTING.match(body):
            self._pending[found[1]] = int(found[2])
            donation = unpriced("gift_subscription", count=int(found[2]))
        elif found := _GIFTED.match(body):
            if self._pending.get(found[1], 0):
                self._pending[found[1]] -= 1
                return None
            donation = unpriced("gift_subscription", months=int(found[2]) if found[2] else None, count=1)
        else:
            return None
        return self._event("donation", channel, at, self._account(found[1], channel), donation=donation)


def _speaker(body: str) -> tuple[str, str, str] | None:
    """Shown name (where it is in another script), login and text of a line that somebody wrote; ``None`` for a system line."""
    head, colon, text = body.partition(": ")
    shown, _, login = head.strip().rpartition(" ")
    if not colon or not _LOGIN.fullmatch(login) or (shown and (" " in shown or shown.isascii())):
        return None
    return shown, login, text


def _enforced(body: str) -> tuple[str | None, Moderation] | None:
    """Who did it (``None`` where the line does not say) and what was done."""
    if found := _TIMED_OUT.match(body):
        return None, Moderation(action="timeout", target=found[1].lower(), duration_s=_span(found[2]))
    if found := _BANNED.match(body):
        return None, Moderation(action="ban", target=found[1].lower())
    if found := _DELETED.match(body):
        return None, Moderation(action="delete", target=found[1].lower())
    if found := _BY_TIMED_OUT.match(body):
        return found[1].lower(), Moderation(action="timeout", target=found[2].lower(), duration_s=_span(found[3]))
    if found := _BY_DELETED.match(body):
        return found[1].lower(), Moderation(action="delete", target=found[2].lower())
    if found := _BY.match(body):
        return found[1].lower(), Moderation(action=_DONE[found[2]], target=found[3].lower())
    return None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if "-" in text else None
    except ValueError:
        return None


def _time_of_day(found: re.Match[str]) -> time:
    hour = int(found[2])
    if found[6]:
        hour = hour % 12 + 12 * (found[6] in "Pp")
    try:
        return time(hour, int(found[3]), int(found[4] or 0), int((found[5] or "0").ljust(3, "0")) * 1000)
    except ValueError:
        raise RecordError(NO_TIME) from None


def _zone(written: str) -> timezone | None:
    name = written.strip()
    if name in ZONES:
        return timezone(timedelta(hours=ZONES[name]))
    offset = _OFFSET.fullmatch(name)
    if offset is None or int(offset[2]) > 14:
        return None
    ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return timezone(ahead if offset[1] == "+" else -ahead)


def _span(written: str | None) -> int | None:
    """Seconds of ``1h 30m``."""
    return sum(int(count) * _SECONDS[unit] for count, unit in _SPAN.findall(written or "")) or None


IMPORTER = Importer("chatterino", "Chatterino text logs", recognises, read)
