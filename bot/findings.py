"""What the pipeline concluded, as lines of the findings contract: signals, patterns, alerts in event order, incidents, a summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Protocol

import msgspec

from moderation.assessments import Assessment, PatternHit
from moderation.events import Event
from moderation.incidents import IncidentChange, IncidentState
from moderation.signals import Signal
from moderation.taxonomy import Modality, Severity

FINDING_VERSION: Final = 1

Write = Callable[[bytes], object]


class Concluded(Protocol):
    """What findings need of the pipeline's outcome for one event."""

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """What the event added up to, for each viewer whom it concerns."""
        ...

    @property
    def changes(self) -> tuple[IncidentChange, ...]:
        """What it did to incidents."""
        ...


@dataclass(slots=True)
class Counts:
    """What a run counted; ``elapsed_s`` in seconds."""

    events: int = 0
    messages: int = 0
    viewers: int = 0
    incidents: int = 0
    skipped: int = 0
    elapsed_s: float = 0.0


class Findings:
    """Writes findings as they happen; remembers how bad each pattern was, so that it is written when first met and when it worsens."""

    def __init__(self, write: Write) -> None:
        """``write`` takes whole lines, each with its line end."""
        self._write = write
        self._met: dict[tuple[str, str, str], tuple[Severity, int]] = {}
        self._incidents: dict[str, IncidentState] = {}

    def take(self, event: Event, outcome: Concluded) -> None:
        """Write what one event led to."""
        for made in outcome.assessments:
            self._signals(made)
            self._patterns(event.creator_key, made)
        for change in outcome.changes:
            self._incidents[change.incident.key] = change.incident
            if change.alert:
                self._line("alert", _alert(event, change))

    def finish(self, counts: Counts) -> None:
        """Write every incident in its final state, in order of opening, and the summary."""
        for state in sorted(self._incidents.values(), key=lambda s: (s.opened_at, s.key)):
            self._line("incident", _incident(state))
        self._line("summary", _summary(counts))

    def _signals(self, made: Assessment) -> None:
        for signal in _strongest(made.signals):
            fields = {
                "event_id": made.event_id,
                "viewer": made.viewer,
                "category": signal.category,
                "severity": signal.severity.word,
                "confidence": round(min(1.0, max(0.0, signal.confidence)), 3),
                "rule": signal.rule,
                "evidence": signal.evidence,
                "explanation": explained(signal),
            }
            self._line("signal", fields)

    def _patterns(self, creator: str, made: Assessment) -> None:
        for hit in made.hits:
            key = (creator, made.viewer, hit.pattern)
            now = (hit.severity, hit.degree)
            before = self._met.get(key)
            if before is None or now[0] > before[0] or now[1] > before[1]:
                self._met[key] = now if before is None else (max(now[0], before[0]), max(now[1], before[1]))
                self._line("pattern", _pattern(made, hit))

    def _line(self, kind: str, fields: dict[str, Any]) -> None:
        self._write(msgspec.json.encode({"v": FINDING_VERSION, "type": kind, **fields}) + b"\n")


def explained(signal: Signal) -> str:
    """A signal as one sentence: what was done, and how it was said where that matters."""
    how = "" if signal.modality in (Modality.ASSERTED, Modality.QUESTION) else f" ({signal.modality.value})"
    return f"{signal.reason[:1].upper()}{signal.reason[1:]}{how}."


def _strongest(signals: Iterable[Signal]) -> list[Signal]:
    """One signal a category, the most serious and surest one, in the order in which the categories were found."""
    best: dict[str, Signal] = {}
    for signal in signals:
        known = best.get(signal.category)
        if known is None or (signal.severity, signal.confidence) > (known.severity, known.confidence):
            best[signal.category] = signal
    return list(best.values())


def _pattern(made: Assessment, hit: PatternHit) -> dict[str, Any]:
    return {
        "event_id": made.event_id,
        "viewer": made.viewer,
        "pattern": hit.pattern,
        "severity": hit.severity.word,
        "evidence": list(hit.events) or [made.event_id],
        "explanation": hit.explanation,
    }


def _alert(event: Event, change: IncidentChange) -> dict[str, Any]:
    state = change.incident
    return {
        "event_id": event.id,
        "incident": state.key,
        "viewer": event.viewer if event.viewer in state.viewers else state.viewers[0],
        "severity": state.level.word,
        "disposition": state.disposition.value,
        "explanation": change.explanation,
    }


def _incident(state: IncidentState) -> dict[str, Any]:
    return {
        "incident": state.key,
        "channel": state.channel,
        "viewers": list(state.viewers),
        "severity": state.level.word,
        "disposition": state.disposition.value,
        "status": state.status.value,
        "opened_by": state.opened_by,
        "categories": list(state.categories),
        "patterns": list(state.patterns),
        "events": list(state.events) or [state.opened_by],
        "summary": state.summary,
    }


def _summary(counts: Counts) -> dict[str, Any]:
    return {
        "events": counts.events,
        "messages": counts.messages,
        "viewers": counts.viewers,
        "incidents": counts.incidents,
        "skipped": counts.skipped,
        "elapsed_s": round(counts.elapsed_s, 3),
    }
