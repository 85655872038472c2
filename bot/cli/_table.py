"""Incidents as a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from bot.cli._terminal import level, said
from moderation.cases import CaseSummary
from moderation.taxonomy import Disposition


def incident_table(found: Sequence[CaseSummary]) -> Table:
    """The incidents as a table that fits into 80 columns."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("No.", justify="right")
    table.add_column("Level", no_wrap=True)
    table.add_column("Last act", no_wrap=True)
    table.add_column("Who", overflow="fold", max_width=20)
    table.add_column("What", overflow="fold")
    table.add_column("Review", no_wrap=True)
    for case in found:
        care = case.disposition == Disposition.CARE
        who = case.names.get(case.viewers[0], "") or case.viewers[0] if case.viewers else "[erased]"
        table.add_row(
            str(case.number),
            level("care" if care else case.severity, care=care),
            f"{case.last_at:%Y-%m-%d}",
            said(who, limit=40),
            said(case.summary, limit=120),
            Text(case.status, style="dim"),
        )
    return table
