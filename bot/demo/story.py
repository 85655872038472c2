"""The story as events: the script and the crowd woven together in order of time, with ids that never change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Final

from bot.demo.crowd import Crowd, Said
from bot.demo.script import Deed, StreamDay, read_script, read_sections
from moderation.events import Author, Donation, Event, Moderation, Role, Stream

CHANNEL: Final = "kess"
PLATFORM: Final = "twitch"
ROLES: Final[dict[str, tuple[Role, ...]]] = {"kess": ("broadcaster",), "tovi": ("moderator",), "marlo": ("moderator",)}
STARTED: Final = datetime(2024, 5, 4, tzinfo=UTC)
_BITS: Final = "100"


def story() -> Iterator[Event]:
    """Every event of the story, oldest first: about seven thousand, over five weeks."""
    teller = _Teller()
    crowd = Crowd(read_sections(_text("chatter.txt")))
    for day in read_script(_text("story.txt")):
        yield from teller.day(day, crowd.talk(day))


def streams() -> list[StreamDay]:
    """The streams of the story, in order."""
    return read_script(_text("story.txt"))


def _text(name: str) -> str:
    return (resources.files("bot.demo") / name).read_text(encoding="utf-8")


class _Teller:
    """Turns lines into events; remembers who is called what, and the last thing that everybody wrote."""

    def __init__(self) -> None:
        self._count = 0
        self._accounts: dict[str, str] = {}
        self._last: dict[str, str] = {}

    def day(self, day: StreamDay, crowd: list[Said]) -> Iterator[Event]:
        yield self._event(day.start, "stream", stream=Stream(state="online", title=day.title, category=day.category))
        lines: list[tuple[datetime, Deed | Said]] = [(deed.at, deed) for deed in day.deeds]
        lines += [(_whole(day.start + day.length * said.at), said) for said in crowd]
        for at, line in sorted(lines, key=lambda pair: pair[0]):
            if isinstance(line, Said):
                yield self._of_crowd(at, line)
            elif line.new_name:
                self._accounts[line.new_name] = self._account(line.who)
            else:
                yield self._of_story(line)
        yield self._event(day.start + day.length, "stream", stream=Stream(state="offline"))

    def _of_crowd(self, at: datetime, said: Said) -> Event:
        author = self._author(said.who)
        if said.gift == "bits":
            return self._event(at, "donation", author=author, text=said.text, donation=Donation(kind="bits", amount=_BITS, currency="BITS"))
        if said.gift == "subscription":
            return self._event(
                at, "donation", author=author, donation=Donation(kind="subscription", amount="4.99", currency="USD", months=3)
            )
        if said.gift:
            return self._event(
                at, "donation", author=author, donation=Donation(kind="gift_subscription", amount="4.99", currency="USD", count=1)
            )
        return self._event(at, "message", author=author, text=said.text)

    def _of_story(self, deed: Deed) -> Event:
        author = self._author(deed.who)
        if deed.action:
            target = self._account(deed.target)
            act = Moderation(
                action=deed.action,  # type: ignore[arg-type]  # the script's expression allows only these
                target=target,
                message_id=self._last.get(target) if deed.action == "delete" else None,
                duration_s=deed.seconds,
                reason=deed.text,
            )
            return self._event(deed.at, "moderation", author=author, moderation=act)
        if deed.amount:
            tip = Donation(kind="tip", amount=deed.amount, currency=deed.currency)
            return self._event(deed.at, "donation", author=author, text=deed.text, donation=tip)
        text, reply = deed.text, None
        if deed.to:
            text, reply = f"@{deed.to} {text}", self._last.get(self._account(deed.to))
        event = self._event(deed.at, "message", author=author, text=text, reply_to=reply)
        self._last[author.id] = event.id
        return event

    def _account(self, name: str) -> str:
        """The account behind a name; it stays the same when the name changes."""
        return self._accounts.setdefault(name, str(40_000 + 17 * len(self._accounts)))

    def _author(self, name: str) -> Author:
        ident = self._account(name)
        created = STARTED + timedelta(days=int(ident) % 500)
        return Author(id=ident, name=name, display=name, roles=ROLES.get(name, ()), created_at=created)

    def _event(self, at: datetime, kind: str, **parts: object) -> Event:
        self._count += 1
        return Event(id=f"demo-{self._count:05}", ts=at, type=kind, platform=PLATFORM, channel=CHANNEL, **parts)  # type: ignore[arg-type]


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
