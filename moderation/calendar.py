"""Known events: where the creator will be seen in public, and when. Patterns look ahead to them; briefs are made for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """A convention, a signing, a concert. ``words`` are ways of naming it in chat, in plain small letters; the name itself always counts.

    ``starts`` and ``ends`` carry a time zone.
    """

    name: str
    starts: datetime
    ends: datetime
    words: tuple[str, ...] = ()

    def is_ahead(self, now: float, within: float) -> bool:
        """Whether the event is on, or begins within so many seconds after ``now`` (seconds since 1970)."""
        return self.starts.timestamp() - within <= now <= self.ends.timestamp()
