from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from moderation.incidents import IncidentState
from moderation.taxonomy import Disposition, Severity
from tools.quality import SCENARIOS, Played, Score, main, read, score

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def an_incident(viewer: str, disposition: Disposition, severity: Severity = Severity.HIGH) -> IncidentState:
    care = disposition is Disposition.CARE
    return IncidentState(
        key="k",
        creator="mira",
        channel="mira",
        viewers=[viewer],
        opened_by="e1",
        opened_at=NOW,
        last_at=NOW,
        severity=0 if care else int(severity),
        care=int(severity) if care else 0,
        disposition=disposition,
    )


def a_scenario(expected: str, **label: str) -> dict[str, Any]:
    return {
        "scenario": "s",
        "events": [{"id": "e1"}, {"id": "e2"}, {"id": "e3"}],
        "labels": {"viewers": {"twitch:pat": {"expected": expected, **label}}},
    }


def scored(expected: str, disposition: Disposition | None, *, alert: int = 0, severity: Severity = Severity.HIGH, **label: str) -> Score:
    played, total = Played(), Score()
    if disposition:
        played.incidents["twitch:pat"] = an_incident("twitch:pat", disposition, severity)
        played.alerts["twitch:pat"] = alert
    score(a_scenario(expected, **label), played, total)
    return total


@pytest.mark.parametrize(
    ("expected", "disposition", "note"),
    [
        ("incident", Disposition.PROTECT, None),
        ("incident", Disposition.CARE, "missed"),
        ("incident", None, "missed"),
        ("care", Disposition.CARE, None),
        ("care", Disposition.PROTECT, "not met with care"),
        ("none", Disposition.PROTECT, "suspected without cause"),
        ("none", None, None),
    ],
)
def test_what_was_wanted_is_compared_with_what_was_got(expected: str, disposition: Disposition | None, note: str | None) -> None:
    total = scored(expected, disposition)

    assert ([note] if note else []) == [line.split("  ")[0] for line in total.notes]


@pytest.mark.parametrize(("alert", "in_time"), [(0, 1), (1, 1), (2, 0)])
def test_an_alert_counts_up_to_the_event_that_the_label_names(alert: int, in_time: int) -> None:
    total = scored("incident", Disposition.PROTECT, alert=alert, alert_by="e2")

    assert in_time == total.counts["in_time"]
    assert f"{in_time / 1:.3f}  ({in_time} of 1)" == total.share("in_time", "timed")


def test_below_medium_nobody_is_suspected() -> None:
    assert 0 == scored("none", Disposition.PROTECT, severity=Severity.LOW).counts["false_alarm"]


def test_the_bundled_scenarios_can_be_read_and_name_viewers_that_occur() -> None:
    for scenario in read(sorted(SCENARIOS.glob("*.jsonl"))):
        authors = {f"{e.platform}:{e.author.id}" for e in scenario["decoded"] if e.author}

        assert set(scenario["labels"]["viewers"]) <= authors


def test_a_broken_line_is_named_with_its_file_and_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"scenario": "s"}\n')

    assert 2 == main([str(path)])
    assert "broken.jsonl:1: not a scenario" in capsys.readouterr().err
