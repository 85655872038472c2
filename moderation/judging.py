"""Steps 5 to 7: memory is updated first, then judged; a count includes now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from moderation.assessment.fusion import fuse, steady_levels
from moderation.assessment.lifecycle import apply
from moderation.assessments import Assessment, PatternHit
from moderation.events import Event
from moderation.incidents import Entry, IncidentChange
from moderation.memory.house import House
from moderation.memory.memory import Memory
from moderation.memory.recognition import recognise
from moderation.memory.records import PatternState, Refusal
from moderation.memory.standing import lower, take_in
from moderation.memory.viewer import Dossier, Viewer, within
from moderation.memory.watching import Returned
from moderation.remembering import remembered
from moderation.rules import Pattern, RuleSettings
from moderation.scene import Scene
from moderation.sight import Options, Seen
from moderation.staging import stage


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one event led to; empty for most. ``returned`` tells that a watched or noted person wrote again."""

    assessments: tuple[Assessment, ...] = ()
    changes: tuple[IncidentChange, ...] = ()
    completed: tuple[Entry, ...] = ()
    returned: Returned | None = None


NOTHING: Final = Outcome()


class Judge:
    """Puts what was seen into memory, asks the patterns, fuses, and moves the incident."""

    def __init__(self, patterns: Mapping[str, Pattern], options: Options, digest: str) -> None:
        """Take the patterns by name; ``digest`` names the packs in each assessment."""
        self._patterns = patterns
        self._settings: dict[str, RuleSettings] = {p.name: options.settings.get(p.name) or p.settings() for p in patterns.values()}
        self._calendar = options.calendar
        self._digest = digest

    def judge(
        self,
        memory: Memory,
        event: Event,
        viewer: Viewer,
        seen: Seen,
        *,
        refused: Refusal | None = None,
        subject: str = "",
    ) -> Outcome:
        """Judge one viewer after one event: its author, or whom it is about (``subject``, or its target)."""
        house = memory.house(event.creator_key)
        dossier = viewer.open_dossier()
        key = subject or event.target or event.viewer
        signals = remembered(event, house, dossier, seen, key)
        if seen.signals or seen.cues:
            _recognise(event, house, viewer, seen)
        scene = stage(memory, event, key, signals, refused=refused, calendar=self._calendar)
        hits = self._news(scene, dossier)
        if not (signals or hits or (dossier.incident and (refused or event.moderation))):
            return NOTHING
        assessment = fuse(event.id, key, signals=signals, hits=hits, silences=seen.silences, pack_hash=self._digest)
        _stand(dossier, assessment, scene)
        change = apply(assessment, event, dossier, house)
        return Outcome((assessment,), (change,) if change else ())

    def _news(self, scene: Scene, dossier: Dossier) -> tuple[PatternHit, ...]:
        """Pattern hits that hold now and did not before, or have worsened; the care lane is kept apart."""
        news: list[PatternHit] = []
        for pattern in self._patterns.values():
            for hit in pattern.judge(scene, self._settings[pattern.name]):
                name = f"{hit.pattern}/care" if hit.care else hit.pattern
                before = dossier.patterns.get(name)
                if before and (before.severity, before.degree) >= (hit.severity, hit.degree):
                    continue
                dossier.patterns[name] = PatternState(int(hit.severity), hit.degree, scene.now)
                news.append(hit)
        return tuple(news)


def _recognise(event: Event, house: House, viewer: Viewer, seen: Seen) -> None:
    at = event.ts.timestamp()
    acts = tuple(a for a in within(viewer.open_dossier().acts, at - 1e-6, at) if a.event_id == event.id)
    declared = any(c.name == "self_identification" for c in seen.cues) or any(a.category == "evasion_statement" for a in acts)
    recognise(event, house, viewer, acts, declared=declared)


def _stand(dossier: Dossier, assessment: Assessment, scene: Scene) -> None:
    """The viewer's axes after the event: up with what was done, one step down for accepting a boundary."""
    if scene.acts or any(not h.mitigating for h in assessment.hits):
        take_in(dossier, steady_levels(assessment), scene.now)
    elif any(h.mitigating for h in assessment.hits):
        lower(dossier, scene.now)
