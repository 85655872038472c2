from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.findings import Counts, Findings, explained
from moderation.assessments import Assessment, PatternHit
from moderation.events import Event
from moderation.incidents import ChangeKind, IncidentChange
from moderation.judging import Outcome
from moderation.signals import Signal, Span
from moderation.taxonomy import Axis, Disposition, Modality, Severity
from tests.builders import a_message, a_viewer, the_creator
from tests.log_builders import an_incident

SCHEMA = json.loads((Path(__file__).parents[2] / "fixtures/contracts/finding.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def a_signal(category: str = "contact_info_request", **fields: Any) -> Signal:
    filled: dict[str, Any] = {
        "category": category,
        "severity": Severity.MEDIUM,
        "confidence": 0.8,
        "rule": f"en.{category}.asks",
        "detector": "phrases",
        "span": Span(0, 4),
        "reason": "asked for her number",
        "evidence": "your number",
        **fields,
    }
    return Signal(**filled)


def a_hit(severity: Severity = Severity.HIGH, degree: int = 1) -> PatternHit:
    return PatternHit("repeat_after_refusal", severity, "Asked again, 31 minutes after a no.", ("e1", "e2"), degree=degree)


def an_outcome(event: Event, *signals: Signal, hits: tuple[PatternHit, ...] = (), changes: tuple[IncidentChange, ...] = ()) -> Outcome:
    made = Assessment(
        event_id=event.id,
        viewer=event.viewer,
        signals=signals,
        hits=hits,
        levels={Axis.APPROACH: Severity.MEDIUM},
        severity=Severity.MEDIUM,
        care=Severity.INFO,
        contributions=(),
        explanation="",
    )
    return Outcome((made,), changes)


def written(*steps: tuple[Event, Outcome], counts: Counts | None = None) -> list[dict[str, Any]]:
    lines: list[bytes] = []
    findings = Findings(lines.append)
    for event, outcome in steps:
        findings.take(event, outcome)
    if counts:
        findings.finish(counts)
    assert all(line.endswith(b"\n") for line in lines)
    return [json.loads(line) for line in lines]


def an_opening(event: Event, **fields: Any) -> IncidentChange:
    return IncidentChange(ChangeKind.OPENED, an_incident(event, **fields), (), alert=True, explanation="Asked for her number.")


def test_every_kind_of_line_is_valid_against_the_contract() -> None:
    event = a_message("whats your number")
    lines = written(
        (event, an_outcome(event, a_signal(), hits=(a_hit(),), changes=(an_opening(event),))), counts=Counts(events=1, messages=1)
    )

    assert ["signal", "pattern", "alert", "incident", "summary"] == [line["type"] for line in lines]
    for line in lines:
        VALIDATOR.validate(line)


def test_one_line_is_written_for_each_category_of_an_event_the_gravest_and_surest() -> None:
    event = a_message()
    weaker, stronger = a_signal(confidence=0.6), a_signal(confidence=0.9)
    lines = written((event, an_outcome(event, weaker, stronger, a_signal("meet_request", severity=Severity.LOW))))

    assert [("contact_info_request", 0.9), ("meet_request", 0.8)] == [(line["category"], line["confidence"]) for line in lines]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (a_hit(), a_hit(), 1),
        (a_hit(), a_hit(degree=2), 2),
        (a_hit(), a_hit(Severity.CRITICAL), 2),
        (a_hit(Severity.CRITICAL, 3), a_hit(Severity.HIGH, 2), 1),
    ],
)
def test_a_pattern_is_written_when_first_met_and_when_it_worsens(first: PatternHit, second: PatternHit, expected: int) -> None:
    one, two = a_message(), a_message()

    assert expected == len(written((one, an_outcome(one, hits=(first,))), (two, an_outcome(two, hits=(second,)))))


def test_the_same_pattern_of_another_viewer_or_creator_is_news() -> None:
    events = [a_message(), a_message(by=a_viewer("lena")), a_message(creator="kess")]

    assert 3 == len(written(*((event, an_outcome(event, hits=(a_hit(),))) for event in events)))


def test_incidents_come_at_the_end_once_each_in_their_last_state_and_the_summary_is_last() -> None:
    one, two = a_message(id="e1", at="12:00"), a_message(id="e2", at="12:05")
    opened = an_opening(one)
    grown = IncidentChange(
        ChangeKind.GREW, an_incident(one, severity=int(Severity.HIGH), events=["e1", "e2"]), (), alert=False, explanation=""
    )
    lines = written(
        (one, an_outcome(one, changes=(opened,))), (two, an_outcome(two, changes=(grown,))), counts=Counts(events=2, elapsed_s=0.12345)
    )

    assert ["alert", "incident", "summary"] == [line["type"] for line in lines]
    assert ("high", ["e1", "e2"]) == (lines[1]["severity"], lines[1]["events"])
    assert 0.123 == lines[2]["elapsed_s"]


def test_an_alert_names_the_viewer_of_the_incident_also_when_a_moderator_acted() -> None:
    event = a_message(by=a_viewer("pat"))
    change = an_opening(event)
    enforcement = a_message(by=the_creator())

    assert ["twitch:id-pat"] == [line["viewer"] for line in written((enforcement, Outcome((), (change,))))]


def test_an_incident_in_the_care_lane_shows_the_level_of_that_lane() -> None:
    event = a_message()
    change = an_opening(event, severity=int(Severity.INFO), care=int(Severity.HIGH), disposition=Disposition.CARE)
    (alert,) = written((event, Outcome((), (change,))))

    assert ("high", "care") == (alert["severity"], alert["disposition"])


@pytest.mark.parametrize(
    ("modality", "expected"),
    [
        (Modality.ASSERTED, "Asked for her number."),
        (Modality.QUESTION, "Asked for her number."),
        (Modality.QUOTED, "Asked for her number (quoted)."),
    ],
)
def test_a_signal_is_explained_in_a_sentence_with_how_it_was_said(modality: Modality, expected: str) -> None:
    assert expected == explained(a_signal(modality=modality))
