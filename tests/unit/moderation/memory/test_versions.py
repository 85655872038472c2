from __future__ import annotations

from typing import Any

import msgspec
import pytest

from moderation.errors import ModerationError
from moderation.memory.memory import SNAPSHOT_VERSION, Memory
from moderation.pipeline import Options, Pipeline
from tests.builders import a_boundary, a_message, a_viewer

VERSION_ONE = ("first", "last", "messages", "dossier", "fond", "fond_day")


def a_snapshot() -> bytes:
    """The memory of a short story."""
    asked = a_message(at="12:00")
    pipeline = Pipeline((), Options(oracle={asked.id: ["contact_info_request"]}))
    for event in (asked, a_boundary(a_viewer(), topic="contact_info_request", at="12:01"), a_message(at="12:02")):
        pipeline.process(event)
    return pipeline.snapshot()


def changed(saved: bytes, **fields: Any) -> bytes:
    return msgspec.msgpack.encode({**msgspec.msgpack.decode(saved), **fields})


def as_version_one(saved: bytes) -> bytes:
    """What the first version wrote: no recruiters, names or far end, fewer fields of a viewer, and tails of one text."""
    raw = msgspec.msgpack.decode(saved)
    for house in raw["houses"]:
        for later in ("recruiters", "named", "far_end", "kept"):
            del house[later]
        for viewer in house["viewers"].values():
            for later in ("answered_at", "unanswered", "levels", "levels_at"):
                viewer[3].pop(later)
        house["viewers"] = {key: dict(zip(VERSION_ONE, viewer, strict=False)) for key, viewer in house["viewers"].items()}
        house["tails"] = {key: [0.0, "the last words"] for key in house["tails"]}
    return msgspec.msgpack.encode({**raw, "version": 1})


def test_the_first_version_is_still_read() -> None:
    saved = a_snapshot()

    memory = Memory.load(as_version_one(saved))

    (house,) = memory.houses.values()
    known = house.known("twitch:id-pat")
    assert known is not None
    assert known.dossier is not None
    assert ["contact_info_request"] == [a.category for a in known.dossier.acts]
    assert SNAPSHOT_VERSION == msgspec.msgpack.decode(memory.save())["version"]


def test_a_newer_version_is_refused_with_what_to_do() -> None:
    with pytest.raises(ModerationError, match=r"has version 99.*use the newer program"):
        Memory.load(changed(a_snapshot(), version=99))


@pytest.mark.parametrize("saved", [b"", b"nonsense", b"\xff" * 40, msgspec.msgpack.encode([1, 2])])
def test_what_is_no_snapshot_is_refused_without_showing_it(saved: bytes) -> None:
    with pytest.raises(ModerationError, match="cannot be read"):
        Memory.load(saved)


def test_a_torn_snapshot_is_refused() -> None:
    with pytest.raises(ModerationError, match="cannot be read"):
        Memory.load(a_snapshot()[:-10])
