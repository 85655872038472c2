from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_donation, a_message, a_viewer, later
from tests.play import pattern_hits

NAME = "energy_burst"
PAT = a_viewer("pat")
KINDS = ("relationship_claim", "sexual_harassment")


def burst(acts: int, *, kinds: int = 2, hours: float = 20.0) -> list[tuple[Event, str]]:
    """So many acts within so many hours, the last at their end."""
    return [(a_message(at=later(days=40, hours=hours * (i + 1) / acts), by=PAT), KINDS[i % kinds]) for i in range(acts)]


def usual(per_day: int) -> list[tuple[Event, str]]:
    """So many acts on each of the twenty-eight days before."""
    return [(a_message(at=later(days=12 + day, minutes=i), by=PAT), KINDS[0]) for day in range(28) for i in range(per_day)]


@pytest.mark.parametrize(("acts", "hits"), [(4, 0), (5, 1), (6, 1)])
def test_five_acts_in_a_day_are_a_burst_for_a_quiet_person(acts: int, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *burst(acts)))


@pytest.mark.parametrize(("acts", "hits"), [(5, 0), (6, 1), (7, 1)])
def test_for_who_acts_once_a_day_it_takes_six(acts: int, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *usual(1), *burst(acts)))


def test_one_kind_by_one_way_is_no_burst() -> None:
    assert [] == pattern_hits(NAME, *burst(8, kinds=1))


def test_one_kind_by_two_ways_is_one() -> None:
    paid = (a_donation("for you", by=PAT, at=later(days=40, hours=21)), KINDS[0])

    assert 1 == len(pattern_hits(NAME, *burst(4, kinds=1), paid))


@pytest.mark.parametrize(("hours", "hits"), [(29.9, 1), (30.0, 1), (30.1, 0)])
def test_the_five_acts_lie_within_a_day(hours: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *burst(5, hours=hours)))


def test_it_is_high_on_persistence() -> None:
    (hit,) = pattern_hits(NAME, *burst(5))

    assert (Severity.HIGH, ("persistence",)) == (hit.severity, hit.axes)
    assert "5 acts of 2 kinds within 24 hours; 0 in the 28 days before." == hit.explanation
