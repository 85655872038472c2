"""``stagedoor doctor``: whether everything is in order, and how to mend what is not."""

from __future__ import annotations

import asyncio
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.app import incident_log
from bot.cli._command import Command, an_app
from bot.cli._errors import FOUND_WRONG
from bot.cli._terminal import err, out, print_json, said
from bot.clock import SystemClock
from bot.services.health import Finding, check_all
from config.loader import load_packs
from config.settings import Settings, load_settings
from moderation.errors import ModerationError
from moderation.lexicon.compiler import compile_packs

app = an_app()


@app.command("doctor")
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what is not in order.")] = False,
) -> None:
    """Check the data directory, the incident log, the rule packs and the clock, and say how to mend what is not in order."""
    settings = load_settings()
    found = asyncio.run(_check(settings))
    wrong = [f for f in found if not f.well]
    if as_json:
        print_json([msgspec.to_builtins(f) for f in found])
    elif wrong or not quiet:
        _show(err() if quiet else out(), wrong if quiet else found)
    if wrong:
        raise typer.Exit(FOUND_WRONG)


async def _check(settings: Settings) -> list[Finding]:
    def packs() -> str:
        loaded = load_packs(settings.packs)
        compile_packs(loaded)
        return ", ".join(f"{pack.head.id} ({sum(len(f.model.rule) for f in pack.files)} rules)" for pack in loaded)

    try:
        async with incident_log(settings) as log:
            return await check_all(settings.data_dir, packs, log, SystemClock())
    except ModerationError as error:
        return await check_all(settings.data_dir, packs, error, SystemClock())


def _show(console: Console, found: list[Finding]) -> None:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in found:
        table.add_row(Text("ok", style="green") if finding.well else Text("wrong", style="bold red"), finding.check, said(finding.found))
        if finding.mend:
            table.add_row("", "", Text.assemble(("to mend: ", "bold"), said(finding.mend)))
    console.print(table)


COMMAND = Command(name="doctor", summary="Check that everything is in order, and how to mend what is not.", app=app)
