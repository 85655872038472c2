from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_message, a_moderator, a_viewer, later
from tests.play import pattern_hits

NAME = "threat_specificity"
PAT = a_viewer("pat")


def said(names: str, text: str = "hello everyone", **time: float) -> tuple[Event, str]:
    return a_message(text, at=later(**time), by=PAT), names


@pytest.mark.parametrize(
    ("names", "degrees"),
    [("veiled_threat", []), ("veiled_threat+time", []), ("veiled_threat+time+place", [2]), ("direct_threat+time+place+means", [3])],
)
def test_two_specifics_make_a_threat_specific(names: str, degrees: list[int]) -> None:
    assert degrees == [hit.degree for hit in pattern_hits(NAME, said(names))]


@pytest.mark.parametrize(("hours", "hits"), [(47.9, 1), (48.0, 1), (48.1, 0)])
def test_specifics_are_gathered_over_two_days(hours: float, hits: int) -> None:
    story = [said("veiled_threat+time"), said("veiled_threat+place", hours=hours)]

    assert hits == len(pattern_hits(NAME, *story))


def test_the_same_specific_twice_is_one() -> None:
    assert [] == pattern_hits(NAME, said("veiled_threat+time"), said("conditional_threat+time", hours=1))


def test_specifics_without_a_threat_are_none() -> None:
    assert [] == pattern_hits(NAME, said("hostile_degradation+time+place"))


def test_specifics_of_other_messages_are_no_threat() -> None:
    assert [] == pattern_hits(NAME, said("location_probe+time+place"), said("veiled_threat", hours=1))


def test_a_threat_against_a_named_moderator_names_a_target() -> None:
    speaks = (a_message("hello chat", by=a_moderator(), at=later(days=-1)), "")

    (hit,) = pattern_hits(NAME, speaks, said("direct_threat+time", "@gate_keeper you are next"))

    assert "A threat with 2 specifics within 48 hours: a named person, a time." == hit.explanation


def test_it_is_critical() -> None:
    (hit,) = pattern_hits(NAME, said("veiled_threat+time+place"))

    assert (Severity.CRITICAL, ("threat",)) == (hit.severity, hit.axes)
