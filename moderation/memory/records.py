"""The small records that viewer memory keeps. Instants are seconds since 1970 UTC, from the event; no text anywhere."""

from __future__ import annotations

import msgspec

from moderation.taxonomy import CATEGORIES, QUALIFYING_GROUPS, REQUEST_GROUPS, Family, Group, Severity


class _Record(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Frozen, written as an array, not tracked by the collector (no cycles)."""


class Act(_Record, frozen=True):
    """One category seen in one event by the viewer. ``severity`` is the level after modifiers.

    ``kinds`` are the kinds of private facts in the message (``phone``, ``home_area``, ...). ``target`` names whom it is toward instead of
    the creator (``staff``, ``family``, ``companion``), or beside (``creator`` stands with them then), with spaces between.
    ``named_event`` is the event that the text names. ``seen`` is how many messages the account had written by then, this one included.
    """

    at: float
    event_id: str
    category: str
    severity: int
    topic: str
    family: str
    account: str
    channel_type: str = "public_chat"
    money: bool = False
    slots: tuple[str, ...] = ()
    target: str = ""
    confidence: float = 1.0
    kinds: tuple[str, ...] = ()
    named_event: str = ""
    seen: int = 0

    @property
    def is_request(self) -> bool:
        """A request event: any A-C hit, ``low`` included."""
        return CATEGORIES[self.category].group in REQUEST_GROUPS

    @property
    def is_qualifying(self) -> bool:
        """A qualifying act: any A-D hit at ``medium`` or above."""
        return self.severity >= Severity.MEDIUM and CATEGORIES[self.category].group in QUALIFYING_GROUPS

    @property
    def topic_family(self) -> Family | None:
        """The family, or ``None`` where the category has none."""
        return Family(self.family) if self.family else None

    @property
    def theme(self) -> str:
        """What the act is about, for telling whether another goes on with it: the topic family, else the group of the category."""
        return self.family or CATEGORIES[self.category].group.value

    @property
    def is_hostile(self) -> bool:
        """Any D hit, ``low`` included."""
        return CATEGORIES[self.category].group is Group.HOSTILITY


class Refusal(_Record, frozen=True):
    """The creator or a moderator said no. ``source`` is ``boundary``, ``enforcement``, ``reply`` or ``rule``; ``strength`` is in 0..1."""

    at: float
    event_id: str
    family: str
    source: str
    strength: float
    account: str
    answers: str = ""
    soft: bool = False

    @property
    def topic_family(self) -> Family:
        """What was refused."""
        return Family(self.family)


class Money(_Record, frozen=True):
    """Money given. ``amount`` stays the platform's decimal string; it is never used to rank people.

    ``seen`` is how many messages the account had written by then.
    """

    at: float
    event_id: str
    kind: str
    amount: str
    currency: str
    account: str
    seen: int = 0


class Enforcement(_Record, frozen=True):
    """A deletion, timeout, ban, unban or warning upon the viewer."""

    at: float
    event_id: str
    action: str
    account: str
    message_id: str = ""


class Mark(_Record, frozen=True):
    """A cue seen in the viewer's message (affection, apology, travel, ...)."""

    at: float
    event_id: str
    name: str
    account: str
    topic: str = ""


class NameSeen(_Record, frozen=True):
    """A name under which an account was first seen; ``display`` is the shown name where the platform gives one."""

    at: float
    name: str
    account: str
    display: str = ""


class Trace(_Record, frozen=True):
    """What is kept of an act's wording to know it again: hashes of 3-grams, not text (``moderation.memory.identity.shingles``)."""

    at: float
    event_id: str
    family: str
    topic: str
    grams: tuple[int, ...]


class HouseAct(_Record, frozen=True):
    """An act as the whole house remembers it for two days: to see several accounts press the same thing."""

    at: float
    event_id: str
    viewer: str
    category: str
    family: str
    severity: int


class Trigger(_Record, frozen=True):
    """Something that some viewers take badly: a rule, an absence, news. ``kind`` is a cue's name, or ``offline``.

    ``family`` is what a standing rule forbids, where it says so.
    """

    at: float
    event_id: str
    kind: str
    family: str = ""


class PatternState(msgspec.Struct, array_like=True, gc=False):
    """How far a pattern had come when it was last news."""

    severity: int
    degree: int
    at: float


class Awaiting(msgspec.Struct, array_like=True):
    """An entry of the log that still waits for the lines after it."""

    entry_id: str
    incident: str
    viewer: str
    at: float
    lines: list[tuple[str, float, str, str, str, str]]
