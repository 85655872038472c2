"""What every incident log does, whatever it is kept in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.services.verification import verify_log
from moderation.errors import ModerationError
from moderation.evidence.chain import Head
from moderation.incidents import ChangeKind, EntryKind, Status
from moderation.ports import Appended, AuditLine, Checkpoint, Gap, IncidentLog, IncidentQuery
from moderation.taxonomy import Disposition, Severity
from tests.builders import a_message, a_moment, a_viewer
from tests.contract.logs import LOGS, OpenedLog
from tests.log_builders import ASKED, a_history, a_line, a_note, an_entry, an_incident, grown, opened


@pytest.fixture(params=sorted(LOGS))
async def opened_log(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenedLog]:
    async with LOGS[request.param](tmp_path) as found:
        yield found


@pytest.fixture
def log(opened_log: OpenedLog) -> IncidentLog:
    return opened_log.log


async def test_an_empty_log_holds_nothing_and_verifies(log: IncidentLog) -> None:
    assert 0 == await verify_log(log)
    assert Head() == await log.head()
    assert None is await log.get(1)
    assert [] == await log.incidents(IncidentQuery())
    assert [] == await log.viewer("twitch:id-pat")
    assert None is await log.checkpoint("nothing")
    assert None is await log.newest_snapshot()
    assert [] == await log.claim(a_moment("12:00"))


async def test_what_was_appended_is_read_back_after_opening_again(opened_log: OpenedLog) -> None:
    change = opened(a_message(ASKED, by=a_viewer("pat", display="Pat_"), at="12:00", id="e-open"))

    assert Appended(1, (1,), 1) == await opened_log.log.append([change])
    case = await (await opened_log.reopen()).get(1)

    assert case is not None
    assert (1, change.incident.key, "mira", ("twitch:id-pat",)) == (case.number, case.key, case.creator, case.viewers)
    assert ("medium", "protect", "draft") == (case.severity, case.disposition, case.status)
    assert {"twitch:id-pat": "Pat_"} == case.names
    assert ("e-open", a_moment("12:00"), a_moment("12:00")) == (case.opened_by, case.opened_at, case.last_at)
    (entry,) = case.entries
    assert (ASKED, a_moment("12:00"), opened_log.clock.now()) == (entry.text, entry.occurred_at, entry.recorded_at)
    assert ["hello", "that cafe looks nice"] == [line.text for line in entry.before]


async def test_appending_the_same_again_stores_nothing_and_numbers_stay(log: IncidentLog) -> None:
    history = a_history(12)
    first = await log.append(history)
    head = await log.head()

    assert Appended(12, (1, 2, 3), 3) == first
    assert Appended() == await log.append(history)
    assert Appended() == await log.append(history[3:9])
    assert head == await log.head()
    assert 12 == await verify_log(log)
    assert [1, 2, 3] == sorted(summary.number for summary in await log.incidents(IncidentQuery()))


async def test_the_same_change_twice_in_one_go_is_stored_once(log: IncidentLog) -> None:
    change = opened()

    assert Appended(1, (1,), 1) == await log.append([change, change])
    assert 1 == await verify_log(log)


async def test_batches_of_any_size_give_the_same_log(log: IncidentLog) -> None:
    history = a_history(1203, viewers=7)
    for start in range(0, 600, 150):
        await log.append(history[start : start + 150])
    await log.append(history[550:])

    assert 1203 == await verify_log(log)
    case = await log.get(1)
    assert case is not None
    assert [f"h{n}" for n in range(0, 1203, 7)] == [entry.event_id for entry in case.entries]


async def test_numbers_follow_the_order_of_opening(log: IncidentLog) -> None:
    await log.append(a_history(4, viewers=4))
    await log.append([opened(a_message(ASKED, by=a_viewer("late"), at="13:00"))])

    cases = [await log.get(number) for number in range(1, 6)]
    assert ["id-pat0", "id-pat1", "id-pat2", "id-pat3", "id-late"] == [case.viewers[0].partition(":")[2] for case in cases if case]


async def test_an_incident_takes_the_newest_state_and_never_sinks(log: IncidentLog) -> None:
    first = opened(disposition=Disposition.CARE, care=3, severity=0)
    worse = grown(
        first, kind=ChangeKind.ESCALATED, disposition=Disposition.PROTECT, severity=4, categories=["location_probe", "direct_threat"]
    )
    forgotten = grown(first, a_message("hello again", at="15:00"), severity=2, care=0, levels={"threat": 1}, summary="")
    await log.append([first, worse])
    await log.append([forgotten])

    case = await log.get(1)

    assert case is not None
    assert ("critical", "critical", "high", "protect") == (case.severity, case.safety, case.care, case.disposition)
    assert ("location_probe", "direct_threat") == case.categories
    assert {"approach": "medium", "persistence": "medium", "threat": "low"} == case.levels
    assert (a_moment("15:00"), "Asked which street the creator is in.") == (case.last_at, case.summary)
    assert 3 == len(case.entries)


async def test_a_status_set_by_people_outlives_what_the_machine_adds(log: IncidentLog) -> None:
    first = opened()
    decision = a_note(first.incident, "seen it live", kind=EntryKind.STATUS)
    confirmed = grown(first, status=Status.CONFIRMED)
    confirmed = replace(confirmed, entries=(decision,))
    await log.append([first, confirmed])
    await log.append([grown(first, a_message("again", at="16:00"))])

    assert ["confirmed"] == [summary.status for summary in await log.incidents(IncidentQuery(status=Status.CONFIRMED))]
    assert [] == await log.incidents(IncidentQuery(status=Status.DRAFT))


async def test_an_event_that_is_recorded_counts_once_whatever_incident_it_comes_for(log: IncidentLog) -> None:
    event = a_message(ASKED, id="e-1")
    await log.append([opened(event)])
    state = an_incident(event, key="f" * 32)
    again = replace(opened(event), incident=state, entries=(an_entry(event, state),))

    assert Appended() == await log.append([again])
    assert 1 == len(await log.viewer("twitch:id-pat"))


async def test_lines_that_come_later_join_the_entry_and_a_note_stands_alone(log: IncidentLog) -> None:
    change = opened()
    (entry,) = change.entries
    after = a_note(change.incident, "", kind=EntryKind.CONTEXT, id=f"{entry.id}/after", after=(a_line("oh no"),), refers_to=entry.id)
    note = a_note(change.incident)

    assert 1 == (await log.append([change])).entries
    assert Appended(2) == await log.append([after, note])
    assert Appended() == await log.append([after, note])
    case = await log.get(1)
    assert case is not None
    assert [("automatic", ["oh no"]), ("note", [])] == [(e.kind, [line.text for line in e.after]) for e in case.entries]
    assert 3 == await verify_log(log)


async def test_a_note_for_an_incident_that_is_not_there_is_refused(log: IncidentLog) -> None:
    with pytest.raises(ModerationError, match="no such incident"):
        await log.append([a_note(opened().incident)])

    assert 0 == await verify_log(log)


async def test_incidents_are_listed_by_what_is_asked_newest_act_first(log: IncidentLog) -> None:
    await log.append(
        [
            opened(a_message("a", by=a_viewer("a"), at="10:00"), severity=2),
            opened(a_message("b", by=a_viewer("b"), at="11:00"), severity=4),
            opened(a_message("c", by=a_viewer("c"), at="12:00"), severity=0, care=3, disposition=Disposition.CARE),
            opened(a_message("d", by=a_viewer("d"), at="13:00", channel="other"), severity=3),
        ]
    )

    async def numbers(query: IncidentQuery) -> list[int]:
        return [summary.number for summary in await log.incidents(query)]

    assert [4, 3, 2, 1] == await numbers(IncidentQuery())
    assert [3, 2] == await numbers(IncidentQuery(limit=2, offset=1))
    assert [4, 3, 2] == await numbers(IncidentQuery(at_least=Severity.HIGH))
    assert [3] == await numbers(IncidentQuery(disposition=Disposition.CARE))
    assert [4] == await numbers(IncidentQuery(creator="other"))
    assert [4, 3] == await numbers(IncidentQuery(since=a_moment("12:00")))


async def test_a_viewer_is_found_in_all_their_incidents_with_the_newest_name(log: IncidentLog) -> None:
    first = opened(a_message("a", by=a_viewer("pat", display="Pat"), at="10:00"))
    renamed = opened(a_message("b", by=a_viewer("pat", display="Totally_Not_Pat"), at="3 10:00"))
    await log.append([renamed, first, opened(a_message("c", by=a_viewer("other"), at="10:30"))])

    cases = await log.viewer("twitch:id-pat")

    assert [1, 2] == [case.number for case in cases]
    assert {"twitch:id-pat": "Totally_Not_Pat"} == cases[1].names


async def test_a_case_says_when_we_were_blind_during_it(log: IncidentLog) -> None:
    first = opened(a_message(ASKED, at="12:00"))
    await log.append([first, grown(first, a_message("again", at="14:00"))])
    lost = Gap("mira", "mira", "twitch", a_moment("12:30"), None, "the connection was lost")
    await log.add_gap(lost)
    await log.add_gap(replace(lost, until=a_moment("12:40"), dropped=7))
    await log.add_gap(replace(lost, since=a_moment("15:00")))
    await log.add_gap(replace(lost, creator="other"))

    case = await log.get(1)

    assert case is not None
    assert (
        "twitch mira: the connection was lost from 2026-03-02T12:30:00+00:00 to 2026-03-02T12:40:00+00:00, 7 events lost",
    ) == case.coverage


async def test_an_alert_is_handed_out_until_it_is_done(opened_log: OpenedLog) -> None:
    log, now = opened_log.log, opened_log.clock.now()
    first = opened(a_message(ASKED, id="e-open"))
    await log.append([first, grown(first), grown(first, a_message("worse"), kind=ChangeKind.ESCALATED, severity=3)])

    one, two = await log.claim(now)

    assert ("opened", "medium", "e-open", "1", "twitch:id-pat") == tuple(
        one.payload[name] for name in ("kind", "severity", "event_id", "incident", "viewer")
    )
    assert ("escalated", "high") == (two.payload["kind"], two.payload["severity"])
    assert (1, now) == (one.attempts, one.created_at)
    assert [] == await log.claim(now)
    await log.done(one.id)
    await log.retry(two.id, at=now + timedelta(seconds=30))
    assert [] == await log.claim(now + timedelta(seconds=29))
    (again,) = await log.claim(now + timedelta(seconds=30))
    assert (two.id, 2) == (again.id, again.attempts)
    await log.give_up(two.id)
    assert [] == await log.claim(now + timedelta(days=1))


async def test_an_alert_whose_sender_died_is_due_again(opened_log: OpenedLog) -> None:
    log, now = opened_log.log, opened_log.clock.now()
    await log.append([opened()])
    (message,) = await log.claim(now, limit=1)

    assert [] == await log.claim(now + timedelta(minutes=4))
    assert [message.id] == [found.id for found in await log.claim(now + timedelta(minutes=5))]


async def test_no_alert_goes_out_for_what_is_only_recorded(opened_log: OpenedLog) -> None:
    assert Appended(1, (1,), 0) == await opened_log.log.append([opened()], alerts=False)
    assert [] == await opened_log.log.claim(opened_log.clock.now())


async def test_a_change_without_entries_that_alerts_twice_alerts_once(opened_log: OpenedLog) -> None:
    change = replace(opened(), entries=())

    assert Appended(0, (1,), 1) == await opened_log.log.append([change])
    assert Appended() == await opened_log.log.append([change])


async def test_the_newest_snapshot_counts_for_every_source(opened_log: OpenedLog) -> None:
    log = opened_log.log
    await log.append([], checkpoint=Checkpoint("a", 100, b"state after a", size=10))
    await log.append([opened()], checkpoint=Checkpoint("b", 50, b"state after b", complete=True, size=65536))
    log = await opened_log.reopen()

    assert b"state after b" == await log.newest_snapshot()
    assert Checkpoint("a", 100, b"state after b", size=10) == await log.checkpoint("a")
    assert Checkpoint("b", 50, b"state after b", complete=True, size=65536) == await log.checkpoint("b")
    assert [("a", 10)] == await log.short_sources(65536)
    await log.append([], checkpoint=Checkpoint("a", 200, b"more", complete=True, size=10))
    assert Checkpoint("a", 200, b"more", complete=True, size=10) == await log.checkpoint("a")


async def test_what_is_written_while_the_log_is_verified_is_no_tampering(opened_log: OpenedLog) -> None:
    log = opened_log.log
    await log.append(a_history(1300))
    read: list[int] = []
    async with log.evidence() as evidence:
        async for record in evidence.records:
            if not read:
                await log.append(a_history(1305))
            read.append(record.seq)

    assert 1300 == evidence.head.count
    assert list(range(1, 1301)) == read
    assert 1305 == await verify_log(log)


async def test_every_access_is_remembered_by_its_subject(log: IncidentLog) -> None:
    later = AuditLine("tovi", "exported as csv for police", a_moment("13:00"), "incident 1")
    first = AuditLine("marlo", "shown", a_moment("12:00"), "incident 1")
    for line in (later, first, AuditLine("marlo", "shown", a_moment("12:30"), "incident 2")):
        await log.audit(line)

    assert [first, later] == await log.audits("incident 1")


async def test_hostile_text_of_any_kind_is_stored_and_read_back(log: IncidentLog) -> None:
    text = "'; DROP TABLE incidents; -- \0 \u202e \U0001f468\u200d\U0001f469 \x1b[31m =cmd|' /C calc'!A0"
    name = "Robert'); \0"

    await log.append([opened(a_message(text, by=a_viewer("x", display=name)), summary="a \0 b")])
    case = await log.get(1)

    assert case is not None
    assert (text, name, "a \ufffd b") == (case.entries[0].text, case.names["twitch:id-x"], case.summary)
    assert 1 == await verify_log(log)
