"""``stagedoor viewer``: one person's file, over all incidents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli._command import Command, an_app
from bot.cli._incident_view import axis_lines
from bot.cli._log import with_log
from bot.cli._table import incident_table
from bot.cli._terminal import level, out, print_json, said
from bot.cli._timeline import as_plain, timeline_table
from bot.services.casework import Casework
from moderation.assessment.timeline import Moment
from moderation.cases import Case
from moderation.taxonomy import CATEGORIES, Axis
from moderation.text.wording import LEVELS, day

app = an_app()


@app.callback()
def _group() -> None:
    """One person's file, over all incidents."""


@app.command("show")
def show(
    viewer: Annotated[str, typer.Argument(metavar="PLATFORM:ID", help="The account, by the platform's own id: twitch:12345.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")] = False,
    db: Annotated[str | None, typer.Option(metavar="URL", help="Another incident log than the one in the settings.")] = None,
) -> None:
    """Show everything that the log holds about one account. Looking is written down in the log."""
    cases, remembered = with_log(lambda casework: _read(casework, viewer), db)
    if as_json:
        moments = {creator: [as_plain(m) for m in found] for creator, found in remembered.items()}
        print_json({"viewer": viewer, "incidents": [msgspec.to_builtins(case) for case in cases], "timeline": moments})
        return
    _show(out(), viewer, cases, remembered)


async def _read(casework: Casework, viewer: str) -> tuple[list[Case], dict[str, tuple[Moment, ...]]]:
    return await casework.viewer(viewer), await casework.remembered(viewer)


def _show(console: Console, viewer: str, cases: Sequence[Case], remembered: Mapping[str, tuple[Moment, ...]]) -> None:
    shown_as = {e.account_name for c in cases for e in c.entries if e.viewer == viewer and e.account_name}
    shown_as |= {c.names[viewer] for c in cases if c.names.get(viewer)}
    others = sorted({other for c in cases for other in c.viewers} - {viewer})
    console.print(Text.assemble(said(", ".join(sorted(shown_as)) or "name not known", "bold"), "  ", said(viewer)))
    for other in others:
        console.print(Text.assemble("in the same incidents: ", said(other)))
    creators = sorted({c.creator for c in cases})
    console.print(Text.assemble("toward ", said(", ".join(creators))))
    first, last = min(c.opened_at for c in cases), max(c.last_at for c in cases)
    console.print(f"first act in this log {day(first)}, last act {day(last)}")
    console.print(Padding("Highest level of each axis, over everything", (1, 0, 0, 0)), style="dim")
    console.print(axis_lines(_highest(cases)))
    console.print(Padding("How often, by axis", (1, 0, 0, 0)), style="dim")
    console.print(_counts(cases))
    for creator, moments in remembered.items():
        console.print(Padding(Text.assemble("Timeline toward ", said(creator), ", as remembered"), (1, 0, 0, 0)), style="dim")
        console.print(timeline_table(moments))
    console.print(Padding(incident_table(cases), (1, 0, 0, 0)))
    console.print(Text(f"\nLook closer with: stagedoor incidents show {cases[-1].number}", style="dim"))


def _highest(cases: Sequence[Case]) -> dict[str, str]:
    return {axis.value: max((c.levels.get(axis.value, "info") for c in cases), key=LEVELS.index) for axis in Axis}


def _counts(cases: Sequence[Case]) -> Table:
    """How many entries reached each level, axis by axis; levels are counted, never added up."""
    found: dict[str, Counter[str]] = {axis.value: Counter() for axis in Axis}
    kinds: dict[str, Counter[str]] = {axis.value: Counter() for axis in Axis}
    for entry in (e for c in cases for e in c.entries):
        for axis, word in entry.levels.items():
            if word != "info" and axis in found:
                found[axis][word] += 1
        for signal in entry.signals:
            if signal.category in CATEGORIES:
                for on in CATEGORIES[signal.category].axes:
                    kinds[on.value][signal.category] += 1
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column()
    table.add_column(overflow="fold")
    for axis in Axis:
        words = [Text.assemble(f"{found[axis.value][word]} ", level(word)) for word in reversed(LEVELS) if found[axis.value][word]]
        named = ", ".join(f"{name} {count}" for name, count in kinds[axis.value].most_common())
        table.add_row(f"  {axis.value}", Text(", ").join(words) if words else Text("none", style="dim"), Text(named, style="dim"))
    return table


COMMAND = Command(name="viewer", summary="One person's file, over all incidents.", app=app, group=True)
