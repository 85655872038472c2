from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.taxonomy import Severity
from tests.builders import a_message, a_moderator, a_viewer, later
from tests.play import pattern_hits

NAME = "multi_target_dispersion"
PAT = a_viewer("pat")
ACT = "contact_info_request"
STAFF_SPEAKS = (a_message("hello chat", by=a_moderator(), at=later(days=-1)), "")


def did(names: str, text: str = "hello everyone", **fields: object) -> tuple[Event, str]:
    days = fields.pop("days", 0.0)
    assert isinstance(days, float | int)
    return a_message(text, at=later(days=days), by=PAT, **fields), names


def test_acts_toward_the_creator_alone_are_none() -> None:
    assert [] == pattern_hits(NAME, *[did(ACT, days=i) for i in range(5)])


def test_going_through_others_is_toward_others() -> None:
    (hit,) = pattern_hits(NAME, did(ACT), did("proxy_contact", days=1))

    assert (Severity.HIGH, ("approach",)) == (hit.severity, hit.axes)
    assert "2 acts toward the creator and people beside the creator." == hit.explanation


def test_one_act_alone_disperses_nothing() -> None:
    assert [] == pattern_hits(NAME, did("proxy_contact"))


def test_threatening_a_moderator_after_asking_the_creator() -> None:
    (hit,) = pattern_hits(NAME, STAFF_SPEAKS, did(ACT), did("veiled_threat", "@gate_keeper you should be careful", days=1))

    assert "the creator's team" in hit.explanation


def test_asking_a_moderator_about_the_creator_is_toward_the_creator() -> None:
    assert [] == pattern_hits(NAME, STAFF_SPEAKS, did(ACT), did(ACT, "@gate_keeper what is the number", days=1))


@pytest.mark.parametrize(("creators", "hits"), [(("mira",), 0), (("mira", "kess"), 1), (("mira", "kess", "lune"), 2)])
def test_acts_toward_two_creators(creators: tuple[str, ...], hits: int) -> None:
    story = [did(ACT, days=i, channel=creator) for i, creator in enumerate(creators)]

    assert hits == len(pattern_hits(NAME, *story))


@pytest.mark.parametrize(("days", "hits"), [(59, 1), (60, 1), (61, 0)])
def test_it_looks_back_sixty_days(days: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, did(ACT), did("proxy_contact", days=days)))


def test_small_requests_to_two_creators_are_nothing() -> None:
    assert [] == pattern_hits(NAME, did("meet_request"), did("meet_request", days=1, channel="kess"))
