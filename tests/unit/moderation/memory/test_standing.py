from __future__ import annotations

import pytest

from moderation.memory.standing import QUIET, lower, standing, take_in
from moderation.memory.viewer import Dossier
from moderation.taxonomy import Axis, Severity

A = Axis.APPROACH


def a_dossier(level: Severity, at: float = 0.0) -> Dossier:
    dossier = Dossier()
    take_in(dossier, {A: level}, at)
    return dossier


@pytest.mark.parametrize(
    ("quiet", "level"),
    [
        (0.0, Severity.HIGH),
        (QUIET - 1, Severity.HIGH),
        (QUIET, Severity.MEDIUM),
        (QUIET + 1, Severity.MEDIUM),
        (2 * QUIET, Severity.LOW),
        (9 * QUIET, Severity.INFO),
    ],
)
def test_an_axis_falls_one_step_for_every_thirty_quiet_days(quiet: float, level: Severity) -> None:
    assert level is standing(a_dossier(Severity.HIGH), quiet)[A]


def test_critical_falls_only_by_a_person() -> None:
    dossier = a_dossier(Severity.CRITICAL)
    lower(dossier, 0.0)

    assert Severity.CRITICAL is standing(dossier, 90 * QUIET)[A]

    lower(dossier, 0.0, also_critical=True)

    assert Severity.HIGH is standing(dossier, 0.0)[A]


def test_reading_does_not_make_it_fall() -> None:
    dossier = a_dossier(Severity.HIGH)

    assert [Severity.MEDIUM] * 3 == [standing(dossier, QUIET)[A] for _ in range(3)]
    assert Severity.HIGH is standing(dossier, 1.0)[A]


def test_an_act_begins_the_quiet_anew_from_where_the_axis_stands() -> None:
    dossier = a_dossier(Severity.HIGH)
    take_in(dossier, {A: Severity.LOW}, QUIET)

    assert Severity.MEDIUM is standing(dossier, 2 * QUIET - 1)[A]
    assert Severity.LOW is standing(dossier, 2 * QUIET)[A]


def test_an_act_never_lowers() -> None:
    dossier = a_dossier(Severity.HIGH)
    take_in(dossier, {A: Severity.LOW}, 10.0)

    assert Severity.HIGH is standing(dossier, 10.0)[A]


def test_a_late_act_does_not_move_time_back() -> None:
    dossier = a_dossier(Severity.HIGH, at=QUIET)
    take_in(dossier, {A: Severity.MEDIUM}, 0.0)

    assert Severity.HIGH is standing(dossier, QUIET + 1)[A]
