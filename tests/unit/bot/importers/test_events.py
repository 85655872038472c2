import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.importers import Skipped, importers
from moderation.events import Event
from tests.recordings import a_source, event, events, items, reason, sample

LINE: dict[str, Any] = {
    "v": 1,
    "id": "m1",
    "ts": "2026-11-22T00:00:05Z",
    "type": "message",
    "platform": "twitch",
    "channel": "mira",
    "author": {"id": "2001", "name": "pat"},
    "text": "hello",
}


def a_line(**changed: Any) -> str:
    return json.dumps({key: value for key, value in {**LINE, **changed}.items() if value is not ...})


def test_the_sample_reads_as_written() -> None:
    written = [json.loads(line) for line in sample("events.jsonl").splitlines()]
    read = events("events", sample("events.jsonl"))

    assert [w["id"] for w in written] == [e.id for e in read]
    assert [w["type"] for w in written] == [e.type for e in read]
    assert [w.get("text", "") for w in written] == [e.text for e in read]


@pytest.mark.parametrize("ending", ["\n", "\r\n", ""])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing(ending: str, mark: str) -> None:
    assert "hello" == event("events", mark + a_line() + ending).text


def test_blank_lines_are_no_records_but_count_as_lines() -> None:
    read = items("events", f"\n  \n{a_line()}\n\nbroken\n")

    assert [Event, Skipped] == [type(item) for item in read]
    assert Skipped(5, "is not valid JSON: invalid character (byte 0)") == read[1]


def test_a_broken_line_is_counted_and_the_rest_is_read() -> None:
    read = items("events", "\n".join([a_line(id="a"), '{"v":1,', a_line(id="b")]))

    assert ["a", 2, "b"] == [item.line if isinstance(item, Skipped) else item.id for item in read]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (a_line(ts=...), "does not fit its format: Object missing required field `ts`"),
        (a_line(ts="yesterday, SECRET"), "does not fit its format: Invalid RFC3339 encoded datetime - at `$.ts`"),
        (a_line(ts="0999-11-22T00:00:05Z"), "has a time outside the years 1990 to 2200"),
        (a_line(author=...), "is a message event without its author"),
        (a_line(type="donation"), "is a donation event without its donation"),
        (a_line(type="SECRET"), "has a value that is not allowed at `$.type`"),
        (a_line(SECRET=1), "has a field that is not known"),
        (a_line(author={"id": "1", "name": "x", "SECRET": 1}), "has a field that is not known at `$.author`"),
        (a_line(author={"id": "1", "name": "x", "roles": ["SECRET"]}), "has a value that is not allowed at `$.author.roles[0]`"),
        (a_line(text="SECRET" * 2000), "does not fit its format: Expected `str` of length <= 8000 - at `$.text`"),
        (a_line()[:-30], "is cut off in the middle"),
        (a_line() + a_line(), f"is not valid JSON: trailing characters (byte {len(a_line()) + 1})"),
        ("[]", "does not fit its format: Expected `object`, got `array`"),
        ("\0\0\0\0", "is not valid JSON: invalid character (byte 0)"),
        ("[" * 100_000, "does not fit its format: Expected `object`, got `array`"),
    ],
)
def test_a_broken_line_says_why_and_never_what_it_held(line: str, expected: str) -> None:
    assert expected == reason("events", line)


def test_bytes_that_are_not_utf_8_are_a_reason_with_their_place() -> None:
    assert "is not valid UTF-8 (byte 2)" == reason("events", a_line(text="ab~").encode().replace(b"~", b"\xff"))


def test_half_of_a_surrogate_pair_is_no_text() -> None:
    assert reason("events", a_line(text="~ and what follows").replace("~", "\\ud83d")).startswith("is not valid JSON: ")


def test_a_line_longer_than_a_mebibyte_is_skipped_and_the_next_is_read() -> None:
    long = a_line(text="x" * (1 << 21))

    assert [Skipped(1, "is longer than 1024 KiB"), 2] == [
        item if isinstance(item, Skipped) else number for number, item in enumerate(items("events", f"{long}\n{a_line()}\n"), 1)
    ]


def test_the_creator_that_the_user_names_goes_before_the_lines_own() -> None:
    assert ["m", "m"] == [e.creator for e in events("events", a_line() + "\n" + a_line(creator="other"), creator="m")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (a_line(), 100),
        (f"broken\n{a_line()}", 0),
        (f"{{}}\n{a_line()}", 100),
        (a_line(type="next year's type"), 60),
        ('{"messages": []}', 0),
        ("", 0),
    ],
)
def test_a_log_is_recognised_by_its_first_lines(data: str, expected: int) -> None:
    assert expected == importers()["events"].recognises(a_source(data).head())


def test_a_time_without_offset_is_read_as_utc() -> None:
    (event,) = items("events", a_line(ts="2026-11-22T00:00:05"))

    assert isinstance(event, Event)
    assert event.ts == datetime(2026, 11, 22, 0, 0, 5, tzinfo=UTC)
