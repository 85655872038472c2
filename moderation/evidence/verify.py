"""Whether a log is what was written: ``verify`` says nothing, or raises what is wrong, where, and since when.

It finds any entry that was changed, removed (also at the end), added or moved, and personal content that is not what was committed to.
Somebody who can write to the database could compute every hash anew, and the head with them: only a head that was signed or handed over
before shows that.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from moderation.errors import VerificationError
from moderation.evidence.body import Body
from moderation.evidence.chain import Head, entry_hash
from moderation.evidence.pieces import VIEWER, Piece, unpacked
from moderation.evidence.record import Record

_BODIES = msgspec.json.Decoder(Body)


def verify(records: Iterable[Record], head: Head) -> None:
    """Read a whole log in order; raises ``VerificationError`` at the first thing that does not add up.

    ``head`` is where the log ended when it was last written, kept apart from the entries.
    """
    verifier = Verifier()
    for record in records:
        verifier.take(record)
    verifier.end(head)


class Verifier:
    """Checks a log entry by entry, so that it need not fit into memory."""

    # The plan. Of each record, in order:
    #   1. its number is one more than the number before it;
    #   2. it names the hash before it;
    #   3. its own hash is that of its body after the hash before it;
    #   4. its columns say what its body says;
    #   5. its personal content is what its body committed to, as far as it is still there.
    # At the end:
    #   6. the log ends where its head says.

    def __init__(self) -> None:
        """Begin before the first entry."""
        self._last = Head()
        self._sound_until = "the beginning"

    def take(self, record: Record) -> None:
        """Check the next record; raises ``VerificationError``."""
        # 1. The number.
        expected = self._last.count + 1
        if record.seq != expected:
            raise self._wrong(expected, f"the next entry bears the number {record.seq}: entries were removed, added or moved")
        # 2. The hash before.
        if record.prev_hash != self._last.hash:
            raise self._wrong(expected, "it does not follow the entry before it: entries were changed, removed, added or moved")
        # 3. Its own hash.
        if record.entry_hash != entry_hash(record.prev_hash, record.body.encode("utf-8", "surrogatepass")):
            raise self._wrong(expected, "its content is not what was recorded: it was changed")
        # 4. The columns.
        body = self._body(record)
        for name, found, said in _columns(record, body):
            if found != said:
                raise self._wrong(expected, f"its column {name!r} is not what its recorded content says: it was changed")
        # 5. The personal content.
        self._check_pieces(record, body)
        self._last = record.head
        self._sound_until = f"entry {record.seq}, recorded at {record.recorded_at.isoformat(timespec='seconds')}"

    def end(self, head: Head) -> None:
        """Check where the log ends; raises ``VerificationError``."""
        # 6. The end.
        if self._last.count < head.count:
            missing = head.count - self._last.count
            raise self._wrong(self._last.count + 1, f"the log ends here, but {head.count} entries were recorded: {missing} removed")
        if self._last != head:
            raise self._wrong(
                self._last.count, f"the log's head says {head.count} entries that end otherwise: entries were added or changed"
            )

    def _body(self, record: Record) -> Body:
        try:
            return _BODIES.decode(record.body)
        except msgspec.DecodeError as error:
            raise self._wrong(record.seq, "its content cannot be read as an entry; it was written by another program") from error

    def _check_pieces(self, record: Record, body: Body) -> None:
        try:
            pieces = unpacked(record.secret)
            for name, piece in pieces.items():
                if body.commitments.get(name) != piece.commitment:
                    raise self._wrong(record.seq, f"its personal content {name!r} is not what was committed to: it was changed or added")
        except (ValueError, msgspec.DecodeError) as error:
            raise self._wrong(record.seq, "its personal content cannot be read: it was changed") from error
        if record.viewer != _viewer(pieces):
            raise self._wrong(record.seq, "its column 'viewer' is not the viewer who was committed to: it was changed")

    def _wrong(self, seq: int, what: str) -> VerificationError:
        return VerificationError(what, where=seq, since=self._sound_until)


def _columns(record: Record, body: Body) -> tuple[tuple[str, object, object], ...]:
    event = body.event
    return (
        ("id", record.id, body.id),
        ("incident", record.incident, body.incident.key),
        ("kind", record.kind, body.kind),
        ("platform", record.platform, event.platform if event else ""),
        ("event_id", record.event_id, event.id if event else ""),
        ("occurred_at", record.occurred_at, body.occurred_at),
        ("recorded_at", record.recorded_at, body.recorded_at),
    )


def _viewer(pieces: dict[str, Piece]) -> str | None:
    piece = pieces.get(VIEWER)
    return msgspec.json.decode(piece.value, type=str) if piece else None
