"""One event in, one outcome out: the whole flow reads top to bottom here (DESIGN section 2, steps 3 to 7).

Pure: no clock, no input or output. The same events in the same order give the same outcomes, so that a run that was cut short can be
repeated from a saved state.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from moderation import detectors as detectors_package
from moderation import patterns as patterns_package
from moderation.assessment.lifecycle import after_entry, follow_up
from moderation.discovery import discover
from moderation.events import STAFF_ROLES, Event
from moderation.incidents import Entry
from moderation.judging import NOTHING, Judge, Outcome
from moderation.lexicon.compiler import compile_packs
from moderation.lexicon.lexicon import Lexicon
from moderation.lexicon.pack import Pack
from moderation.memory import refusals
from moderation.memory.house import House
from moderation.memory.memory import Memory
from moderation.memory.records import Enforcement, Money, Trigger
from moderation.memory.viewer import name_seen, remember
from moderation.rules import Detector, Pattern
from moderation.sight import Options, Seen, Sight
from moderation.taxonomy import Family

__all__ = ["NOTHING", "Options", "Outcome", "Pipeline"]

ROOM: Final = 500_000
"""Viewers per generation and creator; two generations are kept."""
TRIGGERS: Final = frozenset({"new_rule", "absence_notice", "relationship_news"})


class Pipeline:
    """The engine for any number of creators in one process."""

    def __init__(self, packs: Iterable[Pack], options: Options | None = None) -> None:
        """Compile the packs and find the plug-ins; raises ``PackError`` or ``DiscoveryError`` when something does not fit."""
        options = options or Options()
        detectors = discover(detectors_package, "DETECTOR", Detector)
        patterns = discover(patterns_package, "PATTERN", Pattern)
        self._lexicon = compile_packs(packs, {name: d.gate for name, d in detectors.items()})
        self._sight = Sight(self._lexicon, detectors, options)
        self._judge = Judge(patterns, options, self._lexicon.digest)
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
                tail.groups = set(self._sight.groups_of(tail.text))

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
        seen = self._sight.of_viewer(event, house, at) if event.text else Seen()
        dossier = viewer.dossier
        fond = any(c.name == "affection" for c in seen.cues) and viewer.was_fond(at)
        if seen.signals or len(seen.cues) > bool(fond):
            dossier = viewer.open_dossier()
        elif dossier is None or not dossier.matters:
            return NOTHING
        name_seen(dossier, author_name(event), key, at)
        return self._judge.judge(self.memory, event, viewer, seen)

    def _staff_spoke(self, event: Event, house: House, at: float) -> Outcome:
        house.learn_staff(event)
        if not event.text:
            return NOTHING
        cues = self._sight.of_staff(event)
        if not cues:
            return NOTHING
        house.triggers.extend(Trigger(at, event.id, c.name) for c in cues if c.name in TRIGGERS)
        bound = refusals.from_reply(event, cues, house)
        return self._refused(event, house, bound, at) if bound else NOTHING

    def _enforced(self, event: Event, house: House, at: float) -> Outcome:
        house.learn_staff(event)
        target = event.target or ""
        bound = refusals.from_boundary(event) or refusals.from_moderation(event, self._family_of_deleted(event, house))
        viewer = house.viewer(target, at, ROOM)
        if event.moderation:
            act = event.moderation
            remember(viewer.open_dossier().enforcements, Enforcement(at, event.id, act.action, target, act.message_id or ""))
        if event.moderation and event.moderation.action in {"timeout", "ban", "warn"}:
            house.note_refused(target, at)
        if bound:
            return self._refused(event, house, bound, at)
        return self._judge.judge(self.memory, event, viewer, Seen())

    def _family_of_deleted(self, event: Event, house: House) -> Family | None:
        known = house.known(event.target or "")
        if not (event.moderation and known and known.dossier):
            return None
        act = next((a for a in reversed(known.dossier.acts) if a.event_id == event.moderation.message_id), None)
        return act.topic_family if act else None

    def _refused(self, event: Event, house: House, bound: refusals.Bound, at: float) -> Outcome:
        viewer = house.viewer(bound.viewer, at, ROOM)
        remember(viewer.open_dossier().refusals, bound.refusal)
        house.note_refused(bound.viewer, at)
        answered = [r for r in house.requests if r.viewer == bound.viewer]
        for request in answered:
            house.requests.remove(request)
        return self._judge.judge(self.memory, event, viewer, Seen(), refused=bound.refusal, subject=bound.viewer)


def author_name(event: Event) -> str:
    """The author's name as the platform shows it."""
    return event.author.name if event.author else ""


def _with(outcome: Outcome, completed: tuple[Entry, ...]) -> Outcome:
    return Outcome(outcome.assessments, outcome.changes, completed) if completed else outcome
