from __future__ import annotations

import pytest

from moderation.assessment.concern import Concern, concern
from moderation.memory.records import PatternState
from moderation.taxonomy import Axis, Severity

A, T, P, C = Axis.APPROACH, Axis.THREAT, Axis.PERSISTENCE, Axis.CARE


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({}, Concern.LOW),
        ({A: Severity.LOW}, Concern.LOW),
        ({A: Severity.MEDIUM}, Concern.MODERATE),
        ({A: Severity.HIGH}, Concern.MODERATE),
        ({A: Severity.HIGH, P: Severity.MEDIUM}, Concern.MODERATE),
        ({A: Severity.HIGH, P: Severity.HIGH}, Concern.HIGH),
        ({T: Severity.CRITICAL}, Concern.HIGH),
        ({C: Severity.CRITICAL}, Concern.LOW),
    ],
)
def test_the_axes_decide_and_care_is_no_danger(levels: dict[Axis, Severity], expected: Concern) -> None:
    assert expected is concern(levels, {})


@pytest.mark.parametrize(("degree", "expected"), [(1, Concern.LOW), (2, Concern.HIGH), (3, Concern.HIGH)])
def test_two_returns_after_a_refusal_are_high(degree: int, expected: Concern) -> None:
    assert expected is concern({}, {"repeat_after_refusal": PatternState(3, degree, 0.0)})
