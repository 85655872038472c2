"""Where the far end of a channel begins: counts that nearly all viewers stay below. No ids, no ranking, no amounts of money.

Worked out from a sample, at most once per day of event time, or again when the channel has doubled: so the same events give the same
figures, also after a restart.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

import msgspec

from moderation.memory.viewer import Viewer
from moderation.memory.windows import day_of, far_end

FAR: Final = 0.995
"""The share of viewers below the far end (docs/taxonomy.md, ``resource_intensity``)."""
FEWEST: Final = 200
"""With fewer viewers a 99.5th percentile cannot be told."""
SAMPLE: Final = 20_000
"""Viewers looked at, at most, evenly spread: the 99.5th percentile of so many is known to about a tenth of a percent."""


class FarEnd(msgspec.Struct, array_like=True, gc=False):
    """Counts that ``FAR`` of all viewers do not exceed: who has more is at the far end. Too few viewers to say: ``known`` is off."""

    day: int = -1
    viewers: int = 0
    known: bool = False
    messages: int = 0
    visits: int = 0
    gifts: int = 0

    def is_current(self, at: float, viewers: int) -> bool:
        """Whether the figures still stand."""
        return self.day == day_of(at) and viewers < 2 * self.viewers


def measure(viewers: Iterable[Viewer], count: int, at: float) -> FarEnd:
    """The far end of ``count`` viewers, as of ``at``."""
    if count < FEWEST:
        return FarEnd(day_of(at), count)
    sample = list(islice(viewers, 0, None, max(1, count // SAMPLE)))
    return FarEnd(
        day_of(at),
        count,
        known=True,
        messages=far_end([v.messages for v in sample], FAR),
        visits=far_end([v.visits for v in sample], FAR),
        gifts=far_end([len(v.dossier.money) if v.dossier else 0 for v in sample], FAR),
    )
