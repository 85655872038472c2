"""Views of one text, each with a map back to the raw offsets.

``plain``: folded, separators as single spaces, apostrophes and emotes gone. ``skeleton``: leet undone and stretched letters collapsed.
``joined``: the spaced-out letters of ``n u m b e r`` put together. Every view is padded with one space at each end, so that a word always
stands between spaces.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import Final

from moderation.signals import Span
from moderation.text.emotes import EMOTES
from moderation.text.fold import APOSTROPHES, KEPT_SIGNS, LEET, TABLE, fold_points

MIN_SPACED_LETTERS: Final = 4
"""So many single letters in a row count as one spaced-out word (three are common: "a b c")."""


class View:
    """One reading of a text; ``offsets[i]`` is the raw index of the character that view character ``i`` came from.

    Few views are ever mapped back, so the offsets may be given as a function, which is asked when they are first needed.
    """

    __slots__ = ("_offsets", "raw_length", "text")

    def __init__(self, text: str, offsets: tuple[int, ...] | Callable[[], tuple[int, ...]], raw_length: int) -> None:
        """Take the text of the view and where its characters came from."""
        self.text = text
        self.raw_length = raw_length
        self._offsets = offsets

    @property
    def offsets(self) -> tuple[int, ...]:
        """The raw index of each character of the view."""
        if not isinstance(self._offsets, tuple):
            self._offsets = self._offsets()
        return self._offsets

    def span(self, start: int, end: int) -> Span:
        """The raw range under ``text[start:end]``, without the spaces around it."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        if start >= end:
            at = self.offsets[min(start, len(self.offsets) - 1)] if self.offsets else 0
            return Span(min(at, self.raw_length), min(at, self.raw_length))
        first, last = self.offsets[start], self.offsets[end - 1]
        return Span(first, min(max(last + 1, first), self.raw_length))


def _composed(raw: str) -> list[tuple[str, int]]:
    """Characters in NFC with the raw index of each; a decomposed letter keeps the index of its base."""
    if raw.isascii() or unicodedata.is_normalized("NFC", raw):
        return [(char, i) for i, char in enumerate(raw)]
    out: list[tuple[str, int]] = []
    start = 0
    for i in range(1, len(raw) + 1):
        if i == len(raw) or not (unicodedata.combining(raw[i]) or "\u1160" <= raw[i] <= "\u11ff"):
            out.extend((char, start) for char in unicodedata.normalize("NFC", raw[start:i]))
            start = i
    return out


class _FoldedChars(dict[str, str]):
    """What each character becomes in the plain view, remembered once worked out."""

    _LIMIT = 100_000

    def __missing__(self, char: str) -> str:
        folded = char
        if char >= "\x80":
            to = TABLE[ord(char)]
            folded = "" if to is None else chr(to) if isinstance(to, int) else to
        out = "".join(c.lower() if c.isalnum() or c >= "\x80" or c in KEPT_SIGNS else ("" if c in APOSTROPHES else " ") for c in folded)
        if len(self) < self._LIMIT:
            self[char] = out
        return out


_FOLDED: Final = _FoldedChars()


def _pack(pairs: list[tuple[str, int]], raw_length: int) -> View:
    """Collapse spaces, pad with one at each end."""
    text: list[str] = [" "]
    offsets: list[int] = [0]
    for char, at in pairs:
        if char == " " and text[-1] == " ":
            continue
        text.append(char)
        offsets.append(at)
    if text[-1] != " ":
        text.append(" ")
        offsets.append(raw_length)
    return View("".join(text), tuple(offsets), raw_length)


class _FoldedPoints(dict[int, str]):
    """The same by code point, for ``str.translate``."""

    def __missing__(self, point: int) -> str:
        out = self[point] = _FOLDED[chr(point)]
        return out


_POINTS: Final = _FoldedPoints()


def plain_view(raw: str) -> View:
    """The plain view of a raw text of any content; emote words are left out."""
    words = raw.split()
    if EMOTES.isdisjoint(words):
        composed = raw if raw.isascii() else unicodedata.normalize("NFC", raw)
        folded = composed.translate(_POINTS).split()
        return View(f" {' '.join(folded)} " if folded else " ", lambda: _slow_view(raw).offsets, len(raw))
    return _slow_view(raw)


def _slow_view(raw: str) -> View:
    """The plain view character by character, with the raw index of each."""
    source = _composed(raw)
    emotes = [word for word in raw.split() if word in EMOTES]
    if emotes:
        source = _without(source, frozenset(emotes))
    pairs: list[tuple[str, int]] = []
    for char, at in source:
        folded = _FOLDED[char]
        if len(folded) == 1:
            pairs.append((folded, at))
        else:
            pairs.extend((letter, at) for letter in folded)
    return _pack(pairs, len(raw))


