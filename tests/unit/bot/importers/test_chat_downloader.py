import json
from typing import Any

import pytest

from moderation.events import Donation, Moderation
from tests.recordings import a_recording, event, events, items, reason, sample, told

PAT = {"id": "2001", "name": "pat", "display_name": "Pat"}
AT = 1795305605000000


def a_record(**changed: Any) -> str:
    record = {"message_id": "m1", "message": "hello", "message_type": "text_message", "timestamp": AT, "author": PAT, "channel_id": "1000"}
    return json.dumps({**record, **changed})


def test_the_twitch_sample_reads_as_its_story() -> None:
    assert [
        "00:00:05 message kind_kim[subscriber] hi everyone Kappa",
        "00:01:01 message persistent_pat[subscriber] i gifted 50 subs, you owe me a reply",
        "00:01:10 message mira[broadcaster] re 0001 @persistent_pat no, i do not owe anyone a reply",
        "00:01:35 donation persistent_pat[subscriber] bits 100 BITS Cheer100 answer me",
        "00:05:00 message persistent_pat[subscriber] i saw you at the cafe on 5th street today",
        "00:05:10 donation persistent_pat subscription 0 XXX months=14 14 months and still nothing",
        "00:05:20 moderation mira[broadcaster] delete 2001 of 0004",
        "00:05:21 moderation mira[broadcaster] timeout 2001 600s",
    ] == [told(e) for e in events("chat_downloader", sample("chat_downloader.json"))]


def test_the_youtube_sample_reads_as_its_story() -> None:
    assert [
        "00:01:01 message persistent_pat[subscriber] you owe me a reply",
        "00:01:10 message mira[broadcaster] no i do not",
        "00:01:35 donation persistent_pat superchat 100 CAD answer me on here then",
        "00:01:36 message persistent_pat in a currency nobody knows",
        "00:02:00 donation kind_kim subscription 0 XXX Welcome!",
        "00:02:00 moderation mira[broadcaster] delete UCpat of ChwA",
        "00:02:00 moderation mira[broadcaster] timeout UCpat",
    ] == [told(e) for e in events("chat_downloader", sample("chat_downloader.jsonl"))]


def test_a_currency_that_nobody_knows_is_noted() -> None:
    recording = a_recording("chat_downloader", sample("chat_downloader.jsonl"), creator="mira")
    list(recording)

    assert ("a paid message in a currency that is not known was kept as an ordinary message",) == recording.notes


@pytest.mark.parametrize(
    ("changed", "platform"),
    [
        ({}, "twitch"),
        ({"action_type": "add_chat_item"}, "youtube"),
        ({"author": {"id": "UCpat", "name": "@pat"}}, "youtube"),
    ],
)
def test_the_platform_is_told_by_its_actions_and_accounts(changed: dict[str, Any], platform: str) -> None:
    assert platform == event("chat_downloader", a_record(**changed)).platform


def test_a_handle_is_a_name_without_its_at() -> None:
    who = event("chat_downloader", a_record(author={"id": "UCpat", "name": "@pat"})).author

    assert who is not None
    assert ("pat", "@pat") == (who.name, who.display)


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ({"badges": [{"name": "broadcaster", "version": 1}, {"name": "vip"}]}, ("broadcaster", "vip")),
        ({"is_moderator": True, "is_subscriber": True}, ("moderator", "subscriber")),
        ({"badges": [{"title": "Moderator", "icon_name": "moderator"}]}, ("moderator",)),
        ({"badges": [{"title": "Member (6 months)", "icons": []}]}, ("subscriber",)),
        ({"badges": [{"title": "Verified", "icon_name": "verified"}]}, ()),
        ({"id": "1000"}, ("broadcaster",)),
        ({"badges": None}, ()),
    ],
)
def test_badges_become_roles(author: dict[str, Any], expected: tuple[str, ...]) -> None:
    who = event("chat_downloader", a_record(author={**PAT, **author})).author

    assert who is not None
    assert expected == who.roles


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"bits": 5}, Donation(kind="bits", amount="5", currency="BITS")),
        ({"money": {"amount": 1.5, "currency": "EUR"}}, Donation(kind="superchat", amount="1.5", currency="EUR")),
        ({"money": {"amount": 5, "currency": "$"}}, Donation(kind="superchat", amount="5", currency="USD")),
        ({"message_type": "resubscription", "months": 3}, Donation(kind="subscription", amount="0", currency="XXX", months=3)),
        ({"message_type": "membership_item"}, Donation(kind="subscription", amount="0", currency="XXX")),
        (
            {"message_type": "mystery_subscription_gift", "mass_gift_count": 5},
            Donation(kind="gift_subscription", amount="0", currency="XXX", count=5),
        ),
        ({"money": {"amount": None, "currency": None}}, None),
        ({"money": {"amount": -1, "currency": "EUR"}}, None),
    ],
)
def test_what_is_given_becomes_a_donation(changed: dict[str, Any], expected: Donation | None) -> None:
    assert expected == event("chat_downloader", a_record(**changed)).donation


