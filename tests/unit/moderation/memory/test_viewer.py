from __future__ import annotations

import pytest

from moderation.memory.records import Act, NameSeen
from moderation.memory.viewer import APART, MAX_NAMES, Dossier, Viewer, name_seen, remember


def an_act(at: float, event_id: str = "e", category: str = "meet_request") -> Act:
    return Act(at, event_id, category, 2, "topic", "meet", "twitch:1")


def test_records_stand_in_order_of_time_however_they_come() -> None:
    acts: list[Act] = []
    for at in (3.0, 1.0, 2.0):
        remember(acts, an_act(at, f"e{at}"))

    assert [1.0, 2.0, 3.0] == [a.at for a in acts]


def test_the_same_event_counts_once_and_another_category_of_it_again() -> None:
    acts: list[Act] = []

    assert [True, False, True] == [
        remember(acts, an_act(1.0)),
        remember(acts, an_act(1.0)),
        remember(acts, an_act(1.0, category="location_probe")),
    ]
    assert 2 == len(acts)


def test_a_late_copy_counts_once_too() -> None:
    acts = [an_act(float(at), f"e{at}") for at in range(5)]

    assert not remember(acts, an_act(2.0, "e2"))


@pytest.mark.parametrize(("given", "kept"), [(4, 4), (5, 5), (6, 5)])
def test_the_oldest_go_first(given: int, kept: int) -> None:
    acts: list[Act] = []
    for at in range(given):
        remember(acts, an_act(float(at), f"e{at}"), limit=5)

    assert (kept, float(given - 1)) == (len(acts), acts[-1].at)


@pytest.mark.parametrize(("away", "visits"), [(APART - 1, 1), (APART, 2), (APART + 1, 2)])
def test_four_hours_of_absence_part_two_visits(away: float, visits: int) -> None:
    viewer = Viewer(1000.0, 1000.0)

    assert away == viewer.came(1000.0 + away)
    assert (visits, 1) == (viewer.visits, viewer.messages)


def test_a_late_message_moves_nothing_back() -> None:
    viewer = Viewer(1000.0, 5000.0)

    assert 0.0 == viewer.came(2000.0)
    assert 5000.0 == viewer.last


def test_affection_is_counted_for_one_day() -> None:
    viewer = Viewer(0.0, 0.0)

    assert [1, 2, 1] == [viewer.was_fond(7), viewer.was_fond(7), viewer.was_fond(8)]


def names(*seen: tuple[str, str]) -> tuple[list[bool], Dossier]:
    dossier = Dossier()
    return [name_seen(dossier, NameSeen(float(i), name, "twitch:1", display)) for i, (name, display) in enumerate(seen)], dossier


@pytest.mark.parametrize(
    ("first", "second", "is_other"),
    [
        (("pat", ""), ("pat", ""), False),
        (("pat", ""), ("sam", ""), True),
        (("pat", ""), ("PAT", ""), False),
        (("pat", ""), ("pat", "Patrick"), False),
        (("pat", "Patrick"), ("pat", ""), False),
        (("pat", "Patrick"), ("pat", "Nobody"), True),
        (("pat", "Patrick"), ("pat", "P A T R I C K"), False),
    ],
)
def test_what_counts_as_another_name(first: tuple[str, str], second: tuple[str, str], is_other: bool) -> None:
    assert [False, is_other] == names(first, second)[0]


def test_the_names_of_somebody_who_renames_daily_do_not_grow() -> None:
    _, dossier = names(*[(f"name{i:03}", "") for i in range(100)])

    assert MAX_NAMES == len(dossier.names)
