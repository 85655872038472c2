"""The life of an incident: opened, grown, escalated; an earlier chapter ends after a month of quiet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from moderation.assessments import Assessment
from moderation.events import Event
from moderation.incidents import (
    CONTEXT_AFTER,
    CONTEXT_BEFORE,
    ChangeKind,
    ContextLine,
    Entry,
    EntryKind,
    IncidentChange,
    IncidentState,
    incident_key,
)
from moderation.memory.house import House, context_line
from moderation.memory.records import Awaiting
from moderation.memory.viewer import Dossier
from moderation.taxonomy import Disposition, Severity

CHAPTER: Final = timedelta(days=30)
"""After so long without an act the next one opens a new incident (docs/taxonomy.md: levels drop after 30 quiet days)."""
MAX_EVENTS: Final = 600
FIRST_EVENTS: Final = 100
"""Event ids that an open incident carries in memory: the first hundred and the newest. The log has all of them."""
KINDS: Final = {"boundary": EntryKind.BOUNDARY, "moderation": EntryKind.ENFORCEMENT}


def apply(assessment: Assessment, event: Event, dossier: Dossier, house: House) -> IncidentChange | None:
    """Bring one assessment to the viewer's incident; ``None`` when it opens none and there is none to grow."""
    _end_chapter(dossier, event.ts)
    state = dossier.incident
    if state is None:
        if not assessment.opens_incident:
            return None
        state = dossier.incident = _opened(assessment, event, house)
        kind = ChangeKind.OPENED
    else:
        kind = ChangeKind.ESCALATED if _rises(state, assessment) else ChangeKind.GREW
    entries = (*_earlier(assessment, event, state, house), _entry(assessment, event, state, house))
    _take_in(state, assessment, event)
    return IncidentChange(kind, state, entries, kind is not ChangeKind.GREW, assessment.explanation)


def _end_chapter(dossier: Dossier, now: datetime) -> None:
    if dossier.incident and now - dossier.incident.last_at > CHAPTER:
        dossier.incident = None
        dossier.incidents += 1
        dossier.patterns.clear()


def _opened(assessment: Assessment, event: Event, house: House) -> IncidentState:
    return IncidentState(
        key=incident_key(house.creator, assessment.viewer, event.id),
        creator=house.creator,
        channel=event.channel,
        viewers=[assessment.viewer],
        opened_by=event.id,
        opened_at=event.ts,
        last_at=event.ts,
        severity=Severity.INFO,
        disposition=assessment.disposition,
    )


def _rises(state: IncidentState, assessment: Assessment) -> bool:
    """Whether the incident's level goes up, or care becomes protection."""
    if state.disposition is Disposition.CARE:
        return assessment.severity >= Severity.MEDIUM or assessment.care > state.care
    return assessment.severity > state.severity


def _take_in(state: IncidentState, assessment: Assessment, event: Event) -> None:
    if state.disposition is Disposition.CARE and assessment.severity >= Severity.MEDIUM:
        state.disposition = Disposition.PROTECT
    state.severity = max(state.severity, assessment.severity)
    state.care = max(state.care, assessment.care)
    state.last_at = max(state.last_at, event.ts)
    _extend(state.categories, (s.category for s in assessment.signals))
    _extend(state.patterns, (h.pattern for h in assessment.hits))
    if len(state.events) < MAX_EVENTS:
        _extend(state.events, (e for h in assessment.hits for e in h.events))
    _extend(state.events, (event.id,))
    del state.events[FIRST_EVENTS : FIRST_EVENTS + max(0, len(state.events) - MAX_EVENTS)]
    for axis, level in assessment.levels.items():
        state.levels[axis.value] = max(state.levels.get(axis.value, 0), level)
    if assessment.explanation and max(assessment.severity, assessment.care) >= state.level:
        state.summary = assessment.explanation


def _extend(known: list[str], more: Iterable[str]) -> None:
    for one in more:
        if one not in known:
            known.append(one)


def _entry(assessment: Assessment, event: Event, state: IncidentState, house: House) -> Entry:
    kind = KINDS.get(event.type, EntryKind.AUTOMATIC)
    parent = house.find(event.reply_to)
    entry = Entry(
        id=f"{state.key}/{kind.value}/{event.platform}:{event.id}",
        incident=state.key,
        kind=kind,
        viewer=assessment.viewer,
        event=event,
        occurred_at=event.ts,
        assessment=assessment,
        before=house.before(CONTEXT_BEFORE),
        reply_parent=context_line(parent) if parent else None,
        stream_title=house.title,
        stream_category=house.category,
        stream_offset=event.ts.timestamp() - house.online_at if house.online_at is not None else None,
    )
    if event.text:
        house.awaiting.append(Awaiting(entry.id, state.key, assessment.viewer, event.ts.timestamp(), []))
    return entry


def _earlier(assessment: Assessment, event: Event, state: IncidentState, house: House) -> tuple[Entry, ...]:
    """Earlier events that the patterns point to and that are still in short memory: frozen now, since they have become evidence."""
    wanted = [i for hit in assessment.hits for i in hit.events if i != event.id and i not in state.events]
    found = [earlier for i in dict.fromkeys(wanted) if (earlier := house.find(i))]
    return tuple(
        Entry(
            id=f"{state.key}/{EntryKind.CONTEXT.value}/{earlier.platform}:{earlier.id}",
            incident=state.key,
            kind=EntryKind.CONTEXT,
            viewer=assessment.viewer,
            event=earlier,
            occurred_at=earlier.ts,
            stream_title=house.title,
            stream_category=house.category,
            note="earlier event that a pattern points to",
        )
        for earlier in found
    )


def follow_up(house: House, event: Event) -> list[Entry]:
    """Give the newest line to entries that wait for the lines after them; returns those that are now complete."""
    line = context_line(event)
    packed = (line.event_id, event.ts.timestamp(), line.who, line.name, line.role, line.text)
    complete: list[Entry] = []
    for waiting in list(house.awaiting):
        if waiting.entry_id.endswith(f"/{event.platform}:{event.id}"):
            continue
        waiting.lines.append(packed)
        if len(waiting.lines) >= CONTEXT_AFTER:
            house.awaiting.remove(waiting)
            complete.append(after_entry(waiting))
    return complete


def after_entry(waiting: Awaiting) -> Entry:
    """The lines after an entry, as an entry of its own: entries are never changed."""
    lines = tuple(ContextLine(i, datetime.fromtimestamp(at, UTC), who, name, role, text) for i, at, who, name, role, text in waiting.lines)
    return Entry(
        id=f"{waiting.entry_id}/after",
        incident=waiting.incident,
        kind=EntryKind.CONTEXT,
        viewer=waiting.viewer,
        event=None,
        occurred_at=lines[-1].at if lines else datetime.fromtimestamp(waiting.at, UTC),
        after=lines,
        refers_to=waiting.entry_id,
    )
