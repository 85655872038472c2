from __future__ import annotations

import pytest

from moderation.evidence.fact_search import MAX_DIGESTS, MAX_FOUND, find_facts, may_hold
from moderation.evidence.facts import KINDS, FactError, ProtectedFacts, fact_digest, fold_fact, make_facts
from moderation.text.fold import scan_bytes

KEY = b"a key that only these tests know"


def kinds(facts: ProtectedFacts, text: str) -> list[str]:
    folded = scan_bytes(text)
    return [hit.kind for hit in find_facts(facts, folded.decode("utf-8").split())] if may_hold(facts, folded) else []


def test_no_facts_find_nothing() -> None:
    assert [] == kinds(ProtectedFacts(), "hannah quillfeather")


def test_a_fact_knows_its_kind_by_its_folded_form() -> None:
    facts = make_facts(KEY, {"town": ["Thornbury"]})

    assert "town" == facts.kind_of(fold_fact("T H O R N b u r y"))
    assert facts.kind_of("elsewhere") is None


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("street", "14 Hawthorn Close", "hawthorn cl"),
        ("street", "14 Hawthorn Cl", "it is 14 hawthorn close"),
        ("real_name", "Hannah Quillfeather", "quillfeather, hannah"),
        ("phone", "+44 117 496 0123", "0117 496 0123"),
        ("phone", "0117 496 0123", "117-496-0123"),
        ("phone", "+44 117 496 0123", "+441174960123"),
        ("plate", "AB12 CDE", "ab12cde"),
        ("email", "mira.private@example.com", "MIRA.private@example.com"),
        ("town", "St Eximple", "st. eximple"),
        ("other", "가상빌라", "가상빌라에서"),
        ("real_name", "김가상", "김가상이다"),
        ("town", "Exampleton", "#livesinexampleton"),
        ("family_name", "Ojo", "mrs ojo"),
    ],
)
def test_a_fact_is_found_as_people_write_it(kind: str, value: str, text: str) -> None:
    assert kind in kinds(make_facts(KEY, {kind: [value]}), text)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("town", "Marion", "mario kart"),
        ("town", "Marlow", "marshmallow"),
        ("family_name", "Cole", "cooler college"),
        ("family_name", "Ojo", "mojo jojo"),
        ("phone", "+44 117 496 0123", "0117 496 0124"),
        ("plate", "AB12 CDE", "AB12 CDF"),
        ("real_name", "Hannah", "hah banana"),
        ("street", "14 Hawthorn Close", "so close"),
        ("town", "Thornbury", "the thorn bush in the bury"),
    ],
)
def test_other_words_are_not_taken_for_a_fact(kind: str, value: str, text: str) -> None:
    assert [] == kinds(make_facts(KEY, {kind: [value]}), text)


def test_a_fact_that_is_an_everyday_word_says_so() -> None:
    facts = make_facts(KEY, {"town": ["Reading", "Thornbury"]})

    assert [True, False] == [hit.common for hit in find_facts(facts, ["reading", "thornbury"])]


def test_the_exact_and_longer_fact_wins_over_one_inside_it() -> None:
    facts = make_facts(KEY, {"real_name": ["Hannah Quillfeather"], "family_name": ["Quillfeather"]})

    assert ["real_name"] == kinds(facts, "hannah quillfeather")


def test_repr_shows_how_many_there_are_and_nothing_else() -> None:
    assert "ProtectedFacts(1 digests)" == repr(make_facts(KEY, {"town": ["Thornbury"]}))


@pytest.mark.parametrize(
    ("key", "values", "says"),
    [
        (b"short", {"town": ["Thornbury"]}, "the key of the protected facts has 5 bytes"),
        (KEY, {"shoe_size": ["Thornbury"]}, "'shoe_size' is no kind of protected fact"),
        (KEY, {"town": ["ab"]}, "a protected fact of the kind town has 2 letters"),
        (KEY, {"town": ["x" * 3 + "y" * 3]}, "a protected fact of the kind town has 2 letters"),
        (KEY, {"town": ["!!!"]}, "a protected fact of the kind town has 0 letters"),
        (KEY, {"town": ["abcdefghij" * 9]}, "a protected fact of the kind town has 90 letters"),
    ],
)
def test_a_fact_that_cannot_be_used_is_refused_without_showing_it(key: bytes, values: dict[str, list[str]], says: str) -> None:
    with pytest.raises(FactError, match=says) as caught:
        make_facts(key, values)

    assert all(value not in str(caught.value) for given in values.values() for value in given if len(value) > 3)


def test_every_kind_can_be_given() -> None:
    facts = make_facts(KEY, {kind: [f"example{chr(ord('a') + i)}word"] for i, kind in enumerate(sorted(KINDS))})

    assert KINDS == set(facts.digests.values())


@pytest.mark.parametrize("text", ["t h o r n b u r y " * 400, "thornbur " * 800, "a b " * 2000, "thornbury" * 800])
def test_hostile_texts_are_bounded(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = make_facts(KEY, {"town": ["Thornbury"]}, ordinary=())
    digested = 0

    def counted(key: bytes, folded: str) -> bytes:
        nonlocal digested
        digested += 1
        return fact_digest(key, folded)

    monkeypatch.setattr("moderation.evidence.fact_search.fact_digest", counted)
    found = kinds(facts, text)

    assert len(found) <= MAX_FOUND
    assert digested <= 2 * MAX_DIGESTS + 30
