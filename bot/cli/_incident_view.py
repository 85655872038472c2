"""One incident on the terminal: who, the four axes apart, and what happened, in order, with what was refused and what came after."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli._chronicle import CONTEXT, Told, chronicle
from bot.cli._terminal import level, said
from moderation.cases import Case, CaseSummary
from moderation.taxonomy import Disposition
from moderation.text.wording import AXES, LEVELS, clock, day, spell

GAP: Final = timedelta(minutes=5)
"""A silence longer than this is written down."""
NAME_WIDTH: Final = 18
MARKS: Final = {"act": Text(">", style="bold"), "no": Text("x", style="bold blue"), "context": Text(" "), "note": Text("*")}


def show_incident(console: Console, case: Case, context: int = CONTEXT) -> None:
    """Print the whole incident; readable at 80 columns, with or without colours. ``context``: other viewers' lines around each entry."""
    _head(console, case)
    _axes(console, case)
    console.print(Text("\n> what the person did   x what was refused or stopped   other lines are context", style="dim"))
    before: Told | None = None
    for told in chronicle(case, context):
        if before is None or before.at.date() != told.at.date():
            console.print(
                Text.assemble("\n", (f"{told.at:%A} {day(told.at)}", "bold underline"), "  ", said(_stream_of(case, told), "dim"))
            )
        elif told.at - before.at > GAP:
            console.print(Text(f"{'':12}{spell(told.at - before.at)} later", style="dim italic"))
        console.print(_line(told))
        before = told
    _end(console, case)


def title_of(case: CaseSummary) -> Text:
    """``Incident 3``, its level and lane, and where it stands with people."""
    care = case.disposition == Disposition.CARE
    text = Text.assemble((f"Incident {case.number}", "bold"), "   ", level(case.severity, care=care))
    text.append(" (care: somebody may need help)" if care else " (protect)")
    text.append(f"   {case.status}" + (", not yet confirmed" if case.status == "draft" else ""), style="dim")
    return text


def period(case: CaseSummary) -> str:
    """From the first to the last act, shortly."""
    first, last = case.opened_at, case.last_at
    if first == last:
        return f"{day(first)} at {clock(first)} UTC"
    if first.date() == last.date():
        return f"{day(first)} from {clock(first)} to {clock(last)} UTC"
    return f"{day(first)} to {day(last)}"


def axis_lines(levels: dict[str, str]) -> Table:
    """The four axes, each by itself, with a bar and a word."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for axis, meaning in AXES.items():
        word = levels.get(axis, "info")
        reached = LEVELS.index(word) if word in LEVELS else 0
        steps = len(LEVELS) - 1
        name = level(word, care=axis == "care" and bool(reached))
        bar = Text.assemble(("■" * reached, name.style), ("·" * (steps - reached), "dim"))
        table.add_row(f"  {axis}", bar, name if reached else Text("nothing noted", style="dim"), Text(meaning, style="dim"))
    return table


def _head(console: Console, case: Case) -> None:
    console.print(title_of(case))
    for viewer in case.viewers:
        console.print(
            Text.assemble(
                said(case.names.get(viewer, "") or "name not known", "bold"), "  ", said(viewer), "  in the channel ", said(case.channel)
            )
        )
    acts = [t for t in chronicle(case) if t.mark == "act"]
    noes = sum(t.mark == "no" for t in chronicle(case))
    days = len({t.at.date() for t in acts})
    refused = f", refused or stopped {_count(noes, 'time')}" if noes else ""
    console.print(f"{period(case)}: {_count(len(acts), 'act')} on {_count(days, 'day')}{refused}")
    console.print(Padding(said(case.summary), (1, 0, 1, 0)))


def _axes(console: Console, case: Case) -> None:
    console.print(axis_lines(case.levels))


def _line(told: Told) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=1)
    grid.add_column(width=8, no_wrap=True)
    grid.add_column(width=NAME_WIDTH, no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    quiet = "dim" if told.mark == "context" else ""
    name = said(told.who, "bold" if told.mark != "context" else quiet, limit=NAME_WIDTH - (len(told.role) + 3 if told.role else 0))
    if told.role:
        name.append(f" ({told.role})", style="dim")
    grid.add_row(MARKS[told.mark], Text(clock(told.at), style="dim"), name, _words(told, quiet))
    for sentence in _because(told):
        grid.add_row("", "", "", sentence)
    return grid


def _words(told: Told, style: str) -> Text:
    text = Text("[erased]", style="italic") if told.text is None else said(told.text, style)
    if told.donation:
        text.append_text(said(f" [with {told.donation}]", "bold"))
    if told.deleted:
        text.append(" [deleted by a moderator]", style="italic")
    return text


def _because(told: Told) -> list[Text]:
    reasons = [Text.assemble(("- ", "dim"), said(reason, "dim")) for reason in told.reasons]
    for pattern in told.patterns:
        label = "in favour: " if pattern.mitigating else "over time: "
        reasons.append(Text.assemble((label, "bold"), said(pattern.explanation), " (", level(pattern.severity), ")"))
    return reasons


def _stream_of(case: Case, told: Told) -> str:
    if told.stream:
        return told.stream
    return next((t.stream for t in chronicle(case) if t.stream and t.at.date() == told.at.date()), "")


def _end(console: Console, case: Case) -> None:
    for gap in case.coverage:
        console.print(said(f"\nNot seen: {gap}", "yellow"))
    if case.disposition == Disposition.CARE:
        console.print(Text("\nNobody is accused here. A kind word in private, and where to find help, is what this is for.", style="dim"))
        return
    console.print(
        Text(f"\nHand it on with: stagedoor export incident {case.number} --audience police --format html --out DIR", style="dim"),
        soft_wrap=True,
    )


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
