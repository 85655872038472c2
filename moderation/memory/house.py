"""The creator's house: who is there, what was said lately, what the stream shows, and which requests stand open.

The last ``RECENT_EVENTS`` lines live here and are pushed out by newer ones. They are written down only where an incident freezes its
context, and in the saved state of memory (docs/privacy.md).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Final

import msgspec

from moderation.events import Event
from moderation.incidents import ContextLine
from moderation.memory.crowd import FarEnd, measure
from moderation.memory.links import Link, LinkStatus
from moderation.memory.names import joined_name, name_of
from moderation.memory.records import Awaiting, HouseAct, NameSeen, Trigger
from moderation.memory.viewer import Viewer
from moderation.memory.windows import day_of
from moderation.reading import Setting
from moderation.text.fold import plain_word

RECENT_EVENTS: Final = 400
SPLIT_LINES: Final = 20.0
"""Lines of one author within this many seconds are also read as one (docs/taxonomy.md)."""
LONGEST_STREAM: Final = 18 * 3600.0
"""After so many seconds on the air the calendar's day counts: some channels never end."""
MAX_TAILS: Final = 4096
MAX_REQUESTS: Final = 64
MAX_ACTIVITY: Final = 512
MAX_TRIGGERS: Final = 64
MAX_REFUSED: Final = 256
MAX_RECRUITERS: Final = 32
MAX_NAMED: Final = 20_000

NOT_GAMES: Final = frozenset(
    name.strip()
    for name in """
    just chatting, irl, talk shows podcasts, music, art, asmr, travel outdoors, food drink, fitness health, special events, djs, cosplay,
    pools hot tubs and beaches, beauty body art, makers crafting, science technology, software and game development, sports, politics,
    crypto, animals aquariums and zoos, co working studying, im only sleeping, writing reading, chatting
    """.split(",")
)
"""Stream categories (folded) that are not games, as Twitch names them; any other category counts as a game."""
OUTDOORS: Final = frozenset({"irl", "travel outdoors"})
EVENT_WORDS: Final = frozenset(
    {"twitchcon", "convention", "comic con", "comiccon", "expo", "gamescom", "pax", "meet greet", "panel", "con"}
)


class Tail(msgspec.Struct, array_like=True):
    """The end of what an author wrote in the last seconds, with the ids of the literal groups in it (found again after a restart)."""

    at: float
    lines: list[str]
    groups: list[set[int]] = []

    def all_groups(self) -> set[int]:
        """The literal groups of all lines together."""
        return set().union(*self.groups)


class OpenRequest(msgspec.Struct, gc=False, array_like=True):
    """A request that nobody has answered yet."""

    at: float
    viewer: str
    family: str
    topic: str
    event_id: str


