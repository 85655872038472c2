from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_message, a_viewer, later
from tests.play import pattern_hits

NAME = "shortening_interval"
PAT = a_viewer("pat")


def acted(*hours_between: float, names: str = "relationship_claim") -> list[tuple[Event, str]]:
    at, story = 0.0, [(a_message(at=later(), by=PAT), names)]
    for gap in hours_between:
        at += gap
        story.append((a_message(at=later(hours=at), by=PAT), names))
    return story


@pytest.mark.parametrize(("later_gap", "hits"), [(4.9, 1), (5.0, 1), (5.1, 0)])
def test_the_later_gap_is_at_most_half_of_the_earlier(later_gap: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *acted(10, 10, 10, 10, 10, *[later_gap] * 4)))


@pytest.mark.parametrize(("acts", "hits"), [(9, 0), (10, 1)])
def test_it_takes_ten_acts(acts: int, hits: int) -> None:
    gaps = [10, 10, 10, 10, 10, 1, 1, 1, 1]

    assert hits == len(pattern_hits(NAME, *acted(*gaps[10 - acts :])))


def test_once_is_enough_while_it_goes_on() -> None:
    assert 1 == len(pattern_hits(NAME, *acted(10, 10, 10, 10, 10, *[1] * 6)))


def test_ordinary_messages_that_follow_faster_are_nothing() -> None:
    assert [] == pattern_hits(NAME, *acted(10, 10, 10, 10, 10, *[0.1] * 6, names=""))


def test_two_things_in_one_message_are_no_interval() -> None:
    assert [] == pattern_hits(NAME, *acted(10, 10, 10, 10, names="relationship_claim sexual_harassment"))


def test_it_is_one_level_above_the_axis_and_at_least_medium() -> None:
    (hit,) = pattern_hits(NAME, *acted(10, 10, 10, 10, 10, 1, 1, 1, 1))

    assert (Severity.MEDIUM, True) == (hit.severity, hit.raises)
    assert "Acts follow each other faster: about 1 hour apart, where it was 10 hours." == hit.explanation


def test_for_somebody_already_persistent_it_is_critical() -> None:
    gaps = [100.0] * 5 + [10.0] * 4

    assert Severity.CRITICAL is max(h.severity for h in pattern_hits(NAME, *acted(*gaps)))
