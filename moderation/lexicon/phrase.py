"""The phrase language of rule packs: words, slots and gaps, never regular expressions.

============  =====================================================================
``word``      that word, as folded (case, accents, apostrophes and leet do not matter)
``word*``     any word that begins so
``<name>``    any phrase of the set ``name``
``(a|b c)``   one of the alternatives
``x?``        the item before it may be missing
``...``       up to three words in between; ``..7`` up to seven
``#``         a number, with or without a currency sign
``^`` ``$``   the message begins, or ends, here
============  =====================================================================

A phrase is parsed to a tree, and the tree gives both an RE2 expression (linear time on any text) and the literals that a prefilter can
look for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from moderation.errors import ModerationError
from moderation.text.fold import plain_word

DEFAULT_GAP: Final = 3
MAX_GAP: Final = 12
GAP_CHARACTERS: Final = 4
"""Characters that one word of a gap stands for in a script without spaces."""


class PhraseError(ModerationError):
    """A phrase that cannot be read; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, already folded; ``prefix`` accepts any word that begins so."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A reference to a phrase set."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    options: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True)
class Optional:
    """An item that may be missing."""

    item: Item


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``words`` words of any kind."""

    words: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with or without a currency sign."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The begin or the end of the message."""

    end: bool


Item = Word | Slot | Choice | Optional | Gap | Number | Edge


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items one after the other."""

    items: tuple[Item, ...]


_TOKEN = re.compile(r"\s*(?:(<[a-z_0-9]+>)|(\.\.\d+|\.\.\.)|([()|?#^$])|([^\s()|?<>]+))")


@cache
def parse(phrase: str) -> Sequence:
    """Read a phrase; raises ``PhraseError`` that names the place. Packs repeat their exceptions, so what was read once is remembered."""
    tokens = list(_tokens(phrase))
    sequence, rest = _sequence(phrase, tokens, 0)
    if rest != len(tokens):
        msg = f"unexpected {tokens[rest]!r} in {phrase!r}"
        raise PhraseError(msg)
    if not sequence.items:
        msg = f"empty phrase {phrase!r}"
        raise PhraseError(msg)
    return sequence


def _tokens(phrase: str) -> Iterator[str]:
    at = 0
    phrase = phrase.rstrip()
    while at < len(phrase):
        found = _TOKEN.match(phrase, at)
        if not found:
            msg = f"cannot read {phrase[at : at + 12]!r} in {phrase!r}; a slot is written <name>"
            raise PhraseError(msg)
        yield found.group().strip()
        at = found.end()


def _sequence(phrase: str, tokens: list[str], at: int) -> tuple[Sequence, int]:
    items: list[Item] = []
    while at < len(tokens) and tokens[at] not in {")", "|"}:
        if tokens[at] == "?":
            if not items:
                msg = f"'?' follows nothing in {phrase!r}"
                raise PhraseError(msg)
            items[-1] = Optional(items[-1])
            at += 1
            continue
        item, at = _item(phrase, tokens, at)
        items.extend(item)
    return Sequence(tuple(items)), at


def _item(phrase: str, tokens: list[str], at: int) -> tuple[list[Item], int]:
    token = tokens[at]
    if token == "(":
        return _choice(phrase, tokens, at + 1)
    if token.startswith("<"):
        return [Slot(token[1:-1])], at + 1
    if token.startswith(".."):
        words = DEFAULT_GAP if token == "..." else int(token[2:])
        if not 0 < words <= MAX_GAP:
            msg = f"a gap holds 1 to {MAX_GAP} words, not {words}, in {phrase!r}"
            raise PhraseError(msg)
        return [Gap(words)], at + 1
    if token == "#":
        return [Number()], at + 1
    if token in {"^", "$"}:
        return [Edge(end=token == "$")], at + 1
    return _words(phrase, token), at + 1


def _words(phrase: str, token: str) -> list[Item]:
    words = _folded(token)
    if not words:
        msg = f"{token!r} holds no letter, in {phrase!r}"
        raise PhraseError(msg)
    return list(words)


@cache
def _folded(token: str) -> tuple[Word, ...]:
    prefix = token.endswith("*")
    folded = plain_word(token.rstrip("*")).split()
    return tuple(Word(w, prefix=prefix and i == len(folded) - 1) for i, w in enumerate(folded))


def _choice(phrase: str, tokens: list[str], at: int) -> tuple[list[Item], int]:
    options: list[Sequence] = []
    while True:
        option, at = _sequence(phrase, tokens, at)
        if not option.items:
            msg = f"an empty alternative in {phrase!r}; write (a|b)? for something that may be missing"
            raise PhraseError(msg)
        options.append(option)
        if at >= len(tokens):
            msg = f"a bracket is not closed in {phrase!r}"
            raise PhraseError(msg)
        closed = tokens[at] == ")"
        at += 1
        if closed:
            return [Choice(tuple(options))], at


@dataclass(frozen=True, slots=True)
class Script:
    """How items follow each other in a language: between spaces, or run together (Chinese, Japanese, and Korean particles)."""

    spaced: bool
    change: Callable[[str], str]

    @property
    def before(self) -> str:
        """What comes before each word."""
        return " " if self.spaced else " ?"

    def gap(self, words: int) -> str:
        """Up to ``words`` words of anything."""
        return f"(?: [^ ]+){{0,{words}}}?" if self.spaced else f".{{0,{words * GAP_CHARACTERS}}}?"


def expression(sequence: Sequence, script: Script, sets: Mapping[str, tuple[Sequence, ...]]) -> str:
    """The RE2 expression of a phrase over a padded view. Slots outside brackets become groups, in order."""
    body = "".join(_express(item, script, sets, grouped=True) for item in sequence.items)
    return body + ("(?: |$)" if script.spaced else "")


def _express(item: Item, script: Script, sets: Mapping[str, tuple[Sequence, ...]], *, grouped: bool) -> str:
    match item:
        case Word(text, prefix):
            tail = "[^ ]*" if prefix and script.spaced else ""
            return script.before + re.escape(script.change(text)) + tail
        case Slot(name):
            return ("(" if grouped else "(?:") + "|".join(_join(s, script, sets) for s in sets[name]) + ")"
        case Choice(options):
            return "(?:" + "|".join(_join(o, script, sets) for o in options) + ")"
        case Optional(inner):
            return "(?:" + _express(inner, script, sets, grouped=grouped) + ")?"
        case Gap(words):
            return script.gap(words)
        case Number():
            return script.before + r"\$?[0-9]+(?: [0-9]{3})*[a-z$]{0,4}"
        case Edge(end):
            return "(?: $|$)" if end else "^"


def _join(sequence: Sequence, script: Script, sets: Mapping[str, tuple[Sequence, ...]]) -> str:
    return "".join(_express(item, script, sets, grouped=False) for item in sequence.items)


def slot_names(sequence: Sequence) -> list[str]:
    """Names of the slots that become groups, in the order of the groups."""
    names: list[str] = []
    for item in sequence.items:
        inner = item
        while isinstance(inner, Optional):
            inner = inner.item
        if isinstance(inner, Slot):
            names.append(inner.name)
    return names


class Literals:
    """Chooses, for what must be there in a phrase, words of which at least one occurs in every match: the rarest of each phrase."""

    def __init__(self, sets: Mapping[str, tuple[Sequence, ...]], cost: Callable[[str], float]) -> None:
        """``cost`` tells how often a word is expected; sets are read once each."""
        self._sets = sets
        self._cost = cost
        self._of_set: dict[str, frozenset[Word]] = {}
        self._costs: dict[frozenset[Word], float] = {}

    def groups(self, sequence: Sequence) -> list[frozenset[Word]]:
        """One group of words for each item that must be there, cheapest first."""
        found = [g for item in sequence.items if (g := self._of(item))]
        found.sort(key=self.cost)
        return found

    def cost(self, group: frozenset[Word]) -> float:
        """How often any word of the group is expected."""
        if group not in self._costs:
            self._costs[group] = sum(self._cost(w.text) for w in group)
        return self._costs[group]

    def _of(self, item: Item) -> frozenset[Word]:
        match item:
            case Word():
                return frozenset({item})
            case Slot(name):
                if name not in self._of_set:
                    self._of_set[name] = self._any_of(self._sets[name])
                return self._of_set[name]
            case Choice(options):
                return self._any_of(options)
            case _:
                return frozenset()

    def _any_of(self, options: tuple[Sequence, ...]) -> frozenset[Word]:
        words: set[Word] = set()
        for option in options:
            groups = self.groups(option)
            if not groups:
                return frozenset()
            words |= groups[0]
        return frozenset(words)


def all_words(sequence: Sequence) -> Iterator[str]:
    """Every word that a phrase names itself (not through slots)."""
    for item in sequence.items:
        yield from _words_of(item)


def _words_of(item: Item) -> Iterator[str]:
    match item:
        case Word(text):
            yield text
        case Choice(options):
            for option in options:
                yield from all_words(option)
        case Optional(inner):
            yield from _words_of(inner)
        case _:
            return