class House:
    """Everything remembered of one creator."""

    def __init__(self, creator: str) -> None:
        """Begin an empty house."""
        self.creator = creator
        self.viewers: dict[str, Viewer] = {}
        self.faded: dict[str, Viewer] = {}
        self.recent: deque[Event] = deque(maxlen=RECENT_EVENTS)
        self.tails: dict[str, Tail] = {}
        self.requests: deque[OpenRequest] = deque(maxlen=MAX_REQUESTS)
        self.staff: dict[str, str] = {}
        self.creator_names: set[str] = {w for part in (creator, creator.rsplit(".", 1)[-1]) if (w := joined_name(part))}
        self.title = ""
        self.category = ""
        self.online_at: float | None = None
        self.awaiting: list[Awaiting] = []
        self.links: list[Link] = []
        self.activity: deque[HouseAct] = deque(maxlen=MAX_ACTIVITY)
        self.triggers: deque[Trigger] = deque(maxlen=MAX_TRIGGERS)
        self.refused: dict[str, float] = {}
        self.recruiters: dict[str, float] = {}
        self.named: dict[str, list[str]] = {}
        self.far_end = FarEnd()
        self.kept = 0

    def viewer(self, key: str, at: float, room: int) -> Viewer:
        """The viewer's memory; a newcomer gets one. ``room`` is how many viewers one generation holds."""
        known = self.viewers.get(key)
        if known is None:
            known = self.faded.pop(key, None) or Viewer(at, at)
            self.viewers[key] = known
            if len(self.viewers) > room + self.kept:
                self._turn_generation(at)
        return known

    def known(self, key: str) -> Viewer | None:
        """The viewer's memory, or ``None`` for a stranger."""
        return self.viewers.get(key) or self.faded.get(key)

    def _turn_generation(self, at: float) -> None:
        """Forget those not seen for a whole generation, except the pinned and those whom people linked to another account."""
        linked = {a for one in self.links if one.status is not LinkStatus.SUSPECTED for a in one.accounts}
        pinned = {k: v for k, v in self.faded.items() if (v.dossier and v.dossier.is_pinned(at)) or k in linked}
        self.faded = self.viewers
        self.viewers = pinned
        self.kept = len(pinned)

    def all_viewers(self) -> Iterator[tuple[str, Viewer]]:
        """Every remembered viewer with their key."""
        yield from self.viewers.items()
        yield from self.faded.items()

    def crowd(self, at: float) -> FarEnd:
        """Where the far end of the channel lies; worked out when asked for, and kept for the day."""
        count = len(self.viewers) + len(self.faded)
        if not self.far_end.is_current(at, count):
            self.far_end = measure((v for _, v in self.all_viewers()), count, at)
        return self.far_end

    def learn_staff(self, event: Event) -> None:
        """Remember who speaks for the creator, by name."""
        author = event.author
        if author is None:
            return
        names = {joined_name(author.name), joined_name(author.display or "")} - {""}
        if "broadcaster" in author.roles:
            self.creator_names |= names
        for name in names:
            self.staff[name] = event.viewer

    def show(self, event: Event) -> None:
        """Take in what the stream shows."""
        stream = event.stream
        if stream is None:
            return
        at = event.ts.timestamp()
        if stream.state == "offline":
            self.online_at = None
            self.triggers.append(Trigger(at, event.id, "offline"))
            return
        if self.online_at is None:
            self.online_at = at
        self.title = stream.title if stream.title is not None else self.title
        self.category = stream.category if stream.category is not None else self.category

    def stream_day(self, at: float) -> int:
        """The day that a stream belongs to: of its beginning, also past midnight; of the instant where no stream of that day is on."""
        began = self.online_at
        return day_of(began if began is not None and 0 <= at - began <= LONGEST_STREAM else at)

    @property
    def is_game(self) -> bool:
        """Whether the stream shows a game."""
        folded = plain_word(self.category)
        return bool(folded) and folded not in NOT_GAMES

    @property
    def setting(self) -> Setting:
        """Where the creator streams from, as far as category and title tell."""
        title = f" {plain_word(self.title)} "
        if any(f" {word} " in title for word in EVENT_WORDS):
            return Setting.EVENT
        if plain_word(self.category) in OUTDOORS or " irl " in title:
            return Setting.IRL
        return Setting.STUDIO

    def note_refused(self, viewer: str, at: float) -> None:
        """Remember who was refused or enforced upon lately; the oldest go first."""
        self.refused.pop(viewer, None)
        self.refused[viewer] = at
        if len(self.refused) > MAX_REFUSED:
            del self.refused[next(iter(self.refused))]

    def note_recruiter(self, viewer: str, at: float) -> None:
        """Remember who asked others to press a demand."""
        self.recruiters.pop(viewer, None)
        self.recruiters[viewer] = at
        if len(self.recruiters) > MAX_RECRUITERS:
            del self.recruiters[next(iter(self.recruiters))]

    def note_name(self, name: str, account: str) -> None:
        """Remember under which names accounts with a history are known, to find the same name on another platform."""
        known = self.named.setdefault(joined_name(name), [])
        if account not in known:
            known.append(account)
            del known[:-4]
        if len(self.named) > MAX_NAMED:
            del self.named[next(iter(self.named))]

    def last_name(self, viewer: str) -> NameSeen | None:
        """The name under which a viewer wrote last, while the line is in short memory."""
        event = next((e for e in reversed(self.recent) if e.author and e.viewer == viewer), None)
        return name_of(event, event.ts.timestamp()) if event else None

    def answer_requests(self, viewer: str) -> None:
        """A viewer got an answer: their requests stand open no longer."""
        for request in [r for r in self.requests if r.viewer == viewer]:
            self.requests.remove(request)

    def find(self, event_id: str | None) -> Event | None:
        """A recent event by its id."""
        if event_id is None:
            return None
        return next((e for e in reversed(self.recent) if e.id == event_id), None)

    def before(self, count: int) -> tuple[ContextLine, ...]:
        """The last lines with text before the newest event, oldest first."""
        lines: list[ContextLine] = []
        newest = True
        for event in reversed(self.recent):
            if newest:
                newest = False
                continue
            if event.text and event.author:
                lines.append(context_line(event))
            if len(lines) == count:
                break
        return tuple(reversed(lines))

    def trim_tails(self, now: float) -> None:
        """Drop tails that are too old to be read on."""
        if len(self.tails) > MAX_TAILS:
            self.tails = {k: t for k, t in self.tails.items() if now - t.at <= SPLIT_LINES}


def context_line(event: Event) -> ContextLine:
    """An event as a line of context."""
    author = event.author
    role = "viewer"
    if author:
        role = next((r for r in ("broadcaster", "moderator", "vip", "bot") if r in author.roles), "viewer")
    return ContextLine(event.id, event.ts, event.viewer, author.name if author else "", role, event.text)
