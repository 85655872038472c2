from __future__ import annotations

from typing import Any

import pytest

from moderation.assessments import PatternHit
from moderation.calendar import KnownEvent
from moderation.events import Event
from moderation.pipeline import Options, Pipeline
from moderation.taxonomy import Severity
from tests.builders import a_message, a_viewer, later
from tests.play import hits_of

NAME = "event_window_rise"
PAT = a_viewer("pat")
ACT = "relationship_claim"
Line = tuple[Event, str]


def hits(*lines: Line, starts_in_days: float | None = 20.0) -> list[PatternHit]:
    """The news of the pattern, with one known event or (``None``) without a calendar."""
    oracle = {event.id: names.split() for event, names in lines}
    known = (
        [KnownEvent("Pier Con", later(days=starts_in_days), later(days=starts_in_days + 2), ("the con",))]
        if starts_in_days is not None
        else []
    )
    pipeline = Pipeline((), Options(oracle=oracle, calendar=tuple(known)))
    return [hit for event, _ in lines for hit in hits_of(pipeline.process(event), NAME)]


def said(text: str = "hello everyone", names: str = ACT, **time: Any) -> Line:
    return a_message(text, at=later(**time), by=PAT), names


@pytest.mark.parametrize(("days", "found"), [(29.9, 1), (30.0, 1), (30.1, 0), (-1.9, 1), (-2.1, 0)])
def test_naming_an_event_counts_from_thirty_days_before_it(days: float, found: int) -> None:
    assert found == len(hits(said("we belong together, see you at pier con"), starts_in_days=days))


def test_it_may_be_named_by_its_other_words() -> None:
    assert 1 == len(hits(said("see you at The Con!")))


def test_naming_it_in_an_ordinary_message_is_nothing() -> None:
    assert [] == hits(said("cant wait for pier con", ""))


def test_asking_for_movements_names_the_event_by_its_meaning() -> None:
    (hit,) = hits(said("which door", "event_movement_probe"))

    assert "Pier Con" in hit.explanation


def test_without_a_calendar_any_event_counts() -> None:
    assert 1 == len(hits(said("which door", "event_movement_probe"), starts_in_days=None))
    assert 0 == len(hits(said(), starts_in_days=None))


def weeks(*per_week: int) -> list[Line]:
    return [said(days=7 * week + i * 0.5) for week, count in enumerate(per_week) for i in range(count)]


@pytest.mark.parametrize(("last", "found"), [(2, 0), (3, 1), (4, 2)])
def test_three_acts_in_the_week_are_a_rise_for_a_quiet_person(last: int, found: int) -> None:
    lines = weeks(0, 0, last)

    assert min(found, 1) == len(hits(*lines))


@pytest.mark.parametrize(("last", "found"), [(3, 0), (4, 1), (5, 1)])
def test_twice_the_own_mean_of_eight_weeks(last: int, found: int) -> None:
    lines = [said(days=-60 + 3.5 * i) for i in range(16)]
    lines += [said(days=0.5 + i * 0.5) for i in range(last)]

    assert found == len(hits(*lines))


def test_without_an_event_ahead_a_rise_is_none_here() -> None:
    assert [] == hits(*weeks(0, 0, 6), starts_in_days=90)


def test_it_is_for_the_brief_and_no_alert() -> None:
    (hit,) = hits(said("see you at the con"))

    assert Severity.INFO is hit.severity
    assert ("event", "Pier Con") in hit.parameters
