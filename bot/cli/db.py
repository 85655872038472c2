"""``stagedoor db``: the database of the incident log."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from pydantic import SecretStr

from bot.app import upgrade_database
from bot.cli._command import Command, an_app
from bot.cli._terminal import out, said
from config.settings import load_settings

app = an_app()


@app.callback()
def _group() -> None:
    """The database of the incident log."""


@app.command("upgrade")
def upgrade(db: Annotated[str | None, typer.Option(metavar="URL", help="Another database than the one in the settings.")] = None) -> None:
    """Create the database, or bring it to what this version of Stagedoor needs. Running it twice does no harm."""
    settings = load_settings(**({"database_url": SecretStr(db)} if db else {}))
    place = asyncio.run(upgrade_database(settings))
    out().print(said(f"{place} is ready."), soft_wrap=True)


COMMAND = Command(name="db", summary="Create or upgrade the database.", app=app, group=True)
