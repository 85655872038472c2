"""Protected facts: what the creator keeps private, known only by keyed digests, so that no file, log or alert can show it.

A fact is folded as chat is (case, accents, look-alikes and leet undone, no separators) and runs of a letter become one. What is kept of it
are keyed digests: of the whole, of the whole with one letter left out (so that one wrong letter is still found), and of its first and last
letters with the length, which tell the search where to look. ``moderation.evidence.fact_search`` finds facts in a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from typing import Final

import phonenumbers

from moderation.errors import ModerationError
from moderation.text.fold import collapse, scan_bytes

KINDS: Final = frozenset(
    {
        "real_name",
        "family_name",
        "family_member",
        "town",
        "area",
        "street",
        "building",
        "school",
        "workplace",
        "plate",
        "phone",
        "email",
        "other",
    },
)
DIGEST_BYTES: Final = 16
KEY_BYTES: Final = range(16, 65)
FUZZY_FROM: Final = 6
"""Facts of so many letters or more are also found with one letter wrong."""
FEWEST_FUZZY: Final = 5
"""... unless runs of a letter leave fewer than so many."""
INSIDE_FROM: Final = 8
"""Facts of so many letters are also found inside longer words ("livesinexampleton")."""
SHORTEST: Final = 3
SHORTEST_DENSE: Final = 2
"""Letters of the shortest fact; scripts without spaces (Chinese, Japanese, Korean) say more with fewer."""
LONGEST: Final = 60
FEWEST_DIGITS: Final = 6
"""Digits that a telephone number without its signs still has."""
EXACT_KINDS: Final = frozenset({"phone", "plate", "email"})
"""Kinds in which one wrong letter makes another value."""


class FactError(ModerationError):
    """A protected fact that cannot be used; says its kind and what is wrong, never the value."""


def fold_fact(value: str) -> str:
    """A fact as it is compared: folded, leet undone, runs of a letter as one, nothing in between."""
    return collapse(scan_bytes(value).decode().replace(" ", ""))


@cache
def _keyed(key: bytes, size: int, use: bytes) -> blake2b:
    """A hash that has already read the key; copies of it cost half of a new one."""
    return blake2b(digest_size=size, key=key, person=use)


def fact_digest(key: bytes, folded: str) -> bytes:
    """Keyed BLAKE2b of a folded fact, 128 bits. ``key`` is secret, 16 to 64 bytes, and stays on the machine."""
    state = _keyed(key, DIGEST_BYTES, b"fact").copy()
    state.update(folded.encode())
    return state.digest()


def edge_digest(key: bytes, edge: str) -> int:
    """A short keyed digest of a fact's first (``^tho``) or last (``ury$``) letters; 32 bits."""
    state = _keyed(key, 4, b"edge").copy()
    state.update(edge.encode())
    return int.from_bytes(state.digest())


def edges_of(folded: str, *, fuzzy: bool) -> Iterator[str]:
    """The first and last letters of a fact that the search looks up, marked ``^`` and ``$``.

    Two letters wrong in a row must leave one of both ends whole, so that facts of five or six letters need edges of two. Long facts also
    have edges of five, which tell a misspelling from other words sooner.
    """
    for size in (2, 3) if fuzzy and len(folded) < 7 else (3, 5) if len(folded) >= 9 else (3,):
        yield f"^{folded[:size]}"
        yield f"{folded[-size:]}$"


@dataclass(frozen=True, slots=True, eq=False)
class ProtectedFacts:
    """All facts of a creator. Equal only to itself; ``repr`` says how many there are and nothing else.

    ``digests`` maps whole facts to kinds, ``near`` the longer ones, whole and with one letter left out; ``ordinary`` holds digests of
    common words that are one letter away from a fact, and ``common`` those of facts that are common words themselves. ``edges`` maps
    first and last letters, and last words, to a bit mask of fact lengths; ``inside`` does so for facts that may stand inside a word.
    ``lengths`` are in letters, runs counted as one.
    """

    key: bytes = field(default=b"", repr=False)
    digests: Mapping[bytes, str] = field(default_factory=dict, repr=False)
    near: Mapping[bytes, str] = field(default_factory=dict, repr=False)
    ordinary: frozenset[bytes] = field(default=frozenset(), repr=False)
    common: frozenset[bytes] = field(default=frozenset(), repr=False)
    edges: Mapping[int, int] = field(default_factory=dict, repr=False)
    inside: Mapping[int, int] = field(default_factory=dict, repr=False)
    lengths: frozenset[int] = field(default=frozenset(), repr=False)
    memo: dict[bytes | str, int] = field(default_factory=dict, repr=False)
    """What the search has worked out about words; filled as it goes, never saved."""

    def __repr__(self) -> str:
        """Show the number alone."""
        return f"ProtectedFacts({len(self.digests)} digests)"

    def kind_of(self, folded: str) -> str | None:
        """The kind of fact that this folded string is exactly, or ``None``."""
        if len(folded) not in self.lengths:
            return None
        return self.digests.get(fact_digest(self.key, folded))


def make_facts(key: bytes, values: Mapping[str, Iterable[str]], ordinary: Iterable[str] | None = None) -> ProtectedFacts:
    """Digest facts, given in clear by kind (one of ``KINDS``); the values are not kept.

    ``ordinary`` are common words that a misspelling may not be taken for (English ones by default). Raises ``FactError`` for an unknown
    kind, a key of the wrong length, or a value with too few letters.
    """
    if len(key) not in KEY_BYTES:
        raise FactError(f"the key of the protected facts has {len(key)} bytes; give {KEY_BYTES.start} to {KEY_BYTES.stop - 1}")
    words = _default_words() if ordinary is None else frozenset(map(fold_fact, ordinary))
    making = _Making(key, words)
    for kind, given in sorted(values.items()):
        if kind not in KINDS:
            raise FactError(f"{kind!r} is no kind of protected fact; use one of {', '.join(sorted(KINDS))}")
        for value in given:
            for form in _forms(kind, value):
                making.add(kind, form)
    return making.facts()


