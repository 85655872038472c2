"""What a scan tells at its end: what was read, what was found, what could not be read, and where to look next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli._terminal import level, said
from bot.importers import Reading
from bot.services.scanning import ScanReport
from moderation.incidents import IncidentState
from moderation.taxonomy import Disposition, Severity

MOST_ROWS: Final = 20
MOST_REASONS: Final = 3


def show_summary(console: Console, report: ScanReport, reading: Reading, numbers: Mapping[str, int] | None) -> None:
    """Print the summary; ``numbers`` are those of the log by incident key, ``None`` when nothing was stored."""
    console.print(_read(report, reading), soft_wrap=True)
    states = sorted(report.incidents.values(), key=_gravest_first)
    if states:
        console.print(_found(states))
        console.print(Padding(_table(states[:MOST_ROWS], report.names, numbers), (1, 0, 0, 2)))
        if len(states) > MOST_ROWS:
            console.print(f"  and {len(states) - MOST_ROWS} more")
    elif report.known < report.counts.events or not report.counts.events:
        console.print("Nothing that moderators have to look at.")
    _tell_troubles(console, report, reading)
    _tell_next(console, states, numbers)


def _read(report: ScanReport, reading: Reading) -> Text:
    counts, files = report.counts, len(reading.recordings)
    text = Text()
    text.append(f"Read {counts.events:,} events", style="bold")
    text.append(f" ({counts.messages:,} messages, {counts.viewers:,} viewers) from {files} file{'' if files == 1 else 's'}")
    text.append(f" in {counts.elapsed_s:.1f} s")
    if counts.elapsed_s > 0 and counts.events:
        text.append(f", {counts.events / counts.elapsed_s:,.0f} a second")
    text.append(".")
    if report.known:
        new = counts.events - report.known
        text.append(f"\n{report.known:,} of them were read by an earlier scan; ")
        text.append(f"{new:,} were new." if new else "there is nothing new in them.")
    return text


def _found(states: list[IncidentState]) -> Text:
    protect = Counter(s.level for s in states if s.disposition is Disposition.PROTECT)
    care = sum(s.disposition is Disposition.CARE for s in states)
    text = Text(f"\n{len(states)} incident{'' if len(states) == 1 else 's'}: ")
    parts = [Text.assemble(f"{protect[word]} ", level(word.word)) for word in reversed(Severity) if protect[word]]
    if care:
        parts.append(Text.assemble(f"{care} in ", level("care", care=True)))
    return text.append_text(Text(", ").join(parts))


def _gravest_first(state: IncidentState) -> tuple[bool, int, str]:
    return state.disposition is Disposition.CARE, -int(state.level), state.key


def _table(states: list[IncidentState], names: Mapping[str, str], numbers: Mapping[str, int] | None) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    if numbers is not None:
        table.add_column("No.", justify="right")
    table.add_column("Level", no_wrap=True)
    table.add_column("Who", max_width=22, overflow="fold")
    table.add_column("What", overflow="fold")
    for state in states:
        care = state.disposition is Disposition.CARE
        who = names.get(state.viewers[0]) or state.viewers[0]
        row = [level("care" if care else state.level.word, care=care), said(who, limit=40), said(state.summary, limit=240)]
        table.add_row(*([str(numbers.get(state.key, ""))] if numbers is not None else []), *row)
    return table


def _tell_troubles(console: Console, report: ScanReport, reading: Reading) -> None:
    if report.counts.skipped:
        some = reading.first_skipped[:MOST_REASONS]
        console.print(Text(f"\n{report.counts.skipped:,} records could not be read and were left out:", style="yellow"))
        for path, skip in some:
            where = f"{path}, line {skip.line}: this record " if skip.line else f"{path}: the file "
            console.print(said(f"  {where}{skip.reason}"), soft_wrap=True)
        if report.counts.skipped > len(some):
            console.print(f"  and {report.counts.skipped - len(some):,} more")
    for path, note in reading.notes:
        console.print(said(f"{path}: {note}", style="yellow"), soft_wrap=True)


def _tell_next(console: Console, states: list[IncidentState], numbers: Mapping[str, int] | None) -> None:
    if numbers is None:
        console.print("\nNothing was stored (--no-log).", style="dim")
        return
    first = next((numbers[s.key] for s in states if s.key in numbers), None)
    if first is not None:
        console.print(f"\nLook closer with: stagedoor incidents show {first}", style="dim")
