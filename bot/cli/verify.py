"""``stagedoor verify``: whether the log is what was written. Silent when it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli._command import Command, an_app
from bot.cli._errors import FOUND_WRONG
from bot.cli._log import with_log
from bot.cli._terminal import err, said
from bot.services.verification import verify_log
from config.settings import sqlite_url
from moderation.errors import VerificationError

app = an_app()


@app.command("verify")
def verify(
    path: Annotated[Path | None, typer.Argument(metavar="[PATH]", help="A database file; the one in the settings unless given.")] = None,
    db: Annotated[str | None, typer.Option(metavar="URL", help="A database by its URL.")] = None,
) -> None:
    """Check that no entry of the log was changed, removed, added or moved since it was written.

    Says nothing and ends with 0 when all is well; says what is wrong, where and since when, and ends with 1 otherwise.
    """
    try:
        with_log(lambda casework: verify_log(casework.log), sqlite_url(path) if path else db)
    except VerificationError as error:
        err().print(said(f"stagedoor: {error}", "bold red"), soft_wrap=True)
        raise typer.Exit(FOUND_WRONG) from None


COMMAND = Command(name="verify", summary="Check that the log is what was written.", app=app)
