"""Reads the tables of cases of detectors: ``tests/golden/cases/<detector>.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from moderation.evidence.facts import ProtectedFacts, make_facts
from moderation.reading import Reading, Tone
from moderation.taxonomy import Addressee, Modality
from tests.builders import a_reading, a_viewer

CASES = Path(__file__).parent / "cases"
KEY = b"a key that only these tests know"


@dataclass(frozen=True)
class Case:
    """One line of chat with what is expected of a detector; ``expected`` is empty where nothing must be noticed."""

    detector: str
    text: str
    told: dict[str, Any] = field(default_factory=dict)
    expected: dict[str, str] = field(default_factory=dict)

    @property
    def reading(self) -> Reading:
        """The line as the detector is given it."""
        tone = Tone(
            addressee=Addressee(self.told.get("addressee", "chat")),
            modality=Modality(self.told.get("modality", "asserted")),
            game_words=self.told.get("game", False),
        )
        by = a_viewer("somebody", roles=(self.told["role"],)) if "role" in self.told else None
        return a_reading(self.text, by=by, tone=tone, before=self.told.get("before", ""), facts=facts_of(self.detector))


@cache
def _table(detector: str) -> dict[str, Any]:
    return tomllib.loads((CASES / f"{detector}.toml").read_text(encoding="utf-8"))


@cache
def facts_of(detector: str) -> ProtectedFacts:
    """The protected facts of the table; none where it names none."""
    given = _table(detector).get("facts")
    return make_facts(KEY, given) if given else ProtectedFacts()


EXPECTED = frozenset({"rule", "severity", "topic", "category", "evidence"})


def cases_of(detector: str, kind: str) -> list[Case]:
    """The cases of a kind, ``hit`` or ``miss``."""
    return [
        Case(
            detector,
            row["text"],
            {k: v for k, v in row.items() if k not in EXPECTED | {"text"}},
            {k: v for k, v in row.items() if k in EXPECTED},
        )
        for row in _table(detector)[kind]
    ]
