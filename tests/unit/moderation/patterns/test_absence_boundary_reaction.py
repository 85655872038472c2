from __future__ import annotations

import pytest

from moderation.assessments import PatternHit
from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_boundary, a_message, a_stream, a_viewer, an_enforcement, later, the_creator
from tests.play import pattern_hits

NAME = "absence_boundary_reaction"
PAT = a_viewer("pat")
ASK, DISTRESS, REJECTS, HOSTILE = "contact_info_request", "attachment_distress", "boundary_rejection", "hostile_degradation"
Line = tuple[Event, str]


def said(names: str, **time: float) -> Line:
    return a_message(at=later(**time), by=PAT), names


def announced(kind: str = "absence_notice") -> Line:
    return a_message("an announcement", by=the_creator(), at=later()), kind


REFUSED = (a_boundary(PAT, topic=ASK, at=later()), "")


def lanes(hits: list[PatternHit]) -> list[str]:
    return ["care" if hit.care else "safety" for hit in hits]


@pytest.mark.parametrize(("hours", "hits"), [(71.9, 1), (72.0, 1), (72.1, 0)])
def test_distress_after_an_announced_break_goes_to_the_care_lane_for_three_days(hours: float, hits: int) -> None:
    found = pattern_hits(NAME, announced(), said(DISTRESS, hours=hours))

    assert ["care"] * hits == lanes(found)
    assert all(h.severity is Severity.MEDIUM and h.axes == ("care",) for h in found)


@pytest.mark.parametrize("kind", ["new_rule", "absence_notice", "relationship_news", "price_change"])
def test_every_kind_of_news_counts(kind: str) -> None:
    assert ["care"] == lanes(pattern_hits(NAME, announced(kind), said(DISTRESS, hours=1)))


def test_distress_without_anything_before_it_is_no_reaction() -> None:
    assert [] == pattern_hits(NAME, said(DISTRESS))


@pytest.mark.parametrize(("hours", "hits"), [(2.9, 1), (3.0, 1), (3.1, 0)])
def test_the_daily_end_of_a_stream_counts_for_three_hours_and_low(hours: float, hits: int) -> None:
    found = pattern_hits(NAME, (a_stream("offline", at=later()), ""), said(DISTRESS, hours=hours))

    assert [Severity.LOW] * hits == [h.severity for h in found]


def test_after_the_end_of_a_stream_questions_are_not_raised() -> None:
    assert [] == pattern_hits(NAME, (a_stream("offline", at=later()), ""), said("location_probe", hours=1))


@pytest.mark.parametrize(
    ("names", "level"), [("grievance_statement", Severity.HIGH), ("location_probe", Severity.HIGH), ("veiled_threat", Severity.CRITICAL)]
)
def test_pushing_back_raises_the_act_by_one_level(names: str, level: Severity) -> None:
    (hit,) = pattern_hits(NAME, announced(), said(names, hours=1))

    assert (level, False) == (hit.severity, hit.care)


def test_grumbling_at_news_is_raised_only_for_who_did_something_before() -> None:
    (hit,) = pattern_hits(NAME, said("meet_request", days=-9), announced(), said(HOSTILE, hours=1))

    assert Severity.MEDIUM is hit.severity
    assert [] == pattern_hits(NAME, announced(), said(HOSTILE, hours=1))


def test_a_small_question_after_news_for_everybody_is_not_raised() -> None:
    assert [] == pattern_hits(NAME, announced(), said("personal_detail_request", hours=1))


@pytest.mark.parametrize(("hours", "hits"), [(71.9, 1), (72.0, 1), (72.1, 0)])
def test_a_small_question_by_who_was_refused_is_raised(hours: float, hits: int) -> None:
    found = pattern_hits(NAME, REFUSED, said("personal_detail_request", hours=hours))

    assert [Severity.MEDIUM] * hits == [h.severity for h in found]


def test_arguing_with_a_ban_counts() -> None:
    ban = (an_enforcement("ban", PAT, at=later()), "")

    (hit,) = pattern_hits(NAME, ban, said(REJECTS, hours=1))

    assert "Argued away a refusal, rule or block, 1 hour after a moderator stepped in." == hit.explanation


def test_attention_asked_for_after_a_refusal_is_not_pushing_back() -> None:
    assert [] == pattern_hits(NAME, REFUSED, said("attention_demand", hours=1))


def test_what_was_refused_to_somebody_else_is_no_trigger() -> None:
    other = (a_boundary(a_viewer("sam"), topic=ASK, at=later()), "")

    assert [] == pattern_hits(NAME, other, said("location_probe", hours=1))


def test_both_lanes_are_kept_apart() -> None:
    found = pattern_hits(NAME, announced(), said(DISTRESS, hours=1), said(HOSTILE, hours=2))

    assert ["care", "safety"] == lanes(found)
    assert [Severity.MEDIUM, Severity.MEDIUM] == [h.severity for h in found]
