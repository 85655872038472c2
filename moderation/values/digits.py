"""Runs of digits, however they are written: ``212-555``, ``two one two``, ``2l2``, ``double five``, with emoji or spaces in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import re2

from moderation.text.fold import leet_word
from moderation.text.views import View

MAX_TOKENS: Final = 1500
"""Words of one text that are looked at."""
MAX_GAP: Final = 6
"""Characters that may stand between two digits of one run."""

_WORDS: Final = {
    "en": "zero one two three four five six seven eight nine",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "pt": "zero um dois tres quatro cinco seis sete oito nove",
    "de": "null eins zwei drei vier funf sechs sieben acht neun",
    "fr": "zero un deux trois quatre cinq six sept huit neuf",
}
DIGIT_WORDS: Final[dict[str, str]] = {
    **{word: str(value) for words in _WORDS.values() for value, word in enumerate(words.split())},
    "oh": "0",
    "o": "0",
    "nought": "0",
    "naught": "0",
    "fuenf": "5",
    "zwo": "2",
    "meia": "6",
    "niner": "9",
}
_TENS: Final = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), "23456789", strict=True))
_TEENS: Final = dict(
    zip("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), map(str, range(10, 20)), strict=True),
)
_TIMES: Final = {"double": 2, "triple": 3, "doble": 2, "triplo": 3, "doppel": 2}
_ROUND: Final = "~"
"""Stands for the zero of a round ten until the next word is known."""
_LETTERS: Final = {"o": "0", "l": "1", "i": "1"}

_MIXED: Final = re2.compile(rf"(?:[0-9]|{'|'.join(sorted(DIGIT_WORDS, key=len, reverse=True))}|[oli])+")
_PIECE: Final = re2.compile(rf"[0-9]|{'|'.join(sorted(DIGIT_WORDS, key=len, reverse=True))}|[oli]")
_BREAKS: Final = frozenset(b':%$=<>@#&\\^~"!')


_SPOKEN: Final = tuple(word.encode() for word in (*DIGIT_WORDS, *_TENS, *_TEENS, *_TIMES, *_TIMES) if len(word) > 2)
_ALNUM: Final = bytes(b if chr(b).isalnum() and b < 128 else 0x20 for b in range(256))


def may_hold(view: View, fewest: int) -> bool:
    """Whether a view has enough figures and words for them to be worth reading."""
    data = view.text.encode("ascii", "replace")
    figures = len(data) - len(data.translate(None, b"0123456789"))
    return figures >= fewest or figures + sum(map(data.count, _SPOKEN)) >= fewest


def word_pairs() -> frozenset[str]:
    """Two digit words of one language after each other, as a detector's gate looks for them."""
    pairs: set[str] = set()
    for words in _WORDS.values():
        all_words = [*words.split(), "oh"] if words == _WORDS["en"] else words.split()
        pairs |= {f" {a}{gap}{b} " for a in all_words for b in all_words for gap in (" ", "  ")}
    return frozenset(pairs)


@dataclass(frozen=True, slots=True)
class Group:
    """Digits written together. ``start`` and ``end`` are places in the view; ``plain`` when written as figures alone."""

    digits: str
    start: int
    end: int
    plain: bool


Run = tuple[Group, ...]


def digits_of(run: Run) -> str:
    """All digits of a run."""
    return "".join(g.digits for g in run).replace(_ROUND, "0")


def runs(view: View, fewest: int) -> Iterator[Run]:
    """Stretches of digits without other words in between, of at least ``fewest`` digits, in order."""
    data = view.text.encode("ascii", "replace")
    run: list[Group] = []
    end, times = 0, 1
    for token in data.translate(_ALNUM).split()[:MAX_TOKENS]:
        start = data.find(token, end)
        word = token.decode()
        digits = _digits(word)
        if run and not _joins(data[end:start], run[-1], digits):
            yield from _long_enough(run, fewest)
            run, times = [], 1
        end = start + len(token)
        if digits:
            _add(run, Group(digits * times, start, end, word.isdigit()))
            times = 1
        elif word in _TIMES:
            times = _TIMES[word]
        else:
            yield from _long_enough(run, fewest)
            run, times = [], 1
    yield from _long_enough(run, fewest)


def _long_enough(run: list[Group], fewest: int) -> Iterator[Run]:
    if sum(len(g.digits) for g in run) >= fewest:
        yield tuple(run)


def _add(run: list[Group], group: Group) -> None:
    """Add a group; a unit after a round ten takes the place of its zero (``twenty three``)."""
    last = run[-1] if run else None
    if last and last.digits.endswith(_ROUND) and len(group.digits) == 1 and not group.plain:
        run[-1] = Group(last.digits[:-1] + group.digits, last.start, group.end, plain=False)
    else:
        run.append(group)


def _joins(gap: bytes, last: Group, digits: str) -> bool:
    if len(gap) > MAX_GAP or not _BREAKS.isdisjoint(gap):
        return False
    return not (gap == b"," and last.plain and len(digits) == 3)


@lru_cache(maxsize=4096)
def _digits(word: str) -> str:
    """The digits that a word stands for; empty for any other word."""
    if word.isdigit():
        return word
    if word in DIGIT_WORDS:
        return DIGIT_WORDS[word]
    spelled = leet_word(word)
    if spelled in DIGIT_WORDS and len(spelled) > 2:
        return DIGIT_WORDS[spelled]
    if word in _TEENS:
        return _TEENS[word]
    if word in _TENS:
        return _TENS[word] + _ROUND
    if len(word) > 40 or not _MIXED.fullmatch(word):
        return ""
    pieces = _PIECE.findall(word)
    figures = sum(p.isdigit() or len(p) > 2 for p in pieces)
    return "".join(_LETTERS.get(p) or DIGIT_WORDS.get(p) or p for p in pieces) if figures * 2 >= len(pieces) else ""
