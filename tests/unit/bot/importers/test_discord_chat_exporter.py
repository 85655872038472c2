import json
from typing import Any

import pytest

from tests.recordings import event, events, items, reason, sample, told


def a_message(author: dict[str, Any] | None = None, **changed: Any) -> dict[str, Any]:
    who = {"id": "2001", "name": "pat", "nickname": "Pat", "isBot": False, "roles": [], **(author or {})}
    return {"id": "m1", "type": "Default", "timestamp": "2026-11-22T02:00:05+02:00", "content": "hello", "author": who, **changed}


def an_export(*messages: dict[str, Any], guild: str = "9000") -> str:
    return json.dumps({"guild": {"id": guild}, "channel": {"id": "9001"}, "messages": messages, "messageCount": len(messages)})


def test_the_sample_reads_as_its_story() -> None:
    assert [
        "00:00:05 message kind_kim[moderator] hi everyone",
        "00:01:01 message persistent_pat you owe me a reply",
        "00:01:10 message mira[broadcaster] re 101 no, i do not",
        "00:01:30 message helper[bot] beep",
    ] == [told(e) for e in events("discord_chat_exporter", sample("discord_chat_exporter.json"))]


def test_a_message_keeps_ids_names_and_its_local_time() -> None:
    read = event("discord_chat_exporter", an_export(a_message()))

    assert ("m1", "discord", "9000", "2026-11-22T02:00:05+02:00") == (read.id, read.platform, read.channel, read.ts.isoformat())
    assert read.author is not None
    assert ("2001", "pat", "Pat", None) == (read.author.id, read.author.name, read.author.display, read.author.created_at)


def test_a_private_conversation_has_its_channel_as_its_house() -> None:
    assert "9001" == event("discord_chat_exporter", an_export(a_message(), guild="0")).channel


def test_an_accounts_id_says_when_it_was_made() -> None:
    who = event("discord_chat_exporter", an_export(a_message({"id": "175928847299117063"}))).author

    assert who is not None
    assert who.created_at is not None
    assert "2016-04-30T11:18:25.796000+00:00" == who.created_at.isoformat()


@pytest.mark.parametrize(
    ("author", "creator", "expected"),
    [
        ({"roles": [{"name": "Owner"}]}, None, ("broadcaster",)),
        ({"roles": [{"name": " MODS "}, {"name": "Blue"}]}, None, ("moderator",)),
        ({"roles": [{"name": "Streamer"}]}, None, ()),
        ({"isBot": True}, None, ("bot",)),
        ({"roles": None}, None, ()),
        ({"name": "mira"}, "Mira", ("broadcaster",)),
        ({"nickname": "Mira"}, "mira", ()),  # anybody can take any nickname
    ],
)
def test_roles_are_taken_where_their_names_leave_no_doubt(author: dict[str, Any], creator: str | None, expected: tuple[str, ...]) -> None:
    who = event("discord_chat_exporter", an_export(a_message(author)), creator=creator).author

    assert who is not None
    assert expected == who.roles


@pytest.mark.parametrize(("kind", "expected"), [("Reply", "m0"), (19, "m0"), ("Default", None)])
def test_a_reply_answers_and_a_forwarded_message_does_not(kind: str | int, expected: str | None) -> None:
    assert expected == event("discord_chat_exporter", an_export(a_message(type=kind, reference={"messageId": "m0"}))).reply_to


@pytest.mark.parametrize("kind", ["GuildMemberJoin", "ChannelPinnedMessage", "ThreadCreated", "UserPremiumGuildSubscription", 24])
def test_the_servers_notices_are_passed_over(kind: str | int) -> None:
    assert [] == items("discord_chat_exporter", an_export(a_message(type=kind)))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (a_message(timestamp="2026-11-22T02:00:05"), "has a time without an offset from UTC"),
        (a_message(timestamp=None), "has no time, or none that can be read"),
        (a_message({"id": ""}), "does not fit its format: Expected `str` of length >= 1 - at `$.author.id`"),
        ({"id": "m1"}, "does not fit its format: Object missing required field `author`"),
    ],
)
def test_a_broken_message_says_why(message: dict[str, Any], expected: str) -> None:
    assert expected == reason("discord_chat_exporter", an_export(message))
