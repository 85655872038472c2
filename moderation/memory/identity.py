"""Which accounts may be one person. ``suspected`` never merges histories; only a person's confirmation does, and one step takes it back.

Evidence is of five kinds (docs/taxonomy.md, ``changed_presentation_return``): the viewer says so, the platform says so, a
moderator says so, or the text, the name or the timing suggest it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rapidfuzz.fuzz import ratio

from moderation.memory.links import Evidence, Link, LinkStatus
from moderation.memory.names import joined_name
from moderation.text.fold import plain_word

SHINGLE: Final = 3
MAX_SHINGLES: Final = 64
"""Character 3-grams kept of one act, hashed to 32 bits: enough for a chat line, useless for reading it."""
NEAR_DUPLICATE: Final = 0.6
"""Jaccard similarity of 3-grams from which two lines count as near-duplicates (docs/taxonomy.md)."""
SIMILAR_NAME: Final = 84.0
"""Similarity of names (0..100, normalised edit distance) from which they suggest one person: ``pat_from_pier`` and ``pat_from_pier2``."""
MIN_NAME: Final = 5
GENERIC: Final = frozenset(
    "account anonymous chatter someone somebody player guest gamer stream streamer twitch twitchuser viewer youtube".split()
)
"""Stems that many accounts share (``anonymous123``): they suggest nobody."""


MAX_SUSPECTED: Final = 1000
"""Suspected links kept per house; beyond it the oldest go. What people confirmed or rejected is never dropped."""


def link(links: list[Link], new: Link) -> Link:
    """Add a link, or add evidence to a suspected one. A person's word (confirmed, rejected) is never overwritten by a guess."""
    known = next((one for one in links if one.accounts == new.accounts), None)
    if known is None:
        links.append(new)
        if len(links) > MAX_SUSPECTED and sum(one.status is LinkStatus.SUSPECTED for one in links) > MAX_SUSPECTED:
            links.remove(next(one for one in links if one.status is LinkStatus.SUSPECTED))
        return new
    if new.status is not LinkStatus.SUSPECTED:
        known.status, known.by, known.at, known.confidence = new.status, new.by, new.at, new.confidence
    for one in new.evidence:
        if one not in known.evidence:
            known.evidence.append(one)
    if known.status is LinkStatus.SUSPECTED:
        known.confidence = max(known.confidence, new.confidence)
    return known


def unlink(links: list[Link], first: str, second: str) -> bool:
    """Take a link back; both histories stand alone again. Returns whether there was one."""
    before = len(links)
    links[:] = [one for one in links if one.accounts != {first, second}]
    return len(links) < before


def cluster(links: Iterable[Link], account: str) -> tuple[str, ...]:
    """The account and all that people confirmed to be the same person, in alphabetical order."""
    confirmed = [one for one in links if one.status is LinkStatus.CONFIRMED]
    known, grew = {account}, True
    while grew:
        more = {a for one in confirmed if known & one.accounts for a in one.accounts} - known
        known |= more
        grew = bool(more)
    return tuple(sorted(known))


RELIABLE: Final = frozenset({Evidence.SELF_DECLARED, Evidence.PLATFORM_FLAG, Evidence.MODERATOR, Evidence.SAME_NAME})
"""Evidence along which suspicion may be followed from account to account."""
MAX_SUSPECTS: Final = 12
"""Suspected accounts looked at for one viewer: more say nothing more (a published case had 24 accounts)."""


def suspects(links: Iterable[Link], accounts: Iterable[str]) -> list[tuple[str, tuple[str, ...], float]]:
    """Accounts that may be the same person as ``accounts``, each with the evidence and the confidence of the link that led there.

    A chain counts: who says "they banned my last two" is linked to the last, and that one to the one before. What is reached only over a
    weak link has that link's evidence, however strong the links beyond it. Rejected links lead nowhere.
    """
    usable = [one for one in links if one.status is not LinkStatus.REJECTED]
    strong = [one for one in usable if one.status is LinkStatus.CONFIRMED or not RELIABLE.isdisjoint(one.evidence)]
    found: dict[str, tuple[tuple[str, ...], float]] = dict.fromkeys(accounts, ((), 1.0))
    own = len(found)
    _follow(strong, found)
    for known in list(found):
        for one in usable:
            if known in one.accounts and (other := one.other(known)) not in found:
                found[other] = (tuple(one.evidence), one.confidence)
    _follow(strong, found, inherit=True)
    return [(account, *why) for account, why in list(found.items())[own : own + MAX_SUSPECTS]]


def _follow(links: list[Link], found: dict[str, tuple[tuple[str, ...], float]], *, inherit: bool = False) -> None:
    """Add what links lead to from what is found, with their own evidence, or (``inherit``) with that of where they came from."""
    waiting = list(found)
    while waiting:
        known = waiting.pop(0)
        for one in links:
            if known in one.accounts and (other := one.other(known)) not in found:
                found[other] = found[known] if inherit else (tuple(one.evidence), one.confidence)
                waiting.append(other)


def shingles(text: str) -> tuple[int, ...]:
    """Hashes of the character 3-grams of a text's letters, sorted; the same on every machine."""
    letters = plain_word(text).replace(" ", "")
    grams = {letters[i : i + SHINGLE] for i in range(max(0, len(letters) - SHINGLE + 1))}
    return tuple(sorted(_hash(g) for g in grams)[:MAX_SHINGLES])


def _hash(gram: str) -> int:
    """FNV-1a, 32 bits: small, stable and not meant to be secret."""
    value = 0x811C9DC5
    for byte in gram.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def jaccard(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Share of common 3-grams, 0..1; 0 when either is empty."""
    if not one or not other:
        return 0.0
    first, second = set(one), set(other)
    return len(first & second) / len(first | second)


def names_alike(one: str, other: str) -> bool:
    """Whether two account names suggest one person."""
    first, second = (joined_name(name).rstrip("0123456789") for name in (one, other))
    if min(len(first), len(second)) < MIN_NAME or GENERIC & {first, second}:
        return False
    return ratio(first, second) >= SIMILAR_NAME
