"""The compiled packs: one multi-pattern scan of every message, and exact confirmation of the few that hit.

A scan (Aho-Corasick over folded bytes) gives the literal groups that occur. A phrase is tried only when all of its groups were seen, and
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
from moderation.lexicon.cues import STAFF_CUES
from moderation.text.fold import collapse, has_leet, leet_word, scan_bytes
from moderation.text.views import TextViews, View, joined_view, plain_view

MAX_CONFIRMATIONS: Final = 160
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
SHORT_WORD: Final = 4
"""Words up to this many letters are looked for with a space on both sides, so that they do not hit inside others."""

RUN: Final = 0
PAIR: Final = 1
FIRST_GROUP: Final = 2
"""Group ids: a letter three times in a row, two single letters in a row, and then the literal groups of phrases and detectors."""

Seen = set[int] | frozenset[int]
"""Ids of the literal groups that occur in a text."""
NOTHING: Final[Seen] = frozenset()


@dataclass(frozen=True, slots=True)
class Anchored:
    """A phrase with the literal groups that must all be seen before it is tried."""

    needs: frozenset[int]
    rule: CompiledRule
    phrase: Expression
    rank: int


Anchors = dict[int, tuple[tuple[frozenset[int], tuple[Anchored, ...]], ...]]


class Lexicon:
    """Everything that packs say, ready to be asked. Immutable once built; ``digest`` names its content."""

    def __init__(
        self,
        literals: Mapping[bytes, frozenset[int]],
        anchored: Mapping[int, tuple[Anchored, ...]],
        gates: Mapping[int, str],
        *,
        words: Callable[[], frozenset[str]],
        features: Mapping[str, tuple[Expression, ...]],
        digest: str,
    ) -> None:
        """Take the compiled tables; ``moderation.lexicon.compiler`` makes them."""
        keys = list(literals)
        self._groups = [literals[k] for k in keys]
        self._find = BytesAhoCorasick(keys, implementation=Implementation.DFA).find_matches_as_indexes
        self._rules = {a.rule.id: a.rule for group in anchored.values() for a in group}
        self._of_viewers = _by_needs(anchored, staff=False)
        self._of_staff = _by_needs(anchored, staff=True)
        self._gates = gates
        self._always_look = frozenset({RUN, PAIR, *gates})
        self._features = features
        self._words = words
        self.digest = digest

    @property
    def rules(self) -> tuple[CompiledRule, ...]:
        """Every rule once, by id."""
        return tuple(self._rules[k] for k in sorted(self._rules))

    def scan(self, folded: bytes) -> Seen:
        """The literal groups that occur in ``scan_bytes(text)``; none in many messages."""
        found = self._find(folded, overlapping=True)
        if not found:
            return NOTHING
        groups = self._groups
        if len(found) == 1:
            return groups[found[0][0]]
        seen: set[int] = set()
        for hit in found:
            seen |= groups[hit[0]]
        return seen

    @cached_property
    def _known_words(self) -> frozenset[str]:
        """Every word of the packs: needed only where somebody spaced letters out."""
        return self._words()

    def interesting(self, seen: Seen, candidates: list[Anchored]) -> bool:
        """Whether there is a phrase to try, a detector to ask, or a disguise to undo."""
        return bool(candidates) or not self._always_look.isdisjoint(seen)

    def gated(self, seen: Seen) -> list[str]:
        """Names of the detectors whose literals were seen."""
        return [name for group, name in self._gates.items() if group in seen]

    def candidates(self, seen: Seen, *, staff: bool = False) -> list[Anchored]:
        """Phrases all of whose groups were seen, gravest first, at most ``MAX_CONFIRMATIONS``."""
        anchors = self._of_staff if staff else self._of_viewers
        found: list[Anchored] = []
        for group in seen:
            if group in anchors:
                for needs, phrases in anchors[group]:
                    if needs <= seen:
                        found += phrases
        if len(found) > 1:
            found.sort(key=lambda a: (a.rank, a.rule.id))
        return found[:MAX_CONFIRMATIONS]

    def match(self, views: TextViews, seen: Seen, candidates: list[Anchored], *, staff: bool = False) -> list[RuleHit]:
        """Every rule that fires on the text, each once, at its first place; ``candidates`` are those of ``seen``."""
        hits: dict[str, RuleHit] = {}
        if candidates:
            _confirm(views.plain, "plain", candidates, hits)
        if RUN in seen:
            seen = seen | self.scan(views.skeleton.text.encode("utf-8", "replace"))
            candidates = self.candidates(seen, staff=staff)
        if candidates and (RUN in seen or has_leet(views.raw)):
            _confirm(views.skeleton, "skeleton", candidates, hits)
        if PAIR in seen:
            joined = joined_view(views.plain, self._known_words.__contains__)
            if joined:
                found = self.candidates(seen | self.scan(scan_bytes(joined.text)), staff=staff)
                _confirm(joined, "joined", found, hits)
        return list(hits.values())

    def read(self, text: str, *, staff: bool = False) -> list[RuleHit]:
        """Every rule that fires on a text read alone; the short way to ask."""
        seen = self.scan(scan_bytes(text))
        candidates = self.candidates(seen, staff=staff)
        return self.match(TextViews(text), seen, candidates, staff=staff) if self.interesting(seen, candidates) else []

    def match_across(self, before: str, views: TextViews, candidates: list[Anchored]) -> list[RuleHit]:
        """Rules that fire only when the author's earlier lines are read on into this one.

        ``before`` is the earlier lines' raw text; ``candidates`` are phrases whose words stand partly in them. Hits begin in the earlier
        lines and end in the new one; their span is the part in it.
        """
        plain, earlier = views.plain, plain_view(before).text
        text = earlier.rstrip() + plain.text
        shift = len(text) - len(plain.text)
        view = View(text, (0,) * shift + plain.offsets, plain.raw_length)
        data = text.encode("utf-8", "replace")
        boundary = len(text[: shift + 1].encode("utf-8", "replace"))
        hits: dict[str, RuleHit] = {}
        for candidate in candidates:
            if candidate.rule.id in hits:
                continue
            found = candidate.phrase.search_after(data, boundary)
            if found and not _excepted(candidate.rule, data, skeleton=False):
                hits[candidate.rule.id] = _hit(candidate, view, found, "split")
        return list(hits.values())

    def feature(self, name: str, view: View) -> bool:
        """Whether the view holds any phrase of the feature set ``name`` (game talk, quoting, lyrics, ...)."""
        text = view.text.encode("utf-8", "replace")
        return any(e.search(text, skeleton=False) for e in self._features.get(name, ()))


def _confirm(view: View, name: str, candidates: list[Anchored], hits: dict[str, RuleHit]) -> None:
    text = view.text.encode("utf-8", "replace")
    skeleton = name == "skeleton"
    for candidate in candidates:
        rule = candidate.rule
        if rule.id in hits:
            continue
        found = candidate.phrase.search(text, skeleton=skeleton)
        if found and not _excepted(rule, text, skeleton=skeleton):
            hits[rule.id] = _hit(candidate, view, found, name)


def _by_needs(anchored: Mapping[int, tuple[Anchored, ...]], *, staff: bool) -> Anchors:
    """For each anchor group, the phrases for viewers or for staff by what else they need, so that each need is checked once."""
    found: Anchors = {}
    for group, phrases in anchored.items():
        by_needs: dict[frozenset[int], list[Anchored]] = {}
        for one in phrases:
            if (one.rule.cue in STAFF_CUES) is staff:
                by_needs.setdefault(one.needs, []).append(one)
        if by_needs:
            found[group] = tuple((needs, tuple(found_here)) for needs, found_here in by_needs.items())
    return found


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
