"""The pier, retold with invented people: a polite request, a joke for an answer, back half an hour later looking different, threats."""

from __future__ import annotations

import pytest

from moderation.events import Event
from moderation.incidents import IncidentChange
from moderation.pipeline import Options, Outcome, Pipeline
from moderation.taxonomy import Severity
from tests.builders import a_message, a_moderator, a_stream, a_viewer, later, the_creator

STRANGER = a_viewer("grey_hood")
CHANGED = a_viewer("no_hood_today", id=STRANGER.id)
ASK = "contact_info_request"
Line = tuple[Event, str]


def the_story() -> dict[str, Line]:
    """The scenes by name, in order of time."""
    return {
        "online": (a_stream(at=later(hours=-1), category="IRL", title="walking the pier with friends"), ""),
        "chat": (a_message("hello from the pier", by=a_viewer("fan"), at=later(minutes=-1)), ""),
        "asks": (a_message("lovely walk. may i have your number?", by=STRANGER, at=later()), ASK),
        "joke": (a_message("a phone? never heard of it", by=the_creator(), at=later(minutes=1)), "soft_refusal:contact"),
        "photo": (a_message("sure, one photo for everybody", by=the_creator(), at=later(minutes=2)), "friendly_creator"),
        "thanks": (a_message("thank you, you are kind", by=STRANGER, at=later(minutes=3)), "affection"),
        "returns": (a_message("so, about that number", by=CHANGED, at=later(minutes=31)), ASK),
        "threat": (a_message("you three on the pier will regret this", by=CHANGED, at=later(minutes=50)), "direct_threat"),
    }


@pytest.fixture(name="told")
def _told() -> dict[str, Outcome]:
    """What each scene led to."""
    story = the_story()
    pipeline = Pipeline((), Options(oracle={event.id: names.split() for event, names in story.values()}))
    return {scene: pipeline.process(event) for scene, (event, _) in story.items()}


def names(outcome: Outcome) -> set[str]:
    return {hit.pattern for made in outcome.assessments for hit in made.hits}


def alerts(outcome: Outcome) -> list[IncidentChange]:
    return [change for change in outcome.changes if change.alert]


def test_the_alert_comes_at_the_second_request_before_any_threat(told: dict[str, Outcome]) -> None:
    (alert,) = alerts(told["returns"])

    assert Severity.HIGH <= alert.incident.level
    assert {"repeat_after_refusal", "changed_presentation_return"} <= names(told["returns"])


def test_it_says_how_long_after_the_joke(told: dict[str, Outcome]) -> None:
    (alert,) = alerts(told["returns"])

    assert "30 minutes after being turned down with a joke" in alert.explanation
    assert "under another name" in alert.explanation


def test_the_first_window_is_named(told: dict[str, Outcome]) -> None:
    hit = next(h for made in told["returns"].assessments for h in made.hits if h.pattern == "repeat_after_refusal")

    assert ("window", "W1") in hit.parameters


def test_then_the_turn_and_the_threat_are_seen(told: dict[str, Outcome]) -> None:
    assert "tone_reversal" in names(told["threat"])
    assert [Severity.CRITICAL] == [made.severity for made in told["threat"].assessments]


@pytest.mark.parametrize("scene", ["online", "chat", "photo", "thanks"])
def test_what_is_friendly_raises_nothing(told: dict[str, Outcome], scene: str) -> None:
    assert () == told[scene].changes


def test_the_same_with_a_moderators_word_for_the_other_look() -> None:
    story = the_story()
    back = a_message("same man, now without the hood", by=a_moderator(), at=later(minutes=32))
    lines = [story["asks"], story["joke"], (back, "changed_appearance")]
    pipeline = Pipeline((), Options(oracle={event.id: names.split() for event, names in lines}))
    outcomes = [pipeline.process(event) for event, _ in lines]

    assert {"changed_presentation_return"} == names(outcomes[-1])
