"""Whose a value is, as the words around it say: the creator's (or a person's close to them), the author's own, a public one, nobody's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Final

import re2

from moderation.lexicon.phrase import Script, Sequence, all_words, expression, parse
from moderation.reading import Reading, Surroundings
from moderation.signals import Span
from moderation.taxonomy import Addressee
from moderation.text.fold import collapse, leet_word
from moderation.text.views import View, joined_view, plain_view
from moderation.values import _frames

BEFORE: Final = 110
"""Characters that are read before a value."""
AFTER: Final = 60
NEAR: Final = 7
"""So many words may stand between a frame and the value."""
FAR: Final = 12
"""The same for a person of the author's own life, whom a later "her" may mean."""
NEAR_AFTER: Final = 2
MAX_FRAMES: Final = 24
"""Frames of one kind looked at per window."""


class Whose(StrEnum):
    """To whom a value belongs."""

    CREATOR = "creator"
    VIEWER = "viewer"
    SELF = "self"
    OTHER = "other"
    PUBLIC = "public"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Claim:
    """What the words say. ``words`` are those of the frame, between spaces; ``distance`` is the number of words in between."""

    whose: Whose
    words: str = " "
    distance: int = 99
    start: int = 0

    @property
    def exposes(self) -> bool:
        """Whether the value is somebody's who is on this channel and is not the author."""
        return self.whose in {Whose.CREATOR, Whose.VIEWER}

    def says(self, words: frozenset[str]) -> bool:
        """Whether the frame holds any of these words."""
        return any(word in words or any(word == collapse(w) for w in words) for word in self.words.split())


UNCLAIMED: Final = Claim(Whose.NOBODY)

_PLAIN: Final = Script(spaced=True, change=lambda word: word)
_SKELETON: Final = Script(spaced=True, change=lambda word: collapse(leet_word(word)))
_SIDES: Final = {
    "before": {
        Whose.CREATOR: _frames.CREATOR,
        Whose.SELF: _frames.SELF,
        Whose.OTHER: _frames.OTHERS,
        Whose.PUBLIC: _frames.PUBLIC,
    },
    "after": {Whose.CREATOR: _frames.CREATOR_AFTER, Whose.SELF: _frames.SELF_AFTER, Whose.PUBLIC: _frames.PUBLIC},
}


@cache
def _sets() -> dict[str, tuple[Sequence, ...]]:
    given = {name: words.split() for name, words in _frames.SETS.items()}
    given["noun"] += [f"{word}s" for word in given["noun"] if not word.endswith("s")]
    return {name: tuple(parse(word) for word in words) for name, words in given.items()}


@cache
def _compiled(side: str, whose: Whose, *, skeleton: bool) -> Any:  # noqa: ANN401 -- google-re2 ships no types
    script = _SKELETON if skeleton else _PLAIN
    bodies = (expression(parse(frame), script, _sets()) for frame in _SIDES[side][whose])
    return re2.compile("|".join(_unnamed(body) for body in bodies))


def _unnamed(body: str) -> str:
    """Named groups repeat from frame to frame; none is needed here."""
    return str(re2.sub(r"\(\?P<s[0-9]+>", "(?:", body))


@cache
def _known_words() -> frozenset[str]:
    frames = (f for side in _SIDES.values() for group in side.values() for f in group)
    words = {w for frame in frames for w in all_words(parse(frame))}
    return frozenset(words | {w for group in _frames.SETS.values() for w in group.split()})


def whose(reading: Reading, span: Span) -> Claim:
    """Whose the value under ``span`` is said to be; the nearest frame decides, in whatever spelling it is written."""
    views = reading.views
    claim = _claim(reading, views.plain, span, skeleton=False)
    if claim.whose is Whose.NOBODY:
        claim = _claim(reading, views.skeleton, span, skeleton=True)
    if claim.whose is Whose.NOBODY:
        joined = joined_view(_around(views.plain, span), _known_words().__contains__)
        claim = _claim(reading, joined, span, skeleton=False) if joined else claim
    return _to_viewer(reading, claim)


def _around(view: View, span: Span) -> View:
    """The part of a view around a value, so that a long text costs no more than a short one."""
    first = max(0, bisect_left(view.offsets, span.start) - 2 * BEFORE)
    last = bisect_left(view.offsets, span.end) + 2 * AFTER
    text = view.text[first:last].strip(" ")
    begin = view.text.find(text, first)
    offsets = view.offsets[begin : begin + len(text)]
    if not offsets:
        return View("  ", (span.start, span.end), view.raw_length)
    return View(f" {text} ", (offsets[0], *offsets, offsets[-1]), view.raw_length)


def _to_viewer(reading: Reading, claim: Claim) -> Claim:
    """What is "your" in words to another viewer is that viewer's."""
    said_to = reading.tone.addressee is Addressee.VIEWER
    if claim.whose is Whose.CREATOR and said_to and not claim.says(_NOT_YOU):
        return Claim(Whose.VIEWER, claim.words, claim.distance)
    return claim


_NOT_YOU: Final = frozenset(_frames.SETS["third"].split() + _frames.SETS["someone"].split() + _frames.SETS["streamer"].split())


