"""A case as one audience may see it: what every format writes. Formats decide on shape, never on content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import re2

from moderation.cases import Audience, Case, CaseEntry, CaseLine
from moderation.incidents import EntryKind
from moderation.reports._audience import RULES, Around, Rules, leaves_out_care
from moderation.reports._masking import Masks, masks_of
from moderation.reports._money import money
from moderation.taxonomy import Axis, Disposition

STAFF: Final = {"broadcaster": "creator", "moderator": "moderator"}
NO_KINDS: Final = frozenset({EntryKind.BOUNDARY.value, EntryKind.ENFORCEMENT.value})
NOT_NO: Final = ("lifted",)
_TWITCH_LOGIN: Final = re2.compile(r"[a-z0-9_]{3,25}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of context: who (a name, a role or a pseudonym), and what they wrote."""

    at: datetime
    who: str
    role: str
    text: str
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One category seen in an entry; ``rule``, ``confidence`` and ``evidence`` only for those who see the machine."""

    category: str
    severity: str
    reason: str
    rule: str = ""
    confidence: float | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One over-time pattern that an entry completed."""

    pattern: str
    severity: str
    sentence: str
    events: tuple[str, ...] = ()
    mitigating: bool = False


@dataclass(frozen=True, slots=True)
class No:
    """A refusal: when, by whom, how."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Row:
    """One entry. ``side`` is ``act`` (the person), ``no`` (the creator's side refused or stepped in), ``context`` or ``note``."""

    number: int
    seq: int
    at: datetime
    recorded_at: datetime
    kind: str
    side: str
    who: str
    account: str
    platform: str
    channel: str
    event_id: str
    event_type: str
    link: str
    severity: str
    text: str
    deed: str
    donation: str
    note: str
    explanation: str
    findings: tuple[Finding, ...]
    patterns: tuple[Told, ...]
    levels: dict[str, str]
    refused_before: No | None
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    reply_parent: Line | None
    stream_title: str
    stream_category: str
    stream_offset: float | None
    entry_hash: str


@dataclass(frozen=True, slots=True)
class View:
    """One incident, as one audience sees it. ``levels`` always names all four axes."""

    number: int
    key: str
    creator: str
    channel: str
    accounts: dict[str, str]
    severity: str
    disposition: str
    status: str
    opened_at: datetime
    last_at: datetime
    summary: str
    categories: tuple[str, ...]
    patterns: tuple[str, ...]
    levels: dict[str, str]
    coverage: tuple[str, ...]
    rows: tuple[Row, ...] = field(repr=False)

    @property
    def acts(self) -> tuple[Row, ...]:
        """What the person did."""
        return tuple(r for r in self.rows if r.side == "act")

    @property
    def refusals(self) -> tuple[Row, ...]:
        """What the creator's side refused."""
        return tuple(r for r in self.rows if r.side == "no")


def views(cases: Iterable[Case], audience: Audience) -> tuple[View, ...]:
    """The cases that this audience may see, as it may see them. Incidents of the care lane stay out where the rules say so."""
    hidden = leaves_out_care(audience)
    return tuple(_view(c, RULES[audience]) for c in cases if not (hidden and c.disposition == Disposition.CARE))


def _view(case: Case, rules: Rules) -> View:
    masks = masks_of(case, rules)
    names = _Names(case, rules)
    rows: list[Row] = []
    refused: No | None = None
    entries = [e for e in case.entries if rules.notes or e.kind != EntryKind.NOTE]
    for number, entry in enumerate(entries, 1):
        row = _row(number, entry, (masks, names), refused)
        if row.side == "no":
            refused = No(row.at, row.who, row.text or row.deed)
        rows.append(row)
    return View(
        number=case.number,
        key=case.key,
        creator=case.creator,
        channel=case.channel,
        accounts={viewer: case.names.get(viewer, "") for viewer in case.viewers},
        severity=case.severity,
        disposition=case.disposition,
        status=case.status,
        opened_at=case.opened_at,
        last_at=case.last_at,
        summary=masks.text(case.summary),
        categories=case.categories,
        patterns=case.patterns,
        levels={axis.value: case.levels.get(axis.value, "info") for axis in Axis},
        coverage=case.coverage,
        rows=tuple(rows),
    )


class _Names:
    """How people are called: the person by the name they showed, the creator's side by role, others as the rules say."""

    def __init__(self, case: Case, rules: Rules) -> None:
        self._case = case
        self._rules = rules
        self._letters: dict[str, str] = {}

    def of_line(self, line: CaseLine) -> str:
        role = STAFF.get(line.role, "")
        if line.who in self._case.viewers or role == "creator" or self._rules.around is Around.EVERYONE:
            return line.name
        if role:
            return line.name if self._rules.staff else role
        return self._pseudonym(line.who)

    def of_entry(self, entry: CaseEntry) -> str:
        role = STAFF.get(entry.author_role, "")
        if role == "moderator" and not self._rules.staff:
            return role
        return entry.author or entry.account_name or self._case.names.get(entry.viewer, "") or entry.viewer

    def _pseudonym(self, who: str) -> str:
        known = self._letters.get(who)
        if known is None:
            known = self._letters[who] = f"viewer {_letters(len(self._letters))}"
        return known

    def lines(self, lines: Iterable[CaseLine], masks: Masks) -> tuple[Line, ...]:
        """The lines of context that may be shown."""
        around = self._rules.around
        shown = [x for x in lines if around in {Around.EVERYONE, Around.PSEUDONYMS} or (around is Around.PARTIES and self._party(x))]
        return tuple(Line(x.at, self.of_line(x), STAFF.get(x.role, x.role), masks.text(x.text), x.event_id) for x in shown)

    def _party(self, line: CaseLine) -> bool:
        return line.who in self._case.viewers or line.role in STAFF


def _letters(number: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out


def _row(number: int, entry: CaseEntry, how: tuple[Masks, _Names], refused: No | None) -> Row:
    masks, names = how
    rules = masks.rules
    side = _side(entry)
    withheld = bool(masks.withheld(entry))
    return Row(
        number=number,
        seq=entry.seq,
        at=entry.occurred_at,
        recorded_at=entry.recorded_at,
        kind=entry.kind,
        side=side,
        who=names.of_entry(entry),
        account=entry.viewer,
        platform=entry.platform,
        channel=entry.channel,
        event_id=entry.event_id,
        event_type=entry.event_type,
        link=_link(entry),
        severity=entry.severity,
        text=masks.entry(entry),
        deed=masks.text(entry.deed),
        donation=money(entry.donation, rules.money),
        note=masks.text(entry.note),
        explanation=masks.text(entry.explanation),
        findings=_findings(entry, masks, withheld=withheld),
        patterns=tuple(Told(p.pattern, p.severity, masks.text(p.explanation), p.events, p.mitigating) for p in entry.patterns),
        levels=entry.levels,
        refused_before=refused if side == "act" else None,
        before=() if withheld else names.lines(entry.before, masks),
        after=() if withheld else names.lines(entry.after, masks),
        reply_parent=next(iter(names.lines((entry.reply_parent,), masks)), None) if entry.reply_parent and not withheld else None,
        stream_title=entry.stream_title,
        stream_category=entry.stream_category,
        stream_offset=entry.stream_offset,
        entry_hash=entry.entry_hash if rules.hashes else "",
    )


def _side(entry: CaseEntry) -> str:
    if entry.kind in NO_KINDS or entry.author_role in STAFF:
        return "context" if entry.deed.startswith(NOT_NO) else "no"
    if entry.kind == EntryKind.AUTOMATIC or (entry.kind == EntryKind.CONTEXT and entry.account_name):
        return "act"
    return "context" if entry.kind == EntryKind.CONTEXT else "note"


def _findings(entry: CaseEntry, masks: Masks, *, withheld: bool) -> tuple[Finding, ...]:
    if not masks.rules.machine:
        return tuple(Finding(s.category, s.severity, masks.text(s.reason)) for s in entry.signals)
    shown = "" if withheld else None
    return tuple(
        Finding(s.category, s.severity, s.reason, s.rule, s.confidence, shown if shown is not None else s.evidence) for s in entry.signals
    )


def _link(entry: CaseEntry) -> str:
    """Where the platform has it, when that can be told from what we hold; a guessed link would be worse than none."""
    if entry.platform == "twitch" and _TWITCH_LOGIN.fullmatch(entry.channel):
        return f"https://www.twitch.tv/{entry.channel}"
    return ""