def test_a_gift_to_many_counts_once() -> None:
    whole = a_record(message_type="mystery_subscription_gift", mass_gift_count=2, origin_id="g1", message=None)
    share = a_record(message_type="subscription_gift", origin_id="g1", message_id="m2", message=None)
    other = a_record(message_type="subscription_gift", origin_id="g2", message_id="m3", message=None)

    assert ["m1", "m3"] == [e.id for e in events("chat_downloader", f"{whole}\n{share}\n{share}\n{other}")]


def test_a_raid_is_a_raid() -> None:
    assert "00:00:05 raid pat" == told(event("chat_downloader", a_record(message_type="raid", message=None)))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            {"message_type": "ban_user", "ban_duration": 60, "banned_user": "pat"},
            Moderation(action="timeout", target="2001", duration_s=60),
        ),
        ({"message_type": "ban_user", "banned_user": "pat"}, Moderation(action="ban", target="2001")),
        ({"message_type": "ban_user", "banned_user": "stranger"}, Moderation(action="ban", target="stranger")),
        (
            {"action_type": "delete_message", "target_message_id": "m1", "author": {"name": "pat"}},
            Moderation(action="delete", target="2001", message_id="m1"),
        ),
        (
            {"action_type": "delete_message", "target_message_id": "m9", "author": {"name": "pat"}},
            Moderation(action="delete", target="2001", message_id="m9"),
        ),
    ],
)
def test_enforcement_finds_whom_it_is_about(record: dict[str, Any], expected: Moderation) -> None:
    said, done = events("chat_downloader", a_record() + "\n" + json.dumps(record))

    assert expected == done.moderation
    assert said.ts == done.ts


@pytest.mark.parametrize(
    "record",
    [
        {"message_type": "ticker_paid_message_item", "author": PAT, "timestamp": AT},
        {"action_type": "add_live_chat_ticker_item", "author": PAT, "timestamp": AT},
        {"message_type": "room_state", "action_type": "room_state"},
        {"message_type": "viewer_engagement_message", "message": "Welcome to live chat!", "timestamp": AT},
        {"message_type": "mode_change_message", "author": PAT, "timestamp": AT},
        {"action_type": "mark_chat_item_as_deleted", "target_message_id": "m1", "message": "[message retracted]"},
        {},
    ],
)
def test_records_of_no_concern_are_passed_over(record: dict[str, Any]) -> None:
    assert [] == items("chat_downloader", json.dumps(record))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (a_record(author=None), "does not say who wrote it"),
        (a_record(timestamp=None), "has no time, or none that can be read"),
        (json.dumps({"message_type": "ban_user", "ban_duration": 5}), "does not say whom it is about"),
        (json.dumps({"message_type": "ban_user", "banned_user": "pat"}), "has no time, and none before it has"),
        (json.dumps({"action_type": "delete_message", "target_message_id": "m1"}), "removes a message that is not in this recording"),
        (a_record(message=["hello"]), "does not fit its format: Expected `str | null`, got `array` - at `$.message`"),
    ],
)
def test_a_broken_record_says_why(record: str, expected: str) -> None:
    assert expected == reason("chat_downloader", record)
