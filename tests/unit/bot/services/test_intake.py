"""Intake: whatever moment a run ends at, running again gives the log of one whole run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec
import pytest

from bot.services.intake import Begun, Intake, SourceId
from bot.services.verification import verify_log
from bot.storage.memory_log import MemoryIncidentLog
from bot.storage.sql_log import open_log
from moderation.cases import Case
from moderation.events import Event
from moderation.incidents import ChangeKind, Entry, EntryKind, IncidentChange, IncidentState
from moderation.ports import IncidentLog
from tests.builders import a_message, a_moment, a_viewer
from tests.log_builders import a_note, an_entry, an_incident

SOURCE = SourceId("events", b"the beginning of a file")


@dataclass(frozen=True)
class FakeOutcome:
    changes: tuple[IncidentChange, ...] = ()
    completed: tuple[Entry, ...] = ()


class Memory(msgspec.Struct):
    """What the fake engine knows; saved exactly."""

    open: dict[str, IncidentState] = {}
    waiting: list[tuple[str, str]] = []
    asked: dict[str, int] = {}


class FakeEngine:
    """Opens an incident at a viewer's third question, grows it at each further one, and completes entries an event later."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.processed = 0

    def process(self, event: Event) -> FakeOutcome:
        self.processed += 1
        completed = self._completed()
        viewer = event.viewer
        self.memory.asked[viewer] = count = self.memory.asked.get(viewer, 0) + 1
        if "?" not in event.text or count < 3:
            return FakeOutcome(completed=completed)
        state = self.memory.open.get(viewer)
        kind = ChangeKind.GREW if state else ChangeKind.OPENED
        if state is None:
            state = self.memory.open[viewer] = an_incident(event, categories=[])
        state.last_at, state.severity = event.ts, min(4, 1 + count // 3)
        state.events.append(event.id)
        state.categories.append(f"category_{count}")
        entry = an_entry(event, state, assessment=None)
        self.memory.waiting.append((viewer, entry.id))
        change = IncidentChange(kind, state, (entry,), alert=kind is ChangeKind.OPENED, explanation="asked")
        return FakeOutcome((change,), completed)

    def _completed(self) -> tuple[Entry, ...]:
        done = tuple(
            a_note(self.memory.open[viewer], "", kind=EntryKind.CONTEXT, id=f"{entry}/after", refers_to=entry)
            for viewer, entry in self.memory.waiting
        )
        self.memory.waiting.clear()
        return done

    def finish(self) -> FakeOutcome:
        return FakeOutcome(completed=self._completed())

    def snapshot(self) -> bytes:
        return msgspec.msgpack.encode(self.memory)

    def restore(self, saved: bytes, /) -> None:
        self.memory = msgspec.msgpack.decode(saved, type=Memory)


class StoppedHereError(Exception):
    """The process was killed."""


def a_chat(count: int, *, viewers: int = 5, first: int = 0) -> list[Event]:
    """Questions and remarks of a few viewers in turn."""
    return [
        a_message(
            f"where is it {n}?" if n % 3 else "nice",
            id=f"m{n}",
            by=a_viewer(f"v{n % viewers}"),
            at=a_moment("08:00").replace(minute=n % 60, hour=8 + n // 60 % 12),
        )
        for n in range(first, first + count)
    ]


async def scan(
    log: IncidentLog, events: Iterable[Event], *, source: SourceId = SOURCE, stop_after: int | None = None
) -> tuple[Begun, FakeEngine]:
    """Read a source as the command does; ``stop_after`` kills it after so many events."""
    engine = FakeEngine()
    intake = Intake(log, engine, batch=4, checkpoint_every=10)
    begun = await intake.begin(source)
    for place, event in enumerate(islice(events, begun.events_done, None), 1):
        if intake.take(engine.process(event)):
            await intake.commit()
        if place == stop_after:
            raise StoppedHereError
    await intake.finish()
    return begun, engine


async def contents(log: IncidentLog) -> list[tuple[object, ...]]:
    """Everything that must be the same, whichever way it came in; verifies the chain as well."""
    await verify_log(log)
    async with log.evidence() as evidence:
        ids = [record.id async for record in evidence.records]
    assert len(ids) == len(set(ids))
    cases = [case async for case in cases_of(log)]
    return [(*_comparable(case), len(ids)) for case in cases]


def _comparable(case: Case) -> tuple[object, ...]:
    told = tuple((e.id, e.text, e.severity, e.occurred_at, len(e.before)) for e in case.entries)
    return case.number, case.key, case.severity, case.disposition, case.last_at, case.categories, case.summary, case.names, told


async def cases_of(log: IncidentLog) -> AsyncIterator[Case]:
    number = 1
    while case := await log.get(number):
        yield case
        number += 1


async def uninterrupted(events: Iterable[Event]) -> list[tuple[object, ...]]:
    log = MemoryIncidentLog()
    await scan(log, events)
    return await contents(log)


@pytest.mark.parametrize("stops", [(1,), (9,), (10,), (11,), (25,), (59,), (60,), (7, 7, 7), (13, 1, 20, 5), (30, 30)])
async def test_a_run_that_was_killed_and_run_again_gives_the_log_of_a_whole_run(stops: tuple[int, ...], tmp_path: Path) -> None:
    events = a_chat(60)
    url = f"sqlite:///{tmp_path / 'log.db'}"
    for stop in stops:
        log = await open_log(url)
        with pytest.raises(StoppedHereError):
            await scan(log, events, stop_after=stop)
        await log.close()

    log = await open_log(url)
    begun, engine = await scan(log, events)

    assert await uninterrupted(events) == await contents(log)
    assert not begun.complete
    assert 60 - begun.events_done == engine.processed
    await log.close()


async def test_a_run_goes_on_from_the_last_checkpoint_and_not_from_the_beginning(tmp_path: Path) -> None:
    log = await open_log(f"sqlite:///{tmp_path / 'log.db'}")
    with pytest.raises(StoppedHereError):
        await scan(log, a_chat(60), stop_after=37)

    begun, engine = await scan(log, a_chat(60))

    assert 10 <= begun.events_done <= 37
    assert 60 == begun.events_done + engine.processed
    await log.close()


async def test_a_source_that_was_read_to_its_end_gives_nothing_new() -> None:
    log = MemoryIncidentLog()
    await scan(log, a_chat(25))
    before, head = await contents(log), await log.head()

    begun, engine = await scan(log, a_chat(25))

    assert (Begun(25, complete=True), 0) == (begun, engine.processed)
    assert (before, head) == (await contents(log), await log.head())


async def test_memory_carries_over_from_one_source_to_the_next() -> None:
    events = a_chat(40)
    log = MemoryIncidentLog()
    await scan(log, events[:18], source=SourceId("events", b"monday"))
    begun, _ = await scan(log, events[18:], source=SourceId("events", b"tuesday"))

    whole = await uninterrupted(events)

    assert Begun() == begun
    assert [row[:6] for row in whole] == [row[:6] for row in await contents(log)]


async def test_a_source_that_was_cut_short_goes_on_with_what_was_learnt_meanwhile() -> None:
    log = MemoryIncidentLog()
    monday, tuesday = SourceId("events", b"monday"), SourceId("events", b"tuesday")
    with pytest.raises(StoppedHereError):
        await scan(log, a_chat(40), source=monday, stop_after=25)
    await scan(log, a_chat(20, first=100), source=tuesday)
    begun, engine = await scan(log, a_chat(40), source=monday)

    assert Begun(20) == begun
    assert {"m38", "m119"} <= {event for state in engine.memory.open.values() for event in state.events}
    await contents(log)


async def test_a_short_file_that_has_grown_is_read_on_where_it_ended() -> None:
    log = MemoryIncidentLog()
    await scan(log, a_chat(15), source=SourceId("chatterino", b"line one\n"))

    begun, engine = await scan(log, a_chat(22), source=SourceId("chatterino", b"line one\nline two\n"))
    assert (15, 7) == (begun.events_done, engine.processed)

    begun, engine = await scan(log, a_chat(25), source=SourceId("chatterino", b"line one\nline two\nline three\n"))
    assert (22, 3) == (begun.events_done, engine.processed)


@pytest.mark.parametrize("other", [SourceId("irc_raw", b"the beginning of a file"), SourceId("events", b"another beginning")])
async def test_another_format_or_beginning_is_another_source(other: SourceId) -> None:
    log = MemoryIncidentLog()
    await scan(log, a_chat(15))

    begun, _ = await scan(log, [], source=other)

    assert Begun() == begun
    assert SOURCE.fingerprint != other.fingerprint


async def test_only_the_first_64_kib_tell_sources_apart() -> None:
    head = bytes(range(256)) * 256

    assert SourceId("events", head).fingerprint == SourceId("events", head + b"more").fingerprint
    assert SourceId("events", head).fingerprint != SourceId("events", head[:-1]).fingerprint


async def test_what_is_stored_is_the_incident_as_it_was_at_that_event_not_as_it_became() -> None:
    log = MemoryIncidentLog()
    engine = FakeEngine()
    intake = Intake(log, engine, batch=1000, checkpoint_every=1000)
    await intake.begin(SOURCE)
    for event in a_chat(60, viewers=1):
        intake.take(engine.process(event))
    await intake.finish()

    async with log.evidence() as evidence:
        levels = [msgspec.json.decode(record.body)["incident"]["severity"] async for record in evidence.records]

    assert "low" == levels[0] or "medium" == levels[0]
    assert "critical" == levels[-1]


async def test_the_first_commit_comes_when_enough_has_gathered() -> None:
    engine = FakeEngine()
    intake = Intake(MemoryIncidentLog(), engine, batch=2, checkpoint_every=7)
    await intake.begin(SOURCE)

    due = [intake.take(engine.process(event)) for event in (a_message("nice", id=f"x{n}") for n in range(8))]

    assert [False] * 6 + [True, True] == due


async def test_checkpoints_are_rarer_where_there_is_much_to_save() -> None:
    engine = FakeEngine()
    intake = Intake(MemoryIncidentLog(), engine, checkpoint_every=2)
    await intake.begin(SOURCE)
    engine.memory.asked = {"x" * 1000: 1}
    due = []
    for number in range(20):
        if intake.take(engine.process(a_message("nice", id=f"y{number}"))):
            due.append(number + 1)
            await intake.commit()

    assert 2 == due[0]
    assert 10 <= due[1] - due[0] < 14


async def test_a_checkpoint_can_be_asked_for_before_stopping() -> None:
    log = MemoryIncidentLog()
    engine = FakeEngine()
    intake = Intake(log, engine, checkpoint_every=1000)
    await intake.begin(SOURCE)
    for event in a_chat(12):
        intake.take(engine.process(event))
    await intake.commit(checkpoint=True)

    begun, _ = await scan(log, a_chat(60))

    assert Begun(12) == begun
    assert await uninterrupted(a_chat(60)) == await contents(log)
    assert ((1, 2), 2) == (intake.stored.incidents, intake.stored.alerts)
