"""Records read back as the entries of a case. What was erased is empty, the rest stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

import msgspec

from moderation.cases import CaseEntry, CaseLine, CasePattern, CaseSignal
from moderation.events import Event
from moderation.evidence.body import Body, BodyAssessment, BodyStream, Told, Why
from moderation.evidence.pieces import AFTER, BEFORE, EVENT, NOTE, REPLY, TEXT, WHY, Piece, unpacked
from moderation.evidence.record import Record
from moderation.incidents import EntryKind

T = TypeVar("T")

_BODIES: Final = msgspec.json.Decoder(Body)
_ACTS: Final = {"timeout": "timed out", "ban": "banned", "unban": "lifted the ban", "warn": "warned", "delete": "deleted message"}
_NOTHING_SAID: Final = Why(explanation="")


@dataclass(frozen=True, slots=True)
class _Contents:
    """The pieces of a record that are still there."""

    pieces: dict[str, Piece]

    def one(self, name: str, kind: type[T]) -> T | None:
        piece = self.pieces.get(name)
        return msgspec.json.decode(piece.value, type=kind) if piece else None

    def lines(self, prefix: str) -> tuple[CaseLine, ...]:
        names = sorted(name for name in self.pieces if name.startswith(prefix))
        return tuple(msgspec.json.decode(self.pieces[name].value, type=CaseLine) for name in names)


def case_entries(records: Iterable[Record]) -> tuple[CaseEntry, ...]:
    """The entries of one incident's records, in order of time.

    What was said after an entry arrives later, as a record of its own (``context``) that refers to the entry by its id or event; here it
    becomes the entry's ``after``.
    """
    entries: list[CaseEntry] = []
    for entry in map(case_entry, records):
        place = _referred(entries, entry) if entry.kind == EntryKind.CONTEXT and entry.refers_to else None
        if place is None:
            entries.append(entry)
        else:
            found = entries[place]
            entries[place] = replace(found, after=found.after + entry.after, before=entry.before + found.before)
    return tuple(sorted(entries, key=_when))


def _referred(entries: list[CaseEntry], context: CaseEntry) -> int | None:
    for place in range(len(entries) - 1, -1, -1):
        if context.refers_to in (entries[place].id, entries[place].event_id):
            return place
    return None


def _when(entry: CaseEntry) -> tuple[datetime, int]:
    return entry.occurred_at, entry.seq


def case_entry(record: Record) -> CaseEntry:
    """One record as an entry of a case; raises ``ValueError`` for a record that is not what ``seal`` makes."""
    body = _BODIES.decode(record.body)
    contents = _Contents(unpacked(record.secret))
    event = contents.one(EVENT, Event)
    why = contents.one(WHY, Why)
    stream = body.stream or BodyStream()
    return CaseEntry(
        seq=record.seq,
        kind=record.kind,
        viewer=record.viewer or "",
        account_name=account_name(event, record.viewer),
        platform=record.platform,
        channel=body.event.channel if body.event else body.incident.channel,
        event_id=record.event_id,
        event_type=body.event.type if body.event else "",
        occurred_at=record.occurred_at,
        recorded_at=record.recorded_at,
        severity=body.assessment.severity if body.assessment else "",
        text=contents.one(TEXT, str) if TEXT in body.commitments else "",
        explanation=(why or _NOTHING_SAID).explanation,
        signals=_signals(body.assessment, why),
        patterns=_patterns(body.assessment, why),
        levels=dict(body.assessment.levels) if body.assessment else {},
        before=contents.lines(BEFORE),
        after=contents.lines(AFTER),
        reply_parent=contents.one(REPLY, CaseLine),
        stream_title=stream.title,
        stream_category=stream.category,
        stream_offset=None if stream.offset_ms is None else stream.offset_ms / 1000,
        donation=_donation(event),
        note=contents.one(NOTE, str) or "",
        entry_hash=record.entry_hash,
        id=record.id,
        refers_to=body.refers_to,
        author=(event.author.display or event.author.name) if event and event.author else "",
        author_role=_role(event),
        deed=_deed(event),
    )


def account_name(event: Event | None, viewer: str | None) -> str:
    """The viewer's name as the event shows it; ``""`` where the event is somebody else's doing."""
    return (event.author.display or event.author.name) if event and event.author and event.viewer == viewer else ""


def _role(event: Event | None) -> str:
    """The weightiest role of the event's author."""
    if event is None or event.author is None:
        return ""
    return next((r for r in ("broadcaster", "moderator", "vip", "bot") if r in event.author.roles), "viewer")


def _deed(event: Event | None) -> str:
    """What was done, where that is no text: enforcement, and a refusal that somebody marked."""
    if event is None:
        return ""
    if event.moderation:
        act = event.moderation
        said = _ACTS.get(act.action, act.action)
        if act.duration_s is not None:
            said += f" for {_length(act.duration_s)}"
        if act.message_id and act.action == "delete":
            said += f" {act.message_id}"
        return said + (f": {act.reason}" if act.reason else "")
    if event.boundary:
        no = event.boundary
        return f"said no ({no.topic or 'everything'})" + (f": {no.note}" if no.note else "")
    return ""


def _length(seconds: int) -> str:
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size and not seconds % size:
            return f"{seconds // size} {unit}{'' if seconds == size else 's'}"
    return f"{seconds} seconds"


def _donation(event: Event | None) -> str:
    given = event.donation if event else None
    return f"{given.amount} {given.currency} ({given.kind})" if given else ""


def _signals(made: BodyAssessment | None, why: Why | None) -> tuple[CaseSignal, ...]:
    if made is None:
        return ()
    told = why.signals if why else (("", ""),) * len(made.signals)
    return tuple(
        CaseSignal(s.category, s.severity, float(s.confidence), s.rule, evidence, reason, s.topic, s.modality)
        for s, (evidence, reason) in zip(made.signals, told, strict=True)
    )


def _patterns(made: BodyAssessment | None, why: Why | None) -> tuple[CasePattern, ...]:
    if made is None:
        return ()
    told = why.patterns if why else (Told(explanation=""),) * len(made.patterns)
    return tuple(
        CasePattern(p.pattern, p.severity, t.explanation, p.events, p.mitigating) for p, t in zip(made.patterns, told, strict=True)
    )
