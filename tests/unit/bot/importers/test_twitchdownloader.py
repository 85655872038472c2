import json
from typing import Any

import pytest

from moderation.events import Stream
from tests.recordings import event, events, items, reason, sample, told

STORY = [
    "00:00:00 stream - online painting Art",
    "00:00:05 message kind_kim[subscriber] hi everyone Kappa",
    "00:01:01 message persistent_pat[subscriber] i gifted 50 subs, you owe me a reply",
    "00:01:10 message mira[broadcaster] @persistent_pat no, i do not owe anyone a reply",
    "00:01:35 donation persistent_pat[subscriber] bits 100 BITS Cheer100 answer me",
    "00:05:00 message persistent_pat[subscriber] i saw you at the cafe on 5th street today",
]


def a_comment(message: dict[str, Any] | None = None, **changed: Any) -> dict[str, Any]:
    who = {"_id": "2001", "name": "pat", "display_name": "Pat", "created_at": "2020-01-02T03:04:05.1234567Z"}
    return {
        "_id": "m1",
        "created_at": "2026-11-22T00:01:00Z",
        "channel_id": "1000",
        "content_offset_seconds": 60,
        "commenter": who,
        "message": {"body": "hello", "bits_spent": 0, **(message or {})},
        **changed,
    }


def a_chat(*comments: dict[str, Any], **header: Any) -> str:
    return json.dumps({"streamer": {"name": "Mira", "id": 1000}, **header, "comments": comments})


@pytest.mark.parametrize("name", ["twitchdownloader.json", "twitchdownloader.json.gz"])
def test_the_sample_reads_as_its_story(name: str) -> None:
    assert STORY == [told(e) for e in events("twitchdownloader", sample(name))]


def test_a_comment_keeps_ids_names_and_when_the_account_was_made() -> None:
    _, read = events("twitchdownloader", a_chat(a_comment()))

    assert ("m1", "twitch", "mira") == (read.id, read.platform, read.channel)
    assert read.author is not None
    assert ("2001", "pat", "Pat") == (read.author.id, read.author.name, read.author.display)
    assert read.author.created_at is not None
    assert "2020-01-02T03:04:05.123456+00:00" == read.author.created_at.isoformat()


@pytest.mark.parametrize("unknown", ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00", None])
def test_an_account_whose_age_the_tool_does_not_know_has_none(unknown: str | None) -> None:
    commenter = {**a_comment()["commenter"], "created_at": unknown}
    _, read = events("twitchdownloader", a_chat(a_comment(commenter=commenter)))

    assert read.author is not None
    assert read.author.created_at is None


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"bits_spent": "100"}, ("donation", "bits")),
        ({"user_notice_params": {"msg_id": "resub"}}, ("donation", "subscription")),
        ({"user_notice_params": {"msg_id": "subgift"}}, ("donation", "gift_subscription")),
        ({"user_notice_params": {"msg_id": "highlighted-message"}}, ("message", None)),
        ({"user_notice_params": None, "user_badges": None, "fragments": None}, ("message", None)),
    ],
)
def test_what_is_given_becomes_a_donation(message: dict[str, Any], expected: tuple[str, str | None]) -> None:
    _, read = events("twitchdownloader", a_chat(a_comment(message)))

    assert expected == (read.type, read.donation.kind if read.donation else None)


def test_a_message_without_a_body_is_read_from_its_fragments() -> None:
    parts = [{"text": "hel"}, {"text": None}, {"text": "lo"}]
    _, read = events("twitchdownloader", a_chat(a_comment({"body": None, "fragments": parts})))

    assert "hello" == read.text


@pytest.mark.parametrize(
    ("video", "expected"),
    [
        ({"created_at": "2026-11-21T23:59:30Z"}, "2026-11-21T23:59:30+00:00"),
        ({"created_at": "2026-11-29T12:00:00Z"}, "2026-11-22T00:00:00+00:00"),  # a highlight, made a week later
        ({}, "2026-11-22T00:00:00+00:00"),
        (None, "2026-11-22T00:00:00+00:00"),
    ],
)
def test_the_stream_begins_with_its_video_or_where_the_first_comment_counts_from(video: dict[str, str] | None, expected: str) -> None:
    online, _ = events("twitchdownloader", a_chat(a_comment(), video=video))

    assert expected == online.ts.isoformat()
    assert Stream(state="online") == online.stream


def test_a_chat_without_comments_has_no_events() -> None:
    assert [] == items("twitchdownloader", a_chat())


@pytest.mark.parametrize(
    ("streamer", "expected"),
    [({"login": "mira_live", "name": "미라"}, "mira_live"), ({"name": "Mira"}, "mira"), (None, "1000"), ({}, "1000")],
)
def test_the_channel_is_the_streamers_login_or_the_nearest_to_it(streamer: dict[str, str] | None, expected: str) -> None:
    assert {expected} == {e.channel for e in events("twitchdownloader", a_chat(a_comment(), streamer=streamer))}


def test_a_header_that_cannot_be_read_leaves_the_comments() -> None:
    assert 2 == len(events("twitchdownloader", a_chat(a_comment(), streamer="mira", video=[1])))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"commenter": None}, "does not say who wrote it"),
        ({"created_at": "2026-11-22T00:01:00"}, "has a time without an offset from UTC"),
        ({"created_at": None}, "has no time, or none that can be read"),
        ({"message": {"body": 5}}, "does not fit its format: Expected `str | null`, got `int` - at `$.message.body`"),
    ],
)
def test_a_broken_comment_says_why(changed: dict[str, Any], expected: str) -> None:
    assert expected == reason("twitchdownloader", a_chat(a_comment(**changed)))


def test_a_comma_too_many_is_forgiven() -> None:
    written = a_chat(a_comment()).replace("]}", ",]}")

    assert "hello" == events("twitchdownloader", written)[1].text


def test_the_creator_that_the_user_names_goes_before_everything() -> None:
    assert "mira_m" == event("irc_raw", "@user-id=1;tmi-sent-ts=1795305605000 :a!a@a PRIVMSG #m :x", creator="mira_m").creator
    assert {"mira_m"} == {e.creator for e in events("twitchdownloader", a_chat(a_comment()), creator="mira_m")}
