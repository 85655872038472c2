"""The compiled packs: one multi-pattern scan of every message, and exact confirmation of the few that hit.

A scan (Aho-Corasick over folded bytes) gives the literals that occur. A phrase is tried only when all of its groups were seen, and
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

Seen = set[int] | frozenset[int]
"""Numbers of the literals that occur in a text."""
NOTHING: Final[Seen] = frozenset()
Group = frozenset[int]
"""Numbers of literals of which one must occur."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """A phrase with the literal groups that must all be seen before it is tried; the rarest, ``anchor``, is looked at first."""

    anchor: Group
    others: tuple[Group, ...]
    rule: CompiledRule
    phrase: Expression
    rank: int

    def is_met(self, seen: Seen) -> bool:
        """Whether every group occurs."""
        return not self.anchor.isdisjoint(seen) and not any(g.isdisjoint(seen) for g in self.others)


Needs = tuple[tuple[tuple[Group, ...], tuple[Anchored, ...]], ...]
"""What phrases of one anchor need besides, each need with its phrases."""


@dataclass(frozen=True, slots=True)
class Literals:
    """The byte strings that are looked for, and what the special ones mean."""

    keys: tuple[bytes, ...]
    runs: Group
    pairs: Group
    gates: Mapping[str, Group]


class Lexicon:
    """Everything that packs say, ready to be asked. Immutable once built; ``digest`` names its content."""

    def __init__(
        self,
        literals: Literals,
        anchored: Iterable[Anchored],
        *,
        words: Callable[[], frozenset[str]],
        features: Mapping[str, tuple[Expression, ...]],
        digest: str,
    ) -> None:
        """Take the compiled tables; ``moderation.lexicon.compiler`` makes them."""
        phrases = tuple(anchored)
        self._find = BytesAhoCorasick(literals.keys, implementation=Implementation.DFA).find_matches_as_indexes
        self._rules = {a.rule.id: a.rule for a in phrases}
        self._of_viewers = _tables(a for a in phrases if a.rule.cue not in STAFF_CUES)
        self._of_staff = _tables(a for a in phrases if a.rule.cue in STAFF_CUES)
        self._literals = literals
        self._always_look = literals.runs.union(literals.pairs, *literals.gates.values())
        self._features = features
        self._words = words
        self.digest = digest

    @property
    def rules(self) -> tuple[CompiledRule, ...]:
        """Every rule once, by id."""
        return tuple(self._rules[k] for k in sorted(self._rules))

    def scan(self, folded: bytes) -> Seen:
        """The literals that occur in ``scan_bytes(text)``; none in many messages."""
        found = self._find(folded, overlapping=True)
        return {hit[0] for hit in found} if found else NOTHING

    @cached_property
    def _known_words(self) -> frozenset[str]:
        """Every word of the packs: needed only where somebody spaced letters out."""
        return self._words()

    def interesting(self, seen: Seen, candidates: list[Anchored]) -> bool:
        """Whether there is a phrase to try, a detector to ask, or a disguise to undo."""
        return bool(candidates) or not self._always_look.isdisjoint(seen)

    def gated(self, seen: Seen) -> list[str]:
        """Names of the detectors whose literals were seen."""
        if self._always_look.isdisjoint(seen):
            return []
        return [name for name, group in self._literals.gates.items() if not group.isdisjoint(seen)]

    def candidates(self, seen: Seen, *, staff: bool = False) -> list[Anchored]:
        """Phrases all of whose groups were seen, gravest first, at most ``MAX_CONFIRMATIONS``."""
        by_literal, alone = self._of_staff if staff else self._of_viewers
        found: dict[int, Anchored] = {}
        for literal in seen:
            for others, phrases in (by_literal if len(seen) > 1 else alone).get(literal, ()):
                for group in others:
                    if group.isdisjoint(seen):
                        break
                else:
                    for phrase in phrases:
                        found[id(phrase)] = phrase
        if not found:
            return []
        return sorted(found.values(), key=_rank)[:MAX_CONFIRMATIONS]

    def match(self, views: TextViews, seen: Seen, candidates: list[Anchored], *, staff: bool = False) -> list[RuleHit]:
        """Every rule that fires on the text, each once, at its first place; ``candidates`` are those of ``seen``."""
        hits: dict[str, RuleHit] = {}
        if candidates:
            _confirm(views.plain, candidates, hits)
        stretched = not self._literals.runs.isdisjoint(seen)
        if stretched:
            seen = seen | self.scan(views.skeleton.text.encode("utf-8", "replace"))
            candidates = self.candidates(seen, staff=staff)
        if candidates and (stretched or has_leet(views.raw)):
            _confirm(views.skeleton, candidates, hits, skeleton=True)
        if not self._literals.pairs.isdisjoint(seen):
            joined = joined_view(views.plain, self._known_words.__contains__)
            if joined:
                found = self.candidates(seen | self.scan(scan_bytes(joined.text)), staff=staff)
                _confirm(joined, found, hits)
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
                hits[candidate.rule.id] = _hit(candidate, view, found)
        return list(hits.values())

    def feature(self, name: str, view: View) -> bool:
        """Whether the view holds any phrase of the feature set ``name`` (game talk, quoting, lyrics, ...)."""
        text = view.text.encode("utf-8", "replace")
        return any(e.search(text, skeleton=False) for e in self._features.get(name, ()))

    def keys(self, name: str, view: View) -> frozenset[str]:
        """The keys of the feature set ``name`` (a set with keys) of which the view holds any phrase."""
        begin = f"{name}."
        return frozenset(one.removeprefix(begin) for one in self._features if one.startswith(begin) and self.feature(one, view))


def _confirm(view: View, candidates: list[Anchored], hits: dict[str, RuleHit], *, skeleton: bool = False) -> None:
    text = view.text.encode("utf-8", "replace")
    for candidate in candidates:
        rule = candidate.rule
        if rule.id in hits:
            continue
        found = candidate.phrase.search(text, skeleton=skeleton)
        if found and not _excepted(rule, text, skeleton=skeleton):
            hits[rule.id] = _hit(candidate, view, found)


def _rank(anchored: Anchored) -> tuple[int, str]:
    return anchored.rank, anchored.rule.id


def _tables(phrases: Iterable[Anchored]) -> tuple[dict[int, Needs], dict[int, Needs]]:
    """Phrases by literal: all of them, and those that can be met by one literal alone."""
    table = _by_literal(phrases)
    alone = {literal: tuple(e for e in entries if all(literal in group for group in e[0])) for literal, entries in table.items()}
    return table, {literal: entries for literal, entries in alone.items() if entries}


def _by_literal(phrases: Iterable[Anchored]) -> dict[int, Needs]:
    """For each literal, the phrases that it anchors, by what else they need; phrases with one need share one entry."""
    by_anchor: dict[Group, dict[tuple[Group, ...], list[Anchored]]] = {}
    for one in phrases:
        by_anchor.setdefault(one.anchor, {}).setdefault(one.others, []).append(one)
    found: dict[int, list[tuple[tuple[Group, ...], tuple[Anchored, ...]]]] = {}
    for anchor, needs in by_anchor.items():
        entries = [(others, tuple(same)) for others, same in needs.items()]
        for literal in anchor:
            found.setdefault(literal, []).extend(entries)
    return {literal: tuple(entries) for literal, entries in found.items()}


def _excepted(rule: CompiledRule, text: bytes, *, skeleton: bool) -> bool:
    return any(e.search(text, skeleton=skeleton) for e in rule.exceptions)


def _hit(candidate: Anchored, view: View, found: object) -> RuleHit:
    start, end = found.span()  # type: ignore[attr-defined]
    if not view.text.isascii():
        data = view.text.encode("utf-8", "replace")
        start, end = len(data[:start].decode("utf-8", "ignore")), len(data[:end].decode("utf-8", "ignore"))
    rule = candidate.rule
    return RuleHit(rule, view, start, end, view.span(start, end), rule.topic(candidate.phrase, found))


def literal_keys(word: str, *, prefix: bool, spaced: bool) -> Iterable[bytes]:
    """The byte strings to look for so that no occurrence of a folded word is missed, in plain, leet or stretched spelling."""
    for spelling in {leet_word(word), collapse(leet_word(word))}:
        if not spaced:
            yield spelling.encode()
        elif prefix or len(spelling) > SHORT_WORD:
            yield f" {spelling}".encode()
        else:
            yield f" {spelling} ".encode()