@cache
def _default_words() -> frozenset[str]:
    from moderation.evidence._ordinary_words import WORDS  # noqa: PLC0415 -- 240 KB, needed only where facts are made

    return frozenset(map(fold_fact, WORDS))


_STREETS: Final = {
    "street": "st",
    "road": "rd",
    "avenue": "ave",
    "lane": "ln",
    "drive": "dr",
    "court": "ct",
    "close": "cl",
    "square": "sq",
    "place": "pl",
    "boulevard": "blvd",
    "crescent": "cres",
    "terrace": "ter",
    "gardens": "gdns",
}


def _forms(kind: str, value: str) -> Iterator[str]:
    """The ways in which people write one fact, the given one first."""
    yield value
    words = value.replace(",", " ").split()
    if kind == "street" and len(words) > 1:
        yield from _street_forms(words)
    elif kind == "real_name" and len(words) == 2:
        yield f"{words[1]} {words[0]}"
    elif kind == "phone":
        yield from _phone_forms(value)


def _street_forms(words: list[str]) -> Iterator[str]:
    """Without its number, and with the street's word short or long."""
    bare = words[1:] if words[0][:1].isdigit() and len(words) > 2 else words
    pairs = {**_STREETS, **{short: long for long, short in _STREETS.items()}}
    for form in (words, bare):
        other = pairs.get(form[-1].lower().rstrip("."))
        yield " ".join(form)
        if other:
            yield " ".join([*form[:-1], other])


def _phone_forms(value: str) -> Iterator[str]:
    """National with and without the leading zero, and international without the plus sign."""
    digits = "".join(c for c in value if c.isdigit())
    if value.strip().startswith("+"):
        try:
            national = str(phonenumbers.parse(value, None).national_number)
        except phonenumbers.NumberParseException:
            national = digits
        forms = (digits, national, f"0{national}")
    else:
        forms = (digits, digits.lstrip("0"), digits)
    yield from (form for form in forms if len(form) >= FEWEST_DIGITS)


class _Making:
    """The tables of facts, while they are made."""

    def __init__(self, key: bytes, words: frozenset[str]) -> None:
        self.key = key
        self.words = words
        self.digests: dict[bytes, str] = {}
        self.near: dict[bytes, str] = {}
        self.ordinary: set[bytes] = set()
        self.common: set[bytes] = set()
        self.edges: dict[int, int] = {}
        self.inside: dict[int, int] = {}
        self.lengths: set[int] = set()

    def add(self, kind: str, value: str) -> None:
        letters = scan_bytes(value).decode().replace(" ", "")
        folded = collapse(letters)
        dense = is_dense(folded)
        if not (SHORTEST_DENSE if dense else SHORTEST) <= len(folded) <= LONGEST:
            raise FactError(f"a protected fact of the kind {kind} has {len(folded)} letters; it needs {SHORTEST} to {LONGEST}")
        digest = fact_digest(self.key, folded)
        self.digests.setdefault(digest, kind)
        self.lengths.add(len(folded))
        if folded in self.words or (len(folded) <= SHORTEST and not dense):
            self.common.add(digest)
        fuzzy = len(letters) >= FUZZY_FROM and len(folded) >= FEWEST_FUZZY and not dense and kind not in EXACT_KINDS
        last = collapse(scan_bytes(value).decode().split()[-1])
        for edge in (*edges_of(folded, fuzzy=fuzzy), f" {last}$"):
            _mark(self.edges, edge_digest(self.key, edge), len(folded))
        if dense or len(letters) >= INSIDE_FROM:
            _mark(self.inside, edge_digest(self.key, f"^{folded[:3]}"), len(folded))
        if fuzzy:
            self._neighbours(kind, letters, folded)

    def _neighbours(self, kind: str, letters: str, folded: str) -> None:
        near = {collapse(letters[:i] + letters[i + 1 :]) for i in range(len(letters))} - {folded}
        for shorter in near | {folded}:
            self.near.setdefault(fact_digest(self.key, shorter), kind)
        alike = near.union(*(_lengthened(word) for word in near | {folded})) - {folded}
        self.ordinary |= {fact_digest(self.key, word) for word in alike & self.words}

    def facts(self) -> ProtectedFacts:
        return ProtectedFacts(
            key=self.key,
            digests=self.digests,
            near=self.near,
            ordinary=frozenset(self.ordinary),
            common=frozenset(self.common),
            edges=self.edges,
            inside=self.inside,
            lengths=frozenset(self.lengths),
        )


def _mark(table: dict[int, int], edge: int, length: int) -> None:
    table[edge] = table.get(edge, 0) | 1 << length


_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz26"


def _lengthened(word: str) -> set[str]:
    """Every folded word from which leaving out one letter makes this one, runs counted as one letter."""
    made = {word[:i] + c + word[i:] for i in range(len(word) + 1) for c in _LETTERS}
    return made | {word[: i + 1] + c + word[i:] for i in range(len(word)) for c in _LETTERS}


def shortened(word: str) -> set[str]:
    """A folded word with each letter left out in turn."""
    return {collapse(word[:i] + word[i + 1 :]) for i in range(len(word))}


def is_dense(text: str) -> bool:
    """Whether a text is written in a script that needs no spaces: all of it beyond the alphabets."""
    return bool(text) and all(char >= "\u1100" for char in text)
