import gzip
import io
import sys
from pathlib import Path

import pytest

from bot.importers import Source, SourceError
from bot.importers._source import HEAD_SIZE
from tests.recordings import a_source

TEXT = "hello 안녕 😀\n" * 1000


def content(source: Source) -> bytes:
    return b"".join(source.chunks())


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 1000, 1 << 18])
@pytest.mark.parametrize(
    "stored",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        b"\x00\x00\xfe\xff" + TEXT.encode("utf-32-be"),
        gzip.compress(TEXT.encode(), mtime=0),
        gzip.compress(TEXT.encode("utf-16"), mtime=0),
        gzip.compress(TEXT[:500].encode(), mtime=0) + gzip.compress(TEXT[500:].encode(), mtime=0),
        gzip.compress(TEXT.encode(), mtime=0) + b"\0" * 512,
    ],
    ids=["utf-8", "utf-8 marked", "utf-16", "utf-16-be", "utf-32", "utf-32-be", "gzip", "gzip of utf-16", "two members", "padded"],
)
def test_the_content_is_the_same_however_it_is_stored_and_given(stored: bytes, piece: int) -> None:
    source = a_source(stored, piece=piece)

    assert TEXT.encode() == content(source)
    assert source.damage is None


@pytest.mark.parametrize("stored", [b"", b"x", b"\x1f", b"ab"])
def test_very_short_content_is_itself(stored: bytes) -> None:
    assert stored == content(a_source(stored))


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (gzip.compress(TEXT.encode(), mtime=0)[:-20], "is cut off: the compressed data ends early"),
        (b"\x1f\x8b", "is cut off: the compressed data ends early"),
        (b"\x1f\x8bnothing of the kind", "is damaged: what follows here cannot be decompressed"),
        (gzip.compress(TEXT.encode(), mtime=0) + b"and something more", "is damaged: what follows here cannot be decompressed"),
    ],
)
def test_damage_ends_the_content_and_is_kept(stored: bytes, expected: str) -> None:
    source = a_source(stored)

    assert TEXT.encode().startswith(content(source))
    assert expected == source.damage


def test_what_was_packed_small_never_unpacks_into_one_piece() -> None:
    bomb = gzip.compress(b"\0" * 20_000_000, mtime=0)

    assert (1 << 18) >= max(len(piece) for piece in a_source(bomb).chunks())


def test_the_head_is_the_beginning_and_takes_nothing_away() -> None:
    data = b"0123456789" * 20_000
    source = a_source(gzip.compress(data, mtime=0), name="logs/chat.json.gz", piece=100)

    assert ("chat.json.gz", data[:HEAD_SIZE]) == (source.head().name, source.head().data)
    assert data == content(source)


def test_a_file_is_read_from_its_start_after_its_head_was_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "chat.json"
    path.write_bytes(b"x" * 300_000)
    source = Source(str(path))
    source.head()

    assert 300_000 == len(content(source))
    assert (300_000, 300_000) == (source.consumed, source.size)


def test_progress_counts_bytes_as_stored(tmp_path: Path) -> None:
    path = tmp_path / "chat.json.gz"
    path.write_bytes(gzip.compress(TEXT.encode() * 50, mtime=0))
    source = Source(str(path))
    content(source)

    assert path.stat().st_size == source.consumed == source.size


def test_standard_input_is_a_source_of_unknown_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    source = Source("-")

    assert ("stdin", TEXT.encode()[:HEAD_SIZE]) == (source.head().name, source.head().data)
    assert TEXT.encode() == content(source)
    assert source.size is None


def test_a_stream_that_fails_midway_gives_what_came_before_and_says_so() -> None:
    class Failing(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError
            return super().read1(5)

    source = Source("chat.json", stream=Failing(TEXT.encode()))

    assert b"hello" == content(source)
    assert "cannot be read to its end (OSError)" == source.damage


@pytest.mark.parametrize(
    ("name", "expected"), [("chats", "this is a folder; name the files in it"), ("missing.json", "there is no such file; check the path")]
)
def test_what_cannot_be_opened_says_which_and_what_to_do(tmp_path: Path, name: str, expected: str) -> None:
    (tmp_path / "chats").mkdir()

    with pytest.raises(SourceError) as raised:
        Source(str(tmp_path / name)).head()

    assert f"{tmp_path / name}: {expected}" == str(raised.value)


def test_a_path_that_no_system_takes_is_an_error_like_the_others() -> None:
    with pytest.raises(SourceError, match=r"cannot be opened \(ValueError\); check the path"):
        Source("a\0b").head()
