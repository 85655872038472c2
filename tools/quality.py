"""How well the packs and patterns do on labelled scenarios: who was found, in time, and who was suspected without cause.

A scenario is one JSON line: ``{"scenario": id, "events": [event-log objects], "labels": {"viewers": {"twitch:u1": {"expected":
"incident" | "care" | "none", "alert_by": event id, "categories_any": [...]}}}}``. Each is played alone, with an empty memory.
Usage: ``make quality F="one.jsonl two.jsonl"``; without files, the invented ones of the tests. The exit code does not depend on the score.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from config.loader import load_packs
from moderation.events import Event
from moderation.incidents import IncidentState
from moderation.memory.memory import Memory
from moderation.pipeline import Pipeline
from moderation.taxonomy import Disposition, Severity

SCENARIOS = Path(__file__).parents[1] / "tests/fixtures/scenarios"


@dataclass
class Score:
    """Counts of what was wanted and what was got, and a line for each difference."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> str:
        """A share as people read it, with the counts behind it."""
        got, of = self.counts[part], self.counts[whole]
        return f"{got / of:.3f}  ({got} of {of})" if of else "-"


@dataclass
class Played:
    """What a scenario led to: incidents by viewer, and where in it each viewer's first alert stood."""

    incidents: dict[str, IncidentState] = field(default_factory=dict)
    alerts: dict[str, int] = field(default_factory=dict)


def play(pipeline: Pipeline, events: list[Event]) -> Played:
    """Play one scenario from an empty memory."""
    pipeline.memory = Memory()
    played = Played()
    for number, event in enumerate(events):
        for change in pipeline.process(event).changes:
            for viewer in change.incident.viewers:
                played.incidents[viewer] = change.incident
                if change.alert:
                    played.alerts.setdefault(viewer, number)
    return played


def score(scenario: dict[str, Any], played: Played, into: Score) -> None:
    """Compare with the labels."""
    order = {event["id"]: number for number, event in enumerate(scenario["events"])}
    for viewer, wanted in scenario["labels"]["viewers"].items():
        incident = played.incidents.get(viewer)
        where = f"{scenario['scenario']}  {viewer}"
        shown = incident if incident and incident.level >= Severity.MEDIUM else None
        into.counts[wanted["expected"]] += 1
        if wanted["expected"] == "none":
            _note(into, "false_alarm", f"suspected without cause  {where}", wrong=shown is not None)
        elif wanted["expected"] == "care":
            met = shown is not None and shown.disposition is Disposition.CARE
            into.counts["care_met"] += met
            _note(into, "care_missed", f"not met with care        {where}", wrong=not met)
        else:
            found = shown is not None and shown.disposition is Disposition.PROTECT
            into.counts["found"] += found
            _note(into, "missed", f"missed                   {where}", wrong=not found)
            if "alert_by" in wanted:
                late = played.alerts.get(viewer, len(order)) > order[wanted["alert_by"]]
                into.counts["timed"] += 1
                into.counts["in_time"] += not late
                _note(into, "late", f"too late                 {where}", wrong=found and late)


def _note(into: Score, name: str, line: str, *, wrong: bool) -> None:
    if wrong:
        into.counts[name] += 1
        into.notes.append(line)


def read(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Every scenario of the files; raises ``ValueError`` with file and line for one that cannot be read."""
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                scenario = json.loads(line)
                scenario["decoded"] = msgspec.convert(scenario["events"], list[Event])
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path}:{number}: not a scenario: {type(error).__name__}; see tools/quality.py for the format") from None
            yield scenario


def main(arguments: list[str]) -> int:
    """Play all, and print the differences and the table."""
    total, pipeline = Score(), Pipeline(load_packs())
    try:
        for scenario in read([Path(a) for a in arguments] or sorted(SCENARIOS.glob("*.jsonl"))):
            score(scenario, play(pipeline, scenario["decoded"]), total)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(total.notes))
    for name, part, whole in (
        ("found", "found", "incident"),
        ("in time", "in_time", "timed"),
        ("met with care", "care_met", "care"),
        ("suspected without cause", "false_alarm", "none"),
    ):
        print(f"{name:26}{total.share(part, whole)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
