"""Personal content, kept apart from the chain in pieces: each can be shown, proved or erased alone.

A piece is committed to as ``SHA-256(salt || canonical content)``. Its salt is its own and nowhere else, so that an erased piece cannot be
found again by guessing, and showing one piece tells nothing of the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from typing import Final

import msgspec

from moderation.evidence.canonical import canonical

SALT_BYTES: Final = 16
"""128 bits: nobody tries them all, whatever is known of the content."""

Randomness = Callable[[int], bytes]
"""Gives that many fresh random bytes (``secrets.token_bytes``)."""

VIEWER: Final = "viewer"
EVENT: Final = "event"
TEXT: Final = "text"
WHY: Final = "why"
NOTE: Final = "note"
REPLY: Final = "reply"
BEFORE: Final = "before/"
AFTER: Final = "after/"
"""Names of pieces; lines of context have one piece each (``before/00``), since each is about another person."""


class Piece(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One piece of personal content with its salt (hexadecimal). Neither shows in ``repr``."""

    salt: str
    value: msgspec.Raw

    def __repr__(self) -> str:
        """Show that there is one."""
        return "Piece()"

    @property
    def commitment(self) -> str:
        """``SHA-256(salt || content)``, hexadecimal; raises ``ValueError`` for a salt that is none."""
        return hashlib.sha256(bytes.fromhex(self.salt) + bytes(self.value)).hexdigest()


_DECODER: Final = msgspec.json.Decoder(dict[str, Piece])


def cut(contents: Mapping[str, object], randomness: Randomness) -> tuple[dict[str, str], str]:
    """The commitment to each content, by name, and the pieces as stored, each with a fresh salt."""
    commitments: dict[str, str] = {}
    parts: list[str] = []
    salts = randomness(SALT_BYTES * len(contents))
    for place, name in enumerate(sorted(contents)):
        content = canonical(contents[name])
        salt = salts[place * SALT_BYTES : (place + 1) * SALT_BYTES]
        commitments[name] = hashlib.sha256(salt + content).hexdigest()
        parts.append(_packed_one(name, salt.hex(), content.decode()))
    return commitments, "{" + ",".join(parts) + "}"


def _packed_one(name: str, salt: str, value: str) -> str:
    return f'"{name}":{{"salt":"{salt}","value":{value}}}'


def packed(pieces: Mapping[str, Piece]) -> str:
    """The pieces as one canonical JSON object, as stored; ``""`` for none."""
    if not pieces:
        return ""
    return "{" + ",".join(_packed_one(name, piece.salt, bytes(piece.value).decode()) for name, piece in sorted(pieces.items())) + "}"


def unpacked(stored: str) -> dict[str, Piece]:
    """The pieces of a stored object; raises ``ValueError`` when it is not exactly what ``packed`` writes."""
    if not stored:
        return {}
    pieces = _DECODER.decode(stored)
    if packed(pieces) != stored:
        raise ValueError("personal content is not in its canonical form")
    return pieces


def without(stored: str, names: Collection[str]) -> str:
    """What remains of a stored object when the named pieces are erased; ``""`` when nothing does."""
    return packed({name: piece for name, piece in unpacked(stored).items() if name not in names})
