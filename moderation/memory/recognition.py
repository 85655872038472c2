"""Notices that a newcomer may be somebody who was refused: two kinds of evidence make a suspected link, never more than suspected."""

from __future__ import annotations

from typing import Final

from moderation.events import Event
from moderation.memory.house import House
from moderation.memory.identity import NEAR_DUPLICATE, jaccard, link, names_alike, shingles
from moderation.memory.links import Evidence, Link, LinkStatus
from moderation.memory.records import Act
from moderation.memory.viewer import DAY, Viewer

LOOK_BACK: Final = 14 * DAY
"""Refused accounts are compared for this long (threat-standards 3.2, ``multi_account_continuation``: 14 days)."""
NEW_ACCOUNT: Final = 7 * DAY
SOON_AFTER_BAN: Final = 10 * 60.0
NEEDED: Final = 2
"""Kinds of evidence for a suspected link (threat-standards 3.2, ``changed_presentation_return``)."""
EACH: Final = 0.3
MOST: Final = 0.9
"""A suspected link's confidence grows by ``EACH`` per kind of evidence and never beyond ``MOST``."""


def recognise(event: Event, house: House, viewer: Viewer, acts: tuple[Act, ...], *, declared: bool) -> list[Link]:
    """Links that this event suggests between its author and accounts refused before; they are added to the house."""
    if not acts or event.author is None:
        return []
    at, key = event.ts.timestamp(), event.viewer
    found: list[Link] = []
    for other, refused_at in house.refused.items():
        if other == key or at - refused_at > LOOK_BACK or refused_at > at:
            continue
        evidence = _evidence(event, house, viewer, other, declared=declared)
        if len(evidence) >= NEEDED or Evidence.SELF_DECLARED in evidence:
            confidence = min(MOST, EACH * len(evidence))
            found.append(link(house.links, Link(key, other, LinkStatus.SUSPECTED, list(evidence), confidence, "stagedoor", at)))
    return found


def _evidence(event: Event, house: House, viewer: Viewer, other: str, *, declared: bool) -> list[Evidence]:
    known = house.known(other)
    if known is None or known.dossier is None or event.author is None:
        return []
    at = event.ts.timestamp()
    grams = shingles(event.text)
    evidence: list[Evidence] = []
    if any(jaccard(grams, t.grams) >= NEAR_DUPLICATE for t in known.dossier.traces):
        evidence.append(Evidence.NEAR_DUPLICATE)
    if any(names_alike(event.author.name, n.name) for n in known.dossier.names):
        evidence.append(Evidence.SIMILAR_NAME)
    if any(e.action in {"ban", "timeout"} and 0 <= viewer.first - e.at <= SOON_AFTER_BAN for e in known.dossier.enforcements):
        evidence.append(Evidence.AFTER_BAN)
    if event.author.created_at is not None and at - event.author.created_at.timestamp() <= NEW_ACCOUNT:
        evidence.append(Evidence.NEW_ACCOUNT)
    if declared and (evidence or _last_enforced(house, event.viewer) == other):
        evidence.append(Evidence.SELF_DECLARED)
    return evidence


def _last_enforced(house: House, besides: str) -> str | None:
    return next((v for v in reversed(house.refused) if v != besides), None)
