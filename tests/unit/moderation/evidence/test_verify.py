"""Tampered logs: each is named after what is wrong with it, and must be found with what, where and since when."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from moderation.errors import VerificationError
from moderation.evidence.canonical import canonical
from moderation.evidence.chain import EMPTY_TREE_HASH, Head, entry_hash
from moderation.evidence.pieces import unpacked, without
from moderation.evidence.record import Record
from moderation.evidence.verify import verify
from tests.builders import FIRST_DAY
from tests.unit.moderation.evidence.sealing import a_log

Tampering = Callable[[list[Record]], list[Record]]


def at(index: int, **fields: object) -> Tampering:
    return lambda log: [replace(r, **fields) if place == index else r for place, r in enumerate(log)]  # type: ignore[arg-type]


def with_body(index: int, **fields: object) -> Tampering:
    """The body changed and its hash computed anew, but not those after it."""

    def tamper(log: list[Record]) -> list[Record]:
        body = canonical(json.loads(log[index].body) | fields)
        return at(index, body=body.decode(), entry_hash=entry_hash(log[index].prev_hash, body))(log)

    return tamper


def with_text(index: int, text: str) -> Tampering:
    return lambda log: at(index, secret=log[index].secret.replace("which street is that cafe in", text))(log)


def renumbered(log: list[Record]) -> list[Record]:
    return [replace(record, seq=place) for place, record in enumerate(log, 1)]


TAMPERED: dict[str, tuple[Tampering, int, str]] = {
    "body_changed": (at(2, body='{"v":1}'), 3, "its content is not what was recorded"),
    "body_changed_and_hashed_anew": (with_body(2, refers_to="x"), 4, "does not follow the entry before it"),
    "last_body_changed_and_hashed_anew": (with_body(5, refers_to="x"), 6, "the log's head says 6 entries that end otherwise"),
    "hash_changed": (at(2, entry_hash="0" * 64), 3, "its content is not what was recorded"),
    "hash_before_changed": (at(2, prev_hash="0" * 64), 3, "does not follow the entry before it"),
    "first_removed": (lambda log: log[1:], 1, "bears the number 2"),
    "one_removed": (lambda log: log[:2] + log[3:], 3, "bears the number 4"),
    "one_removed_and_renumbered": (lambda log: renumbered(log[:2] + log[3:]), 3, "does not follow the entry before it"),
    "tail_removed": (lambda log: log[:-2], 5, "6 entries were recorded: 2 removed"),
    "all_removed": (lambda _: [], 1, "6 entries were recorded: 6 removed"),
    "two_swapped": (lambda log: [log[0], log[2], log[1], *log[3:]], 2, "bears the number 3"),
    "two_swapped_and_renumbered": (lambda log: renumbered([log[0], log[2], log[1], *log[3:]]), 2, "does not follow"),
    "one_doubled": (lambda log: [*log[:3], log[2], *log[3:]], 4, "bears the number 3"),
    "one_added_at_the_end": (lambda log: [*log, replace(log[-1], seq=7, prev_hash=log[-1].entry_hash)], 7, "its content is not what"),
    "viewer_changed": (at(1, viewer="twitch:id-innocent"), 2, "'viewer' is not the viewer"),
    "viewer_blanked_alone": (at(1, viewer=None), 2, "'viewer' is not the viewer"),
    "incident_changed": (at(1, incident="0" * 32), 2, "'incident' is not what"),
    "kind_changed": (at(1, kind="note"), 2, "'kind' is not what"),
    "id_changed": (at(1, id="another"), 2, "'id' is not what"),
    "platform_changed": (at(1, platform="kick"), 2, "'platform' is not what"),
    "event_id_changed": (at(1, event_id="another"), 2, "'event_id' is not what"),
    "time_of_event_changed": (at(1, occurred_at=FIRST_DAY), 2, "'occurred_at' is not what"),
    "time_of_recording_changed": (at(1, recorded_at=FIRST_DAY + timedelta(seconds=1)), 2, "'recorded_at' is not what"),
    "text_changed": (with_text(4, "what a lovely cafe"), 5, "'text' is not what was committed to"),
    "text_put_where_it_was_erased": (lambda log: at(4, secret=log[3].secret)(log), 5, "is not what was committed to"),
    "personal_content_unreadable": (at(4, secret="{"), 5, "cannot be read"),
    "personal_content_written_otherwise": (lambda log: at(4, secret=log[4].secret.replace(":", ": ", 1))(log), 5, "cannot be read"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampering_is_found_with_what_where_and_since_when(name: str) -> None:
    tamper, where, what = TAMPERED[name]
    log = a_log(6)

    with pytest.raises(VerificationError) as caught:
        verify(tamper(log), log[-1].head)

    assert where == caught.value.where
    assert what in caught.value.what
    assert f"entry {where}: " in str(caught.value)
    if where > 1 and caught.value.where <= len(log):
        assert "2026-03-02T00:00:00+00:00" in caught.value.since


def test_a_log_as_written_verifies_in_silence() -> None:
    log = a_log(6)

    verify(log, log[-1].head)
    verify([], Head())


def test_a_log_with_a_head_that_was_put_back_is_found() -> None:
    log = a_log(6)

    with pytest.raises(VerificationError, match="4 entries that end otherwise"):
        verify(log, log[3].head)
    with pytest.raises(VerificationError, match="0 entries that end otherwise"):
        verify(log, Head(0, EMPTY_TREE_HASH))


def test_erasing_a_persons_words_or_everything_about_them_keeps_verification_silent() -> None:
    log = a_log(6)
    erased = [
        replace(log[0], secret=without(log[0].secret, {"text"})),
        replace(log[1], secret="", viewer=None),
        replace(log[2], secret=without(log[2].secret, {"viewer", "event", "text", "why"}), viewer=None),
        replace(log[3], secret=without(log[3].secret, {"before/01"})),
        *log[4:],
    ]

    verify(erased, log[-1].head)
    assert {"before/00", "before/01"} == set(unpacked(erased[2].secret))


def test_the_error_quotes_nobody() -> None:
    log = a_log(6)

    with pytest.raises(VerificationError) as caught:
        verify(with_text(4, "secret words")(log), log[-1].head)

    assert "secret words" not in str(caught.value)
    assert "cafe" not in str(caught.value)
