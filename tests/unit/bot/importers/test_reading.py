import gzip
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.importers import Importer, Item, Reading, Recording, Skipped, Source, SourceError, detect, importers, open_recording, read_events
from bot.importers._source import Head
from moderation.events import Event
from tests.builders import FIRST_DAY, a_message
from tests.recordings import FORMATS, SAMPLES, a_source, sample


def an_importer(*items: Item) -> Importer:
    """A format whose every recording holds the same."""

    def read(_source: Source) -> Iterator[Item]:
        yield from items

    return Importer("fixed", "always the same", lambda _head: 100, read)


def test_there_are_the_formats_that_were_promised() -> None:
    assert sorted(set(FORMATS.values())) == list(importers())


@pytest.mark.parametrize(("name", "form"), FORMATS.items())
def test_each_sample_is_recognised_whatever_its_name(name: str, form: str) -> None:
    assert form == detect(a_source(sample(name), name="chat")).name


@pytest.mark.parametrize(("name", "form"), [(n, f) for n, f in FORMATS.items() if f != "chatterino"])
def test_each_sample_is_recognised_by_one_format_alone(name: str, form: str) -> None:
    head = Source(str(SAMPLES / name)).head()

    assert [form] == [other for other, importer in importers().items() if importer.recognises(head)]


@pytest.mark.parametrize("name", ["chat_downloader.json", "discord_chat_exporter.json", "justlog.json", "twitchdownloader.json"])
def test_a_document_is_recognised_without_its_line_breaks_too(name: str) -> None:
    assert FORMATS[name] == detect(a_source(json.dumps(json.loads(sample(name))))).name


def test_a_quoted_key_in_a_text_does_not_mislead() -> None:
    said = sample("events.jsonl").replace(b"hi everyone Kappa", rb"\"replayChatItemAction\": \"comments\": \"guild\": \"message_type\"")

    assert "events" == detect(a_source(said)).name


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", r"chat: is empty; there is nothing to read"),
        (b"good evening\n", r"chat: is in none of the known formats \(chat_downloader, .*, ytdlp_live_chat\); .* give --format NAME"),
        (bytes(range(256)) * 10, r"chat: is in none of the known formats"),
        (b"{}", r"chat: is in none of the known formats"),
    ],
)
def test_an_unknown_format_says_what_was_tried_and_what_to_do(data: bytes, expected: str) -> None:
    with pytest.raises(SourceError, match=expected):
        detect(a_source(data, name="chat"))


def test_two_formats_that_are_equally_likely_are_not_guessed_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.importers._reading.importers", lambda: {"a": an_importer(), "b": an_importer()})

    with pytest.raises(SourceError, match="chat: could be a or b; give --format NAME"):
        detect(a_source("x", name="chat"))


def test_a_format_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(SourceError, match="there is no format 'mirc'; known are auto, chat_downloader, "):
        open_recording(a_source("x"), "mirc")


def test_a_given_format_is_taken_even_when_nothing_looks_like_it() -> None:
    (skipped,) = open_recording(a_source("good evening"), "events")

    assert Skipped(1, "is not valid JSON: invalid character (byte 0)") == skipped


def test_several_recordings_are_one_stream() -> None:
    reading = read_events([str(SAMPLES / "events.jsonl"), str(SAMPLES / "irc_raw.txt")], creator="mira")

    assert (7 + 13, {"mira"}) == (len(events := list(reading)), {e.creator for e in events if isinstance(e, Event)})
    assert 0 == reading.skipped
    assert sum((SAMPLES / name).stat().st_size for name in ("events.jsonl", "irc_raw.txt")) == reading.consumed == reading.size


def test_a_wrong_file_among_many_is_found_before_the_first_is_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_events([str(SAMPLES / "events.jsonl"), str(tmp_path / "missing")])


def test_skips_are_counted_and_the_first_kept_with_their_file(tmp_path: Path) -> None:
    path = tmp_path / "chat.jsonl"
    path.write_bytes(sample("events.jsonl") + b"broken\n" * 50)
    reading = read_events([str(path)])
    list(reading)

    assert (50, 10) == (reading.skipped, len(reading.first_skipped))
    assert (str(path), Skipped(8, "is not valid JSON: invalid character (byte 0)")) == reading.first_skipped[0]


def test_damage_of_the_file_is_the_last_skip() -> None:
    recording = open_recording(a_source(gzip.compress(sample("irc_raw.txt"))[:-12]))

    assert Skipped(0, "is cut off: the compressed data ends early") == list(recording)[-1]
    assert 1 <= recording.skipped


@pytest.mark.parametrize(("back", "expected"), [(timedelta(minutes=5), 0), (timedelta(minutes=5, seconds=1), 1)])
def test_time_that_goes_back_is_noted_and_nothing_is_reordered(back: timedelta, expected: int) -> None:
    told = [a_message(at=FIRST_DAY), a_message(at=FIRST_DAY - back), a_message(at=FIRST_DAY + back)]
    recording = Recording(a_source(""), an_importer(*told))

    assert told == list(recording)
    assert expected == recording.backwards == len(recording.notes)


def test_notes_say_how_often() -> None:
    source = a_source("")
    source.notes["a thing was so"] = 1
    source.notes["another thing was so"] = 3

    assert ("a thing was so", "another thing was so (3 times)") == Recording(source, an_importer()).notes
    assert [("mira.log", "a thing was so"), ("mira.log", "another thing was so (3 times)")] == Reading(
        [Recording(source, an_importer())]
    ).notes


def test_the_fingerprint_is_of_the_format_and_the_beginning() -> None:
    def print_of(data: bytes, importer: Importer) -> str:
        return Recording(a_source(data), importer).fingerprint

    beginning = b"x" * (1 << 16)
    other = Importer("other", "", lambda _head: 0, an_importer().read)

    assert print_of(beginning, an_importer()) == print_of(beginning + b"more", an_importer())
    assert print_of(beginning, an_importer()) != print_of(beginning, other)
    assert print_of(beginning, an_importer()) != print_of(beginning[1:], an_importer())


def test_a_head_gives_its_first_lines() -> None:
    head = Head("x", b"\n \n a\nb\r\nc")

    assert [b" a", b"b\r"] == head.lines(2)
    assert b"a" == head.first_byte
    assert b"" == Head("x", b" \n").first_byte
