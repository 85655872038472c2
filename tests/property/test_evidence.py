"""Laws of the evidence: the canonical form is RFC 8785's, and no change to a log goes unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from moderation.errors import VerificationError
from moderation.evidence.canonical import canonical, storable
from moderation.evidence.pieces import unpacked, without
from moderation.evidence.record import Record
from moderation.evidence.verify import verify
from tests.unit.moderation.evidence.sealing import a_log

LOG = a_log(5)
HEAD = LOG[-1].head

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.text(st.characters(max_codepoint=127), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)

FIELDS = ("id", "incident", "kind", "viewer", "platform", "event_id", "body", "prev_hash", "entry_hash", "secret")


@given(VALUES)
def test_the_canonical_form_is_that_of_rfc_8785(value: object) -> None:
    assert rfc8785.dumps(value) == canonical(value)  # type: ignore[arg-type]


@given(st.text())
def test_any_text_at_all_has_a_canonical_form_and_a_storable_one(text: str) -> None:
    assert canonical({"text": text}).decode()
    assert "\0" not in storable(text)
    assert len(text) == len(storable(text).encode().decode())


@given(st.integers(0, len(LOG) - 1), st.sampled_from(FIELDS), st.data())
def test_any_flipped_character_is_found(index: int, field: str, data: st.DataObject) -> None:
    before: str = getattr(LOG[index], field)
    place = data.draw(st.integers(0, len(before) - 1))
    bit = data.draw(st.sampled_from([1, 2, 4, 8, 16, 32, 64]))
    flipped = before[:place] + chr(ord(before[place]) ^ bit) + before[place + 1 :]

    with pytest.raises(VerificationError):
        verify([*LOG[:index], replace(LOG[index], **{field: flipped}), *LOG[index + 1 :]], HEAD)  # type: ignore[arg-type]


@given(st.integers(0, len(LOG) - 1), st.sampled_from(["occurred_at", "recorded_at"]), st.integers(1, 10**12))
def test_any_moved_time_is_found(index: int, field: str, microseconds: int) -> None:
    moved = getattr(LOG[index], field) + timedelta(microseconds=microseconds)

    with pytest.raises(VerificationError):
        verify([*LOG[:index], replace(LOG[index], **{field: moved}), *LOG[index + 1 :]], HEAD)


@given(st.lists(st.integers(0, len(LOG) - 1), max_size=8).filter(lambda order: order != list(range(len(LOG)))), st.booleans())
def test_any_other_selection_or_order_of_entries_is_found(order: list[int], renumber: bool) -> None:
    shuffled: list[Record] = [LOG[index] for index in order]
    if renumber:
        shuffled = [replace(record, seq=place) for place, record in enumerate(shuffled, 1)]

    with pytest.raises(VerificationError):
        verify(shuffled, HEAD)


@given(st.integers(0, len(LOG) - 1), st.sets(st.sampled_from(sorted(unpacked(LOG[0].secret)))))
def test_erasing_any_pieces_of_any_entry_is_no_tampering(index: int, names: set[str]) -> None:
    record = LOG[index]
    viewer = None if "viewer" in names else record.viewer
    erased = replace(record, secret=without(record.secret, names), viewer=viewer)

    verify([*LOG[:index], erased, *LOG[index + 1 :]], HEAD)