def _claim(reading: Reading, view: View, span: Span, *, skeleton: bool) -> Claim:
    first, last = bisect_left(view.offsets, span.start), bisect_left(view.offsets, span.end)
    text = view.text[max(0, first - BEFORE) : first]
    if first < BEFORE and reading.before:
        text = plain_view(reading.before[-BEFORE:]).text + text
    mark = _marker(reading.surroundings, skeleton=skeleton)
    before = mark(text[-BEFORE:])
    after = mark(view.text[last : last + AFTER])
    found = [*_before(before, skeleton=skeleton), *_after(after, skeleton=skeleton)]
    if not found:
        return UNCLAIMED
    best = min(found, key=lambda c: (c.distance > NEAR, c.distance, -c.start))
    return _settled(best, found, before)


def _settled(best: Claim, found: list[Claim], before: str) -> Claim:
    """Let a public or another person's word inside or after the creator's frame win; she who lost her phone may be the author's sister."""
    if best.whose is not Whose.CREATOR:
        return best
    public = next((c for c in found if c.whose is Whose.PUBLIC and c.start >= best.start), None)
    if public and not _denied(before, public):
        return public
    other = next((c for c in found if c.whose is Whose.OTHER), None)
    if other and other.start < best.start and best.says(_SHE) and other.says(_GENDERED) and not _GIVEN.search(before):
        return other
    return best


_SHE: Final = frozenset({"she", "he", "shes", "hes", "her", "his", "him", "hers"})
_GENDERED: Final = frozenset(
    "mom moms mum mums mother dad dads father sister sisters brother brothers boyfriend girlfriend husband wife ex exs bf gf nan grandma "
    "grandpa uncle aunt daughter son".split(),
)
_GIVEN: Final = re2.compile(" (gave|got|found|sent|leaked|told|knows|has|showed) ")


def _denied(before: str, public: Claim) -> bool:
    """Whether the words before the public word deny it ("not the business one")."""
    return bool(re2.search(r" (not|isnt|aint|no|than|besides|instead of) ([^ ]+ ){0,2}$", before[: public.start + 1]))


def _before(text: str, *, skeleton: bool) -> Iterator[Claim]:
    for who in _SIDES["before"]:
        for start, end in _matches(_compiled("before", who, skeleton=skeleton), text):
            between = text[end:].split()
            if len(between) <= (FAR if who is Whose.OTHER else NEAR) and not _ranks(text[start:end], between, skeleton=skeleton):
                yield Claim(who, f" {text[start:end].strip()} ", len(between), start)


def _ranks(frame: str, between: list[str], *, skeleton: bool) -> bool:
    """Whether a frame counts or ranks and introduces nothing ("her number one", "the number of")."""
    return bool(between) and frame.endswith("number ") and (between[0] in _frames.CONFUSED or (skeleton and between[0] == "i"))


def _after(text: str, *, skeleton: bool) -> Iterator[Claim]:
    for who in _SIDES["after"]:
        for start, end in _matches(_compiled("after", who, skeleton=skeleton), text):
            between = len(text[:start].split())
            if between <= NEAR_AFTER:
                yield Claim(who, f" {text[start:end].strip()} ", between + 1, start)
            break


def _matches(expression: Any, text: str) -> Iterator[tuple[int, int]]:  # noqa: ANN401 -- google-re2 ships no types
    """Places of the matches, each from its first space to the space after it, which the next may use as well."""
    at = 0
    for _ in range(MAX_FRAMES):
        found = expression.search(text, at)
        if not found or found.end() <= at:
            return
        yield found.start(), found.end()
        at = max(found.start() + 1, at + 1)


def _marker(around: Surroundings, *, skeleton: bool) -> Callable[[str], str]:
    """A function that puts placeholders in the place of known names, in any spelling, and one space at each end."""

    def kind_of(word: str) -> str:
        return _name_kind(around, word) or (_name_kind(around, word[:-1]) if word.endswith("s") else "")

    def mark(text: str) -> str:
        words = text.split()
        names = [kind_of(word) for word in words]
        marked = [_spelled(name, skeleton=skeleton) if name else word for word, name in zip(words, names, strict=True)]
        return f" {' '.join(marked)} " if marked else " "

    return mark


def with_names(view: View, around: Surroundings) -> View:
    """The view with ``zcreator``, ``zstaff`` and ``zviewer`` in the place of known names, offsets kept."""
    text: list[str] = [" "]
    offsets: list[int] = [0]
    at = 0
    for word in view.text.split(" "):
        name = (_name_kind(around, word) or (_name_kind(around, word[:-1]) if word.endswith("s") else "")) if word else ""
        if word:
            text.append(f"{name or word} ")
            offsets += [view.offsets[at]] * len(name) if name else view.offsets[at : at + len(word)]
            offsets.append(view.offsets[min(at + len(word), len(view.offsets) - 1)])
        at += len(word) + 1
    return View("".join(text), tuple(offsets), view.raw_length)


def _name_kind(around: Surroundings, word: str) -> str:
    for names, placeholder in ((around.creator_names, "zcreator"), (around.staff_names, "zstaff"), (around.others, "zviewer")):
        if word in _spellings(names):
            return placeholder
    return ""


@lru_cache(maxsize=256)
def _spellings(names: frozenset[str]) -> frozenset[str]:
    """Names as they are and as the skeleton view spells them."""
    return names | {_SKELETON.change(name) for name in names}


def _spelled(placeholder: str, *, skeleton: bool) -> str:
    return _SKELETON.change(placeholder) if skeleton else placeholder
