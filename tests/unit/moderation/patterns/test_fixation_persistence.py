from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_message, a_viewer, later
from tests.play import pattern_hits

NAME = "fixation_persistence"
PAT = a_viewer("pat")


def acted(*days: float, names: str = "relationship_claim") -> list[tuple[Event, str]]:
    return [(a_message(at=later(days=day), by=PAT), names) for day in days]


@pytest.mark.parametrize(("days", "hits"), [((0, 5, 10, 14), 0), ((0, 5, 10, 12, 14), 1), ((0, 2, 5, 10, 12, 14), 1)])
def test_it_takes_five_acts(days: tuple[float, ...], hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *acted(*days)))


@pytest.mark.parametrize(("days", "hits"), [((0, 0.1, 0.2, 14.1, 14.2), 0), ((0, 0.1, 5, 14.1, 14.2), 1)])
def test_on_three_days(days: tuple[float, ...], hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *acted(*days)))


@pytest.mark.parametrize(("last", "hits"), [(13.99, 0), (14.0, 1), (14.01, 1)])
def test_over_two_weeks(last: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *acted(0, 2, 4, 6, last)))


@pytest.mark.parametrize(
    ("days", "degrees"),
    [
        ((0, 3, 6, 9, 14, 20, 24, 26, 28), [1]),
        ((0, 3, 6, 9, 14, 20, 24, 25, 26, 27.99), [1]),
        ((0, 3, 6, 9, 14, 20, 24, 25, 26, 28), [1, 2]),
    ],
)
def test_ten_acts_over_four_weeks_are_sustained(days: tuple[float, ...], degrees: list[int]) -> None:
    assert degrees == [hit.degree for hit in pattern_hits(NAME, *acted(*days))]


@pytest.mark.parametrize(("first", "hits"), [(-75.9, 1), (-76.1, 0)])
def test_what_lies_ninety_days_back_no_longer_counts(first: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *acted(first, 11, 12, 13, 14)))


def test_small_requests_are_no_acts_here() -> None:
    assert [] == pattern_hits(NAME, *acted(*range(30), names="meet_request"))


def test_a_loyal_fan_who_comes_every_day_is_never_meant() -> None:
    assert [] == pattern_hits(NAME, *acted(*range(60), names="affection"))


def test_it_is_high_on_persistence() -> None:
    (hit,) = pattern_hits(NAME, *acted(0, 5, 10, 12, 14))

    assert (Severity.HIGH, ("persistence",)) == (hit.severity, hit.axes)
    assert "5 acts on 5 days over 14 days, since 2 Mar 2026." == hit.explanation
