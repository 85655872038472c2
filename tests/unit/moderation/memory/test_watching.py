from __future__ import annotations

from datetime import datetime

import pytest

from moderation.memory.viewer import Viewer
from moderation.memory.watching import AWAY, Returned, note, unwatch, watch
from moderation.pipeline import Pipeline
from tests.builders import CREATOR, a_message, a_viewer, later

PAT = a_viewer("pat")


def after(*moments: datetime, watched_days: int = 0, noted: bool = False) -> list[Returned | None]:
    """Who returned at each message by Pat; the mark is set after the first."""
    pipeline = Pipeline(())
    found = []
    for number, at in enumerate(moments):
        found.append(pipeline.process(a_message(at=at, by=PAT)).returned)
        if number == 0:
            viewer = pipeline.memory.house(CREATOR.name).viewer(f"twitch:{PAT.id}", at.timestamp(), 100)
            if watched_days:
                watch(viewer, at=at.timestamp(), days=watched_days)
            if noted:
                note(viewer)
    return found


@pytest.mark.parametrize(("away", "back"), [(AWAY - 1, False), (AWAY, True), (AWAY + 1, True)])
def test_a_watched_person_is_back_after_an_hour(away: float, back: bool) -> None:
    _, second = after(later(), later(seconds=away), watched_days=14)

    assert back is (second is not None)


@pytest.mark.parametrize(("days", "back"), [(13.9, True), (14.0, False), (14.1, False)])
def test_a_watch_fades_by_itself(days: float, back: bool) -> None:
    _, second = after(later(), later(days=days), watched_days=14)

    assert back is (second is not None)


def test_a_note_does_not_fade() -> None:
    _, second = after(later(), later(days=400), noted=True)

    assert second == Returned(f"twitch:{PAT.id}", second.event_id if second else "", later(days=400).timestamp(), 400 * 86_400.0)


def test_who_is_neither_watched_nor_noted_just_comes_back() -> None:
    assert [None, None] == after(later(), later(days=3))


def test_going_on_writing_is_no_return() -> None:
    moments = [later(), later(hours=2), later(hours=2, minutes=1), later(hours=4)]

    assert [False, True, False, True] == [one is not None for one in after(*moments, watched_days=14)]


def test_a_longer_watch_is_not_shortened_and_can_be_ended() -> None:
    viewer = Viewer(0.0, 0.0)
    watch(viewer, at=0.0, days=30)
    watch(viewer, at=0.0, days=7)

    assert viewer.dossier is not None
    assert 30 * 86_400 == viewer.dossier.watched_until

    unwatch(viewer)

    assert 0.0 == viewer.dossier.watched_until
