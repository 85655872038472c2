"""Account names as they are compared."""

from __future__ import annotations

from moderation.events import Event
from moderation.memory.records import NameSeen
from moderation.text.fold import plain_word


def joined_name(name: str) -> str:
    """A name as it is compared: folded, in one piece."""
    return plain_word(name).replace(" ", "")


def renamed(before: NameSeen, after: NameSeen) -> bool:
    """Whether people see another name than before; a shown name counts only where the platform gave one both times."""
    if joined_name(before.name) != joined_name(after.name):
        return True
    return bool(before.display and after.display) and joined_name(before.display) != joined_name(after.display)


def name_of(event: Event, at: float) -> NameSeen:
    """The author's name as this event shows it."""
    author = event.author
    return NameSeen(at, author.name if author else "", event.viewer, (author.display or "") if author else "")
