from __future__ import annotations

from collections.abc import Sequence

import pytest

from moderation.events import Event
from moderation.memory.records import Refusal
from moderation.pipeline import Options, Pipeline
from tests.builders import CREATOR, a_boundary, a_message, a_moderator, a_viewer, an_enforcement, later, the_creator

PAT, SAM = a_viewer("patrick"), a_viewer("samuel")
ASK, PLACE = "contact_info_request", "location_probe"
Line = tuple[Event, str]


def refusals(viewer: str, lines: Sequence[Line]) -> list[Refusal]:
    """The refusals that a viewer got in a story."""
    pipeline = Pipeline((), Options(oracle={event.id: names.split() for event, names in lines}))
    for event, _ in lines:
        pipeline.process(event)
    known = pipeline.memory.house(CREATOR.name).known(f"twitch:id-{viewer}")
    return known.dossier.refusals if known and known.dossier else []


def asks(by: str = "patrick", names: str = ASK, **fields: float | str) -> Line:
    ident = {"id": fields.pop("id")} if "id" in fields else {}
    return a_message(at=later(**fields), by=a_viewer(by), **ident), names  # type: ignore[arg-type]


def says(text: str, cue: str = "refusal", reply_to: str | None = None, **time: float) -> Line:
    return a_message(text, at=later(**time), by=the_creator(), reply_to=reply_to), cue


def test_a_reply_answers_whom_it_replies_to() -> None:
    story = [asks(id="first"), asks("samuel", minutes=1), says("no, sorry", reply_to="first", minutes=2)]

    assert 1 == len(refusals("patrick", story))
    assert 0 == len(refusals("samuel", story))


@pytest.mark.parametrize("text", ["@patrick i dont share that", "@Patrick no", "patrick, no"])
def test_a_mention_or_a_name_says_who_is_meant(text: str) -> None:
    story = [asks(), asks("samuel", minutes=1), says(text, minutes=2)]

    assert (1, 0) == (len(refusals("patrick", story)), len(refusals("samuel", story)))


def test_without_a_name_it_answers_the_newest_open_request() -> None:
    story = [asks(), asks("samuel", minutes=1), says("i dont share that", minutes=2)]

    assert (0, 1) == (len(refusals("patrick", story)), len(refusals("samuel", story)))


def test_a_named_topic_finds_the_request_about_it() -> None:
    story = [asks(), asks("samuel", PLACE, minutes=1), says("no numbers", "refusal:contact", minutes=2)]

    assert (1, 0) == (len(refusals("patrick", story)), len(refusals("samuel", story)))


@pytest.mark.parametrize(("minutes", "count"), [(2.9, 1), (3.0, 1), (3.1, 0)])
def test_a_bare_no_answers_for_three_minutes(minutes: float, count: int) -> None:
    assert count == len(refusals("patrick", [asks(), says("nope", minutes=minutes)]))


@pytest.mark.parametrize(("minutes", "count"), [(9.9, 1), (10.0, 1), (10.1, 0)])
def test_a_no_about_the_topic_answers_for_ten(minutes: float, count: int) -> None:
    assert count == len(refusals("patrick", [asks(), says("no numbers", "refusal:contact", minutes=minutes)]))


def test_a_joke_needs_an_open_request() -> None:
    joke = says("@patrick a phone? never heard of it", "soft_refusal:contact", minutes=1)

    assert [] == refusals("patrick", [asks(names=""), joke])
    (refusal,) = refusals("patrick", [asks(), joke])
    assert (True, 0.6, "contact", "reply") == (refusal.soft, refusal.strength, refusal.family, refusal.source)


def test_a_no_takes_the_topic_of_the_request_that_it_answers() -> None:
    (refusal,) = refusals("patrick", [asks(names=PLACE), says("no", minutes=1)])

    assert "location" == refusal.family


def test_a_request_is_answered_once() -> None:
    story = [asks(), says("no", minutes=1), says("no", minutes=2)]

    assert 1 == len(refusals("patrick", story))


def test_a_moderator_refuses_for_the_creator() -> None:
    story = [asks(), (a_message("@patrick no", at=later(minutes=1), by=a_moderator()), "refusal")]

    assert 1 == len(refusals("patrick", story))


@pytest.mark.parametrize(("topic", "family"), [(ASK, "contact"), ("meet_request", "meet"), (None, "any"), ("boundary_rejection", "any")])
def test_a_marked_boundary_is_the_strongest(topic: str | None, family: str) -> None:
    (refusal,) = refusals("patrick", [(a_boundary(PAT, topic=topic, at=later()), "")])

    assert (1.0, "boundary", family) == (refusal.strength, refusal.source, refusal.family)


@pytest.mark.parametrize(("action", "strengths"), [("ban", [1.0]), ("timeout", [0.9]), ("warn", [0.9]), ("unban", []), ("delete", [])])
def test_enforcement_refuses_everything(action: str, strengths: list[float]) -> None:
    found = refusals("patrick", [(an_enforcement(action, PAT, at=later()), "")])  # type: ignore[arg-type]

    assert strengths == [r.strength for r in found]
    assert all(r.family == "any" for r in found)


def test_a_deletion_refuses_what_the_message_asked_for() -> None:
    asked = asks(names=PLACE)
    deleted = an_enforcement("delete", PAT, message_id=asked[0].id, at=later(minutes=1))

    (refusal,) = refusals("patrick", [asked, (deleted, "")])

    assert ("location", 0.6) == (refusal.family, refusal.strength)


def test_a_viewer_refuses_nobody() -> None:
    other = (a_message("@patrick no", at=later(minutes=1), by=SAM), "refusal")

    assert [] == refusals("patrick", [asks(), other])
