"""The hash chain: each entry's hash covers the hash before it, so that no entry can be changed, moved or taken out alone.

The constants are those of RFC 6962, section 2.1. An entry's hash is the RFC's leaf hash over ``previous hash || canonical body``, so
that the entries can become leaves of a Merkle tree as they are, and a node can never pass for an entry.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

LEAF_HASH_PREFIX: Final = b"\x00"
NODE_HASH_PREFIX: Final = b"\x01"
HASH_BYTES: Final = 32
EMPTY_TREE_HASH: Final = hashlib.sha256(b"").hexdigest()
"""The hash before the first entry: that of a tree without leaves."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log ends: how many entries it holds, and the hash of the last (64 hexadecimal characters)."""

    count: int = 0
    hash: str = EMPTY_TREE_HASH


def entry_hash(previous: str, body: bytes) -> str:
    """The hash of an entry whose canonical body follows the entry with the hash ``previous``; both in hexadecimal.

    Raises ``ValueError`` when ``previous`` is not a hash.
    """
    before = bytes.fromhex(previous)
    if len(before) != HASH_BYTES:
        raise ValueError(f"a hash has {HASH_BYTES} bytes; found {len(before)}")
    return hashlib.sha256(LEAF_HASH_PREFIX + before + body).hexdigest()
