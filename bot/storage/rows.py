"""Rows of the tables as the domain's values, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

import msgspec

from bot.storage.plan import Account, Numbered
from moderation.cases import Case, CaseEntry, CaseSummary
from moderation.evidence.canonical import storable
from moderation.evidence.record import Record
from moderation.incidents import IncidentState, Status
from moderation.ports import AuditLine, Gap, Message
from moderation.taxonomy import Disposition, Severity

Row = Mapping[str, Any]
T = TypeVar("T")

_ENCODER: Final = msgspec.json.Encoder()


def to_json(value: object) -> str:
    """A small value as a JSON column; what is no text becomes ``?``."""
    try:
        return _ENCODER.encode(value).decode()
    except UnicodeEncodeError:
        return to_json(_mended(value))


def _mended(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {_mended(key): _mended(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_mended(one) for one in value]
    return storable(value) if isinstance(value, str) else value


def from_json(column: str, kind: type[T]) -> T:
    """A JSON column as a value."""
    return msgspec.json.decode(column, type=kind)


def incident_row(incident: Numbered) -> dict[str, object]:
    """An incident's row; its viewers have rows of their own."""
    state = incident.state
    return {
        "number": incident.number,
        "key": state.key,
        "creator": state.creator,
        "channel": state.channel,
        "shown": int(state.level),
        "severity": state.severity,
        "care": state.care,
        "disposition": state.disposition.value,
        "status": state.status.value,
        "opened_by": state.opened_by,
        "opened_at": state.opened_at,
        "last_at": state.last_at,
        "categories": to_json(state.categories),
        "patterns": to_json(state.patterns),
        "levels": to_json(state.levels),
        "summary": state.summary,
    }


def numbered(row: Row, viewers: list[str]) -> Numbered:
    """An incident read back."""
    state = IncidentState(
        key=row["key"],
        creator=row["creator"],
        channel=row["channel"],
        viewers=viewers,
        opened_by=row["opened_by"],
        opened_at=row["opened_at"],
        last_at=row["last_at"],
        severity=row["severity"],
        disposition=Disposition(row["disposition"]),
        care=row["care"],
        status=Status(row["status"]),
        categories=from_json(row["categories"], list[str]),
        patterns=from_json(row["patterns"], list[str]),
        levels=from_json(row["levels"], dict[str, int]),
        summary=row["summary"],
    )
    return Numbered(row["number"], state)


def summary_of(incident: Numbered, names: Mapping[str, str]) -> CaseSummary:
    """An incident as lists show it; ``names`` may hold more viewers than its own."""
    state = incident.state
    return CaseSummary(
        number=incident.number,
        key=state.key,
        creator=state.creator,
        channel=state.channel,
        viewers=tuple(state.viewers),
        names={viewer: names[viewer] for viewer in state.viewers if viewer in names},
        severity=state.level.word,
        disposition=state.disposition.value,
        status=state.status.value,
        opened_at=state.opened_at,
        last_at=state.last_at,
        summary=state.summary,
        categories=tuple(state.categories),
        patterns=tuple(state.patterns),
        levels={axis: Severity(level).word for axis, level in state.levels.items()},
        safety=Severity(state.severity).word,
        care=Severity(state.care).word,
        opened_by=state.opened_by,
    )


def as_case(incident: Numbered, *, told: tuple[CaseEntry, ...], names: Mapping[str, str], gaps: Iterable[Gap]) -> Case:
    """A case from its parts."""
    summary = summary_of(incident, names)
    fields = {name: getattr(summary, name) for name in CaseSummary.__dataclass_fields__}
    return Case(**fields, entries=told, coverage=tuple(gap_sentence(gap) for gap in gaps))


def entry_row(record: Record) -> dict[str, object]:
    """A record's row among the entries."""
    return {
        "seq": record.seq,
        "id": record.id,
        "incident": record.incident,
        "kind": record.kind,
        "viewer": record.viewer,
        "platform": record.platform,
        "event_id": record.event_id,
        "occurred_at": record.occurred_at,
        "recorded_at": record.recorded_at,
        "body": record.body,
        "prev_hash": record.prev_hash,
        "entry_hash": record.entry_hash,
    }


def secret_row(record: Record) -> dict[str, object]:
    """A record's row among the secrets."""
    return {"seq": record.seq, "recorded_at": record.recorded_at, "content": record.secret}


def record_of(row: Row) -> Record:
    """A record read back; ``content`` is the column of the secrets, ``None`` where there is none."""
    return Record(
        seq=row["seq"],
        id=row["id"],
        incident=row["incident"],
        kind=row["kind"],
        viewer=row["viewer"],
        platform=row["platform"],
        event_id=row["event_id"],
        occurred_at=row["occurred_at"],
        recorded_at=row["recorded_at"],
        body=row["body"],
        prev_hash=row["prev_hash"],
        entry_hash=row["entry_hash"],
        secret=row["content"] or "",
    )


def account_row(account: Account) -> dict[str, object]:
    """An account's row."""
    return {"viewer": account.viewer, "names": to_json(account.names), "first_at": account.first_at, "last_at": account.last_at}


def account_of(row: Row) -> Account:
    """An account read back."""
    return Account(row["viewer"], from_json(row["names"], tuple[str, ...]), row["first_at"], row["last_at"])


def message_of(row: Row) -> Message:
    """A message of the outbox read back."""
    payload = from_json(row["payload"], dict[str, str])
    return Message(row["id"], row["kind"], row["dedupe_key"], payload, row["attempts"], row["created_at"])


def audit_of(row: Row) -> AuditLine:
    """An access read back."""
    return AuditLine(row["who"], row["what"], row["at"], row["subject"])


def gap_of(row: Row) -> Gap:
    """A gap read back."""
    return Gap(row["creator"], row["channel"], row["platform"], row["since"], row["until"], row["reason"], row["dropped"])


def gap_sentence(gap: Gap) -> str:
    """A gap as a case shows it."""
    until = gap.until.isoformat(timespec="seconds") if gap.until else "now"
    lost = f", {gap.dropped} events lost" if gap.dropped else ""
    return f"{gap.platform} {gap.channel}: {gap.reason} from {gap.since.isoformat(timespec='seconds')} to {until}{lost}"
