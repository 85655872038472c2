"""The canonical form of a value (RFC 8785): one value, one string of bytes, whoever writes it."""

from __future__ import annotations

import json
from typing import Final

import msgspec

_ENCODER: Final = msgspec.json.Encoder(order="sorted")


def canonical(value: object) -> bytes:
    """The RFC 8785 form of a value made of strings, integers below 2**53, booleans, ``None``, lists, objects with ASCII keys, instants.

    Over these values msgspec writes what RFC 8785 asks for, at a fiftieth of the cost of a canonicaliser in Python; a property test holds
    it against ``rfc8785``. Fractions are the exception, so no type of the evidence holds a ``float``. Halves of surrogate pairs, which
    are no text at all, become ``?``.
    """
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value)
        return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def storable(text: str) -> str:
    """The text as every database can hold it in a column: halves of surrogate pairs become ``?``, NUL becomes U+FFFD."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
