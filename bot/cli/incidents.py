"""``stagedoor incidents``: the log, as a list and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.text import Text

from bot.cli._chronicle import CONTEXT
from bot.cli._command import Command, an_app
from bot.cli._incident_view import show_incident
from bot.cli._log import with_log
from bot.cli._table import incident_table
from bot.cli._terminal import out, print_json
from moderation.cases import CaseSummary
from moderation.incidents import CONTEXT_BEFORE
from moderation.ports import IncidentQuery
from moderation.taxonomy import Severity

app = an_app()

Db = Annotated[str | None, typer.Option(metavar="URL", help="Another incident log than the one in the settings.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")]


@app.command("list")
def list_incidents(
    as_json: Json = False,
    at_least: Annotated[str, typer.Option(metavar="LEVEL", help="Only from this level on: info, low, medium, high or critical.")] = "info",
    creator: Annotated[str | None, typer.Option(metavar="NAME", help="Only those of this creator.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many at most.")] = 50,
    db: Db = None,
) -> None:
    """List the incidents, newest act first."""
    try:
        lowest = Severity.parse(at_least)
    except KeyError:
        raise typer.BadParameter(f"{at_least!r} is no level; use info, low, medium, high or critical") from None
    query = IncidentQuery(creator=creator, at_least=lowest, limit=limit)
    found = with_log(lambda casework: casework.incidents(query), db)
    if as_json:
        print_json([msgspec.to_builtins(case) for case in found])
        return
    _show_list(out(), found, limit)


@app.command("show")
def show(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The incident's number in the list.")],
    as_json: Json = False,
    context: Annotated[
        int, typer.Option(min=0, max=CONTEXT_BEFORE, help="Other viewers' lines to show before and after each entry.")
    ] = CONTEXT,
    db: Db = None,
) -> None:
    """Show one incident: what was asked, what was refused, what came after. Looking is written down in the log."""
    case = with_log(lambda casework: casework.incident(number), db)
    if as_json:
        print_json(msgspec.to_builtins(case))
        return
    show_incident(out(), case, context)


def _show_list(console: Console, found: Sequence[CaseSummary], limit: int) -> None:
    if not found:
        console.print("No incidents.")
        return
    console.print(incident_table(found))
    if len(found) == limit:
        console.print(Text(f"\nThe newest {limit}; --limit shows more.", style="dim"))
    console.print(Text(f"\nLook closer with: stagedoor incidents show {found[0].number}", style="dim"))


COMMAND = Command(name="incidents", summary="The incident log: list it, and look at one incident.", app=app, group=True)
