from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.pipeline import Options, Pipeline
from moderation.taxonomy import Axis, Severity
from tests.builders import CREATOR, a_boundary, a_message, a_moderator, a_viewer, an_enforcement, later
from tests.play import pattern_hits

NAME = "compliance_after_boundary"
PAT = a_viewer("pat")
ASK = "contact_info_request"
REFUSED = (a_boundary(PAT, topic=ASK, at=later()), "")
Line = tuple[Event, str]


def said(names: str = "", **time: float) -> Line:
    return a_message(at=later(**time), by=PAT), names


def test_accepting_a_refusal_speaks_for_the_viewer() -> None:
    (hit,) = pattern_hits(NAME, said(ASK, minutes=-1), REFUSED, said("acceptance", minutes=1))

    assert (Severity.INFO, True, ()) == (hit.severity, hit.mitigating, hit.axes)
    assert "Accepted the refusal of 2 Mar 2026." == hit.explanation


@pytest.mark.parametrize(("hours", "hits"), [(23.9, 1), (24.0, 1), (24.1, 0)])
def test_it_counts_for_a_day(hours: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, REFUSED, said("acceptance", hours=hours)))


def test_an_apology_that_goes_on_asking_is_none() -> None:
    assert [] == pattern_hits(NAME, REFUSED, said(f"acceptance {ASK}", minutes=1))


def test_an_acceptance_after_another_request_is_none() -> None:
    assert [] == pattern_hits(NAME, REFUSED, said(ASK, minutes=1), said("acceptance", minutes=2))


def test_deleting_the_own_message_is_a_sign_too() -> None:
    asked = said(ASK, minutes=-1)
    own = an_enforcement("delete", PAT, by=PAT, message_id=asked[0].id, at=later(minutes=1))

    (hit,) = pattern_hits(NAME, asked, REFUSED, (own, ""))

    assert hit.explanation.startswith("Deleted an own message")


def test_a_moderator_who_deletes_says_nothing_about_the_viewer() -> None:
    asked = said(ASK, minutes=-1)
    deleted = an_enforcement("delete", PAT, by=a_moderator(), message_id=asked[0].id, at=later(minutes=1))

    assert [] == pattern_hits(NAME, asked, REFUSED, (deleted, ""))


@pytest.mark.parametrize(("days", "hits"), [(29.99, 0), (30.0, 1), (30.01, 1)])
def test_a_month_without_the_topic_is_compliance(days: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, REFUSED, said(days=days)))


def test_another_topic_meanwhile_does_not_undo_it() -> None:
    assert 1 == len(pattern_hits(NAME, REFUSED, said("attention_demand", days=3), said(days=31)))
    assert 0 == len(pattern_hits(NAME, REFUSED, said(ASK, days=3), said(days=31)))


def test_what_others_write_completes_nothing() -> None:
    other = (a_message(at=later(days=31), by=a_viewer("sam")), "")

    assert [] == pattern_hits(NAME, REFUSED, other)


def test_it_lowers_the_axes_by_one_step() -> None:
    story = [said(ASK, minutes=-1), REFUSED, said("acceptance", minutes=5)]
    pipeline = Pipeline((), Options(oracle={event.id: names.split() for event, names in story}))
    for event, _ in story:
        pipeline.process(event)
    known = pipeline.memory.house(CREATOR.name).known(f"twitch:{PAT.id}")

    assert known is not None
    assert known.dossier is not None
    assert Severity.LOW == known.dossier.levels[Axis.APPROACH]
