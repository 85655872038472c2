"""What every importer keeps, whatever it is fed: it never raises, its events are the contract's, its ids stay, its reasons tell nothing."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot.importers import Item, Recording, Skipped, Source, importers, open_recording
from moderation.events import Event
from tests.recordings import FORMATS, a_source, items, sample

SCHEMA = Path(__file__).parents[1] / "fixtures" / "contracts" / "event.schema.json"
NAMES = {name: name for name in FORMATS}
ALL_FORMATS = sorted(set(FORMATS.values()))
PRIVATE_WORDS = ("cafe", "gifted", "persistent", "kind_kim", "everyone", "street")
"""Words of the samples' texts and names that no reason may repeat."""

EIGHT_MEBIBYTES = 8 << 20

every_sample = pytest.mark.parametrize("name", FORMATS)
every_format = pytest.mark.parametrize("form", ALL_FORMATS)


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def read(name: str, data: bytes, *, form: str | None = None, piece: int = 1 << 18) -> list[Item]:
    """Everything that a sample's bytes, or what was made of them, yield in the sample's format, or in another."""
    return items(form or FORMATS[name], data, name=name, piece=piece)


def ids(found: list[Item]) -> list[str]:
    return [f"{item.platform}:{item.id}" for item in found if isinstance(item, Event)]


def against_the_contract(found: list[Item]) -> list[str]:
    """What the schema says against the events; encoding leaves out what is as by default, the contract does not."""
    written = [{"v": item.v, "text": item.text, **json.loads(msgspec.json.encode(item))} for item in found if isinstance(item, Event)]
    return [error.message for line in written for error in validator().iter_errors(line)]


def is_tellable(found: list[Item]) -> bool:
    """Whether all of it is events and skips, and no reason repeats what was said."""
    reasons = [item.reason for item in found if isinstance(item, Skipped)]
    return all(isinstance(item, Event | Skipped) for item in found) and not any(w in r for r in reasons for w in PRIVATE_WORDS)


@every_sample
def test_every_event_is_one_of_the_contract(name: str) -> None:
    found = read(name, sample(name))

    assert [] == against_the_contract(found)
    assert [] == [item for item in found if isinstance(item, Skipped)]


@every_sample
def test_reading_again_gives_the_same_events_and_no_id_twice(name: str) -> None:
    first, again = read(name, sample(name)), read(name, sample(name))

    assert first == again
    assert len(first) == len(set(ids(first)))


@every_sample
@pytest.mark.parametrize("piece", [1, 7, 64, 1000])
def test_it_does_not_matter_in_which_pieces_the_bytes_come(name: str, piece: int) -> None:
    assert read(name, sample(name)) == read(name, sample(name), piece=piece)


@every_sample
def test_whatever_is_cut_off_the_rest_is_read(name: str) -> None:
    data = sample(name)
    whole = read(name, data)
    for end in range(0, len(data), 97):
        found = read(name, data[:end])
        kept = [item for item in found if isinstance(item, Event)][:-1]  # a text log's last line may have lost its end

        assert is_tellable(found)
        assert whole[: len(kept)] == kept


@every_sample
@given(data=st.data())
def test_damaged_bytes_cost_records_and_nothing_else(name: str, data: st.DataObject) -> None:
    damaged = bytearray(sample(name))
    for place, byte in data.draw(st.lists(st.tuples(st.integers(0, len(damaged) - 1), st.integers(0, 255)), min_size=1, max_size=8)):
        damaged[place] = byte

    assert is_tellable(read(name, bytes(damaged)))


@every_format
@given(data=st.binary(max_size=2000))
@example(data=b"\0" * 5000)
@example(data=b"[" * 200_000)
@example(data=b'{"comments":' * 50_000)
@example(data=b'{"messages":[' + b'{"a":' * 5000)
@example(data=b'[{"message_type":' + b"[" * 5000 + b"]" * 5000 + b"}]")
@example(data=b"@" + b";" * 100_000 + b" :a!a@a PRIVMSG #c :x")
@example(data=b"@tmi-sent-ts=1795305605000;user-id=1 :a!a@a PRIVMSG #" + b"c" * 500 + b" :x")
@example(data=b"[00:00:05] " + b"\xc3\xa9" * 100_000)
@example(data=b"\xff\xfe" + b"\xd8\x00" * 1000)
def test_bytes_of_any_kind_are_read_without_an_error(form: str, data: bytes) -> None:
    found = items(form, data, name="mira-2026-11-22.log")

    assert all(isinstance(item, Event | Skipped) for item in found)


