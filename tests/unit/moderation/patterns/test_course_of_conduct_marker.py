from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_boundary, a_message, a_viewer, later
from tests.play import pattern_hits

NAME = "course_of_conduct_marker"
PAT = a_viewer("pat")
ASK = "contact_info_request"
REFUSED = (a_boundary(PAT, topic=ASK, at=later(days=1)), "")


def asked(day: float, names: str = ASK) -> tuple[Event, str]:
    return a_message(at=later(days=day), by=PAT), names


@pytest.mark.parametrize(("acts", "hits"), [(1, 0), (2, 1), (3, 1)])
def test_two_acts_of_one_purpose_one_after_a_refusal(acts: int, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, REFUSED, *[asked(2 + i) for i in range(acts)]))


def test_the_first_may_have_come_before_the_refusal() -> None:
    assert 1 == len(pattern_hits(NAME, asked(0), REFUSED, asked(2)))


def test_without_a_refusal_it_is_none() -> None:
    assert [] == pattern_hits(NAME, asked(0), asked(2))


def test_two_purposes_are_none() -> None:
    assert [] == pattern_hits(NAME, asked(0, "location_probe"), REFUSED, asked(2))


def test_it_is_a_label_and_no_more() -> None:
    (hit,) = pattern_hits(NAME, asked(0), REFUSED, asked(2))

    assert Severity.INFO is hit.severity
    assert hit.explanation.startswith("Two or more acts recorded: 2 of one purpose since 2 Mar 2026")
    assert "crime" not in hit.explanation


@pytest.mark.parametrize(("days", "hits"), [(179, 1), (180, 1), (181, 0)])
def test_acts_half_a_year_apart_no_longer_belong_together(days: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, asked(0), REFUSED, asked(days)))
