from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.assessments import PatternHit
from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_boundary, a_message, a_stream, a_viewer, an_enforcement, later
from tests.play import pattern_hits

NAME = "repeat_after_refusal"
PAT = a_viewer("pat")
ASK = "contact_info_request"
REFUSED = (a_boundary(PAT, topic=ASK, at=later()), "")


def asked(names: str = ASK, **time: float) -> tuple[Event, str]:
    return a_message(at=later(**time), by=PAT), names


def window(hit: PatternHit) -> str:
    return dict(hit.parameters)["window"]


def test_asking_before_a_refusal_is_no_repeat() -> None:
    assert [] == pattern_hits(NAME, asked(minutes=-10), REFUSED)


@pytest.mark.parametrize(("times", "levels"), [(0, []), (1, [Severity.HIGH]), (2, [Severity.HIGH, Severity.CRITICAL])])
def test_the_first_repeat_is_high_and_the_second_critical(times: int, levels: list[Severity]) -> None:
    again = [asked(days=i + 1) for i in range(times)]

    assert levels == [hit.severity for hit in pattern_hits(NAME, REFUSED, *again)]


@pytest.mark.parametrize(("lag", "expected"), [({"minutes": 59}, "W1"), ({"minutes": 60}, "W1"), ({"minutes": 61}, "W3")])
def test_within_the_hour_it_is_the_first_window(lag: dict[str, float], expected: str) -> None:
    (hit,) = pattern_hits(NAME, REFUSED, asked(ASK, **lag))

    assert expected == window(hit)


def test_later_in_the_same_stream_it_is_the_second_window() -> None:
    online = (a_stream(at=later(minutes=-30)), "")

    (hit,) = pattern_hits(NAME, online, REFUSED, asked(hours=3))

    assert "W2" == window(hit)


@pytest.mark.parametrize(("seconds", "hits"), [(-1, 1), (0, 1), (1, 0)])
def test_after_thirty_days_a_refusal_is_no_longer_held_against_anybody(seconds: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, REFUSED, asked(days=30, seconds=seconds)))


@pytest.mark.parametrize(("minutes", "level"), [(59, Severity.CRITICAL), (60, Severity.CRITICAL), (61, Severity.HIGH)])
def test_within_the_hour_after_a_timeout_it_is_critical(minutes: float, level: Severity) -> None:
    stopped = (an_enforcement("timeout", PAT, at=later()), "")

    (hit,) = pattern_hits(NAME, stopped, asked(minutes=minutes))

    assert level is hit.severity


def test_after_a_deleted_message_it_is_high_as_after_any_refusal() -> None:
    first = a_message(at=later(), by=PAT)
    deleted = an_enforcement("delete", PAT, message_id=first.id, at=later(minutes=1))

    (hit,) = pattern_hits(NAME, (first, ASK), (deleted, ""), asked(minutes=5))

    assert Severity.HIGH is hit.severity


def test_another_topic_is_no_repeat() -> None:
    assert [] == pattern_hits(NAME, REFUSED, asked("location_probe", minutes=10))


def test_a_small_request_counts_once_its_topic_was_refused() -> None:
    no = (a_boundary(PAT, topic="meet_request", at=later()), "")

    assert 1 == len(pattern_hits(NAME, no, asked("meet_request", days=2)))


def test_arguing_with_the_refusal_goes_on_with_its_topic() -> None:
    assert 1 == len(pattern_hits(NAME, REFUSED, asked("boundary_rejection", minutes=2)))


def test_a_ban_lifted_within_the_hour_was_a_slip_and_refuses_nothing() -> None:
    ban = (an_enforcement("ban", PAT, at=later()), "")
    lifted = an_enforcement("unban", PAT, at=later(minutes=59))

    assert [] == pattern_hits(NAME, ban, (lifted, ""), asked(hours=2))
    assert 1 == len(pattern_hits(NAME, ban, asked(hours=2)))


def test_the_sentence_says_what_how_long_after_and_how_often() -> None:
    no = (a_boundary(PAT, topic=ASK, at=later()), "")
    first, second = asked(minutes=30), asked(days=1)

    hits = pattern_hits(NAME, asked(minutes=-5), no, first, second)

    assert "Asked for a private way to reach the creator again, 30 minutes after being told no (on 2 Mar 2026)." == hits[0].explanation
    assert hits[1].explanation.endswith("(twice since 2 Mar 2026).")
    assert (no[0].id, first[0].id, second[0].id) == hits[1].events


def test_the_same_message_delivered_twice_is_one_repeat() -> None:
    again = asked(minutes=5)

    assert 1 == len(pattern_hits(NAME, REFUSED, again, again))


def test_what_was_refused_to_one_viewer_is_not_held_against_another() -> None:
    other = a_message(at=later(minutes=5) + timedelta(seconds=1), by=a_viewer("sam"))

    assert [] == pattern_hits(NAME, REFUSED, (other, ASK))


def test_something_new_after_a_refusal_of_everything_is_not_said_to_be_done_again() -> None:
    stopped = (an_enforcement("timeout", PAT, at=later()), "")

    (hit,) = pattern_hits(NAME, asked(minutes=-5), stopped, asked("direct_threat", minutes=14))

    assert hit.explanation.startswith("Stated an intent to harm, 14 minutes after a moderator stepped in")
