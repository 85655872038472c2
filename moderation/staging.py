"""Step 5, second half: the scene that patterns judge, put together from memory. Reading memory changes nothing."""

from __future__ import annotations

from typing import Final

from moderation.calendar import KnownEvent
from moderation.events import Event
from moderation.memory.crowd import FarEnd
from moderation.memory.house import House
from moderation.memory.identity import cluster, suspects
from moderation.memory.memory import Memory
from moderation.memory.records import Refusal
from moderation.memory.refusals import from_rules
from moderation.memory.standing import standing
from moderation.memory.viewer import DAY, Viewer, within
from moderation.scene import Around, History, Scene, Suspect, history_of, merged
from moderation.signals import Signal
from moderation.taxonomy import Axis, Severity

OTHERS_WITHIN: Final = 2 * DAY
"""Acts of other accounts matter for 48 hours (docs/taxonomy.md, ``proxy_recruitment``)."""
TRIGGERS_WITHIN: Final = 3 * DAY
"""Triggers matter for 72 hours (docs/taxonomy.md, ``absence_boundary_reaction``)."""


def stage(
    memory: Memory,
    event: Event,
    key: str,
    signals: tuple[Signal, ...],
    *,
    refused: Refusal | None = None,
    calendar: tuple[KnownEvent, ...] = (),
) -> Scene:
    """The scene of one viewer after one event."""
    house = memory.house(event.creator_key)
    at = event.ts.timestamp()
    accounts = cluster(house.links, key)
    history = merged([_history(house, account, at) for account in accounts])
    return Scene(
        event=event,
        viewer=key,
        now=at,
        signals=signals,
        acts=tuple(a for a in history.acts if a.event_id == event.id and a.account == key),
        refusals=(refused,) if refused else (),
        marks=tuple(m for m in history.marks if m.event_id == event.id and m.account == key),
        history=history,
        stream_started=house.online_at,
        setting=house.setting,
        around=_around(memory, house, key, history, event=event, calendar=calendar),
        levels=_levels(house, accounts, at),
        met=_met(house, key),
    )


def _history(house: House, account: str, at: float) -> History:
    known = house.known(account)
    if known is None or known.dossier is None:
        return History((account,), first_seen=known.first if known else at, messages=known.messages if known else 0)
    return history_of(account, known.dossier, first_seen=known.first, messages=known.messages, now=at)


def _around(memory: Memory, house: House, key: str, history: History, *, event: Event, calendar: tuple[KnownEvent, ...]) -> Around:
    at = event.ts.timestamp()
    viewer = house.known(key) or Viewer(at, at)
    dossier = viewer.dossier
    qualifies = any(a.event_id == event.id for a in history.qualifying)
    return Around(
        others=tuple(a for a in house.activity if a.viewer != key and at - OTHERS_WITHIN <= a.at <= at) if key in house.recruiters else (),
        triggers=tuple(t for t in house.triggers if at - TRIGGERS_WITHIN <= t.at <= at),
        suspects=tuple(
            Suspect(other, evidence, confidence, _history(house, other, at))
            for other, evidence, confidence in (suspects(house.links, history.accounts) if house.links else ())
        ),
        other_creators=tuple(h.creator for h in memory.houses.values() if h is not house and _pursues(h, key, at)) if qualifies else (),
        fond_today=viewer.fond if viewer.fond_day == house.stream_day(at) else 0,
        answers=dossier.answers if dossier else 0,
        answered_at=dossier.answered_at if dossier else 0.0,
        unanswered=dossier.unanswered if dossier else 0,
        aimed=dossier.aimed if dossier else 0,
        looked_at=dossier.looked_at if dossier else 0,
        visits=viewer.visits,
        far_end=house.crowd(at) if qualifies else FarEnd(),
        rules=from_rules(house, at),
        calendar=calendar,
    )


def _pursues(house: House, viewer: str, at: float) -> bool:
    known = house.known(viewer)
    return bool(known and known.dossier and any(a.is_qualifying for a in within(known.dossier.acts, 0.0, at)))


def _levels(house: House, accounts: tuple[str, ...], at: float) -> dict[Axis, Severity]:
    """The axes of a person: the highest of their confirmed accounts."""
    found = [standing(v.dossier, at) for a in accounts if (v := house.known(a)) and v.dossier]
    return {axis: max((levels[axis] for levels in found), default=Severity.INFO) for axis in Axis}


def _met(house: House, key: str) -> dict[str, Severity]:
    known = house.known(key)
    return {name: Severity(p.severity) for name, p in known.dossier.patterns.items()} if known and known.dossier else {}
