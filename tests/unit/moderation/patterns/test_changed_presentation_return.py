from __future__ import annotations

import pytest

from moderation.events import Author, Event
from moderation.taxonomy import Severity
from tests.builders import a_boundary, a_message, a_moderator, a_viewer, an_enforcement, later
from tests.play import pattern_hits

NAME = "changed_presentation_return"
ASK = "contact_info_request"
PAT = a_viewer("pat_from_pier")
RENAMED = a_viewer("someone_else", id=PAT.id)
WORDS = "what is your private number please"


def asked(by: Author = PAT, text: str = WORDS, names: str = ASK, **time: float) -> tuple[Event, str]:
    return a_message(text, at=later(**time), by=by), names


def refused(viewer: Author = PAT) -> tuple[Event, str]:
    return a_boundary(viewer, topic=ASK, at=later()), ""


BANNED = (an_enforcement("ban", PAT, at=later()), "")


def test_asking_again_under_the_same_name_is_another_pattern() -> None:
    assert [] == pattern_hits(NAME, asked(minutes=-10), refused(), asked(minutes=30))


@pytest.mark.parametrize(("seconds", "hits"), [(-1, 1), (0, 1), (1, 0)])
def test_asking_again_under_another_name_counts_for_a_day(seconds: float, hits: int) -> None:
    story = [asked(minutes=-10), refused(), asked(RENAMED, hours=24, seconds=seconds)]

    assert hits == len(pattern_hits(NAME, *story))


def test_the_act_is_raised_by_one_level() -> None:
    (hit,) = pattern_hits(NAME, asked(names="meet_request", minutes=-9), meet_refused(), asked(RENAMED, names="meet_request", minutes=30))

    assert Severity.MEDIUM is hit.severity


def meet_refused() -> tuple[Event, str]:
    return a_boundary(PAT, topic="meet_request", at=later()), ""


def test_a_name_changed_before_the_refusal_hides_nothing() -> None:
    assert [] == pattern_hits(NAME, asked(minutes=-20), asked(RENAMED, minutes=-10), refused(), asked(RENAMED, minutes=30))


def test_another_shown_name_counts_and_another_spelling_does_not() -> None:
    def shown(name: str) -> Author:
        return a_viewer("pat_from_pier", display=name)

    assert 1 == len(pattern_hits(NAME, asked(shown("Pat"), minutes=-10), refused(), asked(shown("Nobody"), minutes=9)))
    assert [] == pattern_hits(NAME, asked(shown("Pat"), minutes=-10), refused(), asked(shown("PAT"), minutes=9))


def test_somebody_whose_request_nobody_noticed_is_known_by_the_line_that_was_refused() -> None:
    (hit,) = pattern_hits(NAME, asked(names="", minutes=-1), refused(), asked(RENAMED, minutes=30))

    assert "another name" in hit.explanation


@pytest.mark.parametrize(
    ("new", "text", "minutes", "hits"),
    [
        (a_viewer("fresh", created_at=later(days=-1)), "hey there, what city is it", 30, 0),
        (a_viewer("fresh", created_at=later(days=-1)), WORDS, 30, 1),
        (a_viewer("pat_from_pier2", created_at=later(days=-90)), "hey there", 30, 0),
        (a_viewer("pat_from_pier2", created_at=later(days=-90)), WORDS + " now", 30, 1),
        (a_viewer("pat_from_pier2"), "hey there", 30, 1),
        (a_viewer("fresh"), WORDS, 10, 1),
        (a_viewer("fresh"), WORDS, 11, 0),
        (a_viewer("fresh"), "hey there", 10, 0),
        (a_viewer("fresh", created_at=later(days=-6.99)), "hey there", 10, 1),
        (a_viewer("fresh", created_at=later(days=-7.01)), "hey there", 10, 0),
    ],
)
def test_another_account_needs_two_kinds_of_evidence(new: Author, text: str, minutes: float, hits: int) -> None:
    story = [asked(minutes=-10), BANNED, asked(new, text, minutes=minutes)]

    assert hits == len(pattern_hits(NAME, *story))


def test_who_says_that_they_evade_a_ban_and_was_never_seen_before_needs_no_more() -> None:
    (hit,) = pattern_hits(NAME, asked(minutes=-10), BANNED, asked(a_viewer("fresh"), "hey there", f"{ASK} evasion_statement", hours=5))

    assert "(says so, never seen here before)" in hit.explanation


def test_another_account_is_only_ever_suspected() -> None:
    new = a_viewer("pat_from_pier2", created_at=later(days=-1))

    (hit,) = pattern_hits(NAME, asked(minutes=-10), BANNED, asked(new, minutes=20))

    assert "suspected to be the same person as twitch:id-pat_from_pier" in hit.explanation
    assert "a similar name" in hit.explanation


def test_an_account_known_long_before_the_ban_is_not_taken_for_a_new_one() -> None:
    old = a_viewer("fresh", created_at=later(days=-1))
    story = [asked(old, "hello all", "", days=-2), asked(minutes=-10), BANNED, asked(old, minutes=9)]

    assert [] == pattern_hits(NAME, *story)


def test_a_moderator_notes_another_look_and_the_topic_goes_on() -> None:
    note = a_boundary(PAT, topic=ASK, note="came back", at=later(minutes=20))

    hits = pattern_hits(NAME, asked(minutes=-5), refused(), (note, "changed_appearance"), asked(minutes=30))

    assert [Severity.HIGH, Severity.CRITICAL] == [h.severity for h in hits]
    assert all("another look, as a moderator noted" in h.explanation for h in hits)


def test_a_moderator_can_note_it_in_chat() -> None:
    note = a_message("thats him", at=later(minutes=20), by=a_moderator())

    (hit,) = pattern_hits(NAME, asked(minutes=-5), refused(), (note, "changed_appearance"))

    assert note.id in hit.events
