"""A table for spreadsheets, police forms and lawyers: one row an entry, columns after the SPARC stalking log (docs/taxonomy.md).

No cell can be a formula, in whatever script its sign is written, and no cell holds a control character; the exact text is in ``json``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from moderation.cases import Audience, Case
from moderation.reports._view import Row, View, views
from moderation.rules import ReportFormat
from moderation.text.display import shown
from moderation.text.wording import clock, into

COLUMNS: Final = (
    "incident",
    "entry",
    "date",
    "time",
    "tz",
    "platform",
    "place",
    "stream",
    "into_stream",
    "about_account",
    "by_as_shown",
    "kind",
    "what_happened",
    "money",
    "category",
    "severity",
    "why",
    "refused_before",
    "refused_when",
    "response",
    "witnesses",
    "police_ref",
    "event_id",
    "link",
    "sha256",
)
"""``witnesses`` and ``police_ref`` are for the people who keep the log; the machine never fills them."""

_SIGNS: Final = frozenset("=+-@|%\t\r\n＝＋－＠｜％﹢﹣﹦﹫−")
_BOM: Final = "\ufeff"


def _render(cases: tuple[Case, ...], audience: Audience) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for view in views(cases, audience):
        writer.writerows([cell(value) for value in line] for line in _lines(view))
    return (_BOM + out.getvalue()).encode("utf-8")


def cell(value: str) -> str:
    """A cell that no spreadsheet computes: one that begins like a formula gets an apostrophe before it, as spreadsheets themselves do."""
    safe = shown(value)
    return f"'{safe}" if safe.lstrip()[:1] in _SIGNS and safe.strip() else safe


def _lines(view: View) -> Iterator[list[str]]:
    for place, row in enumerate(view.rows):
        before = row.refused_before
        yield [
            str(view.number),
            str(row.number),
            f"{row.at:%Y-%m-%d}",
            clock(row.at),
            "UTC",
            row.platform,
            row.channel,
            row.stream_title,
            into(row.stream_offset),
            row.account,
            row.who,
            row.kind,
            row.text or row.deed or row.note,
            row.donation,
            " ".join(f.category for f in row.findings),
            row.severity,
            row.explanation,
            "" if row.side != "act" else "Y" if _refused(row) else "N",
            f"{before.at:%Y-%m-%d %H:%M:%S} UTC" if before else "",
            _response(view, place),
            "",
            "",
            row.event_id,
            row.link,
            row.entry_hash,
        ]


def _refused(row: Row) -> bool:
    return row.refused_before is not None or any(p.pattern == "repeat_after_refusal" for p in row.patterns)


def _response(view: View, place: int) -> str:
    """What the creator's side did about an act: the refusals and steps between it and the next act."""
    if view.rows[place].side != "act":
        return ""
    steps = []
    for row in view.rows[place + 1 :]:
        if row.side == "act":
            break
        if row.side == "no":
            steps.append(f"{clock(row.at)} {row.who}: {row.deed or row.text}")
    return "; ".join(steps)


FORMAT = ReportFormat(name="csv", suffix=".csv", media_type="text/csv", summary="a table, one row an entry", render=_render)
