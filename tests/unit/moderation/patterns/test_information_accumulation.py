from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_message, a_viewer, later
from tests.play import pattern_hits

NAME = "information_accumulation"
PAT = a_viewer("pat")
NAMED, SCHOOL, PARTNER, VEHICLE = (f"personal_detail_request:{topic}" for topic in ("legal_name", "school", "partner", "car"))
HOME, HOTEL, PHONE = "location_probe:home_area", "event_movement_probe:hotel", "contact_info_request:phone"


def asked(*names: str, gap_days: float = 1.0) -> list[tuple[Event, str]]:
    return [(a_message(at=later(days=i * gap_days), by=PAT), name) for i, name in enumerate(names)]


@pytest.mark.parametrize(
    ("names", "hits"),
    [((NAMED, SCHOOL), 0), ((NAMED, SCHOOL, PARTNER), 1), ((NAMED, SCHOOL, PARTNER, VEHICLE), 2), ((NAMED, NAMED, SCHOOL), 0)],
)
def test_three_kinds_of_facts_are_a_gathering(names: tuple[str, ...], hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *asked(*names)))


@pytest.mark.parametrize(("names", "hits"), [((HOME,), 0), ((HOME, SCHOOL), 1), ((SCHOOL, HOTEL), 1), ((PHONE, SCHOOL), 0)])
def test_two_are_enough_when_one_tells_where_or_when(names: tuple[str, ...], hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *asked(*names)))


def test_one_long_question_is_no_gathering() -> None:
    assert [] == pattern_hits(NAME, *asked(f"{HOME} {PHONE} {NAMED}"))


@pytest.mark.parametrize(("gap", "hits"), [(14.99, 1), (15.0, 1), (15.01, 0)])
def test_it_is_looked_at_over_thirty_days(gap: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *asked(NAMED, SCHOOL, PARTNER, gap_days=gap)))


def test_requests_that_are_about_no_fact_do_not_count() -> None:
    assert [] == pattern_hits(NAME, *asked("meet_request", "attention_demand", "relationship_claim", HOME))


def test_it_lists_the_kinds() -> None:
    (hit,) = pattern_hits(NAME, *asked(HOME, SCHOOL))

    assert Severity.HIGH is hit.severity
    assert "Went after 2 kinds of private facts within 30 days: home area, school." == hit.explanation
