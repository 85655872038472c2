from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.memory.identity import link
from moderation.memory.links import Link, LinkStatus
from moderation.pipeline import Options, Pipeline
from moderation.taxonomy import Severity
from tests.builders import CREATOR, a_donation, a_message, a_viewer, an_enforcement, later
from tests.play import hits_of, pattern_hits

NAME = "cross_platform_pursuit"
ACT = "contact_info_request"
HERE = a_viewer("pat_from_pier")
THERE = a_viewer("pat_from_pier", id="9")
STRANGER = a_viewer("someone", id="8")
Line = tuple[Event, str]


def on_twitch(names: str = ACT, **time: float) -> Line:
    return a_message(at=later(**time), by=HERE), names


def on_discord(names: str = ACT, *, same_name: bool = True, **time: float) -> Line:
    return a_message(at=later(**time), by=THERE if same_name else STRANGER, platform="discord"), names


def test_acts_on_one_platform_are_none() -> None:
    assert [] == pattern_hits(NAME, *[on_twitch(days=i) for i in range(5)])


def test_the_same_name_on_another_platform_counts_as_suspected() -> None:
    (hit,) = pattern_hits(NAME, on_twitch(), on_discord(days=1))

    assert Severity.HIGH is hit.severity
    assert "2 acts on 2 platforms (discord, twitch); the accounts are suspected to be the same person." == hit.explanation


@pytest.mark.parametrize(("days", "hits"), [(29.99, 1), (30.0, 1), (30.01, 0)])
def test_acts_of_thirty_days_count_together(days: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, on_twitch(), on_discord(days=days)))


def test_strangers_on_two_platforms_are_two_people() -> None:
    assert [] == pattern_hits(NAME, on_twitch(), on_discord(days=1, same_name=False))


def test_a_name_that_many_have_says_nothing() -> None:
    here = (a_message(at=later(), by=a_viewer("anonymous7")), ACT)
    there = (a_message(at=later(days=1), by=a_viewer("anonymous7", id="77"), platform="discord"), ACT)

    assert [] == pattern_hits(NAME, here, there)


def test_small_requests_are_no_acts_here() -> None:
    assert [] == pattern_hits(NAME, on_twitch("meet_request"), on_discord("meet_request", days=1))


def test_a_confirmed_link_makes_one_person_of_two_names() -> None:
    first, second = on_twitch(), on_discord(days=1, same_name=False)
    pipeline = Pipeline((), Options(oracle={event.id: [names] for event, names in (first, second)}))
    pipeline.process(first[0])
    confirmed = Link(second[0].viewer, first[0].viewer, LinkStatus.CONFIRMED, ["moderator"], 1.0, "gate_keeper", 0.0)
    link(pipeline.memory.house(CREATOR.name).links, confirmed)

    (hit,) = hits_of(pipeline.process(second[0]), NAME)

    assert "suspected" not in hit.explanation


@pytest.mark.parametrize(("hours", "hits"), [(71.9, 1), (72.0, 1), (72.1, 0)])
def test_being_driven_from_one_platform_to_the_next_counts_for_three_days(hours: float, hits: int) -> None:
    ban = (an_enforcement("ban", HERE, at=later()), "")
    found = pattern_hits(NAME, on_twitch("affection meet_request", minutes=-1), ban, on_discord(hours=hours))

    assert hits == len(found)
    assert all("enforcement on twitch" in hit.explanation for hit in found)


def test_three_kinds_of_channel_count_on_one_platform() -> None:
    tip = (a_donation("x", by=HERE, at=later(days=1)), ACT)
    paid = (a_donation("x", by=HERE, at=later(days=2), kind="superchat"), ACT)

    assert [] == pattern_hits(NAME, on_twitch(), tip)
    assert 1 == len(pattern_hits(NAME, on_twitch(), tip, paid))
