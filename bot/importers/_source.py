"""One recording as a stream of bytes: opened, decompressed, in UTF-8, with progress; never more than a piece of it in memory."""

from __future__ import annotations

import codecs
import itertools
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import BinaryIO, Final

from moderation.errors import ModerationError

HEAD_SIZE: Final = 1 << 16
"""How much of a recording is looked at to recognise its format, in bytes after decompression."""

CHUNK: Final = 1 << 18
"""Bytes read, or decompressed, at a time."""

_GZIP: Final = b"\x1f\x8b"
_GZIP_BITS: Final = 31  # zlib's number for "a gzip header, and the largest window"
_WIDE: Final = (  # the longer marks first: UTF-32 little-endian begins like UTF-16 little-endian
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONGEST_MARK: Final = 4


class SourceError(ModerationError):
    """A recording that cannot be opened, or whose format is not known: says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a recording: its file name and up to ``HEAD_SIZE`` bytes, already decompressed, without a byte order mark."""

    name: str
    data: bytes

    def lines(self, count: int) -> list[bytes]:
        """The first lines that are not blank, at most ``count``; the last one may be cut off."""
        found = (line for line in self.data.split(b"\n") if line.strip())
        return list(itertools.islice(found, count))

    @property
    def first_byte(self) -> bytes:
        """The first byte that is not white space; empty where there is none."""
        return self.data.lstrip()[:1]

    def holds(self, *keys: bytes) -> bool:
        """Whether every key stands somewhere in the head as JSON writes it. Text cannot pretend to be one: its quotes are escaped."""
        return all(b'"%b"' % key in self.data for key in keys)


class Source:
    """A file, or standard input (``-``, or any binary ``stream``), read once from start to end.

    ``path`` is as given; ``name`` is its last part, ``stdin`` for standard input.
    ``creator`` and ``channel`` are what the user said of the recording; they go before what it says itself. ``notes`` are sentences for
    the user about this reading, with how often each applied; importers add to them. ``consumed`` and ``size`` are bytes as stored
    (compressed), for a progress bar; ``size`` is ``None`` where it cannot be known. ``damage`` says, once the reading has ended, why it
    ended early, and is ``None`` otherwise.
    """

    __slots__ = ("_head", "_stream", "channel", "consumed", "creator", "damage", "name", "notes", "path", "size")

    def __init__(self, path: str, *, creator: str | None = None, channel: str | None = None, stream: BinaryIO | None = None) -> None:
        """Name the recording; nothing is opened yet."""
        self.path = path
        self.name = "stdin" if path == "-" else PureWindowsPath(path).name  # without folders, whatever system wrote the path
        self.creator = creator
        self.channel = channel
        self.consumed = 0
        self.size: int | None = None
        self.damage: str | None = None
        self.notes: Counter[str] = Counter()
        self._head: Head | None = None
        self._stream = None if stream is None else self._decoded(stream)

    def head(self) -> Head:
        """The beginning of the recording. Raises ``SourceError`` when it cannot be opened."""
        if self._head is None:
            self._head = Head(self.name, self._beginning()[:HEAD_SIZE])
        return self._head

    def chunks(self) -> Iterator[bytes]:
        """The whole content as UTF-8 without a byte order mark, in pieces that are never empty; to be asked once.

        Raises ``SourceError`` when it cannot be opened; an error while reading ends the content and is kept in ``damage``.
        """
        if self._stream is not None:
            yield from self._stream
            return
        with self._open() as stream:
            self._stream = self._decoded(stream)
            yield from self._stream

    def _beginning(self) -> bytes:
        if self.path == "-" and self._stream is None:
            self._stream = self._decoded(sys.stdin.buffer)
        if self._stream is None:  # a file is opened for its head alone, so that thousands can be looked at before the first is read
            with self._open() as stream:
                found = b"".join(_at_least(HEAD_SIZE, self._decoded(stream)))
            self.damage = None  # the reading proper says so again
            self.consumed = 0
            return found
        seen = list(_at_least(HEAD_SIZE, self._stream))
        self._stream = itertools.chain(seen, self._stream)
        return b"".join(seen)

    def _open(self) -> AbstractContextManager[BinaryIO]:
        if self.path == "-":
            return nullcontext(sys.stdin.buffer)
        try:
            stream = Path(self.path).open("rb", buffering=0)  # noqa: SIM115  # whoever asked closes it
        except FileNotFoundError:
            raise SourceError(f"{self.path}: there is no such file; check the path") from None
        except IsADirectoryError:
            raise SourceError(f"{self.path}: this is a folder; name the files in it") from None
        except PermissionError:
            raise SourceError(f"{self.path}: not allowed to read this file; check its permissions") from None
        except (OSError, ValueError) as error:
            raise SourceError(f"{self.path}: cannot be opened ({type(error).__name__}); check the path") from None
        self.size = Path(self.path).stat().st_size
        return stream

    def _raw(self, stream: BinaryIO) -> Iterator[bytes]:
        read = getattr(stream, "read1", stream.read)  # what is there now, so that a pipe is followed as it grows
        while True:
            try:
                piece: bytes = read(CHUNK)
            except OSError as error:
                self.damage = f"cannot be read to its end ({type(error).__name__})"
                return
            if not piece:
                return
            self.consumed += len(piece)
            yield piece

    def _decoded(self, stream: BinaryIO) -> Iterator[bytes]:
        # a generator, so that nothing is read before the first piece is asked for
        start, pieces = _peek(self._raw(stream))
        if start.startswith(_GZIP):
            start, pieces = _peek(self._unzipped(pieces))
        wide = next((encoding for mark, encoding in _WIDE if start.startswith(mark)), None)
        yield from _without_mark(pieces) if wide is None else _transcoded(pieces, wide)

    def _unzipped(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        # several members one after another are one content (RFC 1952, 2.2); no step unpacks more than CHUNK, whatever was packed
        unpack = zlib.decompressobj(_GZIP_BITS)
        begun = False
        try:
            for piece in pieces:
                rest = piece if begun else piece.lstrip(b"\0")  # copying tools pad the last block with zeros
                while rest:
                    begun = True
                    yield from filter(None, (unpack.decompress(rest, CHUNK),))
                    rest = unpack.unconsumed_tail
                    if unpack.eof:
                        rest = unpack.unused_data.lstrip(b"\0")
                        unpack, begun = zlib.decompressobj(_GZIP_BITS), False
            if begun:
                yield from filter(None, (unpack.flush(),))
                if not unpack.eof:
                    self.damage = "is cut off: the compressed data ends early"
        except zlib.error:
            self.damage = "is damaged: what follows here cannot be decompressed"


def _at_least(size: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    seen = 0
    while seen < size and (piece := next(pieces, b"")):
        seen += len(piece)
        yield piece


def _peek(pieces: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    start = b"".join(_at_least(_LONGEST_MARK, pieces))
    return start, itertools.chain([start] if start else [], pieces)


def _without_mark(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for first in pieces:
        yield from filter(None, (first.removeprefix(codecs.BOM_UTF8),))
        break
    yield from pieces


def _transcoded(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for piece in pieces:
        yield from filter(None, (decoder.decode(piece).encode(),))
    yield from filter(None, (decoder.decode(b"", final=True).encode(),))
