"""Viewers' text made safe to show: nothing in it can move a cursor, turn a line around, hide, or pile up over its neighbours.

This is for eyes, not for evidence: what is hashed and stored stays as it was received.
"""

from __future__ import annotations

import unicodedata
from typing import Final

MAX_MARKS: Final = 3
"""Combining marks kept on one character. Vietnamese, Thai, Hebrew and Devanagari need up to three; more is decoration."""

_REMOVED: Final = frozenset("\u00ad\u180e\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u061c")
"""Invisible, and meaningless outside typesetting: soft hyphen, zero-width space, direction marks, joiners of mathematics."""

_KEPT: Final = frozenset("\u200c\u200d")
"""Joiners that Persian, Indic scripts and emoji need."""

_SPACES: Final = frozenset("\t\x85\u2028\u2029\u2800\u115f\u1160\u3164\uffa0")
"""Shown as a space: tabs, odd line ends, and the blank letters (Braille, Hangul fillers) that invisible names are made of."""

_HIDDEN: Final = frozenset({"Cc", "Cf", "Co", "Cs"})
_MARKS: Final = frozenset({"Mn", "Me"})


def shown(text: str, limit: int = 0) -> str:
    """The text as one safe line, at most ``limit`` characters long where a limit is given (the last one is then an ellipsis).

    Control characters, escape sequences, direction overrides and private characters become visible (``␛``, ``⟨U+202E⟩``); zero-width
    characters and marks beyond ``MAX_MARKS`` go away; line breaks become ``⏎``.
    """
    safe = text if text.isascii() and text.isprintable() else _rewritten(text)
    return safe if not limit or len(safe) <= limit else safe[: limit - 1].rstrip() + "…"


def shown_lines(text: str) -> str:
    """Like ``shown``, but line breaks stay: for pages that keep a message's own lines."""
    return "\n".join(shown(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _rewritten(text: str) -> str:
    out: list[str] = []
    marks = 0
    for char in text.replace("\r\n", "\n"):
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in _MARKS else 0
        if marks <= MAX_MARKS:
            out.append(_one(char, kind))
    return "".join(out)


def _one(char: str, kind: str) -> str:
    if kind == "Zs" or char in _SPACES:
        return " "
    if kind not in _HIDDEN or char in _KEPT:
        return char
    if char in _REMOVED or 0xE0000 <= ord(char) <= 0xE0FFF:
        return ""
    return _pictured(char)


def _pictured(char: str) -> str:
    """A visible stand-in: Unicode's own control pictures where there are any, else the code point."""
    code = ord(char)
    if char in "\n\r":
        return " ⏎ "
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