@every_format
@every_sample
def test_a_recording_in_another_format_is_read_without_an_error(name: str, form: str) -> None:
    assert is_tellable(read(name, sample(name), form=form))


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to each part of a JSON value."""
    yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))


def with_changed(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """A copy of a JSON value with one part replaced."""
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = with_changed(value[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize("name", ["chat_downloader.json", "discord_chat_exporter.json", "justlog.json", "twitchdownloader.json"])
@pytest.mark.parametrize("new", [None, True, -1, 1e300, 10**30, "", "x" * 9000, "\0", [], {}, [[]], {"id": {}}], ids=repr)
def test_any_part_of_a_record_may_be_anything(name: str, new: Any) -> None:
    document = json.loads(sample(name))
    ways = list(leaves(document))
    for path in ways[:: max(1, len(ways) // 25)]:
        found = read(name, json.dumps(with_changed(document, path, new)).encode())

        assert is_tellable(found)
        assert [] == against_the_contract(found)


def peak_of(recording: Recording) -> tuple[int, int]:
    """The most memory that reading took at any time, in bytes, and how many items it gave."""
    tracemalloc.start()
    try:
        count = sum(1 for _ in recording)
        return tracemalloc.get_traced_memory()[1], count
    finally:
        tracemalloc.stop()


def a_big_file(path: Path, *, start: bytes = b"", record: bytes, between: bytes = b"", end: bytes = b"", megabytes: int = 60) -> int:
    """Write the record over and over; gives how often."""
    times = megabytes * 1_000_000 // (len(record) + len(between))
    block = between.join(repeat(record, 1000)) + between
    with path.open("wb") as file:
        file.write(start)
        for _ in range(times // 1000):
            file.write(block)
        file.write(record + end)
    return times // 1000 * 1000 + 1


def test_a_big_event_log_is_read_in_little_memory(tmp_path: Path) -> None:
    line = sample("events.jsonl").splitlines()[1].replace(b"hi everyone", b"hi everyone " * 150)
    written = a_big_file(tmp_path / "big.jsonl", record=line, between=b"\n")
    peak, count = peak_of(open_recording(Source(str(tmp_path / "big.jsonl"))))

    assert written == count
    assert peak < EIGHT_MEBIBYTES


@pytest.mark.parametrize("name", ["twitchdownloader.json", "discord_chat_exporter.json"])
def test_a_big_document_is_read_in_little_memory(tmp_path: Path, name: str) -> None:
    document = json.loads(sample(name))
    array = "comments" if "comments" in document else "messages"
    record = json.dumps({**document.pop(array)[0], "unused": ["x" * 50] * 100}).encode()
    document.pop("embeddedData", None)
    start = json.dumps(document)[:-1].encode() + b', "%b": [' % array.encode()
    written = a_big_file(tmp_path / name, start=start, record=record, between=b", ", end=b'], "embeddedData": "' + b"A" * 5_000_000 + b'"}')
    peak, count = peak_of(open_recording(Source(str(tmp_path / name))))

    assert written == count - (array == "comments")  # the stream going online comes beside the comments
    assert peak < EIGHT_MEBIBYTES


class Endless(io.RawIOBase):
    """A stream of a beginning, one thing over and over for so many megabytes, and an end."""

    def __init__(self, start: bytes, what: bytes, megabytes: int, end: bytes = b"") -> None:
        super().__init__()
        piece = what * (100_000 // len(what))
        fresh = (bytes(bytearray(piece)) for _ in range(megabytes * 10))  # each piece takes its own memory, as it would from a file
        self._pieces = chain([start], fresh, [end])

    def read(self, _size: int = -1) -> bytes:
        return next((piece for piece in self._pieces if piece), b"")


@every_format
@pytest.mark.parametrize("what", [b"x", b"[", b"\\"])
def test_megabytes_without_a_line_break_are_skipped_in_little_memory(form: str, what: bytes) -> None:
    start = {"twitchdownloader": b'{"comments": [{"a": "', "discord_chat_exporter": b'{"messages": [', "chat_downloader": b'[{"a": '}.get(
        form, b""
    )
    source = Source("mira-2026-11-22.log", stream=Endless(start, what, 12))  # type: ignore[arg-type]
    peak, count = peak_of(Recording(source, importers()[form]))

    assert count <= 1
    assert peak < EIGHT_MEBIBYTES


def test_the_line_after_one_of_a_hundred_megabytes_is_read() -> None:
    line = sample("irc_raw.txt").splitlines()[0]
    source = Source("chat.txt", stream=Endless(b"", b"x", 100, b"\n" + line))  # type: ignore[arg-type]
    skipped, event = Recording(source, importers()["irc_raw"])

    assert Skipped(1, "is longer than 1024 KiB") == skipped
    assert isinstance(event, Event)


def test_the_samples_cover_every_format() -> None:
    assert set(ALL_FORMATS) == set(importers())


def test_a_source_is_read_in_order_and_once() -> None:
    source = a_source(sample("events.jsonl"))

    assert 7 == len(list(open_recording(source)))
    assert [] == list(open_recording(source, "events"))
