from __future__ import annotations

import pytest

from moderation.events import Action, Event
from moderation.taxonomy import Severity
from tests.builders import a_message, a_viewer, an_enforcement, later
from tests.play import pattern_hits

NAME = "moderation_resistance"
PAT = a_viewer("pat")
ACT = "contact_info_request"
Line = tuple[Event, str]


def did(day: float, names: str = ACT) -> Line:
    return a_message(at=later(days=day), by=PAT), names


def stopped(day: float, action: Action = "timeout") -> Line:
    return an_enforcement(action, PAT, at=later(days=day)), ""


def cycles(count: int, *, gap: float = 1.0, names: str = ACT) -> list[Line]:
    """An act, and so many times enforcement and the next act, ``gap`` days later."""
    story = [did(0, names)]
    for i in range(count):
        story += [stopped(i * gap + 0.01 * gap), did((i + 1) * gap, names)]
    return story


@pytest.mark.parametrize(("count", "degrees"), [(2, []), (3, [3]), (4, [3, 4])])
def test_three_times_enforcement_and_going_on(count: int, degrees: list[int]) -> None:
    assert degrees == [hit.degree for hit in pattern_hits(NAME, *cycles(count))]


@pytest.mark.parametrize(("gap", "hits"), [(7.0, 1), (7.07, 1), (7.08, 0)])
def test_going_on_counts_within_seven_days_of_the_enforcement(gap: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *cycles(3, gap=gap)))


def test_several_measures_against_one_message_are_one_cycle() -> None:
    story = [did(0), stopped(0.01, "delete"), stopped(0.02), stopped(0.03, "warn"), did(1), did(2)]

    assert [] == pattern_hits(NAME, *story)


def test_another_topic_is_no_going_on() -> None:
    story = [did(0), stopped(0.1), did(2, "sexual_harassment"), stopped(2.1), did(4), stopped(4.1), did(6, "location_probe")]

    assert [] == pattern_hits(NAME, *story)


def test_being_let_in_again_is_no_enforcement() -> None:
    story = [line for i in range(3) for line in (stopped(i, "unban"), did(i + 0.5))]

    assert [] == pattern_hits(NAME, *story)


def test_ordinary_messages_after_timeouts_are_nothing() -> None:
    assert [] == pattern_hits(NAME, *cycles(5, names=""))


def test_it_is_high_on_persistence() -> None:
    (hit,) = pattern_hits(NAME, *cycles(3))

    assert (Severity.HIGH, ("persistence",)) == (hit.severity, hit.axes)
    assert "Went on 3 times after a moderator had stepped in, since 2 Mar 2026." == hit.explanation
