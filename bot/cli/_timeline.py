"""One person's timeline in the terminal: when, what kind of moment, what, how grave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from rich.table import Table
from rich.text import Text

from bot.cli._terminal import level, said
from moderation.assessment.timeline import Kind, Moment

MARKS: Final = {
    Kind.ACT: ">",
    Kind.REFUSAL: "x",
    Kind.MONEY: "$",
    Kind.ENFORCEMENT: "x",
    Kind.NAME: "~",
    Kind.PATTERN: "=",
}
"""As in the chronicle of an incident: ``>`` the person did something, ``x`` the creator's side said no."""
MOST: Final = 60
"""Moments that are shown, the newest; all of them are in the JSON."""


def timeline_table(moments: Sequence[Moment]) -> Table:
    """The newest moments, oldest first, within 80 columns."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    left_out = len(moments) - MOST
    if left_out > 0:
        table.add_row("", "", Text(f"{left_out} earlier moments are left out", style="dim"), "")
    for moment in moments[-MOST:]:
        at = datetime.fromtimestamp(moment.at, UTC)
        word = moment.level.word if moment.level is not None else ""
        table.add_row(f"  {at:%Y-%m-%d %H:%M}", MARKS[moment.kind], said(moment.words), level(word) if word else "")
    return table


def as_plain(moment: Moment) -> dict[str, str]:
    """A moment for other programs."""
    return {
        "at": datetime.fromtimestamp(moment.at, UTC).isoformat(),
        "kind": moment.kind.value,
        "words": moment.words,
        "event_id": moment.event_id,
        "level": moment.level.word if moment.level is not None else "",
        "account": moment.account,
    }
