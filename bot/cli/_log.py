"""The incident log for commands that read it: opened, used, closed, with the name of whoever sits at the keyboard."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pydantic import SecretStr

from bot.app import incident_log
from bot.clock import SystemClock
from bot.services.casework import Casework
from config.settings import load_settings

T = TypeVar("T")


def with_log(use: Callable[[Casework], Awaitable[T]], db: str | None = None) -> T:
    """Run ``use`` over the log of the settings (or ``db``), which has to be there; raises ``ModerationError``."""
    settings = load_settings(**({"database_url": SecretStr(db)} if db else {}))

    async def run() -> T:
        async with incident_log(settings) as log:
            return await use(Casework(log, SystemClock(), _who()))

    return asyncio.run(run())


def _who() -> str:
    """The person at this machine, as the system knows them."""
    try:
        return f"{getpass.getuser()} (command line)"
    except (KeyError, OSError):
        return "command line"
