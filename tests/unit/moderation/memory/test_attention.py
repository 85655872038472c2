from __future__ import annotations

from moderation.events import Event
from moderation.memory.viewer import Dossier
from moderation.pipeline import Options, Pipeline
from tests.builders import CREATOR, a_donation, a_message, a_moderator, a_viewer, later, the_creator

PAT = a_viewer("patrick")


def dossier(*events: Event) -> Dossier:
    """Pat's dossier after one act and further events, a minute apart."""
    act = a_message("hello", by=PAT, at=later(minutes=-1), id="act")
    pipeline = Pipeline((), Options(oracle={"act": ["contact_info_request"]}))
    for event in (the_creator_speaks(), act, *events):
        pipeline.process(event)
    known = pipeline.memory.house(CREATOR.name).known(f"twitch:{PAT.id}")
    assert known is not None
    assert known.dossier is not None
    return known.dossier


def the_creator_speaks() -> Event:
    return a_message("welcome", by=the_creator(), at=later(minutes=-2), id="welcome")


def counts(of: Dossier) -> tuple[int, int, int, int]:
    return of.looked_at, of.aimed, of.unanswered, of.answers


def test_mentions_replies_and_paid_words_are_aimed_at_the_creator() -> None:
    events = [
        a_message("@mira hi", by=PAT, at=later(minutes=1)),
        a_message("hi", by=PAT, at=later(minutes=2), reply_to="welcome"),
        a_donation("hi", by=PAT, at=later(minutes=3)),
        a_message("@sam hi", by=PAT, at=later(minutes=4)),
        a_message("hi all", by=PAT, at=later(minutes=5)),
    ]

    assert (6, 3, 3, 0) == counts(dossier(*events))


def test_a_reply_or_a_mention_by_the_creators_side_is_an_answer() -> None:
    asked = a_message("@mira hi", by=PAT, at=later(minutes=1), id="asked")
    mention = a_message("@patrick thanks", by=a_moderator(), at=later(minutes=2))
    reply = a_message("thanks", by=the_creator(), at=later(minutes=2), reply_to="asked")

    assert (2, 1, 0, 1) == counts(dossier(asked, mention))
    assert (2, 1, 0, 1) == counts(dossier(asked, reply))
    assert later(minutes=2).timestamp() == dossier(asked, mention).answered_at


def test_what_is_said_to_everybody_is_no_answer() -> None:
    asked = a_message("@mira hi", by=PAT, at=later(minutes=1))

    assert (2, 1, 1, 0) == counts(dossier(asked, a_message("thanks all", by=the_creator(), at=later(minutes=2))))
