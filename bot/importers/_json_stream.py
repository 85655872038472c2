"""The elements of a named array in a JSON document of any size, one after another, without the document ever being in memory.

Two ways lead through a document. The *exact* one follows brackets and strings byte by byte and can stop and go on between any two bytes; it
is right for every document and also gets through malformed ones. The *fast* one guesses, from how the elements before were separated,
where the last whole element of the piece at hand ends, and asks msgspec to split everything up to there; msgspec refuses unless the guess
was an element's end (a prefix of an array's elements that is cut anywhere else has an open bracket or string), so that a wrong guess costs
time and never a record. The exact way alone does a tenth of the speed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from bot.importers._base import MAX_RECORD, TOO_LONG

CUT_OFF: Final = "is missing: the file ends in the middle of a record"
DAMAGED: Final = "is not JSON from here on; the rest of the file was not read"

_QUOTE, _COLON = ord('"'), ord(":")
_OPEN, _CLOSE = frozenset(b"{["), frozenset(b"}]")
_END: Final = -1

# possessive throughout (`*+`): each byte is looked at once and nothing is ever tried a second way
_GAP: Final = re.compile(rb"[\s,]*+")
_OUTSIDE: Final = re.compile(rb'[^"{}\[\]]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}\[\]]*+)*+', re.DOTALL)
_INSIDE: Final = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_OPENING: Final = re.compile(rb"[{\[]*+")
_CLOSING: Final = re.compile(rb"[}\]]*+")
_SCALAR: Final = re.compile(rb'[^\s,:{}\[\]"]*+')
_NEXT: Final = re.compile(rb'\s*+,\s*+\{\s*+"[^"\\]{1,64}+"\s*+:')

_TRIES: Final = 4
"""Guesses for one piece of the document before the exact way takes it."""

_split: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode


class Piece(NamedTuple):
    """One element of an array, or one member of the document: its key (``""`` in an array that is the document), and the JSON itself.

    Where ``problem`` is not empty it continues the sentence "this record ..." and ``raw`` is empty.
    """

    key: str
    raw: bytes
    problem: str = ""


def pieces(
    chunks: Iterable[bytes], *, each: Collection[str] = ("",), whole: Collection[str] = (), limit: int = MAX_RECORD
) -> Iterator[Piece]:
    """Yield every element of the top-level arrays named in ``each``, and every top-level member named in ``whole``, in document order.

    A document may be an array (its name is ``""``) or an object, and several may follow one another. What is not asked for is passed over
    without being kept. An element longer than ``limit`` bytes becomes a problem, as does an end of the file before the document's end; a
    document that stops being JSON ends there with a problem, and one that lacks an array asked for says so. Commas are taken as they come
    (some writers leave one too many).
    """
    yield from _Walk(chunks, frozenset(each), frozenset(whole), limit).pieces()


class _CutOffError(Exception):
    """The file ended inside the document."""


class _DamagedError(Exception):
    """Something stands where JSON cannot have it."""


class _Kept:
    """The bytes of one value as they come, up to a limit."""

    __slots__ = ("limit", "parts", "size")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.parts: list[bytes] = []
        self.size = 0

    def add(self, part: bytes) -> None:
        self.size += len(part)
        if self.size > self.limit:
            self.parts.clear()
        else:
            self.parts.append(part)

    def piece(self, key: str) -> Piece:
        return Piece(key, b"".join(self.parts)) if self.size <= self.limit else Piece(key, b"", TOO_LONG)


class _Walk:
    """A walk through one document: the piece at hand (``buf``), the place in it (``pos``), and what was learned for guessing."""

    def __init__(self, chunks: Iterable[bytes], each: frozenset[str], whole: frozenset[str], limit: int) -> None:
        self.chunks = iter(chunks)
        self.each = each
        self.whole = whole
        self.found: set[str] = set()
        self.limit = limit
        self.buf = b""
        self.pos = 0
        self.closing = 0  # how many bytes of `border` belong to the element before
        self.border = b""  # the end of one element, what separates it, and the beginning of the next
        self.tries = _TRIES

    def pieces(self) -> Iterator[Piece]:
        try:
            yield from self.documents()
        except _CutOffError:
            yield Piece("", b"", CUT_OFF)
        except _DamagedError:
            yield Piece("", b"", DAMAGED)

    def documents(self) -> Iterator[Piece]:
        while (byte := self.peek()) != _END:
            if byte not in _OPEN:
                raise _DamagedError
            if byte == ord("{"):
                yield from self.object()
            elif "" in self.each:
                yield from self.array("")
            else:
                self.value(0)
        for name in sorted(self.each - self.found):
            yield Piece("", b"", f"is missing: the document has no list {name!r}" if name else "is missing: the document is no list")

    def object(self) -> Iterator[Piece]:
        self.pos += 1
        while (byte := self.peek_inside()) != ord("}"):
            if byte != _QUOTE:
                raise _DamagedError
            key = self.key()
            if self.peek_inside() != _COLON:
                raise _DamagedError
            self.pos += 1
            if self.peek_inside() == ord("[") and key and key in self.each:
                yield from self.array(key)
            elif key in self.whole:
                yield self.value(self.limit).piece(key)
            else:
                self.value(0)
        self.pos += 1

    def array(self, key: str) -> Iterator[Piece]:
        self.pos += 1
        self.found.add(key)
        self.border = b""
        while self.peek_inside() != ord("]"):
            if elements := self.guess():
                for element in elements:
                    raw = bytes(element)
                    yield Piece(key, raw) if len(raw) <= self.limit else Piece(key, b"", TOO_LONG)
            else:
                kept = self.value(self.limit)
                self.learn()
                yield kept.piece(key)
        self.pos += 1

    def learn(self) -> None:
        """Remember how the element that ends here is parted from the next; in most files all are parted alike."""
        following = _NEXT.match(self.buf, self.pos)
        if following is None:
            return
        before = self.buf[max(0, self.pos - 64) : self.pos]
        closing = before[len(before.rstrip(b" \t\r\n}]")) :]
        self.closing = len(closing)
        self.border = closing + following.group()

    def guess(self) -> list[msgspec.Raw]:
        """All whole elements up to the last one of the piece at hand that can be found by its border; none where that fails."""
        if not self.border:
            return []
        end = len(self.buf)
        while self.tries:
            found = self.buf.rfind(self.border, self.pos, end)
            if found < 0:
                break
            stop = found + self.closing
            try:
                elements = _split(b"[%b]" % self.buf[self.pos : stop])
            except (msgspec.DecodeError, RecursionError):
                self.tries -= 1
                end = found
                continue
            self.pos = stop
            return elements
        self.tries = 0  # the exact way for the rest of this piece
        return []

    def fill(self) -> bool:
        """Go on to the next piece; the one at hand is used up. Whether there is one."""
        self.buf = next(self.chunks, b"")
        self.pos = 0
        self.tries = _TRIES
        return bool(self.buf)

    def go_on(self) -> None:
        if not self.fill():
            raise _CutOffError

    def peek(self) -> int:
        """The next byte that is neither white space nor a comma; ``_END`` at the end of the file."""
        while True:
            self.pos = _reach(_GAP, self.buf, self.pos)
            if self.pos < len(self.buf):
                return self.buf[self.pos]
            if not self.fill():
                return _END

    def peek_inside(self) -> int:
        byte = self.peek()
        if byte == _END:
            raise _CutOffError
        return byte

    def key(self) -> str:
        kept = self.value(self.limit)
        try:
            return msgspec.json.decode(b"".join(kept.parts), type=str)
        except ValueError:
            return ""  # no name that anybody asks for

    def value(self, limit: int) -> _Kept:
        """Walk over one value of any kind, keeping up to ``limit`` bytes of it."""
        kept = _Kept(limit)
        byte = self.buf[self.pos]
        if byte == _QUOTE:
            self.string(kept)
        elif byte in _OPEN:
            self.container(kept)
        elif byte in _CLOSE or byte == _COLON:
            raise _DamagedError
        else:
            self.scalar(kept)
        return kept

    def container(self, kept: _Kept) -> None:
        depth = 0
        start = self.pos
        while True:
            self.pos = _reach(_OUTSIDE, self.buf, self.pos)
            if self.pos == len(self.buf):
                kept.add(self.buf[start:])
                self.go_on()
                start = 0
                continue
            byte = self.buf[self.pos]
            if byte == _QUOTE:  # a string that does not end in this piece
                kept.add(self.buf[start : self.pos])
                self.string(kept)
                start = self.pos
                continue
            # a run of brackets at once: a file of nothing else would otherwise take a step a byte
            run = _reach(_OPENING if byte in _OPEN else _CLOSING, self.buf, self.pos) - self.pos
            if byte in _CLOSE and run >= depth:
                self.pos += depth
                kept.add(self.buf[start : self.pos])
                return
            self.pos += run
            depth += run if byte in _OPEN else -run

    def string(self, kept: _Kept) -> None:
        start = self.pos
        self.pos += 1
        while True:
            end = _reach(_INSIDE, self.buf, self.pos)
            if end < len(self.buf) and self.buf[end] == _QUOTE:
                self.pos = end + 1
                kept.add(self.buf[start : self.pos])
                return
            escaping = end < len(self.buf)  # the piece ends between a backslash and what it escapes
            kept.add(self.buf[start:])
            self.go_on()
            start = 0
            self.pos = int(escaping)

    def scalar(self, kept: _Kept) -> None:
        while True:
            start = self.pos
            self.pos = _reach(_SCALAR, self.buf, start)
            kept.add(self.buf[start : self.pos])
            if self.pos < len(self.buf):
                return
            if not self.fill():  # what was cut off the number cannot be known, and a document does not end here
                raise _CutOffError


def _reach(pattern: re.Pattern[bytes], data: bytes, start: int) -> int:
    """Where a pattern that can match nothing stops matching."""
    found = pattern.match(data, start)
    return found.end() if found else start
