"""An entry of the log becomes a record: a chained body without personal content, and the personal content beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

import msgspec

from moderation.assessments import Assessment
from moderation.events import Event
from moderation.evidence.body import (
    BODY_VERSION,
    Body,
    BodyAssessment,
    BodyEvent,
    BodyIncident,
    BodyPattern,
    BodySignal,
    BodyStream,
    Told,
    Why,
)
from moderation.evidence.canonical import canonical, storable
from moderation.evidence.chain import Head, entry_hash
from moderation.evidence.pieces import AFTER, BEFORE, EVENT, NOTE, REPLY, TEXT, VIEWER, WHY, Randomness, cut
from moderation.incidents import ContextLine, Entry, IncidentState
from moderation.taxonomy import TAXONOMY_VERSION, Severity

_WORDS: Final = tuple(level.word for level in Severity)


@dataclass(frozen=True, slots=True)
class Record:
    """One entry as it is stored. ``body`` is canonical JSON; hashes are hexadecimal; ``secret`` is the personal content (``""``: erased).

    The fields between ``id`` and ``recorded_at`` repeat the body, so that a database can find entries; ``verify`` compares them.
    ``viewer`` (``platform:id``) is personal content as well: ``None`` once erased.
    """

    seq: int
    id: str
    incident: str
    kind: str
    viewer: str | None = field(repr=False)
    platform: str
    event_id: str
    occurred_at: datetime
    recorded_at: datetime
    body: str = field(repr=False)
    prev_hash: str
    entry_hash: str
    secret: str = field(repr=False)

    @property
    def head(self) -> Head:
        """The end of a log that ends with this record."""
        return Head(self.seq, self.entry_hash)


def seal(entry: Entry, state: IncidentState, *, after: Head, recorded_at: datetime, randomness: Randomness) -> Record:
    """The record of ``entry``, which left its incident in ``state``, to follow the log that ends at ``after``."""
    commitments, secret = cut(_personal(entry), randomness)
    body = Body(
        v=BODY_VERSION,
        id=storable(entry.id),
        kind=entry.kind,
        incident=_incident(state),
        occurred_at=entry.occurred_at.astimezone(UTC),
        recorded_at=recorded_at.astimezone(UTC),
        commitments=commitments,
        event=_event(entry.event),
        assessment=_assessment(entry.assessment),
        stream=_stream(entry),
        refers_to=storable(entry.refers_to),
    )
    written = canonical(body)
    return Record(
        seq=after.count + 1,
        id=body.id,
        incident=body.incident.key,
        kind=body.kind,
        viewer=storable(entry.viewer),
        platform=body.event.platform if body.event else "",
        event_id=body.event.id if body.event else "",
        occurred_at=body.occurred_at,
        recorded_at=body.recorded_at,
        body=written.decode(),
        prev_hash=after.hash,
        entry_hash=entry_hash(after.hash, written),
        secret=secret,
    )


def _personal(entry: Entry) -> dict[str, object]:
    """What of an entry is about a person, by the name of its piece; what is empty has no piece."""
    contents: dict[str, object] = {VIEWER: storable(entry.viewer)}
    if entry.event:
        contents[EVENT] = msgspec.structs.replace(entry.event, text="")
        if entry.event.text:
            contents[TEXT] = entry.event.text
    if entry.assessment:
        contents[WHY] = _why(entry.assessment)
    if entry.note:
        contents[NOTE] = entry.note
    if entry.reply_parent:
        contents[REPLY] = entry.reply_parent
    contents.update(_lines(BEFORE, entry.before))
    contents.update(_lines(AFTER, entry.after))
    return contents


def _lines(prefix: str, lines: Iterable[ContextLine]) -> dict[str, ContextLine]:
    return {f"{prefix}{number:02}": line for number, line in enumerate(lines)}


def _incident(state: IncidentState) -> BodyIncident:
    return BodyIncident(
        key=state.key,
        creator=storable(state.creator),
        channel=storable(state.channel),
        severity=_WORDS[state.severity],
        care=_WORDS[state.care],
        disposition=state.disposition,
        status=state.status,
    )


def _event(event: Event | None) -> BodyEvent | None:
    if event is None:
        return None
    return BodyEvent(id=storable(event.id), type=event.type, platform=event.platform, channel=storable(event.channel))


def _stream(entry: Entry) -> BodyStream | None:
    if not (entry.stream_title or entry.stream_category or entry.stream_offset is not None):
        return None
    offset = None if entry.stream_offset is None else round(entry.stream_offset * 1000)
    return BodyStream(title=entry.stream_title, category=entry.stream_category, offset_ms=offset)


def _assessment(made: Assessment | None) -> BodyAssessment | None:
    if made is None:
        return None
    return BodyAssessment(
        severity=_WORDS[made.severity],
        care=_WORDS[made.care],
        levels={axis.value: _WORDS[level] for axis, level in made.levels.items()},
        signals=tuple(
            BodySignal(
                category=s.category,
                severity=_WORDS[s.severity],
                confidence=str(float(s.confidence)),
                rule=s.rule,
                detector=s.detector,
                modality=s.modality,
                addressee=s.addressee,
                topic=s.topic,
                slots=tuple(sorted(s.slots)),
                span=(s.span.start, s.span.end),
            )
            for s in made.signals
        ),
        patterns=tuple(
            BodyPattern(
                pattern=h.pattern,
                severity=_WORDS[h.severity],
                degree=h.degree,
                events=h.events,
                mitigating=h.mitigating,
                care=h.care,
            )
            for h in made.hits
        ),
        pack=made.pack_hash,
        taxonomy=TAXONOMY_VERSION,
    )


def _why(made: Assessment) -> Why:
    return Why(
        explanation=made.explanation,
        signals=tuple((s.evidence, s.reason) for s in made.signals),
        patterns=tuple(Told(explanation=h.explanation, parameters=h.parameters) for h in made.hits),
        contributions=tuple((c.axis.value, _WORDS[c.severity], c.source, c.reason) for c in made.contributions),
    )
