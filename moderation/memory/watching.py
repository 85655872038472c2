"""Watch marks: a person asks to be told when somebody is back. A watch fades by itself; a note stays until it is taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from moderation.memory.viewer import DAY, Dossier, Viewer

DAYS: Final = 14
"""How long a watch lasts unless said otherwise; an engineering choice: over a fortnight a stream week comes round twice."""
AWAY: Final = 3600.0
"""Being back means to write again after so many seconds of silence."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A watched or noted person wrote again. ``away`` in seconds; ``watched_until`` in seconds since 1970, 0 when only noted."""

    viewer: str
    event_id: str
    at: float
    away: float
    watched_until: float = 0.0


def watch(viewer: Viewer, *, at: float, days: int = DAYS) -> None:
    """Watch from ``at`` on for so many days; a longer watch that is there already stays."""
    dossier = viewer.open_dossier()
    dossier.watched_until = max(dossier.watched_until, at + days * DAY)


def unwatch(viewer: Viewer) -> None:
    """End a watch before its time."""
    if viewer.dossier:
        viewer.dossier.watched_until = 0.0


def note(viewer: Viewer, *, on: bool = True) -> None:
    """Note a viewer, or take the note away."""
    viewer.open_dossier().noted = on


def is_watched(dossier: Dossier, at: float) -> bool:
    """Whether a person wants to know of this viewer as of ``at``."""
    return dossier.noted or dossier.watched_until > at


def returned(dossier: Dossier, viewer: str, event_id: str, *, at: float, away: float) -> Returned | None:
    """Whether the viewer, having been away for so many seconds, is back as somebody to be told of."""
    if away < AWAY or not is_watched(dossier, at):
        return None
    return Returned(viewer, event_id, at, away, dossier.watched_until if dossier.watched_until > at else 0.0)
