"""The compiled packs: one multi-pattern scan of every message, and exact confirmation of the few that hit.

A scan (Aho-Corasick over folded bytes) gives a bit mask of literal groups. A phrase is tried only when all of its groups were seen, and
then by RE2 over a view that keeps offsets. Nothing backtracks, and at most ``MAX_CONFIRMATIONS`` phrases are tried per message, gravest
categories first, so that no text of any content is dear (docs/adr/0009).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ahocorasick_rs import BytesAhoCorasick, Implementation

from moderation.lexicon.compiled import CompiledRule, Expression, RuleHit
from moderation.text.fold import collapse, has_leet, leet_word, scan_bytes
from moderation.text.views import TextViews, View, joined_view

MAX_CONFIRMATIONS: Final = 160
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
SHORT_WORD: Final = 4
"""Words up to this many letters are looked for with a space on both sides, so that they do not hit inside others."""

RUN_BIT: Final = 1
PAIR_BIT: Final = 2
FIRST_FREE_BIT: Final = 4


@dataclass(frozen=True, slots=True)
class Anchored:
    """A phrase with the literal groups that must all be seen before it is tried."""

    mask: int
    rule: CompiledRule
    phrase: Expression
    rank: int


class Lexicon:
    """Everything that packs say, ready to be asked. Immutable once built; ``digest`` names its content."""

    def __init__(
        self,
        literals: Mapping[bytes, int],
        anchored: Mapping[int, tuple[Anchored, ...]],
        gates: Mapping[int, str],
        *,
        words: Callable[[], frozenset[str]],
        features: Mapping[str, tuple[Expression, ...]],
        digest: str,
    ) -> None:
        """Take the compiled tables; ``moderation.lexicon.compiler`` makes them."""
        keys = list(literals)
        self._bits = [literals[k] for k in keys]
        self._find = BytesAhoCorasick(keys, implementation=Implementation.DFA).find_matches_as_indexes
        self._anchored = {bit: _by_mask(group) for bit, group in anchored.items()}
        self._anchors = sum(anchored)
        self._gates = gates
        self._always_look = sum(gates) | RUN_BIT | PAIR_BIT
        self._features = features
        self._words = words
        self.digest = digest

    @property
    def rules(self) -> tuple[CompiledRule, ...]:
        """Every rule once, in the order of the packs."""
        seen = {a.rule.id: a.rule for groups in self._anchored.values() for _, group in groups for a in group}
        return tuple(seen[k] for k in sorted(seen))

    def scan(self, folded: bytes) -> int:
        """The mask of literal groups that occur in ``scan_bytes(text)``; 0 for most messages."""
        found = self._find(folded, overlapping=True)
        if not found:
            return 0
        bits, mask = self._bits, 0
        for hit in found:
            mask |= bits[hit[0]]
        return mask

    @cached_property
    def _known_words(self) -> frozenset[str]:
        """Every word of the packs: needed only where somebody spaced letters out."""
        return self._words()

    def interesting(self, mask: int) -> bool:
        """Whether a mask leads to a phrase to try, to a detector, or to a disguise to undo."""
        if mask & self._always_look:
            return True
        left = mask & self._anchors
        while left:
            bit = left & -left
            left ^= bit
            for needed, _ in self._anchored[bit]:
                if needed & mask == needed:
                    return True
        return False

    def gated(self, mask: int) -> list[str]:
        """Names of the detectors whose literals were seen."""
        return [name for bit, name in self._gates.items() if bit & mask]

    def match(self, views: TextViews, mask: int, wanted: Callable[[CompiledRule], bool]) -> list[RuleHit]:
        """Every wanted rule that fires on the text, each once, at its first place."""
        hits: dict[str, RuleHit] = {}
        if candidates := self._candidates(mask, wanted):
            self._confirm(views.plain, "plain", candidates, hits)
        if mask & RUN_BIT:
            mask |= self.scan(views.skeleton.text.encode())
            candidates = self._candidates(mask, wanted)
        if candidates and (mask & RUN_BIT or has_leet(views.raw)):
            self._confirm(views.skeleton, "skeleton", candidates, hits)
        if mask & PAIR_BIT:
            joined = joined_view(views.plain, self._known_words.__contains__)
            if joined:
                found = self._candidates(mask | self.scan(scan_bytes(joined.text)), wanted)
                self._confirm(joined, "joined", found, hits)
        return list(hits.values())

    def match_across(self, before: str, views: TextViews, wanted: Callable[[CompiledRule], bool]) -> list[RuleHit]:
        """Rules that fire only when the author's earlier lines are read on into this one.

        ``before`` is the plain text of the earlier lines. Hits end inside the new line; their span is the part in it.
        """
        plain = views.plain
        text = " " + before.strip() + plain.text
        shift = len(text) - len(plain.text)
        offsets = (0,) * shift + plain.offsets
        view = View(text, offsets, plain.raw_length)
        hits: dict[str, RuleHit] = {}
        boundary = len(text[: shift + 1].encode())
        for candidate in self._candidates(self.scan(scan_bytes(text)), wanted):
            if candidate.rule.id in hits:
                continue
            found = candidate.phrase.search_after(text.encode(), boundary)
            if found and not _excepted(candidate.rule, text.encode(), skeleton=False):
                hits[candidate.rule.id] = _hit(candidate, view, found, "split")
        return list(hits.values())

    def feature(self, name: str, view: View) -> bool:
        """Whether the view holds any phrase of the feature set ``name`` (game talk, quoting, lyrics, ...)."""
        text = view.text.encode("utf-8", "replace")
        return any(e.search(text, skeleton=False) for e in self._features.get(name, ()))

    def _candidates(self, mask: int, wanted: Callable[[CompiledRule], bool]) -> list[Anchored]:
        found: list[Anchored] = []
        left = mask & self._anchors
        while left:
            bit = left & -left
            left ^= bit
            for needed, group in self._anchored[bit]:
                if needed & mask == needed:
                    found += [a for a in group if wanted(a.rule)]
        if len(found) > 1:
            found.sort(key=lambda a: a.rank)
        return found[:MAX_CONFIRMATIONS]

    def _confirm(self, view: View, name: str, candidates: list[Anchored], hits: dict[str, RuleHit]) -> None:
        text = view.text.encode("utf-8", "replace")
        skeleton = name == "skeleton"
        for candidate in candidates:
            rule = candidate.rule
            if rule.id in hits:
                continue
            found = candidate.phrase.search(text, skeleton=skeleton)
            if found and not _excepted(rule, text, skeleton=skeleton):
                hits[rule.id] = _hit(candidate, view, found, name)


def _by_mask(group: tuple[Anchored, ...]) -> tuple[tuple[int, tuple[Anchored, ...]], ...]:
    """Phrases of one anchor by the groups that they need, so that each need is checked once."""
    found: dict[int, list[Anchored]] = {}
    for anchored in group:
        found.setdefault(anchored.mask, []).append(anchored)
    return tuple((mask, tuple(phrases)) for mask, phrases in found.items())


def _excepted(rule: CompiledRule, text: bytes, *, skeleton: bool) -> bool:
    return any(e.search(text, skeleton=skeleton) for e in rule.exceptions)


def _hit(candidate: Anchored, view: View, found: object, name: str) -> RuleHit:
    start, end = found.span()  # type: ignore[attr-defined]
    if not view.text.isascii():
        data = view.text.encode("utf-8", "replace")
        start, end = len(data[:start].decode("utf-8", "ignore")), len(data[:end].decode("utf-8", "ignore"))
    rule = candidate.rule
    return RuleHit(rule, view, start, end, view.span(start, end), rule.topic(candidate.phrase, found), name)


def literal_keys(word: str, *, prefix: bool, spaced: bool) -> Iterable[bytes]:
    """The byte strings to look for so that no occurrence of a folded word is missed, in plain, leet or stretched spelling."""
    for spelling in {leet_word(word), collapse(leet_word(word))}:
        if not spaced:
            yield spelling.encode()
        elif prefix or len(spelling) > SHORT_WORD:
            yield f" {spelling}".encode()
        else:
            yield f" {spelling} ".encode()
