"""Short ways to write what goes into the incident log: entries, changes and assessments with sensible defaults."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any

from moderation.assessments import Assessment, Contribution, PatternHit
from moderation.events import Event
from moderation.incidents import ChangeKind, ContextLine, Entry, EntryKind, IncidentChange, IncidentState, incident_key
from moderation.signals import Signal, Span
from moderation.taxonomy import Axis, Disposition, Severity
from tests.builders import CREATOR, Moment, a_message, a_moment, a_viewer

ASKED = "which street is that cafe in"


def a_signal(**fields: Any) -> Signal:
    """A location probe, asserted and addressed to the creator."""
    filled = {
        "category": "location_probe",
        "severity": Severity.MEDIUM,
        "confidence": 0.9,
        "rule": "location_probe.where_live",
        "detector": "phrases",
        "span": Span(0, 12),
        "reason": "asked where the creator is",
        "evidence": "which street",
        "topic": "street",
        **fields,
    }
    return Signal(**filled)


def an_assessment(event: Event, **fields: Any) -> Assessment:
    """What a location probe adds up to."""
    filled = {
        "event_id": event.id,
        "viewer": event.viewer,
        "signals": (a_signal(),),
        "hits": (
            PatternHit("repeat_after_refusal", Severity.MEDIUM, "asked again after a no", (event.id,), parameters=(("topic", "street"),)),
        ),
        "levels": {Axis.APPROACH: Severity.MEDIUM, Axis.PERSISTENCE: Severity.MEDIUM},
        "severity": Severity.MEDIUM,
        "care": Severity.INFO,
        "contributions": (Contribution(Axis.APPROACH, Severity.MEDIUM, "location_probe.where_live", "asked where the creator is"),),
        "explanation": "Asked which street the creator is in.",
        "pack_hash": "0" * 64,
        **fields,
    }
    return Assessment(**filled)


def a_line(text: str = "nice stream", *, who: str = "twitch:id-fan", at: Moment = "11:59") -> ContextLine:
    """A line of context."""
    return ContextLine(event_id=f"c-{who}-{text}", at=a_moment(at), who=who, name=who.rpartition("-")[2], role="viewer", text=text)


def an_incident(event: Event, **fields: Any) -> IncidentState:
    """The state of an incident that ``event`` opened."""
    filled = {
        "key": incident_key(event.creator_key, event.viewer, event.id),
        "creator": event.creator_key,
        "channel": event.channel,
        "viewers": [event.viewer],
        "opened_by": event.id,
        "opened_at": event.ts,
        "last_at": event.ts,
        "severity": int(Severity.MEDIUM),
        "disposition": Disposition.PROTECT,
        "categories": ["location_probe"],
        "patterns": ["repeat_after_refusal"],
        "levels": {"approach": 2, "persistence": 2},
        "summary": "Asked which street the creator is in.",
        **fields,
    }
    return IncidentState(**filled)


def an_entry(event: Event, state: IncidentState, **fields: Any) -> Entry:
    """An automatic entry for ``event``, with a line of context on each side."""
    kind = fields.get("kind", EntryKind.AUTOMATIC)
    filled = {
        "id": f"{state.key}/{kind.value}/{event.platform}:{event.id}",
        "incident": state.key,
        "kind": kind,
        "viewer": event.viewer,
        "event": event,
        "occurred_at": event.ts,
        "assessment": an_assessment(event),
        "before": (a_line("hello", at="11:58"), a_line("that cafe looks nice", who="twitch:id-other")),
        "stream_title": "Walking and talking",
        "stream_offset": 61.5,
        **fields,
    }
    return Entry(**filled)


def a_note(state: IncidentState, text: str = "talked to her moderators", *, at: Moment = "14:00", **fields: Any) -> Entry:
    """A moderator's note."""
    filled = {
        "id": f"{state.key}/note/{a_moment(at).isoformat()}",
        "incident": state.key,
        "kind": EntryKind.NOTE,
        "viewer": state.viewers[0],
        "event": None,
        "occurred_at": a_moment(at),
        "note": text,
        **fields,
    }
    return Entry(**filled)


def opened(event: Event | None = None, **fields: Any) -> IncidentChange:
    """An incident opened by one event; ``fields`` go to its state."""
    event = event or a_message(ASKED, at="12:00")
    state = an_incident(event, **fields)
    return IncidentChange(ChangeKind.OPENED, state, (an_entry(event, state),), alert=True, explanation=state.summary)


def grown(before: IncidentChange, event: Event | None = None, *, kind: ChangeKind = ChangeKind.GREW, **fields: Any) -> IncidentChange:
    """The incident of an earlier change after a further event; an escalation alerts."""
    event = event or a_message("come on, which street", at="12:10")
    state = dataclasses.replace(before).incident
    filled = {name: getattr(state, name) for name in state.__struct_fields__} | {"last_at": event.ts} | fields
    state = IncidentState(**filled)
    entry = an_entry(event, state)
    return IncidentChange(kind, state, (entry,), alert=kind is ChangeKind.ESCALATED, explanation="Asked again.")


def a_history(count: int, *, viewers: int = 3) -> list[IncidentChange]:
    """Changes of ``viewers`` incidents in turn, a minute apart, ``count`` in all, the same at every call."""
    latest: dict[int, IncidentChange] = {}
    changes: list[IncidentChange] = []
    for number in range(count):
        who = number % viewers
        at = a_moment("08:00") + timedelta(minutes=number)
        event = a_message(f"{ASKED} {number}", by=a_viewer(f"pat{who}"), at=at, id=f"h{number}", channel=CREATOR.name)
        known = latest.get(who)
        latest[who] = grown(known, event) if known else opened(event)
        changes.append(latest[who])
    return changes
