"""The composition root: the only place where real implementations are chosen.

Each part is imported when it is asked for, so that a scan without a log does not wait for the database, nor a list of incidents for the
detectors.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from config.settings import Settings

if TYPE_CHECKING:
    from moderation.pipeline import Pipeline
    from moderation.ports import IncidentLog


def make_pipeline(settings: Settings, *, oracle: Mapping[str, Sequence[str]] | None = None) -> Pipeline:
    """The engine with the packs and rule settings of ``settings``; raises ``PackError`` or ``ConfigError``.

    ``oracle`` gives categories by event id in place of the detectors, for evaluation.
    """
    from config.loader import load_model, load_packs
    from config.rules import rule_settings
    from moderation.pipeline import Options, Pipeline

    return Pipeline(load_packs(settings.packs), Options(settings=rule_settings(settings.rules), oracle=oracle, model=load_model()))


@asynccontextmanager
async def incident_log(settings: Settings, *, create: bool = False) -> AsyncIterator[IncidentLog]:
    """The incident log, open; raises ``ModerationError`` when it cannot be used, or is not there and ``create`` is off."""
    from bot.storage.sql_log import open_log

    if create:
        _make_folder(settings)
    log = await open_log(settings.database, create=create)
    try:
        yield log
    finally:
        await log.close()


async def upgrade_database(settings: Settings) -> str:
    """Create the database or bring it to this version; gives where it is, without any password. Raises ``ModerationError``."""
    from bot.storage.engine import parse_url
    from bot.storage.errors import place_of
    from bot.storage.migrate import upgrade

    _make_folder(settings)
    await upgrade(settings.database)
    return place_of(parse_url(settings.database))


def _make_folder(settings: Settings) -> None:
    """The data directory, for its owner alone; when it cannot be made, opening the database says why."""
    with suppress(OSError):
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
