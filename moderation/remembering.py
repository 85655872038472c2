"""Step 5, first half: what was seen in an event goes into memory, before anything is judged. A count includes now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from moderation.assessment.modifiers import modified
from moderation.assessment.particulars import Particulars, channel_type, completed, kinds_of, target_of
from moderation.events import Event
from moderation.memory.house import House, OpenRequest
from moderation.memory.identity import cluster, shingles
from moderation.memory.records import Act, HouseAct, Mark, Refusal, Trace
from moderation.memory.refusals import from_rules
from moderation.memory.viewer import MAX_ACTS, MAX_TRACES, Dossier, remember, within
from moderation.sight import Seen
from moderation.signals import Cue, Signal

ASKING_OTHERS: Final = "friend"
"""The topic of ``proxy_contact`` in which chat is asked for an introduction."""


def remembered(event: Event, house: House, dossier: Dossier, seen: Seen, key: str) -> tuple[Signal, ...]:
    """Put what was seen of the viewer ``key`` into memory; returns the signals with their final levels."""
    if seen.cues:
        _keep_cues(event, house, dossier, seen.cues, key)
    if not seen.signals:
        return ()
    at = event.ts.timestamp()
    earlier = within(dossier.acts, 0.0, at)
    refusals = _refusals_of(house, dossier, key, at)
    known = house.known(key)
    written = known.messages if known else 0
    final: list[Signal] = []
    for raw in seen.signals:
        signal = completed(raw, seen.signals, seen.about, refusals)
        known_no = refusals if refusals or signal.category != "boundary_rejection" else from_rules(house, at)
        signal = modified(signal, setting=house.setting, acts=earlier, refusals=known_no, now=at, money=event.donation is not None)
        final.append(signal)
        act = act_of(event, signal, seen.about, (key, written))
        if remember(dossier.acts, act, MAX_ACTS):
            _keep_around(event, house, dossier, act)
    return tuple(final)


def _refusals_of(house: House, dossier: Dossier, key: str, at: float) -> Sequence[Refusal]:
    """Refusals of the viewer and of confirmed accounts of the same person, up to ``at``."""
    accounts = cluster(house.links, key)
    if len(accounts) == 1:
        return within(dossier.refusals, 0.0, at)
    known = [house.known(account) for account in accounts]
    return sorted((r for v in known if v and v.dossier for r in within(v.dossier.refusals, 0.0, at)), key=lambda r: r.at)


def _keep_around(event: Event, house: House, dossier: Dossier, act: Act) -> None:
    """What the house and the dossier keep beside the act itself."""
    house.activity.append(HouseAct(act.at, act.event_id, act.account, act.category, act.family, act.severity))
    if act.is_request:
        house.requests.append(OpenRequest(act.at, act.account, act.family, act.topic, act.event_id))
    if act.category == "brigading_incitement" or (act.category == "proxy_contact" and act.topic == ASKING_OTHERS):
        house.note_recruiter(act.account, act.at)
    if event.author:
        house.note_name(event.author.name, act.account)
    if event.text:
        dossier.traces.append(Trace(act.at, act.event_id, act.family, act.topic, shingles(event.text)))
        del dossier.traces[:-MAX_TRACES]


def _keep_cues(event: Event, house: House, dossier: Dossier, cues: Iterable[Cue], key: str) -> None:
    at = event.ts.timestamp()
    for cue in cues:
        remember(dossier.marks, Mark(at, event.id, cue.name, key, cue.topic))
        if cue.name == "recruiting":
            house.note_recruiter(key, at)


def act_of(event: Event, signal: Signal, about: Particulars, author: tuple[str, int]) -> Act:
    """A signal as memory keeps it; ``author`` is the account, and how many messages it has written."""
    key, written = author
    return Act(
        at=event.ts.timestamp(),
        event_id=event.id,
        category=signal.category,
        severity=int(signal.severity),
        topic=signal.topic,
        family=signal.family.value if signal.family else "",
        account=key,
        channel_type=channel_type(event),
        money=event.donation is not None,
        slots=tuple(sorted(signal.slots)),
        target=target_of(signal, about),
        confidence=signal.confidence,
        kinds=kinds_of(signal, about),
        named_event=about.named_event,
        seen=written,
    )
