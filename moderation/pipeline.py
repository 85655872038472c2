"""One event in, one outcome out: the whole flow reads top to bottom here (DESIGN section 2, steps 3 to 7).

Pure: no clock, no input or output. The same events in the same order give the same outcomes, so that a run that was cut short can be
repeated from a saved state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from moderation import detectors as detectors_package
from moderation import patterns as patterns_package
from moderation.assessment.fusion import fuse
from moderation.assessment.hearing import hear
from moderation.assessment.lifecycle import after_entry, apply, follow_up
from moderation.assessment.modifiers import modified
from moderation.assessment.tone import tone_of
from moderation.assessments import Assessment, PatternHit, Silence
from moderation.discovery import discover
from moderation.events import STAFF_ROLES, Event
from moderation.evidence.facts import ProtectedFacts
from moderation.incidents import Entry, IncidentChange
from moderation.lexicon.compiled import CompiledRule, RuleHit
from moderation.lexicon.compiler import compile_packs
from moderation.lexicon.cues import STAFF_CUES
from moderation.lexicon.lexicon import Lexicon
from moderation.lexicon.pack import Pack
from moderation.memory import refusals
from moderation.memory.house import SPLIT_LINES, House, OpenRequest, Tail
from moderation.memory.memory import Memory
from moderation.memory.records import Act, Enforcement, Mark, Money, PatternState, Refusal
from moderation.memory.viewer import MAX_ACTS, Dossier, Viewer, remember, within
from moderation.reading import Reading, Surroundings
from moderation.rules import Detector, Pattern, RuleSettings
from moderation.scene import Scene, history_of
from moderation.signals import Cue, Signal, Span
from moderation.taxonomy import CATEGORIES, Family
from moderation.text.fold import digit_count, scan_bytes
from moderation.text.views import TextViews

ROOM: Final = 500_000
"""Viewers per generation and creator; two generations are kept."""
SURE: Final = 0.5
"""Signals below this confidence do not count."""
MAX_JOINED: Final = 600
"""Characters of earlier lines that are read together with a new one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one event led to; empty for most."""

    assessments: tuple[Assessment, ...] = ()
    changes: tuple[IncidentChange, ...] = ()
    completed: tuple[Entry, ...] = ()


NOTHING: Final = Outcome()


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in one message."""

    signals: tuple[Signal, ...] = ()
    cues: tuple[Cue, ...] = ()
    silences: tuple[Silence, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What can be set about a pipeline. ``oracle`` gives categories by event id in place of the detectors, for evaluation."""

    facts: ProtectedFacts = field(default_factory=ProtectedFacts)
    settings: Mapping[str, RuleSettings] = field(default_factory=dict)
    oracle: Mapping[str, Sequence[str]] | None = None


class Pipeline:
    """The engine for any number of creators in one process."""

    def __init__(self, packs: Iterable[Pack], options: Options | None = None) -> None:
        """Compile the packs and find the plug-ins; raises ``PackError`` or ``DiscoveryError`` when something does not fit."""
        self._options = options or Options()
        self._detectors = discover(detectors_package, "DETECTOR", Detector)
        self._patterns = discover(patterns_package, "PATTERN", Pattern)
        gates = {name: d.gate for name, d in self._detectors.items()}
        self._lexicon: Lexicon = compile_packs(packs, gates)
        self._digit_gates = {name: g.digits for name, g in gates.items() if g.digits}
        self._fewest_digits = min(self._digit_gates.values(), default=1 << 30)
        self._always = [name for name, g in gates.items() if g.always] if self._options.facts.lengths else []
        self._settings = {p.name: self._options.settings.get(p.name) or p.settings() for p in self._patterns.values()}
        self._settings |= {d.name: self._options.settings.get(d.name) or d.settings() for d in self._detectors.values()}
        self.memory = Memory()

    @property
    def lexicon(self) -> Lexicon:
        """The compiled packs."""
        return self._lexicon

    def snapshot(self) -> bytes:
        """The exact state of memory, to be restored later."""
        return self.memory.save()

    def restore(self, saved: bytes) -> None:
        """Continue from a snapshot; raises ``ModerationError`` when it cannot be read."""
        self.memory = Memory.load(saved)
        for house in self.memory.houses.values():
            for tail in house.tails.values():
                tail.mask = self._lexicon.scan(scan_bytes(tail.text))

    def process(self, event: Event) -> Outcome:
        """Take in one event. The same event twice counts once."""
        if not self.memory.is_new(event.platform + event.id):
            return NOTHING
        house = self.memory.house(event.creator_key)
        at = event.ts.timestamp()
        author = event.author
        if event.type == "stream":
            house.show(event)
            return NOTHING
        if event.moderation or event.boundary:
            return self._enforced(event, house, at)
        if author is None:
            return NOTHING
        house.recent.append(event)
        completed = tuple(follow_up(house, event)) if house.awaiting and event.text else ()
        if author.roles:
            if not STAFF_ROLES.isdisjoint(author.roles):
                return _with(self._staff_spoke(event, house, at), completed)
            if "bot" in author.roles:
                return _with(NOTHING, completed)
        return _with(self._viewer_did(event, house, at), completed)

    def finish(self) -> Outcome:
        """End of the input: entries that still wait for later lines get what there is."""
        entries: list[Entry] = []
        for house in self.memory.houses.values():
            entries += [after_entry(w) for w in house.awaiting if w.lines]
            house.awaiting.clear()
        return Outcome(completed=tuple(entries))

    # -- what each kind of event does ---------------------------------------------------------------------------------

    def _viewer_did(self, event: Event, house: House, at: float) -> Outcome:
        key = event.viewer
        viewer = house.viewer(key, at, ROOM)
        viewer.last = max(viewer.last, at)
        viewer.messages += 1
        if event.donation:
            gift = event.donation
            money = Money(at, event.id, gift.kind, gift.amount, gift.currency, key, viewer.messages)
            remember(viewer.open_dossier().money, money)
        seen = self._see(event, house, at) if event.text else Seen()
        dossier = viewer.dossier
        if seen.signals or seen.cues:
            dossier = viewer.open_dossier()
        elif dossier is None or not dossier.matters:
            return NOTHING
        return self._judge(event, house, viewer, seen, ())

    def _staff_spoke(self, event: Event, house: House, at: float) -> Outcome:
        house.learn_staff(event)
        if not event.text:
            return NOTHING
        mask = self._lexicon.scan(scan_bytes(event.text))
        if not self._lexicon.interesting(mask):
            return NOTHING
        hits = self._lexicon.match(TextViews(event.text), mask, _of_staff)
        bound = refusals.from_reply(event, [_cue(h) for h in hits], house)
        return self._refused(event, house, bound, at) if bound else NOTHING

    def _enforced(self, event: Event, house: House, at: float) -> Outcome:
        house.learn_staff(event)
        target = event.target or ""
        bound = refusals.from_boundary(event) or refusals.from_moderation(event, self._family_of_deleted(event, house))
        viewer = house.viewer(target, at, ROOM)
        if event.moderation:
            act = event.moderation
            remember(viewer.open_dossier().enforcements, Enforcement(at, event.id, act.action, target, act.message_id or ""))
        if bound:
            return self._refused(event, house, bound, at)
        return self._judge(event, house, viewer, Seen(), ())

    def _family_of_deleted(self, event: Event, house: House) -> Family | None:
        known = house.known(event.target or "")
        if not (event.moderation and known and known.dossier):
            return None
        act = next((a for a in reversed(known.dossier.acts) if a.event_id == event.moderation.message_id), None)
        return act.topic_family if act else None

    def _refused(self, event: Event, house: House, bound: refusals.Bound, at: float) -> Outcome:
        viewer = house.viewer(bound.viewer, at, ROOM)
        remember(viewer.open_dossier().refusals, bound.refusal)
        answered = [r for r in house.requests if r.viewer == bound.viewer]
        for request in answered:
            house.requests.remove(request)
        return self._judge(event, house, viewer, Seen(), (bound.refusal,), subject=bound.viewer)

    # -- steps 3 and 4: text and detectors ----------------------------------------------------------------------------

    def _see(self, event: Event, house: House, at: float) -> Seen:
        lexicon, text = self._lexicon, event.text
        mask = lexicon.scan(scan_bytes(text))
        before = self._lines_before(event, house, at, mask)
        digits = digit_count(text) if self._digit_gates else 0
        if not (lexicon.interesting(mask) or digits >= self._fewest_digits or self._always or self._options.oracle is not None):
            return Seen()
        views = TextViews(text)
        hits = lexicon.match(views, mask, _of_viewer)
        if before and mask:
            known = {h.rule.id for h in hits}
            hits += [h for h in lexicon.match_across(before, views, _of_viewer) if h.rule.id not in known]
        if self._options.oracle is not None:
            return Seen(_from_oracle(event, self._options.oracle.get(event.id, ())), tuple(_cue(h) for h in hits if h.rule.cue))
        return self._detect(event, house, views, hits, (mask, digits, before))

    def _lines_before(self, event: Event, house: House, at: float, mask: int) -> str:
        """The author's lines of the last seconds, and the new tail remembered."""
        tails, key = house.tails, event.viewer
        tail = tails.get(key)
        if tail is None or at - tail.at > SPLIT_LINES:
            tails[key] = Tail(at, event.text, mask)
            house.trim_tails(at)
            return ""
        before = tail.text if (tail.mask | mask) and self._lexicon.interesting(tail.mask | mask) else ""
        tails[key] = Tail(at, f"{tail.text} {event.text}"[-MAX_JOINED:], tail.mask | mask, tail.lines + 1)
        return before

    def _detect(self, event: Event, house: House, views: TextViews, hits: list[RuleHit], gating: tuple[int, int, str]) -> Seen:
        mask, digits, before = gating
        names = {*self._lexicon.gated(mask), *(n for n, least in self._digit_gates.items() if digits >= least), *self._always}
        said = [h for h in hits if h.rule.category]
        if not (said or names):
            return Seen(cues=tuple(_cue(h) for h in hits))
        tone = tone_of(event, views, self._lexicon, house)
        heard, silences = hear(said, tone, house)
        around = Surroundings(
            creator_names=frozenset(house.creator_names),
            staff_names=frozenset(house.staff),
            setting=house.setting,
            game=house.is_game,
            online=house.online_at is not None,
            facts=self._options.facts,
        )
        reading = Reading(event, views, self._lexicon, around, tuple(heard), tone, before)
        found: list[Signal] = []
        for name in sorted({"phrases"} | names):
            detector = self._detectors[name]
            found.extend(detector.detect(reading, self._settings[name]))
        sure = [s for s in found if s.confidence >= SURE]
        silences += [Silence(s.rule, f"not sure enough ({s.confidence:.2f})") for s in found if s.confidence < SURE]
        return Seen(_one_per_category(sure), tuple(_cue(h) for h in hits if h.rule.cue), tuple(silences))

    # -- steps 5 to 7: memory, patterns, assessment, incident ---------------------------------------------------------

    def _judge(
        self,
        event: Event,
        house: House,
        viewer: Viewer,
        seen: Seen,
        refused: tuple[Refusal, ...],
        *,
        subject: str = "",
    ) -> Outcome:
        dossier = viewer.open_dossier()
        key = subject or event.target or event.viewer
        at = event.ts.timestamp()
        signals = self._remembered(event, house, dossier, seen, key)
        scene = Scene(
            event=event,
            viewer=key,
            now=at,
            signals=signals,
            acts=tuple(a for a in within(dossier.acts, at - 1e-6, at) if a.event_id == event.id),
            refusals=refused,
            marks=tuple(m for m in within(dossier.marks, at - 1e-6, at) if m.event_id == event.id),
            history=history_of(key, dossier, first_seen=viewer.first, messages=viewer.messages, now=at),
            stream_started=house.online_at,
            setting=house.setting,
        )
        hits = self._news(scene, dossier)
        if not (signals or hits or (dossier.incident and (refused or event.moderation))):
            return NOTHING
        assessment = fuse(event.id, key, signals=signals, hits=hits, silences=seen.silences, pack_hash=self._lexicon.digest)
        change = apply(assessment, event, dossier, house)
        return Outcome((assessment,), (change,) if change else ())

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
            if remember(dossier.acts, act, MAX_ACTS) and act.is_request:
                house.requests.append(OpenRequest(at, key, act.family, act.topic, event.id))
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


def _with(outcome: Outcome, completed: tuple[Entry, ...]) -> Outcome:
    return Outcome(outcome.assessments, outcome.changes, completed) if completed else outcome


def _of_viewer(rule: CompiledRule) -> bool:
    return rule.cue not in STAFF_CUES


def _of_staff(rule: CompiledRule) -> bool:
    return rule.cue in STAFF_CUES


def _cue(hit: RuleHit) -> Cue:
    rule = hit.rule
    return Cue(rule.cue or "", rule.id, hit.span, hit.topic, rule.family, rule.model.strength)


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


def _one_per_category(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """The gravest signal of each category, with the specifics of all; in order of place."""
    best: dict[str, Signal] = {}
    for signal in signals:
        known = best.get(signal.category)
        slots = signal.slots | (known.slots if known else frozenset())
        winner = signal if known is None or _rank(signal) > _rank(known) else known
        best[signal.category] = winner if winner.slots == slots else _with_slots(winner, slots)
    return tuple(sorted(best.values(), key=lambda s: s.span))


def _rank(signal: Signal) -> tuple[int, float]:
    return int(signal.severity), signal.confidence


def _with_slots(signal: Signal, slots: frozenset[str]) -> Signal:
    return replace(signal, slots=slots)


def _from_oracle(event: Event, categories: Sequence[str]) -> tuple[Signal, ...]:
    return tuple(
        Signal(
            category=c,
            severity=CATEGORIES[c].severity,
            confidence=1.0,
            rule=f"oracle.{c}",
            detector="oracle",
            span=Span(0, len(event.text)),
            reason=CATEGORIES[c].meaning,
            evidence=event.text,
            topic=c,
            family=CATEGORIES[c].family,
        )
        for c in categories
        if c in CATEGORIES
    )
