from __future__ import annotations

import pytest

from moderation.assessments import PatternHit
from moderation.events import Event
from moderation.pipeline import Options, Pipeline
from moderation.taxonomy import Severity
from tests.builders import a_donation, a_message, a_moderator, a_viewer, later
from tests.play import hits_of

NAME = "resource_intensity"
PAT = a_viewer("pat")
ACT = "relationship_claim contact_info_request"
Line = tuple[Event, str]


def crowd(viewers: int, visits: int = 1) -> list[Line]:
    """So many others, each with one message in each of so many visits."""
    return [(a_message(at=later(days=-5 + n, seconds=i), by=a_viewer(f"fan{i}")), "") for i in range(viewers) for n in range(visits)]


def invested(messages: int = 40, visits: int = 5, gifts: int = 0) -> list[Line]:
    """What Pat wrote, when, and gave."""
    per_visit = max(1, messages // visits)
    lines = [(a_message(at=later(days=-visits + v, seconds=n), by=PAT), "") for v in range(visits) for n in range(per_visit)]
    return lines + [(a_donation(at=later(days=-1, hours=1, seconds=i), by=PAT), "") for i in range(gifts)]


def acts(count: int = 2) -> list[Line]:
    """Acts on several topics, the last of them when other patterns hold already."""
    return [(a_message(at=later(minutes=i), by=PAT), "donation_leverage") for i in range(count)]


def hits(*lines: Line) -> list[PatternHit]:
    ordered = sorted(lines, key=lambda line: line[0].ts)
    pipeline = Pipeline((), Options(oracle={event.id: names.split() for event, names in ordered}))
    return [hit for event, _ in ordered for hit in hits_of(pipeline.process(event), NAME)]


def test_two_measures_at_the_far_end_are_context() -> None:
    (hit,) = hits(*crowd(250), *invested(), *acts())

    assert Severity.INFO is hit.severity
    assert hit.explanation.startswith("For context: ")


@pytest.mark.parametrize(("viewers", "found"), [(198, 0), (199, 1), (200, 1)])
def test_with_fewer_than_two_hundred_viewers_nothing_can_be_said(viewers: int, found: int) -> None:
    assert found == len(hits(*crowd(viewers), *invested(), *acts()))


def test_one_measure_is_not_enough() -> None:
    assert [] == hits(*crowd(250, visits=2), *invested(messages=40, visits=1), *acts())


def test_the_number_of_gifts_counts_and_not_their_amounts() -> None:
    assert 1 == len(hits(*crowd(250, visits=2), *invested(messages=40, visits=1, gifts=1), *acts()))


def test_a_devoted_fan_without_an_act_is_never_looked_at() -> None:
    assert [] == hits(*crowd(250), *invested(messages=400, visits=5, gifts=100))


def test_without_another_pattern_it_is_not_said() -> None:
    assert [] == hits(*crowd(250), *invested(), (a_message(at=later(), by=PAT), "relationship_claim"))


def answers(count: int) -> list[Line]:
    return [(a_message("@pat thank you", by=a_moderator(), at=later(seconds=30 + i)), "") for i in range(count)]


@pytest.mark.parametrize(("count", "found"), [(2, 1), (3, 0)])
def test_who_is_answered_is_not_meant(count: int, found: int) -> None:
    assert found == len(
        hits(*crowd(250), *invested(), *acts(1), *answers(count), (a_message(at=later(minutes=5), by=PAT), "donation_leverage"))
    )
