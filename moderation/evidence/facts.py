"""Protected facts: what the creator keeps private, known only by keyed hashes, so that no file, log or alert can show it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Final

KINDS: Final = frozenset(
    {"real_name", "family_name", "family_member", "town", "area", "street", "building", "school", "workplace", "plate", "phone", "email", "other"},
)
DIGEST_BYTES: Final = 16


def fact_digest(key: bytes, folded: str) -> bytes:
    """HMAC-SHA-256 of a folded fact (lower case, no separators), cut to 128 bits. ``key`` is secret and stays on the machine."""
    return hmac.new(key, folded.encode(), hashlib.sha256).digest()[:DIGEST_BYTES]


@dataclass(frozen=True, slots=True)
class ProtectedFacts:
    """Digests of facts by kind, with the lengths (in letters) that occur, so that only windows of those lengths are hashed."""

    key: bytes = field(default=b"", repr=False)
    digests: dict[bytes, str] = field(default_factory=dict, repr=False)
    lengths: frozenset[int] = frozenset()

    def kind_of(self, folded: str) -> str | None:
        """The kind of fact that this folded string is, or ``None``."""
        if len(folded) not in self.lengths:
            return None
        return self.digests.get(fact_digest(self.key, folded))
