"""Plays the story in front of a terminal: chat goes by, alerts stay. Where nobody is looking, plain lines."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.text import Text

from bot.importers import Item, Recording
from bot.services.scanning import Changed
from moderation.events import Event
from moderation.incidents import IncidentState
from moderation.taxonomy import Disposition
from moderation.text.display import shown
from moderation.text.wording import into

STREAM_TIME: Final = 0.5
"""Seconds that one stream takes at speed 1."""
STREAM_LENGTH: Final = 9_000.0
"""Seconds of a usual stream of the story."""
ALERT_TIME: Final = 0.4
"""Seconds that an alert is left alone at speed 1; at least a third of it, when the machine is slow."""
LINES: Final = 6
"""Lines of chat that are seen going by."""
TICK: Final = 0.04

Word = Callable[[IncidentState], Text]


class Stage:
    """What is seen of the story. ``speed`` 1 takes about fifteen seconds, 2 half of that, 0 no time at all."""

    def __init__(self, console: Console, *, speed: float, level: Word, streams: int) -> None:
        """``level`` gives an incident's level as a coloured word; ``streams`` is how many there will be."""
        self._console = console
        self._pace = 1 / speed if speed > 0 else 0.0
        self._level = level
        self._streams = streams
        self._stream = 0
        self._started: datetime | None = None
        self._shown = 0.0
        self._due = 0.0
        self._chat: deque[Text] = deque(maxlen=LINES)
        self._messages = 0
        self._alerts = 0
        self._live: Live | None = None
        self._heading: Text | None = None

    def open(self) -> AbstractContextManager[object]:
        """Begin to show; the moving part is there only on a terminal, and only when there is time to look at it."""
        self._due = time.perf_counter()
        if not self._console.is_terminal or not self._pace:
            return nullcontext()
        self._live = Live(console=self._console, auto_refresh=False, transient=True)
        return self._live

    def play(self, recording: Recording) -> Recording:
        """The recording, seen while it is read."""
        return _Watched(recording, self._saw)

    def changed(self, change: Changed) -> None:
        """Show an alert, or in one quiet line what was added to an incident that moderators know already; both stay."""
        if change.alert:
            self._alerted(change)
        elif change.event.viewer in change.incident.viewers and change.event.text:
            self._print_heading()
            who = change.event.author.display or change.event.author.name if change.event.author else ""
            room = self._console.width - 4
            self._console.print(Text(shown(f"  . {who}: {change.event.text}", room), style="dim"), no_wrap=True)

    def _alerted(self, alert: Changed) -> None:
        self._alerts += 1
        self._print_heading()
        head, *rest = self._alert(alert)
        self._console.print(head)
        for line in rest:
            self._console.print(Padding(line, (0, 0, 0, 4)))
        self._wait(ALERT_TIME, ALERT_TIME / 3)

    def _saw(self, event: Event) -> None:
        if event.stream and event.stream.state == "online":
            self._begin(event)
        if event.text and event.author:
            self._messages += 1
            name = Text(shown(event.author.display or event.author.name, 18), style="bold" if event.author.roles else "")
            self._chat.append(Text.assemble(" ", name, ": ", (shown(event.text, 90), "dim")))
        self._move(event)

    def _begin(self, event: Event) -> None:
        self._stream += 1
        self._started = event.ts
        title = shown(event.stream.title or "") if event.stream else ""
        self._heading = Text.assemble("\n", (f"{event.ts:%a} {event.ts.day} {event.ts:%b}", "bold"), "  ", (title, "italic"))
        self._chat.clear()

    def _print_heading(self) -> None:
        """A stream in which nothing happens leaves no trace."""
        if self._heading is not None:
            self._console.print(self._heading)
            self._heading = None

    def _alert(self, alert: Changed) -> Iterator[Text]:
        event = alert.event
        who = event.author.display or event.author.name if event.author else ""
        at = into((event.ts - self._started).total_seconds()) if self._started else ""
        care = alert.incident.disposition is Disposition.CARE
        yield Text.assemble("  ! " if not care else "  + ", self._level(alert.incident), "  ", (shown(who), "bold"), (f"  {at}", "dim"))
        if event.text:
            yield Text(f'"{shown(event.text, 200)}"', style="italic")
        yield Text(shown(alert.explanation))

    def _move(self, event: Event) -> None:
        """Let time go by as the stream's own does, in small steps."""
        if not self._pace or self._started is None:
            return
        now = (event.ts - self._started).total_seconds() / STREAM_LENGTH * STREAM_TIME
        if now - self._shown >= TICK or now < self._shown:
            self._wait(max(0.0, now - self._shown))
            self._shown = now

    def _wait(self, seconds: float, at_least: float = 0.0) -> None:
        """Wait for so long after the last wait was due: what the machine itself needs is part of the time."""
        if not self._pace:
            return
        if self._live:
            self._live.update(self._picture(), refresh=True)
        self._due += seconds * self._pace
        left = self._due - time.perf_counter()
        time.sleep(max(left, at_least * self._pace, 0.0))

    def _picture(self) -> RenderableType:
        status = f"stream {self._stream} of {self._streams}, {self._messages:,} messages, {self._alerts} alerts"
        return Group(Text(""), *self._chat, Text(f" {status} ", style="reverse"))


class _Watched(Recording):
    """A recording that somebody looks at while it is read."""

    def __init__(self, recording: Recording, saw: Callable[[Event], None]) -> None:
        super().__init__(recording.source, recording.importer)
        self._saw = saw

    def __iter__(self) -> Iterator[Item]:
        for item in super().__iter__():
            if isinstance(item, Event):
                self._saw(item)
            yield item
