from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_boundary, a_message, a_moderator, a_stream, a_viewer, later
from tests.play import pattern_hits

NAME = "tone_reversal"
PAT = a_viewer("pat")
ASK, HOSTILE, FOND = "contact_info_request", "hostile_degradation", "affection"
Line = tuple[Event, str]


def said(names: str, **time: float) -> Line:
    return a_message(at=later(**time), by=PAT), names


def refused(topic: str | None = ASK, **time: float) -> Line:
    return a_boundary(PAT, topic=topic, at=later(**time)), ""


def loved(count: int, **time: float) -> list[Line]:
    return [said(FOND, **{**time, "seconds": i}) for i in range(count)]


def answer(**time: float) -> Line:
    return a_message("@pat not today, have fun", by=a_moderator(), at=later(**time)), ""


@pytest.mark.parametrize(("minutes", "hits"), [(59, 1), (60, 1), (61, 0)])
def test_a_request_within_the_hour_before_the_refusal(minutes: float, hits: int) -> None:
    story = [said(ASK, minutes=-minutes), refused(), answer(minutes=1), said(HOSTILE, minutes=30)]

    assert hits == len(pattern_hits(NAME, *story))


@pytest.mark.parametrize(("minutes", "hits"), [(59, 1), (60, 1), (61, 0)])
def test_hostility_within_the_hour_after_it(minutes: float, hits: int) -> None:
    story = [said(ASK, minutes=-1), refused(), answer(minutes=1), said(HOSTILE, minutes=minutes)]

    assert hits == len(pattern_hits(NAME, *story))


@pytest.mark.parametrize(("fond", "hits"), [(2, 0), (3, 1), (4, 1)])
def test_three_affectionate_messages_of_the_day_and_then_a_refusal(fond: int, hits: int) -> None:
    story = [*loved(fond, hours=-3), refused(), said(HOSTILE, hours=5)]

    assert hits == len(pattern_hits(NAME, *story))


@pytest.mark.parametrize(("hours", "hits"), [(23.9, 1), (24.0, 1), (24.1, 0)])
def test_after_affection_hostility_counts_for_a_day(hours: float, hits: int) -> None:
    story = [said(ASK, days=-5), *loved(3, days=-4), refused(), said(HOSTILE, hours=hours)]

    assert hits == len(pattern_hits(NAME, *story))


@pytest.mark.parametrize(("days", "hits"), [(13.9, 1), (14.1, 0)])
def test_who_has_an_act_already_is_remembered_as_fond_for_a_fortnight(days: float, hits: int) -> None:
    story = [said(ASK, days=-20), *loved(3, days=-days), refused(), said(HOSTILE)]

    assert hits == len(pattern_hits(NAME, *story))


def test_who_has_none_is_fond_for_the_day_alone() -> None:
    assert [] == pattern_hits(NAME, *loved(3, days=-1, hours=-3), refused(), said(HOSTILE, hours=1))


def test_a_stream_past_midnight_is_one_day() -> None:
    online = (a_stream(at=later(hours=8)), "")

    assert 1 == len(pattern_hits(NAME, online, *loved(3, hours=11), refused(hours=12.5), said(HOSTILE, hours=13)))


def test_a_demand_that_nobody_answered() -> None:
    assert 1 == len(pattern_hits(NAME, said("attention_demand"), said(HOSTILE, minutes=60)))
    assert [] == pattern_hits(NAME, said("attention_demand"), said(HOSTILE, minutes=61))


def test_an_answer_is_an_answer() -> None:
    assert [] == pattern_hits(NAME, said("attention_demand"), answer(minutes=1), said(HOSTILE, minutes=10))


def test_affection_and_bad_news() -> None:
    news = (a_message("no stream tomorrow", by=a_moderator(), at=later()), "absence_notice")

    assert 1 == len(pattern_hits(NAME, *loved(3, hours=-1), news, said(HOSTILE, hours=1)))


def test_hostility_without_anything_before_it_is_no_reversal() -> None:
    assert [] == pattern_hits(NAME, said(HOSTILE))


def test_affection_alone_is_nothing() -> None:
    assert [] == pattern_hits(NAME, *[line for i in range(30) for line in loved(5, days=i)], refused(days=31))


@pytest.mark.parametrize(
    ("hostile", "level"), [(HOSTILE, Severity.MEDIUM), ("grievance_statement", Severity.HIGH), ("veiled_threat", Severity.CRITICAL)]
)
def test_the_hostile_message_is_raised_by_one_level(hostile: str, level: Severity) -> None:
    (hit,) = pattern_hits(NAME, said("attention_demand", minutes=-30), said(hostile))

    assert (level, ("threat",)) == (hit.severity, hit.axes)


def test_the_sentence_says_what_it_followed() -> None:
    (hit,) = pattern_hits(NAME, said(ASK, minutes=-5), refused(), said("direct_threat", minutes=20))

    assert "Turned hostile 20 minutes after a request was refused." == hit.explanation
