"""All houses together, and their exact state as bytes: memory saved and restored at any point equals memory never saved."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Final

import msgspec

from moderation.errors import ModerationError
from moderation.events import Event
from moderation.memory.crowd import FarEnd
from moderation.memory.house import MAX_ACTIVITY, MAX_REQUESTS, MAX_TRIGGERS, RECENT_EVENTS, House, OpenRequest, Tail
from moderation.memory.links import Link
from moderation.memory.records import Awaiting, HouseAct, Trigger
from moderation.memory.viewer import Viewer

SNAPSHOT_VERSION: Final = 2
"""A field is never given another meaning without a new version, and every older version has its step in ``_UPGRADES``."""
SEEN_IDS: Final = 100_000
"""Event ids remembered per generation, two generations: enough for any redelivery of a live platform."""


Raw = dict[str, Any]
"""A snapshot as MessagePack alone reads it."""


class HouseState(msgspec.Struct, kw_only=True):
    """A house as it is saved."""

    creator: str
    viewers: dict[str, Viewer]
    faded: dict[str, Viewer]
    recent: list[Event]
    tails: dict[str, Tail]
    requests: list[OpenRequest]
    staff: dict[str, str]
    creator_names: list[str]
    title: str
    category: str
    online_at: float | None
    awaiting: list[Awaiting]
    links: list[Link]
    activity: list[HouseAct]
    triggers: list[Trigger]
    refused: dict[str, float]
    recruiters: dict[str, float] = {}
    named: dict[str, list[str]] = {}
    far_end: FarEnd = msgspec.field(default_factory=FarEnd)
    kept: int = 0


class Snapshot(msgspec.Struct, kw_only=True):
    """Everything that is saved."""

    version: int = SNAPSHOT_VERSION
    houses: list[HouseState]
    seen: list[str]
    seen_before: list[str]


class Memory:
    """Every creator's house, and the ids of events already taken in."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.houses: dict[str, House] = {}
        self._seen: dict[str, None] = {}
        self._seen_before: dict[str, None] = {}

    def is_new(self, ident: str) -> bool:
        """Whether an event id (with its platform) is seen for the first time; remembers it."""
        seen = self._seen
        if ident in seen or ident in self._seen_before:
            return False
        seen[ident] = None
        if len(seen) > SEEN_IDS:
            self._seen_before, self._seen = seen, {}
        return True

    def house(self, creator: str) -> House:
        """The creator's house, made when first needed."""
        found = self.houses.get(creator)
        if found is None:
            found = self.houses[creator] = House(creator)
        return found

    def save(self) -> bytes:
        """The whole state as MessagePack."""
        states = [_state(h) for h in self.houses.values()]
        snapshot = Snapshot(houses=states, seen=list(self._seen), seen_before=list(self._seen_before))
        return msgspec.msgpack.encode(snapshot)

    @classmethod
    def load(cls, saved: bytes) -> Memory:
        """Memory from what ``save`` gave; raises ``ModerationError`` for anything else or for a newer version."""
        try:
            snapshot = _decoded(saved)
        except msgspec.MsgspecError as error:
            msg = f"the saved viewer memory cannot be read ({error}); it will be rebuilt from the log if you remove it"
            raise ModerationError(msg) from error
        memory = cls()
        memory.houses = {s.creator: _house(s) for s in snapshot.houses}
        memory._seen = dict.fromkeys(snapshot.seen)
        memory._seen_before = dict.fromkeys(snapshot.seen_before)
        return memory


class _Head(msgspec.Struct):
    """What is looked at first."""

    version: int


def _decoded(saved: bytes) -> Snapshot:
    """A snapshot of this version, from one of this or an older version."""
    version = msgspec.msgpack.decode(saved, type=_Head).version
    if version == SNAPSHOT_VERSION:
        return msgspec.msgpack.decode(saved, type=Snapshot)
    if version not in _UPGRADES:
        msg = f"the saved viewer memory has version {version}, this program knows {SNAPSHOT_VERSION}; use the newer program"
        raise ModerationError(msg)
    raw = msgspec.msgpack.decode(saved)
    while raw["version"] in _UPGRADES:
        raw = _UPGRADES[raw["version"]](raw)
    return msgspec.convert(raw, Snapshot)


def _from_version_one(raw: Raw) -> Raw:
    """Version 1 kept the last seconds of chat as one text (they are over by now), and wrote the name of each field of a viewer."""

    def in_order(viewers: Raw) -> Raw:
        return {key: [viewer.get(name) for name in ("first", "last", *_OF_ONE)] for key, viewer in viewers.items()}

    houses = [{**h, "tails": {}, "viewers": in_order(h["viewers"]), "faded": in_order(h["faded"])} for h in raw["houses"]]
    return {**raw, "version": 2, "houses": houses}


_OF_ONE: Final = ("messages", "dossier", "fond", "fond_day")


_UPGRADES: Final[dict[int, Callable[[Raw], Raw]]] = {1: _from_version_one}


def _state(house: House) -> HouseState:
    return HouseState(
        creator=house.creator,
        viewers=house.viewers,
        faded=house.faded,
        recent=list(house.recent),
        tails={k: Tail(t.at, t.lines) for k, t in house.tails.items()},
        requests=list(house.requests),
        staff=house.staff,
        creator_names=sorted(house.creator_names),
        title=house.title,
        category=house.category,
        online_at=house.online_at,
        awaiting=house.awaiting,
        links=house.links,
        activity=list(house.activity),
        triggers=list(house.triggers),
        refused=house.refused,
        recruiters=house.recruiters,
        named=house.named,
        far_end=house.far_end,
        kept=house.kept,
    )


def _house(state: HouseState) -> House:
    house = House(state.creator)
    house.viewers, house.faded = state.viewers, state.faded
    house.recent = deque(state.recent, RECENT_EVENTS)
    house.tails = state.tails
    house.requests = deque(state.requests, MAX_REQUESTS)
    house.staff = state.staff
    house.creator_names = set(state.creator_names)
    house.title, house.category, house.online_at = state.title, state.category, state.online_at
    house.awaiting = state.awaiting
    house.links = state.links
    house.activity = deque(state.activity, MAX_ACTIVITY)
    house.triggers = deque(state.triggers, MAX_TRIGGERS)
    house.refused, house.recruiters, house.named = state.refused, state.recruiters, state.named
    house.far_end, house.kept = state.far_end, state.kept
    return house
