"""Finds protected facts in folded text: exact or one letter wrong, over spaces, inside words; cheap where there is none.

What a word may be is worked out once and remembered, so that an ordinary message costs one look-up per word. Only where words may begin
or end a fact are the windows around them digested, and at most ``MAX_DIGESTS`` per message, so that no text is dear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from moderation.evidence.facts import ProtectedFacts, edge_digest, fact_digest, shortened
from moderation.text.fold import collapse

MAX_DIGESTS: Final = 800
"""Windows digested per message at most."""
MAX_WORDS: Final = 5000
"""Words of one message that are looked at; the contract allows 8,000 characters."""
MAX_INSIDE: Final = 400
"""Letters of one word in which facts are looked for."""
MAX_FOUND: Final = 4
"""Facts reported per message at most."""
MAX_MEMO: Final = 100_000
"""Words and edges remembered; beyond it memory of them starts anew."""
MAX_REMEMBERED: Final = 40
"""Bytes of the longest word that is remembered."""
SHIFT: Final = 2
"""One wrong letter changes the length by up to so many, since runs count as one letter."""
SPLIT_FUZZY_FROM: Final = 7
"""Facts of so many letters are found over spaces also with a letter wrong; shorter ones only exactly."""

SHORT: Final = 1
TAIL: Final = 2
STARTS: Final = 4
ENDS: Final = 8
HOLDS: Final = 16
"""What a word may be: too short to say; the rest of a fact whose begin is short; the first, or the last, of a fact over several words; a
fact, or a word with one inside."""
SPACED: Final = bytes([SHORT]) * 4
"""Four short words in a row make a text worth reading as spaced-out letters."""
_SHORT_TAIL: Final = bytes([SHORT, TAIL])

_LONG: Final = -1 << SPLIT_FUZZY_FROM
_MIDDLING: Final = 1 << 7 | 1 << 8


@dataclass(frozen=True, slots=True)
class FactHit:
    """A fact in a list of words: ``first`` and ``last`` are their places, both included.

    ``exact`` when no letter is wrong; ``common`` when the fact is an everyday word as well.
    """

    first: int
    last: int
    kind: str
    exact: bool
    common: bool


def may_hold(facts: ProtectedFacts, folded: bytes) -> bool:
    """Whether ``scan_bytes(text)`` is worth a search; costs one look-up per word."""
    if not facts.lengths:
        return False
    values = _values(facts, folded.split())
    return bool(values) and (max(values) > TAIL or _SHORT_TAIL in values or SPACED in values)


def find_facts(facts: ProtectedFacts, words: list[str]) -> list[FactHit]:
    """Facts in the words of a folded text (leet undone), in order of place; the exact and the longest win where several overlap."""
    if not facts.lengths or not words:
        return []
    found = _Search(facts, words[:MAX_WORDS]).run()
    found.sort(key=lambda h: (not h.exact, h.first - h.last, h.first))
    kept: list[FactHit] = []
    for hit in found:
        if len(kept) < MAX_FOUND and not any(hit.first <= k.last and k.first <= hit.last for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.first)


def _values(facts: ProtectedFacts, words: list[bytes]) -> bytes:
    try:
        return bytes(map(facts.memo.__getitem__, words))
    except KeyError:
        return bytes([_worth(facts, word) for word in words])


def _worth(facts: ProtectedFacts, word: bytes) -> int:
    known = facts.memo.get(word)
    if known is not None:
        return known
    value = _work_out(facts, collapse(word[: MAX_INSIDE * 4].decode("utf-8", "ignore")))
    if len(word) <= MAX_REMEMBERED:
        _remember(facts, word, value)
    return value


def _remember(facts: ProtectedFacts, key: bytes | str, value: int) -> None:
    if len(facts.memo) >= MAX_MEMO:
        facts.memo.clear()
    facts.memo[key] = value


def _work_out(facts: ProtectedFacts, letters: str) -> int:
    if len(letters) < 3 and letters.isascii():
        return SHORT
    longer = -1 << (len(letters) + 1)
    value = STARTS if _reach(_edge(facts, f"^{letters[:3]}")) & longer else 0
    if _reach(_edge(facts, f"{letters[-3:]}$")) & longer:
        value |= TAIL | (ENDS if edge_digest(facts.key, f" {letters}$") in facts.edges else 0)
    budget = _Budget(facts)
    return value | (HOLDS if budget.alone(letters) or budget.inside(letters) else 0)


def _edge(facts: ProtectedFacts, edge: str) -> int:
    """The lengths of the facts that have this edge, as a bit mask; remembered."""
    known = facts.memo.get(edge)
    if known is None:
        known = facts.edges.get(edge_digest(facts.key, edge), 0)
        _remember(facts, edge, known)
    return known


def _reach(lengths: int) -> int:
    """Lengths of windows that may be a fact of these lengths; short facts may only stand over spaces as they are."""
    long = lengths & _LONG
    return lengths | long << 1 | long << 2 | long >> 1 | long >> 2


def _around(length: int) -> int:
    """Lengths of the facts that a window of this length may be."""
    bit = 1 << length
    return bit | bit << 1 | bit << 2 | bit >> 1 | bit >> 2


class _Budget:
    """Asks what a window is, and counts what that costs."""

    def __init__(self, facts: ProtectedFacts) -> None:
        self.facts = facts
        self.left = MAX_DIGESTS

    def alone(self, word: str) -> tuple[str, bool, bool] | None:
        """The fact that a whole word is: its kind, whether exactly, whether it is an everyday word as well."""
        facts, near = self.facts, _around(len(word))
        edges = [_edge(facts, edge) for n in (2, 3) for edge in (f"^{word[:n]}", f"{word[-n:]}$")]
        return self.ask(word, fuzzy=True) if any(mask & near for mask in edges) else None

    def ask(self, window: str, *, fuzzy: bool) -> tuple[str, bool, bool] | None:
        """The same for any window."""
        facts, digest = self.facts, self._digest(window)
        kind = facts.digests.get(digest)
        if kind:
            return kind, True, digest in facts.common
        if not fuzzy or digest in facts.ordinary:
            return None
        kind = facts.near.get(digest)
        for shorter in () if kind else sorted(shortened(window)):
            digest = self._digest(shorter)
            kind = facts.near.get(digest)
            if kind or self.left <= 0:
                break
        return (kind, False, False) if kind else None

    def inside(self, word: str) -> str | None:
        """The kind of a whole fact inside a word."""
        sizes = (3,) if word.isascii() else (2, 3)
        for i in range(min(len(word), MAX_INSIDE) - 1 if self.facts.inside else 0):
            for length in (n for size in sizes for n in _bits(self._inside_lengths(word[i : i + size]))):
                kind = self.facts.digests.get(self._digest(word[i : i + length])) if self.left > 0 and i + length <= len(word) else None
                if kind:
                    return kind
        return None

    def _inside_lengths(self, start: str) -> int:
        key = f"in^{start}"
        known = self.facts.memo.get(key)
        if known is None:
            known = self.facts.inside.get(edge_digest(self.facts.key, f"^{start}"), 0)
            _remember(self.facts, key, known)
        return known

    def _digest(self, window: str) -> bytes:
        self.left -= 1
        return fact_digest(self.facts.key, window)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _without_echoes(words: list[str]) -> list[int]:
    """Places of the words without those that only repeat a letter standing alone (``a a a``), which folding would drop one by one."""
    kept: list[int] = []
    alone = ""
    for i, word in enumerate(words):
        letter = word[:1] if word == word[:1] * len(word) else ""
        if not letter or letter != alone:
            kept.append(i)
        alone = letter
    return kept


def _joined(left: str, right: str) -> str:
    """Two folded words read as one; a letter that ends one and begins the other counts once."""
    return left + (right[1:] if left[-1:] == right[:1] else right)


class _Search:
    """One search through the words of one text."""

    def __init__(self, facts: ProtectedFacts, words: list[str]) -> None:
        self.facts = facts
        self.places = _without_echoes(words)
        self.values = _values(facts, [words[i].encode("utf-8", "replace") for i in self.places])
        self.words = [words[i] if len(words[i]) == 1 else collapse(words[i]) for i in self.places]
        self.spaced = SPACED in self.values
        self.budget = _Budget(facts)
        self.found: list[FactHit] = []
        self.longest = max(facts.lengths) + SHIFT

    def run(self) -> list[FactHit]:
        """Try every word that may be, begin, end or hold a fact."""
        for at, value in enumerate(self.values):
            if self.budget.left <= 0 or len(self.found) >= 2 * MAX_FOUND:
                break
            if value & HOLDS:
                self._word(at)
            if value & STARTS or (value == SHORT and self.spaced and self._may_start(at)):
                self._over_words(at, 1)
            if value & ENDS or (value & TAIL and at and self.values[at - 1] == SHORT):
                self._over_words(at, -1)
        return self.found

    def _may_start(self, at: int) -> bool:
        """Whether the letters from a short word on begin like a fact; a quick look that may say yes too often."""
        three = "".join(self.words[at : at + 3])[:3]
        return len(three) < 3 or three[0] == three[1] or three[1] == three[2] or bool(_edge(self.facts, f"^{three}"))

    def _word(self, at: int) -> None:
        word = self.words[at]
        known = self.budget.alone(word)
        kind = None if known else self.budget.inside(word)
        if known:
            self._add(at, at, known)
        elif kind:
            self._add(at, at, (kind, True, False))

    def _add(self, first: int, last: int, known: tuple[str, bool, bool]) -> None:
        kind, exact, common = known
        self.found.append(FactHit(self.places[first], self.places[last], kind, exact, common))

    def _over_words(self, at: int, step: int) -> None:
        """Windows of several words from this one on, forwards or backwards, as long as a fact may be."""
        letters, lengths, other = self.words[at], 0, at + step
        while 0 <= other < len(self.words) and len(letters) <= self.longest and self.budget.left > 0:
            letters = _joined(letters, self.words[other]) if step > 0 else _joined(self.words[other][-self.longest :], letters)
            if not lengths and len(letters) >= 3:
                lengths = _edge(self.facts, f"^{letters[:3]}" if step > 0 else f"{letters[-3:]}$")
                if not lengths:
                    return
            if _reach(lengths) >> len(letters) & 1:
                known = self.budget.ask(letters, fuzzy=self._may_be_misspelt(letters, lengths, step))
                if known:
                    self._add(min(at, other), max(at, other), known)
                    if len(self.found) >= 2 * MAX_FOUND:
                        return
            other += step

    def _may_be_misspelt(self, letters: str, lengths: int, step: int) -> bool:
        """Whether more of it than the three letters at one end is as in a fact; short facts leave nothing to tell by."""
        near = lengths & _around(len(letters))
        if near & _MIDDLING:
            return True
        more, other = (f"^{letters[:5]}", f"{letters[-3:]}$") if step > 0 else (f"{letters[-5:]}$", f"^{letters[:3]}")
        return bool(near & _LONG and (_edge(self.facts, more) | _edge(self.facts, other)) & near)
