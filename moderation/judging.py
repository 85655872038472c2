"""Steps 5 to 7: memory is updated first, then judged; a count includes now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from moderation.assessment.fusion import fuse
from moderation.assessment.lifecycle import apply
from moderation.assessment.modifiers import modified
from moderation.assessments import Assessment, PatternHit
from moderation.events import Event
from moderation.incidents import Entry, IncidentChange
from moderation.memory.house import House, OpenRequest
from moderation.memory.identity import cluster, shingles, suspects
from moderation.memory.memory import Memory
from moderation.memory.recognition import recognise
from moderation.memory.records import Act, HouseAct, Mark, PatternState, Refusal, Trace
from moderation.memory.viewer import DAY, MAX_ACTS, MAX_TRACES, Dossier, Viewer, remember, within
from moderation.rules import Pattern, RuleSettings
from moderation.scene import Around, History, Scene, Suspect, history_of, merged
from moderation.sight import Options, Seen
from moderation.signals import Signal


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one event led to; empty for most."""

    assessments: tuple[Assessment, ...] = ()
    changes: tuple[IncidentChange, ...] = ()
    completed: tuple[Entry, ...] = ()


NOTHING: Final = Outcome()


class Judge:
    """Puts what was seen into memory, asks the patterns, fuses, and moves the incident."""

    def __init__(self, patterns: Mapping[str, Pattern], options: Options, digest: str) -> None:
        """Take the patterns by name; ``digest`` names the packs in each assessment."""
        self._patterns = patterns
        self._settings: dict[str, RuleSettings] = {p.name: options.settings.get(p.name) or p.settings() for p in patterns.values()}
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
        at = event.ts.timestamp()
        signals = self._remembered(event, house, dossier, seen, key)
        acts = tuple(a for a in within(dossier.acts, at - 1e-6, at) if a.event_id == event.id)
        declared = any(c.name == "self_identification" for c in seen.cues) or any(a.category == "evasion_statement" for a in acts)
        recognise(event, house, viewer, acts, declared=declared)
        scene = Scene(
            event=event,
            viewer=key,
            now=at,
            signals=signals,
            acts=acts,
            refusals=(refused,) if refused else (),
            marks=tuple(m for m in within(dossier.marks, at - 1e-6, at) if m.event_id == event.id),
            history=merged([self._history(house, account, at) for account in cluster(house.links, key)]),
            stream_started=house.online_at,
            setting=house.setting,
            around=self._around(memory, house, key, at),
        )
        hits = self._news(scene, dossier)
        if not (signals or hits or (dossier.incident and (refused or event.moderation))):
            return NOTHING
        assessment = fuse(event.id, key, signals=signals, hits=hits, silences=seen.silences, pack_hash=self._digest)
        change = apply(assessment, event, dossier, house)
        return Outcome((assessment,), (change,) if change else ())

    def _history(self, house: House, account: str, at: float) -> History:
        known = house.known(account)
        if known is None or known.dossier is None:
            return History((account,), first_seen=known.first if known else at, messages=known.messages if known else 0)
        return history_of(account, known.dossier, first_seen=known.first, messages=known.messages, now=at)

    def _around(self, memory: Memory, house: House, key: str, at: float) -> Around:
        viewer = house.known(key) or Viewer(at, at)
        found = []
        for one in suspects(house.links, key):
            other = one.second if one.first == key else one.first
            found.append(Suspect(other, tuple(one.evidence), one.confidence, self._history(house, other, at)))
        return Around(
            others=tuple(a for a in house.activity if a.viewer != key and at - 2 * DAY <= a.at <= at),
            triggers=tuple(t for t in house.triggers if at - 3 * DAY <= t.at <= at),
            suspects=tuple(found),
            other_creators=tuple(h.creator for h in memory.houses.values() if h is not house and _pursues(h, key, at)),
            fond_today=viewer.fond if viewer.fond_day == int(at // DAY) else 0,
            answers=viewer.dossier.answers if viewer.dossier else 0,
        )

    def _remembered(self, event: Event, house: House, dossier: Dossier, seen: Seen, key: str) -> tuple[Signal, ...]:
        """Put what was seen into memory; returns the signals with their final levels."""
        at = event.ts.timestamp()
        earlier = within(dossier.acts, 0.0, at)
        covered = within(dossier.refusals, 0.0, at)
        final: list[Signal] = []
        for signal in seen.signals:
            level = modified(signal, setting=house.setting, acts=earlier, refusals=covered, now=at, money=event.donation is not None)
            final.append(level)
            act = _act(event, level, key)
            if not remember(dossier.acts, act, MAX_ACTS):
                continue
            house.activity.append(HouseAct(at, event.id, key, act.category, act.family, act.severity))
            if act.is_request:
                house.requests.append(OpenRequest(at, key, act.family, act.topic, event.id))
            if event.text:
                dossier.traces.append(Trace(at, event.id, act.family, act.topic, shingles(event.text)))
                del dossier.traces[:-MAX_TRACES]
        for cue in seen.cues:
            remember(dossier.marks, Mark(at, event.id, cue.name, key, cue.topic))
        return tuple(final)

    def _news(self, scene: Scene, dossier: Dossier) -> tuple[PatternHit, ...]:
        """Pattern hits that hold now and did not before, or have worsened."""
        news: list[PatternHit] = []
        for pattern in self._patterns.values():
            for hit in pattern.judge(scene, self._settings[pattern.name]):
                before = dossier.patterns.get(hit.pattern)
                if before and (before.severity, before.degree) >= (hit.severity, hit.degree):
                    continue
                dossier.patterns[hit.pattern] = PatternState(int(hit.severity), hit.degree, scene.now)
                news.append(hit)
        return tuple(news)


def _pursues(house: House, viewer: str, at: float) -> bool:
    known = house.known(viewer)
    return bool(known and known.dossier and any(a.is_qualifying and a.at <= at for a in known.dossier.acts))


def _act(event: Event, signal: Signal, key: str) -> Act:
    return Act(
        at=event.ts.timestamp(),
        event_id=event.id,
        category=signal.category,
        severity=int(signal.severity),
        topic=signal.topic,
        family=signal.family.value if signal.family else "",
        account=key,
        channel_type="donation_text" if event.donation else "public_chat",
        money=event.donation is not None,
        slots=tuple(sorted(signal.slots)),
        confidence=signal.confidence,
    )
