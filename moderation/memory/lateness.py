"""Brings events back into the order in which they happened, as far as an allowed lateness reaches; stands in front of the pipeline.

Platforms deliver over several connections, so that a ban can come before the message it is about. The buffer holds each event until nothing
older can come any more within the allowed lateness. What comes later still is passed on at once and counted: memory puts it at its place in
time, but what was concluded meanwhile stands.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import Final

from moderation.events import Event

LATENESS: Final = 2.0
"""Seconds by which an event may come late; an engineering choice: live platforms deliver within one second of each other."""
ROOM: Final = 20_000
"""Events held at most; beyond it the oldest go on, however young."""
FIRST: Final = ("stream", "follow", "raid", "message", "donation", "redemption", "boundary", "moderation")
"""The order of what happened in the same instant: what moderators do answers what viewers did."""
_RANK: Final = {kind: rank for rank, kind in enumerate(FIRST)}

_Key = tuple[float, int, str, str]


class Reorder:
    """A bounded buffer that gives events out in order of their own time, whatever the order in which they came."""

    def __init__(self, lateness: float = LATENESS, room: int = ROOM) -> None:
        """``lateness`` in seconds (0: everything passes at once); ``room`` is the number of events held at most."""
        self._lateness = lateness
        self._room = room
        self._held: list[tuple[_Key, int, Event]] = []
        self._taken = 0
        self._newest = float("-inf")
        self._given: _Key | None = None
        self.late = 0
        """Events that came later than allowed, out of order."""

    def __len__(self) -> int:
        """How many events are held."""
        return len(self._held)

    def push(self, event: Event) -> list[Event]:
        """Take one event; returns those that may go on now, in order."""
        key = _key(event)
        self._newest = max(self._newest, key[0])
        if self._given is not None and key < self._given:
            self.late += 1
            return [event]
        self._taken += 1
        heappush(self._held, (key, self._taken, event))
        return self._ready(self._newest - self._lateness)

    def advance(self, now: float) -> list[Event]:
        """Time has come to ``now`` (seconds since 1970) without a new event; returns what may go on."""
        self._newest = max(self._newest, now)
        return self._ready(self._newest - self._lateness)

    def flush(self) -> list[Event]:
        """The input has ended; returns everything that is held, in order."""
        return self._ready(float("inf"))

    def _ready(self, until: float) -> list[Event]:
        ready: list[Event] = []
        while self._held and (self._held[0][0][0] <= until or len(self._held) > self._room):
            self._given, _, event = heappop(self._held)
            ready.append(event)
        return ready


def _key(event: Event) -> _Key:
    return event.ts.timestamp(), _RANK[event.type], event.platform, event.id
