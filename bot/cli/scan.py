"""``stagedoor scan``: recorded chats in, incidents out."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, ExitStack, nullcontext
from dataclasses import dataclass
from typing import Annotated

import typer
from pydantic import SecretStr

from bot.app import incident_log, make_pipeline
from bot.cli._command import Command, an_app
from bot.cli._errors import StoppedError
from bot.cli._progress import progress_bar
from bot.cli._reading import STDIO, StopSwitch, expanded, findings_to, given_signals
from bot.cli._summary import show_summary
from bot.cli._terminal import err, out
from bot.findings import Findings
from bot.importers import AUTO, Reading, read_events
from bot.services.intake import Intake
from bot.services.scanning import Hooks, Scan, ScanReport
from config.settings import Settings, load_settings
from moderation.pipeline import Pipeline
from moderation.ports import IncidentLog, IncidentQuery

app = an_app()

MOST_NUMBERS = 100_000


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for."""

    findings: str | None
    no_log: bool
    quiet: bool

    @property
    def summary_to_stderr(self) -> bool:
        """Standard output holds findings only, when they go there."""
        return self.findings == STDIO


@app.command("scan", no_args_is_help=False)
def scan(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Recorded chats; '-' is standard input.")],
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="Their format; recognised by itself unless given.")] = AUTO,
    creator: Annotated[str | None, typer.Option(metavar="NAME", help="Whose chats they are, where the files do not say.")] = None,
    db: Annotated[str | None, typer.Option(metavar="URL", help="The incident log to write to, instead of the one in the settings.")] = None,
    findings: Annotated[
        str | None, typer.Option(metavar="PATH|-", help="Write every finding as a JSON line, '-' to standard output.")
    ] = None,
    no_log: Annotated[bool, typer.Option("--no-log", help="Store nothing.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")] = False,
    signals: Annotated[
        str | None,
        typer.Option(
            metavar="PATH", help='For evaluation: each message\'s categories from lines {"event_id", "categories"}, no detectors.'
        ),
    ] = None,
) -> None:
    """Read recorded chats, notice pursuit in them, and store what was noticed.

    A scan can be stopped at any time; the same command goes on where it was. What was read once is not read again.
    """
    settings = load_settings(**({"database_url": SecretStr(db)} if db else {}))
    order = _Order(findings, no_log, quiet)
    oracle = given_signals(signals) if signals else None
    reading = read_events(expanded(files), form, creator)
    pipeline = make_pipeline(settings, oracle=oracle)
    with StopSwitch().listening() as stop:
        report = asyncio.run(_scan(order, settings, pipeline, reading, stop))
    if report.stopped:
        raise StoppedError(_stopped(report, order))


async def _scan(order: _Order, settings: Settings, pipeline: Pipeline, reading: Reading, stop: StopSwitch) -> ScanReport:
    async with AsyncExitStack() as opened:
        log = None if order.no_log else await opened.enter_async_context(incident_log(settings, create=True))
        with ExitStack() as shown:
            write = shown.enter_context(findings_to(order.findings) if order.findings else nullcontext())
            paint = shown.enter_context(progress_bar(err(), reading, wanted=not order.quiet))
            scan_of = Scan(
                pipeline,
                intake=Intake(log, pipeline, alerts=False) if log else None,
                findings=Findings(write) if write else None,
                hooks=Hooks(progress=paint, stop=stop),
            )
            report = await scan_of.run(reading)
        await _tell(order, report, reading, log)
    return report


async def _tell(order: _Order, report: ScanReport, reading: Reading, log: IncidentLog | None) -> None:
    if order.findings and report.known:
        err().print(
            f"stagedoor: {report.known:,} of the events were read by an earlier scan; the findings are only those of the others. "
            "With --no-log the whole file is read anew.",
            soft_wrap=True,
        )
    if order.quiet or report.stopped:
        return
    numbers = None
    if log:
        numbers = {c.key: c.number for c in await log.incidents(IncidentQuery(limit=MOST_NUMBERS)) if c.key in report.incidents}
    show_summary(err() if order.summary_to_stderr else out(), report, reading, numbers)


def _stopped(report: ScanReport, order: _Order) -> str:
    read = f"Stopped after {report.counts.events:,} events"
    if order.no_log:
        return f"{read}. Nothing was to be stored."
    found = len(report.incidents)
    return f"{read}; they and {found} incident{'' if found == 1 else 's'} are saved. The same command goes on from there."


COMMAND = Command(name="scan", summary="Read recorded chats and store what is noticed in them.", app=app)
