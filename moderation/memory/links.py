"""The record of a belief that two accounts are one person."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class LinkStatus(StrEnum):
    """What is believed of a link."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Evidence(StrEnum):
    """Why two accounts may be one person.

    ``same_name`` is the very same name on another platform; ``displaced`` a first act on another platform soon after enforcement;
    ``first_seen`` an account of unknown age that was never seen here before.
    """

    SELF_DECLARED = "self_declared"
    PLATFORM_FLAG = "platform_flag"
    MODERATOR = "moderator"
    SIMILAR_NAME = "similar_name"
    SAME_NAME = "same_name"
    DISPLACED = "displaced"
    NEAR_DUPLICATE = "near_duplicate"
    AFTER_BAN = "after_ban"
    NEW_ACCOUNT = "new_account"
    FIRST_SEEN = "first_seen"


class Link(msgspec.Struct, array_like=True):
    """Two accounts that may be one person: ``confidence`` in 0..1, ``by`` a moderator or ``stagedoor``, ``at`` seconds since 1970."""

    first: str
    second: str
    status: LinkStatus
    evidence: list[str]
    confidence: float
    by: str
    at: float

    @property
    def accounts(self) -> frozenset[str]:
        """Both accounts."""
        return frozenset({self.first, self.second})

    def other(self, account: str) -> str:
        """The other account of the two."""
        return self.second if account == self.first else self.first
