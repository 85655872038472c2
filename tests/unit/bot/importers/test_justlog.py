import json
from typing import Any

import pytest

from tests.recordings import event, events, items, reason, sample, told

STORY = [
    "00:00:05 message kind_kim[subscriber] hi everyone Kappa",
    "00:01:01 message persistent_pat[subscriber] i gifted 50 subs, you owe me a reply",
    "00:01:10 message mira[broadcaster] re 0001 @persistent_pat no, i do not owe anyone a reply",
    "00:01:35 donation persistent_pat[subscriber] bits 100 BITS Cheer100 answer me",
    "00:05:00 message persistent_pat[subscriber] i saw you at the cafe on 5th street today",
    "00:05:21 moderation mira[broadcaster] timeout 2001 600s",
]

BASIC: dict[str, Any] = {
    "text": "hello",
    "displayName": "Pat",
    "timestamp": "2026-11-22T00:00:05.250Z",
    "id": "m1",
    "tags": {"user-id": "2001", "room-id": "1000", "badges": "vip/1"},
}
"""A record without the raw line, as the servers' shortest form gives it."""


@pytest.mark.parametrize("name", ["justlog.json", "rustlog.ndjson"])
def test_the_sample_reads_as_its_story(name: str) -> None:
    assert STORY == [told(e) for e in events("justlog", sample(name))]


def test_the_ids_are_those_of_the_raw_lines() -> None:
    raw = {e.id for e in events("irc_raw", sample("irc_raw.txt"))}

    assert {e.id for e in events("justlog", sample("justlog.json"))} <= raw


def test_a_record_without_the_raw_line_is_put_together_from_its_tags() -> None:
    read = event("justlog", json.dumps(BASIC))

    assert "00:00:05 message pat[vip] hello" == told(read)
    assert (250_000, "1000", "m1") == (read.ts.microsecond, read.channel, read.id)


def test_a_timeout_without_the_raw_line_is_not_the_servers_made_up_text() -> None:
    record = {
        **BASIC,
        "type": 2,
        "username": "pat",
        "channel": "mira",
        "text": "pat has been timed out",
        "tags": {"ban-duration": "60", "room-id": "1"},
    }

    assert "00:00:05 moderation mira[broadcaster] timeout pat 60s" == told(event("justlog", json.dumps(record)))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"tags": {}}, "has neither a raw chat line nor its tags"),
        ({"timestamp": "2026-11-22T00:00:05"}, "has a time without an offset from UTC"),
        ({"timestamp": None}, "has no time, or none that can be read"),
        ({"raw": "what is this"}, "is not a line of Twitch chat"),
        ({"text": 5}, "does not fit its format: Expected `str`, got `int` - at `$.text`"),
    ],
)
def test_a_broken_record_says_why(changed: dict[str, Any], expected: str) -> None:
    assert expected == reason("justlog", json.dumps({**BASIC, **changed}))


def test_kinds_of_lines_that_nobody_knows_are_passed_over() -> None:
    assert [] == items("justlog", json.dumps({**BASIC, "type": 99}))
