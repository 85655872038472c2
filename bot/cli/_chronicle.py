"""A case as one chronicle: entries and their context merged in order of time, each line once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from moderation.cases import Case, CaseEntry, CaseLine, CasePattern
from moderation.incidents import EntryKind

CONTEXT: Final = 2
"""Lines around an entry that are shown unless more are asked for; the log holds five on each side."""
_DELETED: Final = "deleted message "
STAFF: Final = {"broadcaster": "creator", "moderator": "mod"}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the chronicle. ``mark`` is ``act``, ``no``, ``context`` or ``note``; ``text`` is ``None`` where it was erased."""

    at: datetime
    mark: str
    who: str
    role: str
    text: str | None
    severity: str = ""
    reasons: tuple[str, ...] = ()
    patterns: tuple[CasePattern, ...] = ()
    deleted: bool = False
    donation: str = ""
    platform: str = ""
    stream: str = ""


def chronicle(case: Case, context: int = CONTEXT) -> list[Told]:
    """Every line of a case once, oldest first: an entry stands for the context lines that repeat it.

    Of the lines around an entry, ``context`` are kept before and after it, and all in which the person writes or the creator's side
    answers.
    """
    entries = {e.event_id for e in case.entries if e.event_id}
    deleted = set(_deleted(case))
    lines: dict[str, Told] = {}
    for entry in case.entries:
        for line in _around(case, entry, context):
            if line.event_id not in entries:
                lines.setdefault(line.event_id, _of_line(line, deleted))
    told = [_of_entry(case, e, deleted) for e in case.entries if _says_something(e)]
    return sorted([*lines.values(), *told], key=lambda t: t.at)


def _around(case: Case, entry: CaseEntry, context: int) -> Iterator[CaseLine]:
    first = max(0, len(entry.before) - context)
    yield from (x for i, x in enumerate(entry.before) if i >= first or x.who in case.viewers)
    yield from (x for i, x in enumerate(entry.after) if i < context or x.who in case.viewers or x.role in STAFF)
    if entry.reply_parent:
        yield entry.reply_parent


def _says_something(entry: CaseEntry) -> bool:
    return entry.text is None or bool(entry.text or entry.deed or entry.note or entry.donation or entry.signals or entry.patterns)


def _deleted(case: Case) -> Iterator[str]:
    """Ids of messages that a moderator deleted, as far as the case knows."""
    for entry in case.entries:
        if entry.deed.startswith(_DELETED):
            yield entry.deed.removeprefix(_DELETED).partition(": ")[0]


def _of_line(line: CaseLine, deleted: set[str]) -> Told:
    return Told(line.at, "context", line.name, STAFF.get(line.role, ""), line.text, deleted=line.event_id in deleted)


def _of_entry(case: Case, entry: CaseEntry, deleted: set[str]) -> Told:
    role = STAFF.get(entry.author_role, "")
    return Told(
        at=entry.occurred_at,
        mark=_mark(entry, role),
        who=entry.author or entry.account_name or case.names.get(entry.viewer, "") or entry.viewer,
        role=role,
        text=entry.deed or entry.text if entry.text is not None else None,
        severity=entry.severity,
        reasons=tuple(dict.fromkeys(f"{s.reason} ({s.category}, {s.severity})" for s in entry.signals)),
        patterns=entry.patterns,
        deleted=entry.event_id in deleted,
        donation=entry.donation,
        platform=entry.platform,
        stream=_stream(entry),
    )


def _mark(entry: CaseEntry, role: str) -> str:
    if entry.kind == EntryKind.NOTE:
        return "note"
    if role or entry.kind in (EntryKind.BOUNDARY, EntryKind.ENFORCEMENT):
        return "no"
    return "act"


def _stream(entry: CaseEntry) -> str:
    title = f'"{entry.stream_title}"' if entry.stream_title else ""
    return " ".join(filter(None, (title, f"({entry.stream_category})" if entry.stream_category else "")))