def _without(source: list[tuple[str, int]], words: frozenset[str]) -> list[tuple[str, int]]:
    out: list[tuple[str, int]] = []
    word: list[tuple[str, int]] = []
    for pair in [*source, (" ", source[-1][1] + 1)]:
        if not pair[0].isspace():
            word.append(pair)
            continue
        if "".join(c for c, _ in word) not in words:
            out.extend(word)
        out.append(pair)
        word = []
    return out


def skeleton_view(plain: View) -> View:
    """Leet undone and every run of a letter collapsed to one."""
    pairs: list[tuple[str, int]] = []
    for char, at in zip(plain.text, plain.offsets, strict=True):
        letter = LEET.get(char, char)
        if not pairs or pairs[-1][0] != letter:
            pairs.append((letter, at))
    return _pack(pairs, plain.raw_length)


def joined_view(plain: View, known: Callable[[str], bool]) -> View | None:
    """Spaced-out letters put together and cut into words that ``known`` accepts; ``None`` where there are none."""
    runs = _letter_runs(plain.text)
    if not runs:
        return None
    pairs: list[tuple[str, int]] = []
    done = 0
    for start, end in runs:
        pairs.extend(zip(plain.text[done:start], plain.offsets[done:start], strict=True))
        letters = [(plain.text[i], plain.offsets[i]) for i in range(start, end) if plain.text[i] != " "]
        at = 0
        for word in segment("".join(c for c, _ in letters), known):
            pairs.append((" ", letters[at][1]))
            pairs.extend(letters[at : at + len(word)])
            at += len(word)
        pairs.append((" ", plain.offsets[end - 1]))
        done = end
    pairs.extend(zip(plain.text[done:], plain.offsets[done:], strict=True))
    return _pack(pairs, plain.raw_length)


def _letter_runs(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of at least ``MIN_SPACED_LETTERS`` single letters, each between spaces."""
    runs: list[tuple[int, int]] = []
    i = 1
    while i < len(text) - 1:
        j = i
        while j < len(text) - 1 and text[j] != " " and text[j + 1] == " ":
            j += 2
        if (j - i) // 2 >= MIN_SPACED_LETTERS:
            runs.append((i, j))
        i = max(j, i + 1)
        while i < len(text) - 1 and text[i - 1] != " ":
            i += 1
    return runs


MAX_WORD: Final = 20
MAX_SEGMENTED: Final = 200


def segment(letters: str, known: Callable[[str], bool]) -> list[str]:
    """Cut letters into known words, leaving as few letters outside as possible; unknown stretches stay whole.

    Dynamic programming, at most ``MAX_WORD`` looks back per letter; longer input than ``MAX_SEGMENTED`` is not cut.
    """
    if len(letters) > MAX_SEGMENTED or known(letters):
        return [letters]
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, len(letters) + 1):
        options = [(best[end - 1][0] + 1, best[end - 1][1] + 1, end - 1)]
        options += [
            (best[start][0], best[start][1] + 1, start) for start in range(max(0, end - MAX_WORD), end) if known(letters[start:end])
        ]
        best.append(min(options))
    cuts = [len(letters)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][2])
    cuts.reverse()
    return _merge_unknown([letters[a:b] for a, b in pairwise(cuts)], known)


def _merge_unknown(words: list[str], known: Callable[[str], bool]) -> list[str]:
    out: list[str] = []
    open_unknown = False
    for word in words:
        unknown = len(word) == 1 and not known(word)
        if unknown and open_unknown:
            out[-1] += word
        else:
            out.append(word)
        open_unknown = unknown
    return out


class TextViews:
    """All views of one event's text, each made when first asked for."""

    __slots__ = ("_plain", "_skeleton", "raw")

    def __init__(self, raw: str) -> None:
        """Keep the raw text; nothing is computed yet."""
        self.raw = raw
        self._plain: View | None = None
        self._skeleton: View | None = None

    @property
    def plain(self) -> View:
        """The plain view."""
        if self._plain is None:
            self._plain = plain_view(self.raw)
        return self._plain

    @property
    def skeleton(self) -> View:
        """The skeleton view."""
        if self._skeleton is None:
            self._skeleton = skeleton_view(self.plain)
        return self._skeleton

    @property
    def folded(self) -> str:
        """The raw text with code points folded and case kept where ASCII; for detectors of values."""
        return fold_points(self.raw)
