from __future__ import annotations

import hashlib
import json

import pytest
import rfc8785

from moderation.evidence.casefile import case_entries, case_entry
from moderation.evidence.chain import EMPTY_TREE_HASH, LEAF_HASH_PREFIX, Head, entry_hash
from moderation.evidence.pieces import unpacked, without
from moderation.evidence.record import seal
from moderation.incidents import EntryKind
from tests.builders import FIRST_DAY, a_donation, a_message, a_viewer
from tests.log_builders import ASKED, a_line, a_note, an_entry, an_incident, opened
from tests.unit.moderation.evidence.sealing import a_log, counted_randomness, sealed


def test_the_body_holds_nothing_that_was_said_or_who_said_it() -> None:
    event = a_message("meet me at the harbour", by=a_viewer("harald", display="HaraldH"), reply_to="p1")
    state = an_incident(event)
    entry = an_entry(event, state, note="told marlo", reply_parent=a_line("who wants to meet"), after=(a_line("weird"),))

    record = seal(entry, state, after=Head(), recorded_at=FIRST_DAY, randomness=counted_randomness())

    for personal in ("harbour", "harald", "HaraldH", "marlo", "who wants", "weird", "hello", "which street", "asked where", "id-fan"):
        assert personal not in record.body
    assert "harbour" not in repr(record)
    assert "harald" not in repr(record)


def test_every_piece_of_personal_content_is_committed_to_with_its_own_salt() -> None:
    (record,) = sealed([opened()])
    committed = json.loads(record.body)["commitments"]
    stored = json.loads(record.secret)

    assert ["before/00", "before/01", "event", "text", "viewer", "why"] == sorted(committed)
    assert committed.keys() == stored.keys()
    for name, piece in stored.items():
        expected = hashlib.sha256(bytes.fromhex(piece["salt"]) + rfc8785.dumps(piece["value"])).hexdigest()
        assert expected == committed[name]
    assert len(stored) == len({piece["salt"] for piece in stored.values()})


def test_body_and_personal_content_are_canonical_json() -> None:
    for record in a_log(3):
        assert rfc8785.dumps(json.loads(record.body)).decode() == record.body
        assert rfc8785.dumps(json.loads(record.secret)).decode() == record.secret


def test_an_entry_is_a_leaf_of_rfc_6962_over_the_hash_before_and_the_body() -> None:
    first, second = a_log(2)

    assert EMPTY_TREE_HASH == first.prev_hash
    assert first.entry_hash == second.prev_hash
    leaf = LEAF_HASH_PREFIX + bytes.fromhex(first.entry_hash) + second.body.encode()
    assert hashlib.sha256(leaf).hexdigest() == second.entry_hash


def test_a_hash_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes; found 2"):
        entry_hash("abcd", b"{}")


def test_half_a_surrogate_pair_and_nul_are_stored_as_something_that_can_be_stored() -> None:
    event = a_message("broken \ud83d text \0", by=a_viewer("x", id="a\0b"), id="i\ud83d")
    state = an_incident(event)

    record = seal(an_entry(event, state), state, after=Head(), recorded_at=FIRST_DAY, randomness=counted_randomness())

    assert "broken ? text \0" == case_entry(record).text
    assert "twitch:a\ufffdb" == record.viewer
    assert "i?" == record.event_id


def test_an_entry_read_back_is_what_was_sealed() -> None:
    event = a_donation("where do you live", by=a_viewer("pat", display="Pat_"), amount="12.50")
    state = an_incident(event)
    entry = an_entry(event, state, reply_parent=a_line("hm"), after=(a_line("ok", at="12:01"),), note="seen live")

    back = case_entry(seal(entry, state, after=Head(), recorded_at=FIRST_DAY, randomness=counted_randomness()))

    assert ("automatic", "twitch:id-pat", "Pat_", "donation") == (back.kind, back.viewer, back.account_name, back.event_type)
    assert ("where do you live", "12.50 EUR (tip)", "seen live") == (back.text, back.donation, back.note)
    assert ["hello", "that cafe looks nice"] == [line.text for line in back.before]
    assert ["ok"] == [line.text for line in back.after]
    assert "hm" == (back.reply_parent.text if back.reply_parent else None)
    assert [("location_probe", "medium", 0.9, "which street", "asked where the creator is")] == [
        (s.category, s.severity, s.confidence, s.evidence, s.reason) for s in back.signals
    ]
    assert [("repeat_after_refusal", "asked again after a no")] == [(p.pattern, p.explanation) for p in back.patterns]
    assert {"approach": "medium", "persistence": "medium"} == back.levels
    assert ("Walking and talking", 61.5) == (back.stream_title, back.stream_offset)
    assert "Asked which street the creator is in." == back.explanation


def test_a_text_that_was_erased_is_none_and_one_that_never_was_is_empty() -> None:
    (record,) = sealed([opened()])
    erased = type(record)(
        **{name: getattr(record, name) for name in record.__slots__} | {"secret": without(record.secret, {"text", "why"})}
    )
    note = a_note(opened().incident)
    written = seal(note, opened().incident, after=Head(), recorded_at=FIRST_DAY, randomness=counted_randomness())

    assert ASKED == case_entry(record).text
    assert None is case_entry(erased).text
    assert [("location_probe", "", "")] == [(s.category, s.evidence, s.reason) for s in case_entry(erased).signals]
    assert "pat" == case_entry(erased).account_name
    assert "" == case_entry(written).text
    assert "talked to her moderators" == case_entry(written).note


def test_lines_that_came_later_are_shown_after_the_entry_they_belong_to() -> None:
    event = a_message(ASKED, at="12:00")
    state = an_incident(event)
    entry = an_entry(event, state)
    later = a_note(state, "", kind=EntryKind.CONTEXT, id=f"{entry.id}/after", after=(a_line("oh no"), a_line("stop")), refers_to=entry.id)
    randomness = counted_randomness()
    first = seal(entry, state, after=Head(), recorded_at=FIRST_DAY, randomness=randomness)
    second = seal(later, state, after=first.head, recorded_at=FIRST_DAY, randomness=randomness)

    (shown,) = case_entries([first, second])

    assert ["oh no", "stop"] == [line.text for line in shown.after]


def test_personal_content_that_is_not_in_canonical_form_is_refused() -> None:
    (record,) = sealed([opened()])

    with pytest.raises(ValueError, match="canonical"):
        unpacked(record.secret.replace('"salt":', '"salt": ', 1))


def test_erasing_one_piece_leaves_the_others_and_erasing_all_leaves_nothing() -> None:
    (record,) = sealed([opened()])

    assert {"before/00", "before/01", "event", "viewer", "why"} == set(unpacked(without(record.secret, {"text"})))
    assert "" == without(record.secret, set(unpacked(record.secret)))
