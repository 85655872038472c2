from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.pipeline import Options, Pipeline
from moderation.taxonomy import Severity
from tests.builders import a_message, a_viewer, later
from tests.play import hits_of, pattern_hits

NAME = "proxy_recruitment"
PAT = a_viewer("pat")
DEMAND, CALL = "contact_info_request", "brigading_incitement"
Line = tuple[Event, str]


def said(names: str, **time: float) -> Line:
    return a_message(at=later(**time), by=PAT), names


def others(count: int, names: str = DEMAND, **time: float) -> list[Line]:
    return [(a_message(at=later(**{**time, "seconds": i}), by=a_viewer(f"other{i}")), names) for i in range(count)]


@pytest.mark.parametrize(("count", "hits"), [(1, 0), (2, 1), (3, 1)])
def test_two_others_repeat_the_demand(count: int, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, said(DEMAND), said("recruiting", minutes=1), *others(count, hours=1)))


@pytest.mark.parametrize(("hours", "hits"), [(47.9, 1), (48.0, 1), (48.1, 0)])
def test_others_count_for_two_days(hours: float, hits: int) -> None:
    story = [said(DEMAND, hours=-1), said("recruiting", seconds=2), *others(2, hours=hours)]

    assert hits == len(pattern_hits(NAME, *story))


def test_others_who_ask_for_something_else_do_not_count() -> None:
    assert [] == pattern_hits(NAME, said(DEMAND), said("recruiting", minutes=1), *others(4, "meet_request", hours=1))


def test_going_through_family_or_staff_counts_whatever_was_demanded() -> None:
    assert 1 == len(pattern_hits(NAME, said(DEMAND), said("recruiting", minutes=1), *others(2, "proxy_contact", hours=1)))


def test_others_who_came_before_the_call_were_not_recruited() -> None:
    assert [] == pattern_hits(NAME, said(DEMAND), *others(5, minutes=1), said("recruiting", hours=1))


def test_without_asking_others_two_people_only_want_the_same() -> None:
    assert [] == pattern_hits(NAME, said(DEMAND), *others(5, hours=1))


@pytest.mark.parametrize(("count", "degrees"), [(9, [1]), (10, [1, 2]), (11, [1, 2])])
def test_ten_accounts_within_the_hour_after_a_call(count: int, degrees: list[int]) -> None:
    story = [said(CALL), *others(count, "hostile_degradation", minutes=59)]

    assert degrees == [hit.degree for hit in pattern_hits(NAME, *story)]


def test_the_hit_is_for_who_asked_and_the_others_are_treated_apart() -> None:
    story = [said(DEMAND), said("recruiting", minutes=1), *others(2, hours=1)]
    pipeline = Pipeline((), Options(oracle={event.id: names.split() for event, names in story}))
    outcomes = [pipeline.process(event) for event, _ in story]

    assert [f"twitch:{PAT.id}"] == [
        made.viewer for out in outcomes for made in out.assessments if any(h.pattern == NAME for h in made.hits)
    ]
    assert all(change.incident.viewers != ["twitch:id-other1"] for change in outcomes[-1].changes if NAME in change.incident.patterns)
    assert hits_of(outcomes[-1], NAME)[0].severity is Severity.HIGH
