from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_message, a_viewer, later
from tests.play import pattern_hits

NAME = "approach_pathway"
PAT = a_viewer("pat")
LOCATES, MEETS, GOES, TRAVELS = "location_probe", "meet_request", "proximity_claim", "travel_statement"


def walked(*names: str, gap_days: float = 1.0) -> list[tuple[Event, str]]:
    return [(a_message(at=later(days=i * gap_days), by=PAT), name) for i, name in enumerate(names)]


@pytest.mark.parametrize(
    ("names", "levels"),
    [
        ((LOCATES,), []),
        ((LOCATES, MEETS), [Severity.HIGH]),
        ((LOCATES, MEETS, GOES), [Severity.HIGH, Severity.CRITICAL]),
        ((MEETS, GOES), [Severity.HIGH]),
        ((LOCATES, TRAVELS), [Severity.HIGH]),
        ((LOCATES, MEETS, TRAVELS), [Severity.HIGH, Severity.CRITICAL]),
        (("event_movement_probe", "approach_intent", "access_circumvention"), [Severity.HIGH, Severity.CRITICAL]),
    ],
)
def test_two_steps_in_order_are_high_and_three_critical(names: tuple[str, ...], levels: list[Severity]) -> None:
    assert levels == [hit.severity for hit in pattern_hits(NAME, *walked(*names))]


@pytest.mark.parametrize("names", [(MEETS, LOCATES), (GOES, MEETS, LOCATES), (LOCATES, LOCATES), (TRAVELS, TRAVELS)])
def test_steps_in_another_order_are_no_way(names: tuple[str, ...]) -> None:
    assert [] == pattern_hits(NAME, *walked(*names))


def test_other_acts_may_lie_between() -> None:
    assert 2 == len(pattern_hits(NAME, *walked(MEETS, LOCATES, "hostile_degradation", MEETS, LOCATES, GOES)))


def test_one_message_is_one_step() -> None:
    assert [] == pattern_hits(NAME, *walked(f"{LOCATES} {MEETS} {GOES}"))


@pytest.mark.parametrize(("gap", "hits"), [(59.9, 1), (60.0, 1), (60.1, 0)])
def test_the_way_is_walked_within_sixty_days(gap: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *walked(LOCATES, MEETS, gap_days=gap)))


def test_an_unrelated_message_later_completes_nothing() -> None:
    assert 1 == len(pattern_hits(NAME, *walked(LOCATES, MEETS, "", "hostile_degradation")))


def test_the_sentence_tells_the_way_with_its_dates() -> None:
    hits = pattern_hits(NAME, *walked(LOCATES, MEETS))

    assert "Asked about places (2 Mar 2026); then asked to meet or planned to come (3 Mar 2026)." == hits[0].explanation
