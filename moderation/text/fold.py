"""The fast fold: raw text to the bytes that the multi-pattern matcher scans.

One ``bytes.translate`` for ASCII; one table lookup per code point for the rest (NFKC, case, look-alikes, zero-width, accents at once).
Patterns are folded by the same functions, so that both sides agree. No offsets here: ``moderation.text.views`` keeps them, for the few
messages that are looked at closely.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from moderation.text._fold_data import GROUPS

LEET: Final = {"4": "a", "@": "a", "3": "e", "1": "i", "0": "o", "5": "s", "$": "s", "7": "t", "8": "b", "9": "g"}
"""Digits and signs that stand for letters. ``!`` and ``|`` are left out: they end sentences far more often than they disguise."""

APOSTROPHES: Final = "'`"
KEPT_SIGNS: Final = "$"


class _Remembering(dict[int, str | int | None]):
    """A translation table in which an unknown code point maps to itself and is remembered: ``translate`` never raises inside."""

    _LIMIT = 200_000

    def __missing__(self, point: int) -> int:
        if len(self) < self._LIMIT:
            self[point] = point
        return point


def _build_table() -> _Remembering:
    table = _Remembering()
    for out, chars in GROUPS.items():
        value: str | int | None = None if not out else ord(out) if len(out) == 1 else out
        for char in chars:
            table[ord(char)] = value
    for point in range(128):
        table[point] = point
    return table


TABLE: Final = _build_table()


def _plain_byte(byte: int) -> int:
    char = chr(byte)
    if byte >= 128 or char.isalnum() or char in KEPT_SIGNS:
        return ord(char.lower()) if byte < 128 else byte
    return 0x20


_PLAIN: Final = bytes(_plain_byte(b) for b in range(256))
_SCAN: Final = bytes(ord(LEET.get(chr(b), chr(p))) if b < 128 else b for b, p in enumerate(_PLAIN))
_DELETED: Final = APOSTROPHES.encode()
_LEET_BYTES: Final = "".join(LEET).encode()
_NOT_LEET: Final = bytes(b for b in range(256) if b not in _LEET_BYTES)
_NOT_DIGIT: Final = bytes(b for b in range(256) if not 0x30 <= b <= 0x39)


def fold_points(text: str) -> str:
    """Fold code points (case, look-alikes, compatibility forms, zero-width, accents); ASCII stays as it is, case included."""
    if text.isascii():
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.translate(TABLE)


def scan_bytes(text: str) -> bytes:
    """The view that the matcher scans: folded, leet undone, separators as spaces, apostrophes gone, one space at each end."""
    raw = text.encode() if text.isascii() else fold_points(text).encode("utf-8", "replace")
    return b" " + raw.translate(_SCAN, _DELETED) + b" "


def plain_word(text: str) -> str:
    """A phrase as it looks in the plain view: folded, separators as single spaces, apostrophes gone."""
    raw = fold_points(text).encode("utf-8", "replace").translate(_PLAIN, _DELETED)
    return " ".join(raw.decode().split())


def leet_word(plain: str) -> str:
    """A plain phrase with leet undone (``numb3r`` to ``number``)."""
    return plain.encode().translate(_SCAN).decode()


def digit_count(text: str) -> int:
    """How many ASCII digits the text holds (full-width and other digits count once folded)."""
    raw = text.encode() if text.isascii() else fold_points(text).encode("utf-8", "replace")
    return len(raw.translate(None, _NOT_DIGIT))


def has_leet(text: str) -> bool:
    """Whether the text holds any sign that may stand for a letter."""
    return bool(text.encode("utf-8", "replace").translate(None, _NOT_LEET))


def collapse(text: str) -> str:
    """Every run of one letter becomes a single letter (``heeey`` to ``hey``, and ``hello`` to ``helo``)."""
    out: list[str] = []
    for char in text:
        if not out or out[-1] != char or char == " ":
            out.append(char)
    return "".join(out)
