from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_boundary, a_donation, a_message, a_viewer, later
from tests.play import pattern_hits

NAME = "donation_then_demand"
PAT = a_viewer("pat")
ASK = "contact_info_request"
Line = tuple[Event, str]


def paid(**time: float) -> Line:
    return a_donation(at=later(**time), by=PAT), ""


def asked(names: str = ASK, **time: float) -> Line:
    return a_message(at=later(**time), by=PAT), names


def chatter(count: int) -> list[Line]:
    return [(a_message(at=later(minutes=16, seconds=i), by=PAT), "") for i in range(count)]


@pytest.mark.parametrize(("seconds", "hits"), [(-1, 1), (0, 1), (1, 1)])
def test_a_demand_soon_after_money_is_tied_to_it(seconds: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, paid(), asked(minutes=15, seconds=seconds)))


@pytest.mark.parametrize(("between", "hits"), [(1, 1), (2, 1), (3, 0)])
def test_later_it_is_tied_to_the_next_three_messages(between: int, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, paid(), *chatter(between), asked(hours=1)))


def test_fifteen_minutes_count_however_many_messages_lie_between() -> None:
    lines = [(a_message(at=later(minutes=1, seconds=i), by=PAT), "") for i in range(6)]

    assert 1 == len(pattern_hits(NAME, paid(), *lines, asked(minutes=15)))
    assert 0 == len(pattern_hits(NAME, paid(), *lines, asked(minutes=15, seconds=1)))


def test_a_paid_message_that_demands_is_tied_by_itself() -> None:
    assert 1 == len(pattern_hits(NAME, (a_donation("your number then", by=PAT, at=later()), ASK)))


def test_citing_earlier_payments_counts_without_new_money() -> None:
    (hit,) = pattern_hits(NAME, asked(f"{ASK} past_payment"))

    assert Severity.MEDIUM is hit.severity


def test_the_next_day_money_is_no_longer_a_reason() -> None:
    assert [] == pattern_hits(NAME, paid(), asked(days=1, seconds=1))


def test_asking_without_money_is_another_matter() -> None:
    assert [] == pattern_hits(NAME, asked())


def test_money_with_thanks_is_nothing() -> None:
    assert [] == pattern_hits(NAME, *[line for i in range(30) for line in (paid(days=i), asked("affection", days=i, minutes=1))])


def test_a_gift_is_no_demanded_family() -> None:
    assert [] == pattern_hits(NAME, paid(), asked("unwanted_gift_delivery", minutes=1))


@pytest.mark.parametrize(("occasions", "levels"), [(1, [Severity.MEDIUM]), (2, [Severity.MEDIUM, Severity.HIGH])])
def test_the_second_occasion_is_high(occasions: int, levels: list[Severity]) -> None:
    story = [line for i in range(occasions) for line in (paid(days=i), asked(days=i, minutes=5))]

    assert levels == [hit.severity for hit in pattern_hits(NAME, *story)]


def test_two_demands_after_one_gift_are_one_occasion() -> None:
    assert [Severity.MEDIUM] == [h.severity for h in pattern_hits(NAME, paid(), asked(minutes=1), asked(minutes=2))]


@pytest.mark.parametrize(("days", "level"), [(89, Severity.HIGH), (90, Severity.HIGH), (91, Severity.MEDIUM)])
def test_occasions_are_remembered_for_ninety_days(days: float, level: Severity) -> None:
    story = [paid(), asked(minutes=5), paid(days=days), asked(days=days, minutes=5)]

    assert level is max(hit.severity for hit in pattern_hits(NAME, *story))


def test_after_a_refusal_the_first_occasion_is_high() -> None:
    no = (a_boundary(PAT, topic=ASK, at=later()), "")

    (hit,) = pattern_hits(NAME, no, paid(minutes=1), asked(minutes=2))

    assert Severity.HIGH is hit.severity
    assert hit.explanation.endswith("together with money given, after being refused.")


def test_the_money_is_among_the_events() -> None:
    money, demand = paid(), asked(minutes=1)

    (hit,) = pattern_hits(NAME, money, demand)

    assert (money[0].id, demand[0].id) == hit.events
