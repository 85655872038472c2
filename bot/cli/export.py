"""``stagedoor export``: incidents as files, for the audience that is named."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli._command import Command, an_app
from bot.cli._log import with_log
from bot.cli._terminal import err
from bot.services.casework import Casework
from config.settings import load_settings
from moderation import reports
from moderation.cases import Audience
from moderation.discovery import discover
from moderation.rules import ReportFormat

app = an_app()

Audiences = Annotated[Audience, typer.Option("--audience", help="Who will read it; decides field by field what goes in.")]
Format = Annotated[str, typer.Option("--format", metavar="NAME", help="html, csv or json.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="The folder to write to; 'exports' in the data directory unless given.")
]
Db = Annotated[str | None, typer.Option(metavar="URL", help="Another incident log than the one in the settings.")]


@app.command("incident")
def incident(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The incident's number in the list.")],
    audience: Audiences = Audience.FULL,
    form: Format = "html",
    out: Out = None,
    db: Db = None,
) -> None:
    """Write one incident as a file and print its path. The export is written down in the log."""
    _export([number], audience, form, out, db)


@app.command("all")
def everything(audience: Audiences = Audience.FULL, form: Format = "html", out: Out = None, db: Db = None) -> None:
    """Write every incident, one file each, and print the paths.

    Incidents of the care lane go to the audience 'full' only: a person in distress is nobody's case file.
    """
    _export(None, audience, form, out, db)


def _export(numbers: list[int] | None, audience: Audience, form: str, out: Path | None, db: str | None) -> None:
    known = discover(reports, "FORMAT", ReportFormat)
    if form not in known:
        raise typer.BadParameter(f"there is no format {form!r}; known are {', '.join(known)}")
    folder = out or load_settings().data_dir / "exports"

    async def run(casework: Casework) -> list[Path]:
        return await casework.export(numbers, audience, known[form], folder)

    written = with_log(run, db)
    for path in written:
        sys.stdout.write(f"{path}\n")
    if not written:
        err().print(f"stagedoor: there is no incident that may go to the audience {audience.value!r}; nothing was written.", soft_wrap=True)


COMMAND = Command(name="export", summary="Write incidents as files, for the audience that is named.", app=app, group=True)
