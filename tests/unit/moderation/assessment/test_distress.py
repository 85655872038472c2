from __future__ import annotations

import pytest

from moderation.taxonomy import Axis, Disposition, Severity
from tests.builders import a_message, a_viewer, later
from tests.play import played

SAD = "attachment_distress"
PAT = a_viewer("pat")


@pytest.mark.parametrize(("times", "gap_days", "lanes"), [(2, 1, []), (3, 1, ["care"]), (3, 15, ["care"]), (3, 15.01, [])])
def test_distress_said_three_times_in_a_month_is_worth_a_kind_look(times: int, gap_days: float, lanes: list[str]) -> None:
    events = [a_message(at=later(days=i * gap_days), by=PAT) for i in range(times)]

    outcomes = played(events, categories={event.id: [SAD] for event in events})

    assert lanes == [change.incident.disposition.value for out in outcomes for change in out.changes]


def test_it_never_touches_safety() -> None:
    events = [a_message(at=later(days=i), by=PAT) for i in range(6)]

    outcomes = played(events, categories={event.id: [SAD] for event in events})

    for made in (made for out in outcomes for made in out.assessments):
        assert Severity.INFO is made.severity
        assert all(made.levels[axis] is Severity.INFO for axis in (Axis.APPROACH, Axis.THREAT, Axis.PERSISTENCE))
    assert Disposition.CARE is outcomes[-1].changes[0].incident.disposition
