"""Two hundred ordinary fans and what they write: drawn from the stock of lines, the same every time."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from bot.demo.script import StreamDay

FANS: Final = 200

_FIRST: Final = """amber brisk cloudy dapper early fuzzy gentle happy icy jolly kindly lazy mellow noisy odd paper quiet rusty silly tiny
    upbeat velvet wobbly young zesty""".split()
_SECOND: Final = """badger comet dumpling ember ferry gopher hedgehog igloo jigsaw kettle lantern muffin nutmeg otter pickle quokka radish
    sparrow teapot umbrella violet walnut yeti zeppelin""".split()
_FILL: Final = {
    "emote": "KEKW LUL catJAM PogChamp FrankerZ <3 :) :D xD monkaS PepeHands Kappa HeyGuys bleedPurple 🎉 😂 🐸 🍵 🔥 ❤️".split(),
    "food": "noodles|dumplings|pretzels|cold pizza|pickles|mango|toast|soup|waffles|a sad sandwich".split("|"),
    "thing": "bell|ladder|red door|shrine|lantern|mimic|crab|lever|key|frog".split("|"),
    "n": [str(n) for n in range(2, 60)],
}
_MOODS: Final[dict[str, dict[str, float]]] = {
    "talk": {"any": 5, "talk": 4, "love": 1},
    "game": {"any": 5, "game": 5, "love": 0.6},
    "irl": {"any": 4, "irl": 5, "love": 0.8},
}
"""How often a line comes from which section."""


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the crowd: when (0 is the start of the stream, 1 its end), who, what; ``gift`` is a sub or bits beside it."""

    at: float
    who: str
    text: str
    gift: str = ""


def fan_names() -> list[str]:
    """The fans, by names that nobody has (or everybody)."""
    pairs = [f"{first}_{second}" for first in _FIRST for second in _SECOND]
    return random.Random(7).sample(pairs, FANS)  # noqa: S311 the same crowd every time is the point


class Crowd:
    """Writes the crowd's part of each stream."""

    def __init__(self, stock: dict[str, list[str]], seed: int = 20_260_302) -> None:
        """``stock``: lines by section. The same stock and seed write the same lines."""
        self._stock = stock
        self._chance = random.Random(seed)  # noqa: S311 likewise
        self._fans = fan_names()
        self._keen = [min(9.0, self._chance.paretovariate(1.3)) for _ in self._fans]
        self._lately: list[str] = []

    def talk(self, day: StreamDay) -> list[Said]:
        """The crowd's lines of one stream, in order of time."""
        there = self._chance.sample(range(FANS), self._chance.randint(110, 150))
        weights = [self._keen[fan] for fan in there]
        moments = sorted(self._chance.random() for _ in range(day.crowd))
        return [self._line(moment, self._fans[self._chance.choices(there, weights)[0]], day.mood) for moment in moments]

    def _line(self, moment: float, who: str, mood: str) -> Said:
        text = self._fresh(self._section(moment, mood))
        gift = ""
        if self._chance.random() < 0.012:
            gift = self._chance.choice(["subscription", "bits", "gift_subscription"])
        return Said(moment, who, self._filled(text, who), gift)

    def _section(self, moment: float, mood: str) -> str:
        if moment < 0.05 and self._chance.random() < 0.7:
            return "hello"
        if moment > 0.96 and self._chance.random() < 0.6:
            return "bye"
        sections = _MOODS[mood]
        return self._chance.choices(list(sections), list(sections.values()))[0]

    def _fresh(self, section: str) -> str:
        """A line that was not written just now."""
        lines = self._stock[section]
        for _ in range(8):
            line = self._chance.choice(lines)
            if line not in self._lately:
                break
        self._lately = [*self._lately[-25:], line]
        return line

    def _filled(self, text: str, who: str) -> str:
        while "{" in text:
            slot = text[text.index("{") + 1 : text.index("}")]
            choices = [f for f in self._fans if f != who] if slot == "fan" else _FILL[slot]
            text = text.replace(f"{{{slot}}}", self._chance.choice(choices), 1)
        return text
