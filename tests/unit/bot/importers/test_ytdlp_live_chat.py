import json
from typing import Any

import pytest

from moderation.events import Donation
from tests.recordings import a_recording, event, events, items, reason, sample, told

AT = 1795305605000000


def a_text(written: str) -> dict[str, Any]:
    return {"runs": [{"text": written}]}


def a_line(*actions: dict[str, Any], offset: int | None = None, **beside: Any) -> str:
    return json.dumps(
        {"replayChatItemAction": {"actions": actions}, "videoOffsetTimeMsec": None if offset is None else str(offset), **beside}
    )


def an_item(renderer: str = "liveChatTextMessageRenderer", **changed: Any) -> dict[str, Any]:
    said = {
        "id": "c1",
        "timestampUsec": str(AT),
        "authorName": {"simpleText": "@pat"},
        "authorExternalChannelId": "UCpat",
        "message": a_text("hello"),
        **changed,
    }
    return {"addChatItemAction": {"item": {renderer: said}}}


def a_removal(action: str, why: str = "[message deleted]", **target: str) -> dict[str, Any]:
    return {action: {"deletedStateMessage": a_text(why), **target}}


def test_the_sample_reads_as_its_story() -> None:
    assert [
        "00:01:01 message persistent_pat[subscriber] you owe me 😀:miraHi:",
        "00:01:10 message mira[broadcaster] no i do not",
        "00:01:35 donation persistent_pat superchat 100.00 CAD answer me",
        "00:01:36 message persistent_pat",
        "00:02:00 donation persistent_pat subscription 0 XXX months=14 14 months",
        "00:02:05 donation persistent_pat gift_subscription 0 XXX count=5",
        "00:02:10 moderation mira[broadcaster] delete UCpat of ChwA",
        "00:02:12 moderation mira[broadcaster] timeout UCpat",
    ] == [told(e) for e in events("ytdlp_live_chat", sample("stream [abcdefghijk].live_chat.json"))]


def test_a_message_keeps_ids_and_names() -> None:
    read = event("ytdlp_live_chat", a_line(an_item()), name="talk.live_chat.json")

    assert ("c1", "youtube", "talk") == (read.id, read.platform, read.channel)
    assert read.author is not None
    assert ("UCpat", "pat", "@pat") == (read.author.id, read.author.name, read.author.display)


def test_the_channel_is_the_creator_whom_the_user_names_and_else_the_file_with_a_note() -> None:
    named = a_recording("ytdlp_live_chat", a_line(an_item()), creator="mira")
    unnamed = a_recording("ytdlp_live_chat", a_line(an_item()))

    assert [("mira", "mira")] == [(e.channel, e.creator) for e in named]  # type: ignore[union-attr]
    assert () == named.notes
    assert ["mira"] == [e.channel for e in unnamed]  # type: ignore[union-attr]
    assert ("the format does not name the channel; give --creator, so that several recordings share one memory",) == unnamed.notes


@pytest.mark.parametrize(
    ("renderer", "changed", "expected"),
    [
        (
            "liveChatPaidMessageRenderer",
            {"purchaseAmountText": {"simpleText": "€5.00"}},
            Donation(kind="superchat", amount="5.00", currency="EUR"),
        ),
        (
            "liveChatPaidStickerRenderer",
            {"purchaseAmountText": {"simpleText": "¥1,000"}, "message": {}},
            Donation(kind="superchat", amount="1000", currency="JPY"),
        ),
        ("liveChatPaidMessageRenderer", {"purchaseAmountText": {"simpleText": "five"}}, None),
        (
            "liveChatMembershipItemRenderer",
            {"headerSubtext": a_text("Welcome!")},
            Donation(kind="subscription", amount="0", currency="XXX"),
        ),
        (
            "liveChatMembershipItemRenderer",
            {"headerPrimaryText": {"runs": [{"text": "Member for "}, {"text": "7"}, {"text": " months"}]}},
            Donation(kind="subscription", amount="0", currency="XXX", months=7),
        ),
    ],
)
def test_what_is_given_becomes_a_donation(renderer: str, changed: dict[str, Any], expected: Donation | None) -> None:
    assert expected == event("ytdlp_live_chat", a_line(an_item(renderer, **changed))).donation


def test_a_message_that_was_held_back_and_then_shown_is_read() -> None:
    shown = {"replaceChatItemAction": {"targetItemId": "c1", "replacementItem": an_item()["addChatItemAction"]["item"]}}

    assert "hello" == event("ytdlp_live_chat", a_line(shown)).text


@pytest.mark.parametrize("action", ["markChatItemAsDeletedAction", "removeChatItemAction"])
def test_a_deletion_names_whose_message_it_was(action: str) -> None:
    _, deletion = events("ytdlp_live_chat", "\n".join([a_line(an_item()), a_line(a_removal(action, targetItemId="c1"))]))

    assert "00:00:05 moderation mira[broadcaster] delete UCpat of c1" == told(deletion)


def test_a_deletions_time_is_counted_from_the_videos_clock() -> None:
    said = a_line(an_item(), offset=5_000)
    removed = a_line(a_removal("markChatItemsByAuthorAsDeletedAction", externalChannelId="UCpat"), offset=65_000)

    assert "00:01:05 moderation mira[broadcaster] timeout UCpat" == told(events("ytdlp_live_chat", f"{said}\n{removed}")[1])


def test_a_message_that_its_author_took_back_is_no_deletion() -> None:
    taken_back = a_line(a_removal("markChatItemAsDeletedAction", "[message retracted]", targetItemId="c1"))

    assert 1 == len(items("ytdlp_live_chat", a_line(an_item()) + "\n" + taken_back))


@pytest.mark.parametrize(
    "line",
    [
        a_line({"addLiveChatTickerItemAction": {"item": {"liveChatTickerPaidMessageItemRenderer": {"id": "c1"}}}}),
        a_line(an_item("liveChatViewerEngagementMessageRenderer")),
        a_line(an_item("liveChatPlaceholderItemRenderer")),
        a_line({"showLiveChatActionPanelAction": {}}),
        a_line(),
        "{}",
    ],
)
def test_actions_of_no_concern_are_passed_over(line: str) -> None:
    assert [] == items("ytdlp_live_chat", line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (a_line(an_item(authorExternalChannelId="")), "does not say who wrote it"),
        (a_line(an_item(timestampUsec=None)), "has no time, or none that can be read"),
        (a_line(a_removal("markChatItemAsDeletedAction", targetItemId="c9")), "removes a message that is not in this recording"),
        (
            a_line(a_removal("markChatItemsByAuthorAsDeletedAction", externalChannelId="UCpat"), offset=5),
            "has no time, and none before it has",
        ),
        (a_line(an_item())[:-20], "is cut off in the middle"),
    ],
)
def test_a_broken_line_says_why(line: str, expected: str) -> None:
    assert expected == reason("ytdlp_live_chat", line)
