"""Names of cities, read when first asked for."""

from __future__ import annotations

from functools import cache
from typing import Final

from moderation.values._cities import CITIES

MOST_WORDS: Final = 4
"""Words that the name of a city is looked for in."""


@cache
def cities(least: int) -> frozenset[str]:
    """Folded names of cities with at least ``least`` inhabitants (50,000 to 1,000,000; below 100,000 in English-speaking countries)."""
    return frozenset(name.replace("_", " ") for band, names in CITIES.items() if band >= least for name in names.split())


def city_at(words: list[str], at: int, known: frozenset[str]) -> int:
    """How many of the words from ``at`` on are the name of a city; 0 when they are none. The longest name wins."""
    for count in range(min(MOST_WORDS, len(words) - at), 0, -1):
        if " ".join(words[at : at + count]) in known:
            return count
    return 0
