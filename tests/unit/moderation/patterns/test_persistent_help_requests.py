from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Disposition, Severity
from tests.builders import a_message, a_viewer, later
from tests.play import pattern_hits, played

NAME = "persistent_help_requests"
PAT = a_viewer("pat")
HELP = "help_request"


def asked(count: int, *, gap_days: float = 1.0, names: str = HELP) -> list[tuple[Event, str]]:
    return [(a_message(at=later(days=i * gap_days), by=PAT), names) for i in range(count)]


@pytest.mark.parametrize(("count", "hits"), [(2, 0), (3, 1), (4, 1)])
def test_three_requests_for_help_are_for_the_care_lane(count: int, hits: int) -> None:
    found = pattern_hits(NAME, *asked(count))

    assert hits == len(found)
    assert all(hit.care and hit.axes == ("care",) and hit.severity is Severity.MEDIUM for hit in found)


@pytest.mark.parametrize(("gap", "hits"), [(14.9, 1), (15.0, 1), (15.1, 0)])
def test_they_lie_within_thirty_days(gap: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *asked(3, gap_days=gap)))


def test_coming_closer_is_said_beside_it() -> None:
    meets = (a_message(at=later(hours=1), by=PAT), "meet_request")

    (hit,) = pattern_hits(NAME, meets, *asked(3))

    assert "Asked the creator for personal help in 3 messages since 2 Mar 2026; besides, 1 act of coming closer." == hit.explanation


def test_it_opens_an_incident_of_care_and_not_of_protection() -> None:
    story = asked(3)

    outcomes = played([event for event, _ in story], categories={event.id: [HELP] for event, _ in story})

    assert [Disposition.CARE] == [change.incident.disposition for outcome in outcomes for change in outcome.changes]
