"""From one format's records to valid events: times, ids, roles, channels, and the loop that turns a broken record into a ``Skipped``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from bot.importers._base import TOO_LONG, Item, RecordError, Skipped
from bot.importers._json_stream import pieces
from bot.importers._lines import numbered
from bot.importers._source import Source
from moderation.events import Author, Donation, DonationKind, Event, Moderation, Role, missing_part

YEARS: Final = range(1990, 2201)
"""Years that a chat can be from; a time outside is a damaged one, and arithmetic on it could leave the calendar."""

NO_TIME: Final = "has no time, or none that can be read"

NAMED_ONLY: Final = "the format knows accounts by their name only; a renamed account reads as another one"
NO_CHANNEL: Final = "the format does not name the channel; give --creator, so that several recordings share one memory"
NO_HEADER: Final = "the recording's header could not be read; channel or title may be missing"
NO_CURRENCY: Final = "a paid message in a currency that is not known was kept as an ordinary message"

NO_AMOUNT: Final = ("0", "XXX")
"""Amount and currency where a record does not say what was paid: nothing, in ISO 4217's code for "no currency involved"."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ROLES: Final[tuple[Role, ...]] = ("broadcaster", "moderator", "vip", "subscriber", "bot")
_WHERE: Final = re.compile(r" - at `(\$[\w.\[\]]*)`$")
_FRACTION: Final = re.compile(r"(?<=\.\d{6})\d+")

_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder(Event).decode


def from_milliseconds(value: float | str | None) -> datetime:
    """An instant from milliseconds since 1970. Raises ``RecordError`` where there is none or it is out of range."""
    return _instant(value, 1000)


def from_microseconds(value: float | str | None) -> datetime:
    """An instant from microseconds since 1970. Raises ``RecordError`` where there is none or it is out of range."""
    return _instant(value, 1)


def _instant(value: float | str | None, scale: int) -> datetime:
    try:
        return _EPOCH + timedelta(microseconds=int(value or "") * scale)
    except (ValueError, OverflowError, TypeError):
        raise RecordError(NO_TIME) from None


def from_text(value: str | None) -> datetime:
    """An instant as RFC 3339 writes it, with up to nine decimals. Raises ``RecordError`` where there is none or it has no offset."""
    try:
        found = datetime.fromisoformat(_FRACTION.sub("", value or ""))
    except ValueError:
        raise RecordError(NO_TIME) from None
    if found.tzinfo is None:
        raise RecordError("has a time without an offset from UTC")
    return found


def roles_of(held: Iterable[Role | None]) -> tuple[Role, ...]:
    """The roles, each once and in the contract's order."""
    known = set(held)
    return tuple(role for role in _ROLES if role in known)


def channel_of(source: Source, found: object) -> str:
    """The channel of a recording: what the user said, what the record says, the creator, or else the file's name (with a note)."""
    known = source.channel or found or source.creator
    if known:
        return str(known)
    source.notes[NO_CHANNEL] = 1
    return source.name.partition(".")[0][:128] or "recording"


def channel_account(channel: str, ident: str | None = None) -> Author:
    """The account that an act of enforcement is ascribed to where the record does not say who did it: the channel's own.

    A moderator may have done it; that it was the creator's side is all that is known, and ``broadcaster`` is the role that says so.
    """
    return Author(id=ident or channel, name=channel, roles=("broadcaster",))


def enforcement(platform: str, channel: str, at: datetime, moderation: Moderation, by: Author) -> Event:
    """An act of enforcement. It has no id of its own: the same act on the same viewer or message at the same instant is one act."""
    when = f"{at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}"
    ident = ":".join((moderation.action, channel, moderation.message_id or moderation.target, when))
    return Event(id=ident, ts=at, type="moderation", platform=platform, channel=channel, author=by, moderation=moderation)


def unpriced(kind: DonationKind, *, months: int | None = None, count: int | None = None) -> Donation:
    """A subscription or membership: platforms record that it was given, not what was paid, which differs by country."""
    amount, currency = NO_AMOUNT
    return Donation(kind=kind, amount=amount, currency=currency, months=months, count=count or None)


