"""What happened: one event of the event-log contract, whatever platform it came from.

The classes mirror version 1 of the contract field by field, so that a JSON line decodes straight into an ``Event``. They are
msgspec structs, not dataclasses: see ADR 0004. Text and names never show in ``repr``, so that no log or traceback leaks them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

MAX_TEXT: Final = 8000
"""Longest text of the contract, in characters."""

Platform = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{1,31}$")]
Ident = Annotated[str, Meta(min_length=1, max_length=256)]
Key = Annotated[str, Meta(min_length=1, max_length=128)]
Instant = Annotated[datetime, Meta(tz=True)]
EventType = Literal["message", "donation", "redemption", "follow", "raid", "moderation", "boundary", "stream"]
Role = Literal["broadcaster", "moderator", "vip", "subscriber", "bot"]
DonationKind = Literal["bits", "tip", "subscription", "gift_subscription", "superchat", "paid_gift"]
Action = Literal["delete", "timeout", "ban", "unban", "warn"]

STAFF_ROLES: Final = frozenset({"broadcaster", "moderator"})


class _Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Common settings of the contract's objects."""


class Author(_Part, frozen=True):
    """Who did it, as the platform names them."""

    id: Key
    name: Key
    display: Annotated[str, Meta(max_length=256)] | None = None
    roles: tuple[Role, ...] = ()
    created_at: Instant | None = None

    def __repr__(self) -> str:
        """Show the id alone: names are personal."""
        return f"Author(id={self.id!r})"


class Donation(_Part, frozen=True):
    """Money given; ``amount`` is a decimal string in ``currency`` (ISO 4217 or ``BITS``)."""

    kind: DonationKind
    amount: Annotated[str, Meta(pattern=r"^[0-9]{1,12}(\.[0-9]{1,4})?$")]
    currency: Annotated[str, Meta(pattern="^([A-Z]{3}|BITS)$")]
    months: Annotated[int, Meta(ge=0)] | None = None
    count: Annotated[int, Meta(ge=1)] | None = None


class Moderation(_Part, frozen=True):
    """An act of enforcement by the event's author upon ``target`` (an author id on the same platform)."""

    action: Action
    target: str
    message_id: str | None = None
    duration_s: Annotated[int, Meta(ge=0)] | None = None
    reason: str | None = None


class Boundary(_Part, frozen=True):
    """The creator said no to ``target``; ``topic`` is a category id, or absent when not said."""

    target: str
    topic: str | None = None
    note: str | None = None


class Stream(_Part, frozen=True):
    """The stream went on or off the air, or changed what it shows."""

    state: Literal["online", "offline"]
    title: str | None = None
    category: str | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One thing that happened in a creator's house, in event time.

    ``id`` is unique within ``platform``: the same id twice is the same event and counts once.
    """

    v: Literal[1] = 1
    id: Ident
    ts: Instant
    type: EventType
    platform: Platform
    channel: Key
    creator: Key | None = None
    author: Author | None = None
    text: Annotated[str, Meta(max_length=MAX_TEXT)] = ""
    reply_to: str | None = None
    donation: Donation | None = None
    reward: str | None = None
    moderation: Moderation | None = None
    boundary: Boundary | None = None
    stream: Stream | None = None

    def __repr__(self) -> str:
        """Show what identifies the event, never its text."""
        return f"Event({self.type} {self.platform}:{self.id!r})"

    @property
    def creator_key(self) -> str:
        """The creator whose house this is: channels that share a ``creator`` share viewer memory."""
        return self.creator or self.channel

    @property
    def viewer(self) -> str:
        """The author as the findings contract writes viewers (``platform:id``); empty where there is none."""
        return f"{self.platform}:{self.author.id}" if self.author else ""

    @property
    def target(self) -> str | None:
        """The viewer whom a moderation or boundary event is about, as ``platform:id``."""
        about = self.moderation or self.boundary
        return f"{self.platform}:{about.target}" if about else None

    @property
    def is_staff(self) -> bool:
        """Whether the creator or a moderator did this."""
        return bool(self.author and not STAFF_ROLES.isdisjoint(self.author.roles))


_REQUIRED: Final = {
    "message": ("author",),
    "donation": ("author", "donation"),
    "redemption": ("author",),
    "follow": ("author",),
    "moderation": ("author", "moderation"),
    "boundary": ("author", "boundary"),
    "stream": ("stream",),
}


def missing_part(event: Event) -> str | None:
    """The field that the event's type requires and that is not there, or ``None`` when all are."""
    for name in _REQUIRED.get(event.type, ()):
        if getattr(event, name) is None:
            return name
    return None
