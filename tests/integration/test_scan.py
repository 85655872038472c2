"""``stagedoor scan`` from end to end."""

from __future__ import annotations

import io
import json
import signal
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.services.scanning import STRIDE, Scan
from tests.builders import a_message, a_viewer
from tests.commands import Shell, the_evening

SCHEMA = json.loads((Path(__file__).parents[1] / "fixtures/contracts/finding.schema.json").read_text(encoding="utf-8"))


def findings(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_findings_on_standard_output_are_alone_there_and_valid(shell: Shell) -> None:
    ran = shell.run("scan", "--findings", "-", shell.recording(the_evening()))
    lines = findings(ran.out)

    assert 0 == ran.code
    assert "2 incidents" in ran.err
    assert "summary" == lines[-1]["type"]
    for line in lines:
        jsonschema.Draft202012Validator(SCHEMA).validate(line)


def test_findings_come_in_event_order_then_incidents_then_the_summary(shell: Shell) -> None:
    ran = shell.run("scan", "--findings", "f.jsonl", "--no-log", "-q", shell.recording(the_evening()))
    lines = findings((shell.folder / "f.jsonl").read_text(encoding="utf-8"))
    order = {event.id: place for place, event in enumerate(the_evening())}
    places = [order[line["event_id"]] for line in lines if "event_id" in line]

    assert (0, "", "") == (ran.code, ran.out, ran.err)
    assert sorted(places) == places
    assert ["incident", "incident", "summary"] == [line["type"] for line in lines if "event_id" not in line]
    assert {"events": 13, "messages": 9, "viewers": 5, "incidents": 2, "skipped": 0}.items() <= lines[-1].items()


def test_the_repeat_after_the_joke_raises_the_alarm_before_the_threat(shell: Shell) -> None:
    shell.run("scan", "--findings", "f.jsonl", "--no-log", "-q", shell.recording(the_evening()))
    lines = findings((shell.folder / "f.jsonl").read_text(encoding="utf-8"))

    assert ["m2", "m6", "m8", "m9"] == [line["event_id"] for line in lines if line["type"] == "alert"]
    assert "m6" == next(line["event_id"] for line in lines if line.get("pattern") == "repeat_after_refusal")


def test_without_a_log_nothing_is_written(shell: Shell) -> None:
    assert 0 == shell.run("scan", "--no-log", shell.recording(the_evening())).code
    assert not (shell.folder / "data").exists()


def test_signals_stand_in_for_the_detectors(shell: Shell) -> None:
    signals = shell.file("signals.jsonl", json.dumps({"event_id": "m5", "categories": ["direct_threat"]}) + "\n")
    ran = shell.run("scan", "--no-log", "-q", "--findings", "-", "--signals", signals, shell.recording(the_evening()))

    assert [("m5", "direct_threat")] == [(f["event_id"], f["category"]) for f in findings(ran.out) if f["type"] == "signal"]


def test_standard_input_is_read(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    class Piped:
        buffer = io.BytesIO(shell.recording(the_evening()).read_bytes())

    monkeypatch.setattr(sys, "stdin", Piped())

    assert "2 incidents" in shell.run("scan", "--no-log", "-").out


def test_patterns_that_the_shell_left_are_resolved(shell: Shell) -> None:
    events = the_evening()
    shell.recording(events[:6], "a_1.jsonl")
    shell.recording(events[6:], "a_2.jsonl")

    assert "Read 13 events (9 messages, 5 viewers) from 2 files" in shell.run("scan", "--no-log", "a_*.jsonl").out


def test_what_was_read_once_is_not_read_again_and_that_is_said(shell: Shell) -> None:
    path = shell.recording(the_evening())
    shell.run("scan", path)
    before = shell.run("incidents", "show", "1").out
    again = shell.run("scan", "--findings", "f.jsonl", path)

    assert "there is nothing new in them" in again.out
    assert "With --no-log the whole file is read anew" in again.err
    assert before == shell.run("incidents", "show", "1").out


def test_a_file_that_has_grown_is_read_from_where_it_ended(shell: Shell) -> None:
    events = the_evening()
    shell.run("scan", shell.recording(events[:6]))
    ran = shell.run("scan", shell.recording(events))

    assert "6 of them were read by an earlier scan; 7 were new." in ran.out
    assert "turned down with a joke" in " ".join(shell.run("incidents", "show", "1").out.split())


def test_another_database_is_used_for_one_run(shell: Shell) -> None:
    shell.run("scan", "--db", f"sqlite:///{shell.folder}/other.db", shell.recording(the_evening()))

    assert not shell.database.exists()
    assert "critical" in shell.run("incidents", "list", "--db", f"sqlite:///{shell.folder}/other.db").out


def test_ctrl_c_keeps_what_was_read_and_the_next_run_goes_on(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    chatter = [a_message("hello", by=a_viewer(f"v{n % 50}"), id=f"c{n}", at="18:00") for n in range(3 * STRIDE)]
    path = shell.recording([*chatter, *the_evening()])
    pause = Scan._pause

    async def pressed(self: Scan) -> bool:
        signal.raise_signal(signal.SIGINT)
        return await pause(self)

    monkeypatch.setattr(Scan, "_pause", pressed)
    stopped = shell.run("scan", path)
    monkeypatch.setattr(Scan, "_pause", pause)
    ran = shell.run("scan", path)

    assert (130, "") == (stopped.code, stopped.out)
    assert "Stopped after 2,000 events; they and 0 incidents are saved. The same command goes on from there." in stopped.err
    assert "2,000 of them were read by an earlier scan; 4,013 were new." in ran.out
    assert "2 incidents" in ran.out


def test_ctrl_c_pressed_twice_ends_at_once(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    async def pressed(_: Scan) -> bool:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("the second one should have ended it")

    monkeypatch.setattr(Scan, "_pause", pressed)
    ran = shell.run("scan", "--no-log", shell.recording([a_message(id=f"c{n}") for n in range(STRIDE)]))

    assert (130, "stagedoor: Stopped; nothing was left half done.\n") == (ran.code, ran.err)
