"""Laws of protected facts: what is found in any spelling, and that nothing is kept in clear."""

from __future__ import annotations

import string

from hypothesis import assume, given
from hypothesis import strategies as st

from moderation.evidence.fact_search import FactHit, find_facts, may_hold
from moderation.evidence.facts import FEWEST_FUZZY, ProtectedFacts, fold_fact, make_facts
from moderation.text.fold import scan_bytes

KEY = b"a key that only these tests know"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LOOKS = {"a": "4@а", "e": "3е", "i": "1і", "o": "0о", "s": "5$ѕ", "t": "7", "b": "8", "g": "9", "c": "с", "p": "р", "x": "х"}

names = st.text(LETTERS, min_size=6, max_size=14).filter(lambda name: len(fold_fact(name)) >= FEWEST_FUZZY)
fillers = st.lists(st.sampled_from(["so", "that", "is", "where", "lol", "i", "think", "right", "KEKW", "2026"]), max_size=4).map(" ".join)


def facts_of(name: str) -> ProtectedFacts:
    return make_facts(KEY, {"town": [name]}, ordinary=())


def found(facts: ProtectedFacts, text: str) -> list[FactHit]:
    folded = scan_bytes(text)
    return find_facts(facts, folded.decode().split()) if may_hold(facts, folded) else []


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(names)
    at = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from(LETTERS))
    made = [
        name[:at] + letter + name[at:],
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    ]
    return name, draw(st.sampled_from(made))


@given(pair=misspelt(), before=fillers, after=fillers)
def test_one_wrong_letter_is_found_in_any_sentence(pair: tuple[str, str], before: str, after: str) -> None:
    name, written = pair

    assert [hit.kind for hit in found(facts_of(name), f"{before} {written} {after}")] == ["town"]


@given(name=names, data=st.data())
def test_look_alikes_do_not_hide_a_fact(name: str, data: st.DataObject) -> None:
    written = "".join(data.draw(st.sampled_from(letter + LOOKS.get(letter, ""))) for letter in name)

    assert [hit.exact for hit in found(facts_of(name), f"it is {written} ok")] == [True]


@given(name=names, data=st.data())
def test_stretched_letters_do_not_hide_a_fact(name: str, data: st.DataObject) -> None:
    written = "".join(letter * data.draw(st.integers(1, 4)) for letter in name)

    assert [hit.exact for hit in found(facts_of(name), f"it is {written} ok")] == [True]


@given(name=names, gap=st.sampled_from([" ", ".", "-", "  ", " . ", "\u200b", " \U0001f600 "]))
def test_spaced_letters_do_not_hide_a_fact(name: str, gap: str) -> None:
    assert [hit.exact for hit in found(facts_of(name), f"well {gap.join(name)} yes")] == [True]


@given(name=names, at=st.integers(1, 13))
def test_one_space_inside_does_not_hide_a_fact(name: str, at: int) -> None:
    assume(at < len(name))

    assert [hit.kind for hit in found(facts_of(name), f"{name[:at]} {name[at:]}")] == ["town"]


@given(name=names)
def test_nothing_of_a_fact_is_kept_or_shown_in_clear(name: str) -> None:
    facts = facts_of(name)
    kept = repr([getattr(facts, field) for field in ("digests", "near", "ordinary", "common", "edges", "inside", "lengths", "memo")])

    assert name not in repr(facts)
    assert fold_fact(name) not in kept


@given(name=names, text=st.text(string.printable, max_size=80))
def test_a_search_that_is_not_worth_it_would_find_nothing_exact(name: str, text: str) -> None:
    facts, folded = facts_of(name), scan_bytes(text)
    assume(not may_hold(facts, folded))

    assert [] == [hit for hit in find_facts(facts, folded.decode().split()) if hit.exact]


@given(name=names, other=st.binary(min_size=16, max_size=64))
def test_another_key_knows_nothing_of_it(name: str, other: bytes) -> None:
    assume(other != KEY)
    mine, theirs = facts_of(name), make_facts(other, {"town": [name]}, ordinary=())

    assert mine.digests.keys().isdisjoint(theirs.digests)
    assert mine.near.keys().isdisjoint(theirs.near)
