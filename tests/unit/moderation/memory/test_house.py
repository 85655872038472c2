from __future__ import annotations

import pytest

from moderation.memory.house import LONGEST_STREAM, House
from moderation.memory.identity import link
from moderation.memory.links import Link, LinkStatus
from moderation.memory.viewer import Dossier, Viewer
from moderation.memory.watching import note, watch
from moderation.pipeline import Pipeline
from tests.builders import CREATOR, FIRST_DAY, a_boundary, a_message, a_stream, a_viewer, an_enforcement, later

ROOM = 10
NOW = FIRST_DAY.timestamp()


def filled(house: House, others: int = 3 * ROOM, at: float = NOW) -> None:
    """So many strangers pass by."""
    for number in range(others):
        house.viewer(f"twitch:passer{number}", at, ROOM)


def test_a_stranger_is_forgotten_after_two_generations() -> None:
    house = House("mira")
    house.viewer("twitch:pat", NOW, ROOM)
    filled(house)

    assert house.known("twitch:pat") is None
    assert len(list(house.all_viewers())) <= 2 * ROOM + 1


def test_somebody_who_keeps_coming_is_kept() -> None:
    house = House("mira")
    for number in range(5 * ROOM):
        house.viewer("twitch:pat", NOW, ROOM).messages += 1
        house.viewer(f"twitch:passer{number}", NOW, ROOM)

    assert house.viewer("twitch:pat", NOW, ROOM).messages == 5 * ROOM


def pinned_by_watch(viewer: Viewer) -> None:
    watch(viewer, at=NOW, days=14)


def pinned_by_note(viewer: Viewer) -> None:
    note(viewer)


def pinned_by_chapter(viewer: Viewer) -> None:
    viewer.dossier = Dossier(incidents=1)


@pytest.mark.parametrize("pin", [pinned_by_watch, pinned_by_note, pinned_by_chapter])
def test_who_matters_is_never_forgotten_for_lack_of_room(pin: object) -> None:
    house = House("mira")
    assert callable(pin)
    pin(house.viewer("twitch:pat", NOW, ROOM))
    filled(house, 20 * ROOM)

    assert house.known("twitch:pat") is not None


def test_a_faded_watch_pins_nobody() -> None:
    house = House("mira")
    watch(house.viewer("twitch:pat", NOW, ROOM), at=NOW, days=14)
    filled(house, at=NOW + 15 * 86_400)

    assert house.known("twitch:pat") is None


def test_a_boundary_pins_through_the_whole_pipeline() -> None:
    pipeline = Pipeline(())
    pipeline.process(a_boundary(a_viewer("pat"), topic="meet_request", at="12:00"))
    pipeline.process(an_enforcement("ban", a_viewer("sam"), at="12:01"))
    house = pipeline.memory.house(CREATOR.name)
    filled(house, 20 * ROOM)

    assert house.known("twitch:id-pat") is not None
    assert house.known("twitch:id-sam") is not None


def test_accounts_that_people_linked_are_kept() -> None:
    house = House("mira")
    house.viewer("twitch:pat", NOW, ROOM)
    link(house.links, Link("twitch:pat", "twitch:sam", LinkStatus.CONFIRMED, ["moderator"], 1.0, "gate_keeper", NOW))
    filled(house)

    assert house.known("twitch:pat") is not None


def test_many_pinned_viewers_do_not_turn_generations_at_every_newcomer() -> None:
    house = House("mira")
    for number in range(5 * ROOM):
        note(house.viewer(f"twitch:noted{number}", NOW, ROOM))
    before = house.viewer("twitch:pat", NOW, ROOM)
    filled(house, ROOM // 2)

    assert before is house.known("twitch:pat")
    assert all(house.known(f"twitch:noted{n}") for n in range(5 * ROOM))


def test_the_day_of_a_stream_is_the_day_it_began() -> None:
    pipeline = Pipeline(())
    house = pipeline.memory.house(CREATOR.name)
    noon = later().timestamp()
    pipeline.process(a_stream(at=later(hours=10)))

    assert house.stream_day(noon) == house.stream_day(later(hours=14).timestamp())
    assert house.stream_day(noon) + 1 == house.stream_day(later(hours=10).timestamp() + LONGEST_STREAM + 1)


def test_short_memory_is_bounded() -> None:
    pipeline = Pipeline(())
    for number in range(1000):
        pipeline.process(a_message(f"line {number}", by=a_viewer(f"v{number}"), at=later(seconds=number)))

    assert 400 == len(pipeline.memory.house(CREATOR.name).recent)
