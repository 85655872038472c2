"""Notices that an account may belong to somebody who was refused. Two kinds of evidence make a suspected link, never more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from moderation.events import Event
from moderation.memory.house import House
from moderation.memory.identity import GENERIC, MIN_NAME, NEAR_DUPLICATE, jaccard, link, names_alike, shingles
from moderation.memory.links import Evidence, Link, LinkStatus
from moderation.memory.names import joined_name
from moderation.memory.records import Act
from moderation.memory.viewer import DAY, Dossier, Viewer
from moderation.text.fold import plain_word

LOOK_BACK: Final = 14 * DAY
"""Refused accounts are compared for this long (docs/taxonomy.md, ``multi_account_continuation``: 14 days)."""
NEW_ACCOUNT: Final = 7 * DAY
SOON_AFTER_BAN: Final = 10 * 60.0
"""Age of an account, and time after a ban, that count as evidence (docs/taxonomy.md, ``changed_presentation_return``)."""
DISPLACED: Final = 3 * DAY
"""A first act on another platform within this time after enforcement (docs/taxonomy.md, ``cross_platform_pursuit``: 72 hours)."""
NEEDED: Final = 2
"""Kinds of evidence for a suspected link (docs/taxonomy.md, ``changed_presentation_return``)."""
ENOUGH_ALONE: Final = frozenset({Evidence.SELF_DECLARED, Evidence.SAME_NAME})
"""Who says so, or uses the very same name on another platform, needs no second kind."""
EACH: Final = 0.3
MOST: Final = 0.9
"""A suspected link's confidence grows by ``EACH`` per kind of evidence and never beyond ``MOST``."""
ENFORCED: Final = frozenset({"ban", "timeout"})


@dataclass(frozen=True)
class _Newcomer:
    """The account that acts now, with what it is compared by."""

    event: Event
    viewer: Viewer
    acts: tuple[Act, ...]
    name: str
    plain: str
    grams: tuple[int, ...]
    at: float
    declared: bool


def recognise(event: Event, house: House, viewer: Viewer, acts: tuple[Act, ...], *, declared: bool) -> list[Link]:
    """Links that this event suggests between its author and accounts refused before; they are added to the house."""
    if event.author is None or not (acts or declared):
        return []
    at, name = event.ts.timestamp(), event.author.name
    candidates = [(other, when) for other, when in house.refused.items() if other != event.viewer and 0 <= at - when <= LOOK_BACK]
    namesakes = _namesakes(house, event)
    if not (candidates or namesakes):
        return []
    newcomer = _Newcomer(event, viewer, acts, name, f" {plain_word(event.text)} ", shingles(event.text), at, declared)
    found = [_suspected(house, newcomer, other, list(_evidence(newcomer, house, other, when))) for other, when in candidates]
    found += [_suspected(house, newcomer, other, [Evidence.SAME_NAME]) for other in namesakes]
    return [one for one in found if one is not None]


def _suspected(house: House, newcomer: _Newcomer, other: str, evidence: list[Evidence]) -> Link | None:
    if len(evidence) < NEEDED and ENOUGH_ALONE.isdisjoint(evidence):
        return None
    confidence = min(MOST, EACH * max(NEEDED, len(evidence)))
    new = Link(newcomer.event.viewer, other, LinkStatus.SUSPECTED, list(evidence), confidence, "stagedoor", newcomer.at)
    return link(house.links, new)


def _namesakes(house: House, event: Event) -> list[str]:
    """Accounts with a history and the very same name on another platform."""
    name = joined_name(event.author.name) if event.author else ""
    if len(name) < MIN_NAME or name.rstrip("0123456789") in GENERIC:
        return []
    return [other for other in house.named.get(name, ()) if other.partition(":")[0] != event.platform]


def _evidence(newcomer: _Newcomer, house: House, other: str, refused_at: float) -> Iterator[Evidence]:
    known = house.known(other)
    if known is None or known.dossier is None:
        return
    is_new = newcomer.viewer.first >= refused_at
    if not (is_new or newcomer.declared):
        return
    names = [n.name for n in known.dossier.names]
    alike = any(names_alike(newcomer.name, name) for name in names)
    declared = newcomer.declared and (_named_in(newcomer.plain, names) or _last_enforced(house, newcomer.event.viewer) == other)
    if alike:
        yield Evidence.SIMILAR_NAME
    if is_new:
        yield from _of_the_new(newcomer, known.dossier, other)
    if declared:
        yield Evidence.SELF_DECLARED
    if is_new and (alike or declared) and newcomer.event.author and newcomer.event.author.created_at is None:
        yield Evidence.FIRST_SEEN


def _of_the_new(newcomer: _Newcomer, dossier: Dossier, other: str) -> Iterator[Evidence]:
    """What speaks for an account that was first seen after the refusal."""
    about = {(a.family, a.topic) for a in newcomer.acts}
    families = {family for family, _ in about if family}
    if any(
        (t.family in families or (t.family, t.topic) in about) and jaccard(newcomer.grams, t.grams) >= NEAR_DUPLICATE
        for t in dossier.traces
    ):
        yield Evidence.NEAR_DUPLICATE
    since = [newcomer.viewer.first - e.at for e in dossier.enforcements if e.action in ENFORCED and e.at <= newcomer.viewer.first]
    if any(lag <= SOON_AFTER_BAN for lag in since):
        yield Evidence.AFTER_BAN
    if any(lag <= DISPLACED for lag in since) and other.partition(":")[0] != newcomer.event.platform:
        yield Evidence.DISPLACED
    made = newcomer.event.author.created_at if newcomer.event.author else None
    if made is not None and newcomer.at - made.timestamp() <= NEW_ACCOUNT:
        yield Evidence.NEW_ACCOUNT


def _named_in(plain: str, names: list[str]) -> bool:
    return any(len(word := plain_word(name)) >= MIN_NAME and f" {word} " in plain for name in names)


def _last_enforced(house: House, besides: str) -> str | None:
    return next((v for v in reversed(house.refused) if v != besides), None)
