from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_message, a_viewer, later
from tests.play import pattern_hits

NAME = "escalation_slope"
PAT = a_viewer("pat")


def acted(per_day: list[int], *, seen_days_before: int = 0) -> list[tuple[Event, str]]:
    """So many medium acts on each day, ten minutes apart, by somebody first seen on the first day or some days before it."""
    story = [(a_message(at=later(days=-seen_days_before, hours=-1), by=PAT), "")]
    for day, count in enumerate(per_day):
        story += [(a_message(at=later(days=day, minutes=10 * i), by=PAT), "relationship_claim") for i in range(count)]
    return story


RISING = [0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 6, 6, 7]
LEVEL = [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def test_acts_that_rise_over_two_weeks_are_a_slope() -> None:
    (hit,) = pattern_hits(NAME, *acted(RISING))

    assert (Severity.MEDIUM, True) == (hit.severity, hit.raises)


def test_many_acts_that_do_not_rise_are_none() -> None:
    assert [] == pattern_hits(NAME, *acted(LEVEL))


def test_falling_acts_are_none() -> None:
    assert [] == pattern_hits(NAME, *acted(list(reversed(RISING))))


@pytest.mark.parametrize(("per_day", "hits"), [([0, 1, 1, 2], 0), ([0, 1, 1, 3], 1), ([0, 1, 2, 3], 1)])
def test_it_takes_five_acts(per_day: list[int], hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *acted(per_day)))


@pytest.mark.parametrize(("per_day", "hits"), [([0, 0, 2, 3], 0), ([0, 1, 1, 3], 1), ([0, 1, 1, 2, 3], 1)])
def test_it_takes_three_days(per_day: list[int], hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *acted(per_day)))


@pytest.mark.parametrize(("last", "hits"), [(3, 0), (4, 1), (5, 1)])
def test_the_last_three_days_have_twice_the_mean_of_those_before(last: int, hits: int) -> None:
    before = [1, 1, 2, 2, 2, 2]

    assert hits == len(pattern_hits(NAME, *acted([*before, 3, 3, last])))


def test_quiet_days_of_somebody_who_was_there_count_as_quiet() -> None:
    assert 1 == len(pattern_hits(NAME, *acted([0, 1, 1, 3])))
    assert [] == pattern_hits(NAME, *acted([0, 1, 1, 3], seen_days_before=30))


def test_the_slope_never_raises_itself() -> None:
    hits = pattern_hits(NAME, *acted([0, 1, 1, 3, 4, 5, 6, 7]))

    assert [Severity.MEDIUM] == [hit.severity for hit in hits]
