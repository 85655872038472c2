"""The value view: a text as values are written in it, with punctuation and digits kept, and a map back to the raw offsets."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from typing import Final

from moderation.signals import Span
from moderation.text.fold import TABLE
from moderation.text.views import View

KEYCAP: Final = "\u20e3"
"""The box around a digit in keycap emoji."""


class _FoldedValues(dict[str, str]):
    """What each character beyond ASCII becomes in the value view, remembered once worked out."""

    _LIMIT = 50_000

    def __missing__(self, char: str) -> str:
        digit = unicodedata.digit(char, None)
        if digit is not None:
            out = str(digit)
        elif char == KEYCAP:
            out = ""
        else:
            to = TABLE[ord(char)]
            out = "" if to is None else chr(to) if isinstance(to, int) else to
        if len(self) < self._LIMIT:
            self[char] = out
        return out


_FOLDED: Final = _FoldedValues()


def value_view(raw: str) -> View:
    """The raw text in lower case, digits of every script as ASCII digits, look-alikes folded, zero-width characters gone."""
    if raw.isascii():
        return View(raw.lower(), tuple(range(len(raw))), len(raw))
    text: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(raw):
        folded = char if char < "\x80" else _FOLDED[char]
        text.append(folded)
        offsets += [at] * len(folded)
    folded_text = "".join(text)
    lowered = folded_text.lower()
    return View(lowered if len(lowered) == len(folded_text) else folded_text, tuple(offsets), len(raw))


def cased_view(raw: str) -> View:
    """As ``value_view``, with the case of ASCII letters kept; letters beyond ASCII are small."""
    view = value_view(raw)
    if raw.isascii():
        return View(raw, view.offsets, view.raw_length)
    text = "".join(
        char.upper() if char.isascii() and raw[at] == char.upper() else char for char, at in zip(view.text, view.offsets, strict=True)
    )
    return View(text, view.offsets, view.raw_length)


def places(view: View, span: Span) -> tuple[int, int]:
    """Where the view's own text begins and ends that came from a raw range."""
    return bisect_left(view.offsets, span.start), bisect_left(view.offsets, span.end)
