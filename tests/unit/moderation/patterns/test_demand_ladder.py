from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_message, a_viewer, later
from tests.play import pattern_hits

NAME = "demand_ladder"
PAT = a_viewer("pat")
RUNG = [
    "attachment_distress",
    "attention_demand",
    "personal_detail_request",
    "contact_info_request",
    "location_probe",
    "meet_request",
    "approach_intent",
    "proximity_claim",
]


def climbed(*rungs: int, gap_days: float = 1.0) -> list[tuple[Event, str]]:
    return [(a_message(at=later(days=i * gap_days), by=PAT), RUNG[rung]) for i, rung in enumerate(rungs)]


@pytest.mark.parametrize(("rungs", "hits"), [((1, 2, 2), 0), ((1, 2, 3), 1), ((1, 2, 4), 1), ((1, 3), 0), ((1, 3, 3), 1), ((3, 3, 3), 0)])
def test_it_takes_two_rungs_over_three_messages(rungs: tuple[int, ...], hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *climbed(*rungs)))


@pytest.mark.parametrize(("rungs", "hits"), [((1, 2, 1, 3), 0), ((1, 2, 1, 2, 3), 1), ((1, 1, 1, 2, 1, 3), 1)])
def test_most_steps_do_not_go_down(rungs: tuple[int, ...], hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *climbed(*rungs)))


@pytest.mark.parametrize(
    ("rungs", "levels"),
    [((3, 4, 5), [Severity.HIGH]), ((3, 4, 5, 6), [Severity.HIGH, Severity.CRITICAL]), ((4, 5, 7), [Severity.CRITICAL])],
)
def test_from_the_sixth_rung_it_is_critical(rungs: tuple[int, ...], levels: list[Severity]) -> None:
    assert levels == [hit.severity for hit in pattern_hits(NAME, *climbed(*rungs))]


@pytest.mark.parametrize(("gap", "hits"), [(14.99, 1), (15.0, 1), (15.01, 0)])
def test_the_ladder_stands_for_thirty_days(gap: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *climbed(1, 2, 3, gap_days=gap)))


def test_standing_on_the_same_rung_again_is_no_news() -> None:
    assert 1 == len(pattern_hits(NAME, *climbed(1, 2, 3, 3, 3)))


def test_distress_is_no_rung() -> None:
    assert [] == pattern_hits(NAME, *climbed(0, 1, 3))


def test_the_sentence_names_both_ends() -> None:
    (hit,) = pattern_hits(NAME, *climbed(1, 2, 4))

    assert "Asked for more and more in 3 messages since 2 Mar 2026: from attention to a place." == hit.explanation
