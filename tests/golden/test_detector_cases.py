"""Each detector notices what its table says, and nothing of what it must leave alone."""

from __future__ import annotations

import pytest

from moderation import detectors
from moderation.discovery import discover
from moderation.rules import Detector
from moderation.signals import Signal
from moderation.text.fold import digit_count, scan_bytes
from tests.golden.cases_of import CASES, Case, cases_of

DETECTORS = discover(detectors, "DETECTOR", Detector)
HELD_ELSEWHERE = {"phrases", "learned"}
"""The packs' examples and the model's own measure stand for these."""
TABLES = sorted(path.stem for path in CASES.glob("*.toml"))
HITS = [case for name in TABLES for case in cases_of(name, "hit")]
MISSES = [case for name in TABLES for case in cases_of(name, "miss")]


def named(case: Case) -> str:
    return " ".join([f"{case.detector}:", case.text, *map(str, case.told.values())])


def noticed(case: Case) -> list[Signal]:
    detector = DETECTORS[case.detector]
    return list(detector.detect(case.reading, detector.settings()))


@pytest.mark.parametrize("case", HITS, ids=named)
def test_a_detector_notices(case: Case) -> None:
    expected = {"category": "private_info_exposure", **case.expected}

    actual = [
        {
            "category": s.category,
            "rule": s.rule.partition(".")[2],
            "severity": s.severity.word,
            "topic": s.topic,
            "evidence": s.evidence,
        }
        for s in noticed(case)
    ]

    assert [expected] == actual


@pytest.mark.parametrize("case", MISSES, ids=named)
def test_a_detector_leaves_alone(case: Case) -> None:
    assert [] == noticed(case)


@pytest.mark.parametrize("case", HITS, ids=named)
def test_the_gate_lets_in(case: Case) -> None:
    gate = DETECTORS[case.detector].gate
    folded = scan_bytes(case.text)

    assert gate.always or (gate.digits and digit_count(case.text) >= gate.digits) or any(g.encode() in folded for g in gate.literals)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_enough_of_both(name: str) -> None:
    assert len(cases_of(name, "hit")) >= 12
    assert len(cases_of(name, "miss")) >= 12


def test_every_detector_of_values_has_a_table() -> None:
    assert sorted(set(DETECTORS) - HELD_ELSEWHERE) == TABLES
