from __future__ import annotations

from typing import Any

import pytest

from moderation.memory.identity import MAX_SUSPECTED, cluster, jaccard, link, names_alike, shingles, suspects, unlink
from moderation.memory.links import Link, LinkStatus


def a_link(first: str, second: str, status: LinkStatus = LinkStatus.SUSPECTED, *evidence: str, **fields: Any) -> Link:
    return Link(
        first,
        second,
        status,
        list(evidence or ("similar_name", "new_account")),
        **{"confidence": 0.6, "by": "stagedoor", "at": 0.0, **fields},
    )


def confirmed(first: str, second: str) -> Link:
    return a_link(first, second, LinkStatus.CONFIRMED, "moderator", by="gate_keeper")


def test_suspicion_merges_nothing() -> None:
    assert ("a",) == cluster([a_link("a", "b")], "a")


def test_confirming_makes_one_person_and_one_step_takes_it_back() -> None:
    links: list[Link] = []
    link(links, a_link("a", "b"))
    link(links, confirmed("b", "a"))

    assert ("a", "b") == cluster(links, "a")
    assert unlink(links, "b", "a")
    assert ("a",) == cluster(links, "a")
    assert ("b",) == cluster(links, "b")


def test_confirmed_accounts_are_one_person_across_several_links() -> None:
    assert ("a", "b", "c") == cluster([confirmed("a", "b"), confirmed("b", "c"), a_link("c", "d")], "c")


@pytest.mark.parametrize("status", [LinkStatus.CONFIRMED, LinkStatus.REJECTED])
def test_what_a_person_said_is_not_overwritten_by_a_guess(status: LinkStatus) -> None:
    links: list[Link] = []
    link(links, a_link("a", "b", status, "moderator", by="gate_keeper"))

    known = link(links, a_link("a", "b", LinkStatus.SUSPECTED, "near_duplicate"))

    assert (status, "gate_keeper") == (known.status, known.by)
    assert ["moderator", "near_duplicate"] == known.evidence


def test_evidence_adds_up_in_one_link() -> None:
    links: list[Link] = []
    link(links, a_link("a", "b", LinkStatus.SUSPECTED, "similar_name", "new_account"))
    link(links, a_link("b", "a", LinkStatus.SUSPECTED, "near_duplicate", "new_account", confidence=0.9))

    (known,) = links
    assert (["similar_name", "new_account", "near_duplicate"], 0.9) == (known.evidence, known.confidence)


def test_suspicion_follows_what_people_say_of_themselves_and_no_guesses() -> None:
    links = [
        a_link("c", "b", LinkStatus.SUSPECTED, "self_declared"),
        a_link("b", "a", LinkStatus.SUSPECTED, "self_declared"),
        a_link("a", "z"),
    ]

    assert [("b", ("self_declared",)), ("a", ("self_declared",)), ("z", ("similar_name", "new_account"))] == [
        (account, evidence) for account, evidence, _ in suspects(links, ("c",))
    ]


def test_what_lies_behind_a_guess_is_only_guessed() -> None:
    links = [a_link("c", "b"), a_link("b", "a", LinkStatus.SUSPECTED, "self_declared")]

    assert [("similar_name", "new_account")] * 2 == [evidence for _, evidence, _ in suspects(links, ("c",))]


def test_a_rejected_link_leads_nowhere() -> None:
    assert [] == suspects([a_link("a", "b", LinkStatus.REJECTED)], ("a",))


def test_guesses_are_bounded_and_words_of_people_are_not_dropped_for_them() -> None:
    links: list[Link] = []
    link(links, confirmed("x", "y"))
    for number in range(MAX_SUSPECTED + 5):
        link(links, a_link("a", f"b{number}"))

    assert MAX_SUSPECTED == sum(one.status is LinkStatus.SUSPECTED for one in links)
    assert ("x", "y") == cluster(links, "x")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("pat_from_pier", "pat_from_pier2", True),
        ("pat_from_pier", "PatFromPier", True),
        ("pat_from_pier", "pat_from_pior", True),
        ("pat_from_pier", "robin_writes", False),
        ("pat", "pat2", False),
        ("anonymous123", "anonymous456", False),
        ("user_1234", "user_5678", False),
    ],
)
def test_which_names_suggest_one_person(one: str, other: str, alike: bool) -> None:
    assert alike is names_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("what is your private number", "what is your private number", True),
        ("what is your private number", "WHAT is your... private number??", True),
        ("what is your private number please", "what is your private number", True),
        ("what is your private number", "where do you live", False),
        ("", "", False),
    ],
)
def test_which_lines_are_near_duplicates(one: str, other: str, alike: bool) -> None:
    assert alike is (jaccard(shingles(one), shingles(other)) >= 0.6)
