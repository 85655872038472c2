"""Sealed records for the tests of the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from moderation.evidence.chain import Head
from moderation.evidence.pieces import Randomness
from moderation.evidence.record import Record, seal
from moderation.incidents import IncidentChange
from tests.builders import FIRST_DAY
from tests.log_builders import a_history


def counted_randomness() -> Randomness:
    """Bytes that never repeat and are the same in each test."""
    numbers = count(1)
    return lambda size: b"".join(next(numbers).to_bytes(16, "big") for _ in range(size // 16))


def sealed(changes: Iterable[IncidentChange]) -> list[Record]:
    """The records of some changes, chained from the beginning."""
    randomness = counted_randomness()
    records: list[Record] = []
    head = Head()
    for change in changes:
        for entry in change.entries:
            record = seal(entry, change.incident, after=head, recorded_at=FIRST_DAY, randomness=randomness)
            head = record.head
            records.append(record)
    return records


def a_log(count: int = 6) -> list[Record]:
    """A log of some entries."""
    return sealed(a_history(count))
