"""The compiled packs: one multi-pattern scan of every message, and exact confirmation of the few that hit.

A scan (Aho-Corasick over folded bytes) gives a bit mask of literal groups. A phrase is tried only when all of its groups were seen, and
then by RE2 over a view that keeps offsets. Nothing backtracks, and at most ``MAX_CONFIRMATIONS`` phrases are tried per message, gravest
categories first, so that no text of any content is dear (docs/adr/0009).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
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
        words: frozenset[str],
        features: Mapping[str, Expression],
        digest: str,
    ) -> None:
        """Take the compiled tables; ``moderation.lexicon.compiler`` makes them."""
        keys = list(literals)
        self._bits = [literals[k] for k in keys]
        self._find = BytesAhoCorasick(keys, implementation=Implementation.DFA).find_matches_as_indexes
        self._anchored = anchored
        self._anchors = sum(anchored)
        self._gates = gates
        self._gate_mask = sum(gates)
        self._features = features
        self._words = words
        self.digest = digest

    @property
    def rules(self) -> tuple[CompiledRule, ...]:
        """Every rule once, in the order of the packs."""
        seen = {a.rule.id: a.rule for group in self._anchored.values() for a in group}
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

    def interesting(self, mask: int) -> bool:
        """Whether a mask can lead to anything at all."""
        return bool(mask & (self._anchors | self._gate_mask | RUN_BIT | PAIR_BIT))

    def gated(self, mask: int) -> list[str]:
        """Names of the detectors whose literals were seen."""
        return [name for bit, name in self._gates.items() if bit & mask]

    def match(self, views: TextViews, mask: int, wanted: Callable[[CompiledRule], bool]) -> list[RuleHit]:
        """Every wanted rule that fires on the text, each once, at its first place."""
        hits: dict[str, RuleHit] = {}
        self._confirm(views.plain, "plain", mask, wanted, hits)
        if mask & RUN_BIT or has_leet(views.raw):
            skeleton = views.skeleton
            extra = self.scan(skeleton.text.encode()) if mask & RUN_BIT else 0
            self._confirm(skeleton, "skeleton", mask | extra, wanted, hits)
        if mask & PAIR_BIT:
            joined = joined_view(views.plain, self._words.__contains__)
            if joined:
                self._confirm(joined, "joined", mask | self.scan(scan_bytes(joined.text)), wanted, hits)
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
        expression = self._features.get(name)
        return bool(expression and expression.search(view.text.encode(), skeleton=False))

    def _candidates(self, mask: int, wanted: Callable[[CompiledRule], bool]) -> list[Anchored]:
        found: list[Anchored] = []
        left = mask & self._anchors
        while left:
            bit = left & -left
            left ^= bit
            found.extend(a for a in self._anchored[bit] if a.mask & mask == a.mask and wanted(a.rule))
        found.sort(key=lambda a: a.rank)
        return found[:MAX_CONFIRMATIONS]

    def _confirm(self, view: View, name: str, mask: int, wanted: Callable[[CompiledRule], bool], hits: dict[str, RuleHit]) -> None:
        candidates = self._candidates(mask, wanted)
        if not candidates:
            return
        text = view.text.encode("utf-8", "replace")
        skeleton = name == "skeleton"
        for candidate in candidates:
            rule = candidate.rule
            if rule.id in hits:
                continue
            found = candidate.phrase.search(text, skeleton=skeleton)
            if found and not _excepted(rule, text, skeleton=skeleton):
                hits[rule.id] = _hit(candidate, view, found, name)


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
