from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_boundary, a_message, a_viewer, an_enforcement, later
from tests.play import pattern_hits

NAME = "last_resort_convergence"
PAT = a_viewer("pat")
FINAL = "last_resort_language"
Line = tuple[Event, str]


def said(names: str = FINAL, **time: float) -> Line:
    return a_message(at=later(**time), by=PAT), names


def refused(**time: float) -> Line:
    return a_boundary(PAT, at=later(**time)), ""


def test_finality_alone_is_no_convergence() -> None:
    assert [] == pattern_hits(NAME, said())


@pytest.mark.parametrize("sign", ["travel_statement", "giving_away", "grievance_statement", "veiled_threat+time", "approach_intent"])
def test_each_sign_is_enough(sign: str) -> None:
    assert 1 == len(pattern_hits(NAME, said(sign, days=-1), said()))


def test_a_refusal_or_a_ban_is_a_sign() -> None:
    assert 1 == len(pattern_hits(NAME, refused(days=-1), said()))
    assert 1 == len(pattern_hits(NAME, (an_enforcement("ban", PAT, at=later(days=-1)), ""), said()))


@pytest.mark.parametrize(("days", "hits"), [(13.9, 1), (14.0, 1), (14.1, 0)])
def test_they_lie_within_a_fortnight(days: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, refused(days=-days), said()))


def test_the_order_does_not_matter() -> None:
    assert 1 == len(pattern_hits(NAME, said(), said("giving_away", days=2)))
    assert 1 == len(pattern_hits(NAME, said(), refused(days=2)))


def test_an_unrelated_message_completes_nothing() -> None:
    assert 1 == len(pattern_hits(NAME, refused(days=-1), said(), said("hostile_degradation", days=1)))


def test_signs_without_finality_are_none() -> None:
    assert [] == pattern_hits(NAME, refused(), said("giving_away travel_statement grievance_statement", days=1))


def test_it_opens_both_lanes_and_is_critical() -> None:
    (hit,) = pattern_hits(NAME, refused(days=-1), said())

    assert (Severity.CRITICAL, False) == (hit.severity, hit.care)
    assert {"approach", "threat", "care"} == set(hit.axes)
    assert "Spoke of finality on 2 Mar 2026; within 14 days also: a refusal or a ban." == hit.explanation


def test_a_further_kind_of_sign_is_news() -> None:
    story = [refused(days=-1), said(), said("giving_away", days=1), said("giving_away", days=2)]

    assert [1, 2] == [hit.degree for hit in pattern_hits(NAME, *story)]
