"""``stagedoor demo``: the bundled story, played through the real thing, with everything written into one folder."""

from __future__ import annotations

import asyncio
import shlex
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from pydantic import SecretStr
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.app import incident_log, make_pipeline
from bot.cli._command import Command, an_app
from bot.cli._errors import StoppedError
from bot.cli._incident_view import show_incident
from bot.cli._reading import StopSwitch
from bot.cli._table import incident_table
from bot.cli._terminal import level, out
from bot.clock import SystemClock
from bot.demo.stage import Stage
from bot.demo.story import story, streams
from bot.importers import Reading, read_events
from bot.services.casework import Casework
from bot.services.intake import Intake
from bot.services.scanning import Hooks, Scan, ScanReport
from bot.services.verification import verify_log
from config.settings import DATABASE_NAME, Settings, load_settings, sqlite_url
from moderation.cases import Audience, CaseSummary
from moderation.errors import ModerationError
from moderation.incidents import IncidentState
from moderation.ports import IncidentLog, IncidentQuery
from moderation.reports import csv, html
from moderation.taxonomy import Disposition

app = an_app()

STORY = "story.jsonl"
EXPORTS = "exports"
INTRO = (
    "Kess streams three times a week; Tovi and Marlo moderate. Five weeks of their chat go by now, made up from the first line to the "
    "last: two hundred fans, and a few people whom somebody should notice, one of them to help. Watch the first alerts: there is no bad "
    "word in them."
)


@app.command("demo")
def demo(
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the demo writes its log and exports.")] = Path("demo-out"),
    speed: Annotated[float, typer.Option(min=0, metavar="X", help="1 takes about twenty seconds, 2 half of that, 0 no time.")] = 1.0,
) -> None:
    """Play a story of five weeks of stream chat, with alerts as they happen. Needs no account anywhere."""
    _clear(folder)
    settings = load_settings(data_dir=folder, database_url=SecretStr(sqlite_url(folder / DATABASE_NAME)), packs=(), rules={})
    console = out()
    console.print(Padding(Text(INTRO), (0, 0, 1, 0)))
    path = folder / STORY
    path.write_bytes(b"".join(msgspec.json.encode(event) + b"\n" for event in story()))
    with StopSwitch().listening() as stop:
        asyncio.run(_play(console, settings, path, speed, stop))


def _clear(folder: Path) -> None:
    """An empty folder, or one of an earlier demo, emptied; raises ``ModerationError`` for any other."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / STORY).exists():
        raise ModerationError(f"{folder} holds other files. Give an empty folder, or one that does not exist yet, with --out.")
    for old in (*folder.glob(f"{DATABASE_NAME}*"), *(folder / EXPORTS).glob("incident-*"), folder / STORY):
        old.unlink(missing_ok=True)


async def _play(console: Console, settings: Settings, path: Path, speed: float, stop: StopSwitch) -> None:
    pipeline = make_pipeline(settings)
    stage = Stage(console, speed=speed, level=_level, streams=len(streams()))
    async with incident_log(settings, create=True) as log:
        reading = Reading([stage.play(one) for one in read_events([str(path)], "events").recordings])
        with stage.open():
            scan = Scan(pipeline, intake=Intake(log, pipeline, alerts=False), hooks=Hooks(changed=stage.changed, stop=stop))
            report = await scan.run(reading)
        if report.stopped:
            raise StoppedError("Stopped. What was found so far is in the folder; the next demo begins anew.")
        await _afterwards(console, settings.data_dir, log, report)


def _level(state: IncidentState) -> Text:
    care = state.disposition is Disposition.CARE
    return level("care" if care else state.level.word, care=care)


async def _afterwards(console: Console, folder: Path, log: IncidentLog, report: ScanReport) -> None:
    casework = Casework(log, SystemClock(), "demo")
    found = await casework.incidents(IncidentQuery())
    counts = report.counts
    console.print()
    console.rule("[bold]The incident log afterwards", align="left", style="dim")
    console.print(f"\n{counts.messages:,} messages by {counts.viewers} people, {len(found)} incidents, {report.alerts} alerts.\n")
    console.print(incident_table(found))
    main = await casework.incident(_longest(report, found))
    console.print()
    console.rule(f"[bold]One of them, as moderators see it: stagedoor incidents show {main.number}", align="left", style="dim")
    console.print()
    show_incident(console, main, context=0)
    console.print()
    console.rule("[bold]What can be handed on", align="left", style="dim")
    console.print()
    for form, audience in ((html.FORMAT, Audience.SECURITY), (csv.FORMAT, Audience.POLICE)):
        for written in await casework.export([main.number], audience, form, folder / EXPORTS):
            console.print(f"for {audience.value}: {written}", soft_wrap=True)
    await verify_log(log)
    console.print("The chain of evidence was verified: nothing was changed, removed, added or moved.")
    _next(console, folder, main)


def _longest(report: ScanReport, found: list[CaseSummary]) -> int:
    """The incident with most events in it: the story's main thread."""
    events = {key: len(state.events) for key, state in report.incidents.items()}
    return max(found, key=lambda c: (events.get(c.key, 0), -c.number)).number


def _next(console: Console, folder: Path, case: CaseSummary) -> None:
    here = f"STAGEDOOR_DATA_DIR={shlex.quote(str(folder))}"
    console.print()
    console.rule("[bold]What to type next", align="left", style="dim")
    console.print()
    for command, why in (
        (f"{here} stagedoor incidents list", "the log of this story"),
        (f"{here} stagedoor incidents show {case.number} --context 5", "the incident with the chat around it"),
        (f"{here} stagedoor viewer show {case.viewers[0]}", "one person, over all incidents"),
        (f"{here} stagedoor export incident {case.number} --audience police --format csv", "a file for the police"),
        ("stagedoor scan YOUR-CHAT-FILE", "your own recorded chat"),
    ):
        console.print(Text.assemble("  ", (command, "bold")), soft_wrap=True)
        console.print(f"      {why}", style="dim", soft_wrap=True)


COMMAND = Command(name="demo", summary="A story of five weeks, played in the terminal; needs no account.", app=app)
