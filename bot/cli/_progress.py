"""A progress bar on standard error: bytes, rate, incidents so far; nothing at all where nobody is looking."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from bot.importers import Reading
from bot.services.scanning import ScanReport

REFRESH: Final = 0.1
"""Seconds between two pictures."""


@contextmanager
def progress_bar(console: Console, reading: Reading, *, wanted: bool) -> Iterator[Callable[[ScanReport], None]]:
    """Show how far a reading is; gives what is to be called now and then."""
    if not wanted or not console.is_terminal:
        yield lambda _: None
        return
    columns = (
        TextColumn("reading"),
        BarColumn(bar_width=24),
        DownloadColumn(),
        TextColumn("{task.fields[rate]:>9} events/s"),
        TextColumn("{task.fields[incidents]}"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        yield _painter(bar, reading)


def _painter(bar: Progress, reading: Reading) -> Callable[[ScanReport], None]:
    task = bar.add_task("", total=reading.size, rate="0", incidents="")
    begun = painted = time.perf_counter()

    def paint(report: ScanReport) -> None:
        nonlocal painted
        now = time.perf_counter()
        if now - painted < REFRESH:
            return
        painted = now
        found = len(report.incidents)
        rate = f"{report.counts.events / (now - begun):,.0f}"
        words = f"{found} incident{'' if found == 1 else 's'}"
        bar.update(task, completed=reading.consumed, total=reading.size, rate=rate, incidents=words, refresh=True)

    return paint