def whole_number(value: object) -> int | None:
    """A count from a number or its digits; ``None`` where it is neither, or negative."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class Ids:
    """Ids for records that have none, from format, channel, time, author and an ordinal among those that agree in all of these.

    The text is left out on purpose: an id outlives the erasure of the text, and a digest of a guessable text confirms the guess. Reading
    the same bytes again gives the same ids, and so does reading the same log after it has grown.
    """

    _REMEMBERED: Final = 10_000

    def __init__(self, form: str) -> None:
        """Start counting for one recording of format ``form``."""
        self._form = form
        self._seen: dict[str, int] = {}

    def derive(self, channel: str, at: datetime, author: str) -> str:
        """The next id for these."""
        named = "\x1f".join((self._form, channel, at.astimezone(UTC).isoformat(), author))
        key = hashlib.sha256(named.encode(errors="replace")).hexdigest()[:32]
        ordinal = self._seen.pop(key, 0)
        self._seen[key] = ordinal + 1
        if len(self._seen) > self._REMEMBERED:
            del self._seen[next(iter(self._seen))]
        return f"{self._form}-{key}-{ordinal}"


class Recent:
    """The most recent so many pairs: who wrote a message, which id an account's name has. Bounded, whatever the recording."""

    def __init__(self, most: int = 50_000) -> None:
        """Remember up to ``most`` pairs."""
        self._most = most
        self._pairs: dict[str, str] = {}

    def __setitem__(self, key: str, value: str) -> None:
        """Remember a pair, and let the oldest go when there are too many."""
        self._pairs.pop(key, None)
        self._pairs[key] = value
        if len(self._pairs) > self._most:
            del self._pairs[next(iter(self._pairs))]

    def get(self, key: str) -> str | None:
        """What was last remembered for a key."""
        return self._pairs.get(key)


class GiftsToMany:
    """Tells the gift to many, which counts, from its receivers' shares, which each arrive once more; joined by the gift's id."""

    def __init__(self) -> None:
        """Remember the latest thousand gifts."""
        self._gifts = Recent(1000)

    def is_share(self, gift: str | None, *, whole: bool) -> bool:
        """Whether a record is one receiver's share of a gift seen before; ``whole`` marks the record of the gift to many itself."""
        if whole and gift:
            self._gifts[gift] = gift
        return not whole and bool(gift) and self._gifts.get(gift or "") is not None


def reason_of(error: Exception) -> str:
    """Why a record could not be read, in words that hold nothing of its content (msgspec quotes wrong values and unknown names)."""
    if isinstance(error, RecordError):
        return str(error)
    if isinstance(error, msgspec.ValidationError):
        return _invalid(str(error))
    if isinstance(error, msgspec.DecodeError):
        return "is cut off in the middle" if "truncated" in str(error) else f"is not valid JSON: {str(error).rpartition(': ')[2]}"
    if isinstance(error, UnicodeDecodeError):
        return f"is not valid UTF-8 (byte {error.start})"
    return f"cannot be read ({type(error).__name__})"


def _invalid(message: str) -> str:
    if message.startswith(("Expected", "Object missing", "Invalid RFC3339")):
        return f"does not fit its format: {message}"
    where = _WHERE.search(message)
    what = "has a field that is not known" if message.startswith("Object contains unknown") else "has a value that is not allowed"
    return f"{what} at `{where.group(1)}`" if where else what


def problem_of(event: Event) -> str | None:
    """What keeps an event that an importer built from being one of the contract; ``None`` where nothing does."""
    part = missing_part(event)
    if part is not None:
        return f"is a {event.type} event without its {part}"
    if event.ts.year not in YEARS:
        return "has a time outside the years 1990 to 2200"
    return None


def _checked(event: Event, creator: str | None) -> Event:
    problem = problem_of(event)
    if problem is not None:
        raise RecordError(problem)
    if creator is not None:
        event = msgspec.structs.replace(event, creator=creator)
    checked: Event = _decode(_encode(event))  # building a struct checks nothing; decoding checks every rule of the contract
    return checked


Record = tuple[int, bytes, str]
"""A record's number, its bytes, and why it cannot be read (empty where it may be)."""


def lines_of(source: Source) -> Iterator[Record]:
    """The lines of a recording as records."""
    for number, line in numbered(source.chunks()):
        yield (number, line, "") if line is not None else (number, b"", TOO_LONG)


def elements_of(source: Source, array: str, members: Mapping[str, Callable[[bytes], None]] | None = None) -> Iterator[Record]:
    """The elements of a JSON document's array as records; ``members`` take the document's other values, by key, as they come."""
    takers = members or {}
    number = 0
    for key, raw, problem in pieces(source.chunks(), each=(array,), whole=takers):
        if key == array or problem:
            number += 1
            yield number, raw, problem
        else:
            try:
                takers[key](raw)
            except ValueError:
                source.notes[NO_HEADER] = 1


def text_of(line: bytes) -> str:
    """A line of a text log: UTF-8, or Windows-1252 where it is not. Raises ``RecordError`` for a line with NUL bytes."""
    if b"\0" in line:
        raise RecordError("holds NUL bytes")
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def converted(source: Source, records: Iterable[Record], convert: Callable[[bytes], Iterable[Event]]) -> Iterator[Item]:
    """The events of records, each checked against the contract, and a ``Skipped`` for every record that cannot be read.

    ``convert`` gives the events of one record and raises ``RecordError`` (or any ``ValueError``) where it cannot. Where the user named
    the creator, every event is theirs.
    """
    for number, raw, problem in records:
        try:
            if problem:
                raise RecordError(problem)
            events = [_checked(event, source.creator) for event in convert(raw)]
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            yield Skipped(number, reason_of(error))
        else:
            yield from events
