"""Reading recorded chats through the pipeline: the loop that has to be quick, with the log, findings and progress beside it.

The loop touches each event once and does nothing for an event that led to nothing; everything else happens every ``STRIDE`` events, or when
there is something to store.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from bot.findings import Counts, Findings
from bot.importers import Reading, Recording, Skipped
from bot.services.intake import Intake, SourceId
from moderation.events import Event
from moderation.incidents import IncidentState
from moderation.judging import NOTHING, Outcome
from moderation.pipeline import Pipeline

STRIDE: Final = 2_000
"""Events between two looks at the clock, the keyboard and the progress bar."""


@dataclass(slots=True)
class Changed:
    """What an event did to an incident, which is given as it was then; ``alert`` says whether moderators are told at once."""

    event: Event = field(repr=False)
    incident: IncidentState = field(repr=False)
    explanation: str = field(repr=False)
    alert: bool


@dataclass(slots=True)
class ScanReport:
    """What a scan did.

    ``known`` events had been read by an earlier scan and were passed over; ``names`` are those of the viewers of incidents, as last shown.
    """

    counts: Counts = field(default_factory=Counts)
    known: int = 0
    known_files: list[str] = field(default_factory=list)
    alerts: int = 0
    incidents: dict[str, IncidentState] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a scan tells while it runs: ``progress`` now and then, ``changed`` at once; ``stop`` is asked whether to end early."""

    progress: Callable[[ScanReport], None] = lambda _: None
    changed: Callable[[Changed], None] = lambda _: None
    stop: Callable[[], bool] = lambda: False


class Scan:
    """One run over one or more recordings."""

    def __init__(
        self, pipeline: Pipeline, *, intake: Intake | None = None, findings: Findings | None = None, hooks: Hooks | None = None
    ) -> None:
        """Without an ``intake`` nothing is stored; without ``findings`` none are written."""
        self._pipeline = pipeline
        self._intake = intake
        self._findings = findings
        self._hooks = hooks or Hooks()
        self._viewers: dict[str, set[str]] = {}
        self.report = ScanReport()

    async def run(self, reading: Reading) -> ScanReport:
        """Read everything, or until asked to stop; what was read by then is stored. Raises ``ModerationError``."""
        begun = time.perf_counter()
        for recording in reading.recordings:
            await self._recording(recording)
            if self.report.stopped:
                break
        counts = self.report.counts
        counts.viewers = sum(map(len, self._viewers.values()))
        counts.incidents = len(self.report.incidents)
        counts.skipped = reading.skipped
        counts.elapsed_s = time.perf_counter() - begun
        if self._findings:
            self._findings.finish(counts)
        return self.report

    async def _recording(self, recording: Recording) -> None:
        known = await self._begin(recording)
        await self._events(recording, known)
        if self._intake is None:
            return
        if self.report.stopped:
            await self._intake.commit(checkpoint=True)
        else:
            await self._intake.finish()

    async def _begin(self, recording: Recording) -> int:
        """How many of the recording's events an earlier scan has read."""
        if self._intake is None:
            return 0
        source = SourceId(recording.importer.name, recording.source.head().data)
        begun = await self._intake.begin(source)
        if begun.complete:
            self.report.known_files.append(recording.source.path)
        return begun.events_done

    async def _events(self, recording: Recording, known: int) -> None:
        process, intake, read = self._pipeline.process, self._intake, 0
        for event in self._counted(recording):
            read += 1
            if read > known:
                outcome = process(event)
                if outcome is not NOTHING:
                    self._concluded(event, outcome)
                if intake is not None and intake.take(outcome):
                    await intake.commit()
            if not read % STRIDE and await self._pause():
                break
        self.report.counts.events += read % STRIDE
        self.report.known += min(read, known)
        self._hooks.progress(self.report)

    def _counted(self, recording: Recording) -> Iterator[Event]:
        """Every event of the recording, counted."""
        counts, viewers = self.report.counts, self._viewers
        for item in recording:
            if item.__class__ is Skipped:
                continue
            event: Event = item  # type: ignore[assignment]  # the other kind went the other way
            if event.type == "message":
                counts.messages += 1
            if event.author is not None:
                try:
                    viewers[event.platform].add(event.author.id)
                except KeyError:
                    viewers[event.platform] = {event.author.id}
            yield event

    async def _pause(self) -> bool:
        """Tell how far it is, and ask whether to stop."""
        self.report.counts.events += STRIDE
        self._hooks.progress(self.report)
        await asyncio.sleep(0)
        self.report.stopped = self._hooks.stop()
        return self.report.stopped

    def _concluded(self, event: Event, outcome: Outcome) -> None:
        if self._findings:
            self._findings.take(event, outcome)
        for change in outcome.changes:
            self.report.incidents[change.incident.key] = change.incident
            if event.author and event.viewer in change.incident.viewers:
                self.report.names[event.viewer] = event.author.display or event.author.name
            self.report.alerts += change.alert
            self._hooks.changed(Changed(event, change.incident, change.explanation, change.alert))
