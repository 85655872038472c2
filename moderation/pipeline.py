"""One event in, one outcome out: the whole flow reads top to bottom here (docs/data-flow.md).

Pure: no clock, no input or output. The same events in the same order give the same outcomes, so that a run that was cut short can be
repeated from a saved state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
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
from moderation.memory.attention import answered, count_aim
from moderation.memory.house import House
from moderation.memory.memory import Memory
from moderation.memory.names import name_of
from moderation.memory.records import Enforcement, Mark, Money, Trigger
from moderation.memory.viewer import DAY, Viewer, name_seen, remember
from moderation.memory.watching import returned
from moderation.rules import Detector, Pattern
from moderation.sight import NOTHING_SEEN, Options, Sight
from moderation.signals import Cue
from moderation.taxonomy import Family

__all__ = ["NOTHING", "Options", "Outcome", "Pipeline"]

ROOM: Final = 500_000
"""Viewers per generation and creator; two generations are kept."""
TRIGGERS: Final = frozenset({"new_rule", "absence_notice", "relationship_news", "price_change"})
RECRUITED_WITHIN: Final = 2 * DAY
"""For so long what others do is looked at on behalf of who asked them to (docs/taxonomy.md, ``proxy_recruitment``: 48 hours)."""


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
                tail.groups = [set(self._sight.groups_of(line)) for line in tail.lines]

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
        before = viewer.last
        away = viewer.came(at)
        dossier = viewer.dossier
        back = returned(dossier, key, event.id, at=at, away=away) if dossier and (dossier.noted or dossier.watched_until) else None
        if event.donation:
            _keep_money(event, viewer, at)
        seen = self._sight.of_viewer(event, house, at) if event.text else NOTHING_SEEN
        fond = any(c.name == "affection" for c in seen.cues) and viewer.was_fond(house.stream_day(at))
        if seen.signals or len(seen.cues) > bool(fond):
            dossier = viewer.open_dossier()
        elif dossier is None or not dossier.matters:
            return Outcome(returned=back) if back else NOTHING
        is_renamed = name_seen(dossier, name_of(event, at))
        count_aim(event, house, dossier)
        if not (seen.signals or seen.cues or is_renamed or before // DAY != at // DAY):
            return Outcome(returned=back) if back else NOTHING
        outcome = self._judge.judge(self.memory, event, viewer, seen)
        if seen.signals and house.recruiters:
            outcome = self._for_recruiters(event, house, at, outcome)
        return replace(outcome, returned=back) if back else outcome

    def _for_recruiters(self, event: Event, house: House, at: float, outcome: Outcome) -> Outcome:
        """What this viewer did may complete what somebody else began by asking others to press a demand."""
        for other, asked_at in list(house.recruiters.items()):
            known = house.known(other)
            if other != event.viewer and known and 0 <= at - asked_at <= RECRUITED_WITHIN:
                outcome = _both(outcome, self._judge.judge(self.memory, event, known, NOTHING_SEEN, subject=other))
        return outcome

    def _staff_spoke(self, event: Event, house: House, at: float) -> Outcome:
        house.learn_staff(event)
        if not event.text:
            return NOTHING
        answered(event, house, at)
        cues = self._sight.of_staff(event)
        if not cues:
            return NOTHING
        house.triggers.extend(Trigger(at, event.id, c.name, c.family.value if c.family else "") for c in cues if c.name in TRIGGERS)
        outcome = self._noted_look(event, house, at, refusals.named_viewer(event, house)) if _says_look(cues) else NOTHING
        bound = refusals.from_reply(event, cues, house)
        return _both(outcome, self._refused(event, house, bound, at)) if bound else outcome

    def _enforced(self, event: Event, house: House, at: float) -> Outcome:
        target = event.target or ""
        if event.viewer == target:
            return self._took_back(event, house, at)
        house.learn_staff(event)
        bound = refusals.from_boundary(event) or refusals.from_moderation(event, self._family_of_deleted(event, house))
        viewer = house.viewer(target, at, ROOM)
        dossier = viewer.open_dossier()
        if event.moderation:
            act = event.moderation
            remember(dossier.enforcements, Enforcement(at, event.id, act.action, target, act.message_id or ""))
            if act.action in refusals.ENFORCED:
                house.note_refused(target, at)
        if _says_look(self._sight.of_note(event)):
            remember(dossier.marks, Mark(at, event.id, "changed_appearance", target))
        if bound:
            return self._refused(event, house, bound, at)
        return self._judge.judge(self.memory, event, viewer, NOTHING_SEEN)

    def _took_back(self, event: Event, house: House, at: float) -> Outcome:
        """A viewer deleted their own message: no enforcement, but a sign of having understood."""
        known = house.known(event.viewer)
        if known is None or known.dossier is None or not known.dossier.matters:
            return NOTHING
        remember(known.dossier.marks, Mark(at, event.id, "self_deletion", event.viewer))
        return self._judge.judge(self.memory, event, known, NOTHING_SEEN)

    def _noted_look(self, event: Event, house: House, at: float, named: str | None) -> Outcome:
        """The creator's side wrote that somebody came back with another look: whoever is named, else who was refused last."""
        viewer = named or next(reversed(house.refused), None)
        known = house.known(viewer) if viewer else None
        if viewer is None or known is None or known.dossier is None:
            return NOTHING
        remember(known.dossier.marks, Mark(at, event.id, "changed_appearance", viewer))
        return self._judge.judge(self.memory, event, known, NOTHING_SEEN, subject=viewer)

    def _family_of_deleted(self, event: Event, house: House) -> Family | None:
        known = house.known(event.target or "")
        if not (event.moderation and known and known.dossier):
            return None
        act = next((a for a in reversed(known.dossier.acts) if a.event_id == event.moderation.message_id), None)
        return act.topic_family if act else None

    def _refused(self, event: Event, house: House, bound: refusals.Bound, at: float) -> Outcome:
        viewer = house.viewer(bound.viewer, at, ROOM)
        dossier = viewer.open_dossier()
        remember(dossier.refusals, bound.refusal)
        if name := house.last_name(bound.viewer):
            name_seen(dossier, name)
        house.note_refused(bound.viewer, at)
        house.answer_requests(bound.viewer)
        return self._judge.judge(self.memory, event, viewer, NOTHING_SEEN, refused=bound.refusal, subject=bound.viewer)


def _keep_money(event: Event, viewer: Viewer, at: float) -> None:
    gift = event.donation
    if gift:
        money = Money(at, event.id, gift.kind, gift.amount, gift.currency, event.viewer, viewer.messages)
        remember(viewer.open_dossier().money, money)


def _says_look(cues: Iterable[Cue]) -> bool:
    return any(c.name == "changed_appearance" for c in cues)


def _both(first: Outcome, second: Outcome) -> Outcome:
    return Outcome(first.assessments + second.assessments, first.changes + second.changes, first.completed + second.completed)


def _with(outcome: Outcome, completed: tuple[Entry, ...]) -> Outcome:
    return replace(outcome, completed=completed) if completed else outcome
