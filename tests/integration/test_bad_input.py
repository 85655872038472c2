"""Whatever is wrong with what people give: one sentence, the right exit code, and the rest is read where that makes sense."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import msgspec
import pytest

from moderation.events import Event
from tests.builders import a_message, a_viewer
from tests.commands import Shell, the_evening


def lines_of(events: list[Event]) -> list[bytes]:
    return [msgspec.json.encode(event) for event in events]


def whole() -> bytes:
    return b"\n".join(lines_of(the_evening())) + b"\n"


def broken_on_line_3() -> bytes:
    lines = lines_of(the_evening())
    return b"\n".join([*lines[:2], b'{"v": 1, "id": "x", "text": "unfinished', *lines[2:]]) + b"\n"


def without_a_time() -> bytes:
    lines = lines_of(the_evening())
    return b"\n".join(
        [*lines[:2], b'{"v":1,"id":"t1","type":"message","platform":"twitch","channel":"mira","text":"secret words"}', *lines[2:]]
    )


def with_nul_bytes() -> bytes:
    lines = lines_of(the_evening())
    return b"\n".join([*lines[:2], b"\0\0\0\0", *lines[2:]]) + b"\n"


def in_mixed_encodings() -> bytes:
    lines = lines_of(the_evening())
    return b"\n".join([*lines[:2], lines[2].replace(b"hi mira", "hé mira".encode("cp1252")), *lines[3:]]) + b"\n"


@pytest.mark.parametrize(
    ("content", "skipped", "sentence", "incidents"),
    [
        (broken_on_line_3(), 1, "line 3: this record ", 2),
        (without_a_time(), 1, "line 3: this record ", 2),
        (with_nul_bytes(), 1, "line 3: this record ", 2),
        (in_mixed_encodings(), 1, "line 3: this record ", 2),
        (whole()[:-40], 1, "this record ", 2),
    ],
    ids=["broken JSON", "no time", "NUL bytes", "mixed encodings", "truncated"],
)
def test_a_broken_record_is_counted_and_named_and_the_rest_is_read(
    content: bytes, skipped: int, sentence: str, incidents: int, shell: Shell
) -> None:
    ran = shell.run("scan", shell.file("chat.jsonl", content))

    assert (0, "") == (ran.code, ran.err)
    assert f"{skipped} record" in ran.out
    assert sentence in ran.out
    assert f"{incidents} incident" in ran.out
    assert "secret words" not in ran.out


def test_a_truncated_gzip_file_is_read_as_far_as_it_goes(shell: Shell) -> None:
    events = [a_message(f"line {n} {os.urandom(200).hex()}", by=a_viewer(f"v{n}")) for n in range(900)]
    packed = gzip.compress(b"\n".join(lines_of([*the_evening(), *events])))
    ran = shell.run("scan", shell.file("chat.jsonl.gz", packed[: len(packed) // 2]))

    assert 0 == ran.code
    assert "2 incidents" in ran.out
    assert "is cut off" in ran.out


def test_times_out_of_order_are_read_as_they_stand_and_said(shell: Shell) -> None:
    events = the_evening()
    ran = shell.run("scan", shell.recording([*events[5:], *events[:5]]))

    assert 0 == ran.code
    assert "lie more than 5 minutes before an earlier line" in ran.out


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.jsonl", b"", "is empty; there is nothing to read"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 9, "is in none of the known formats"),
        ("novel.txt", b"It was a dark night.\n" * 40, "is in none of the known formats"),
    ],
)
def test_a_file_that_is_no_chat_is_refused_in_one_sentence(name: str, content: bytes, sentence: str, shell: Shell) -> None:
    ran = shell.run("scan", shell.file(name, content))

    assert (2, "") == (ran.code, ran.out)
    assert sentence in ran.err
    assert 1 == ran.err.count("\n")


def test_a_wrong_format_given_by_hand_reads_nothing_but_says_why(shell: Shell) -> None:
    ran = shell.run("scan", "--format", "irc_raw", shell.recording(the_evening()))

    assert 0 == ran.code
    assert "13 records could not be read" in ran.out


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are(shell: Shell) -> None:
    ran = shell.run("scan", "--format", "whatsapp", shell.recording(the_evening()))

    assert 2 == ran.code
    assert "events" in ran.err


def test_one_wrong_file_among_many_is_found_before_anything_is_read(shell: Shell) -> None:
    good, bad = shell.recording(the_evening()), shell.file("bad.bin", b"\x00\x01\x02")
    ran = shell.run("scan", good, bad)

    assert 2 == ran.code
    assert not shell.database.exists()


def test_a_database_of_a_newer_version_is_left_alone(shell: Shell) -> None:
    assert 0 == shell.run("db", "upgrade").code
    shell.sql("update alembic_version set version_num = 'r9999'")

    ran = shell.run("scan", shell.recording(the_evening()))

    assert 2 == ran.code
    assert "was written by a newer Stagedoor" in ran.err
    assert 1 == ran.err.count("\n")


def test_a_file_that_is_no_database_is_refused(shell: Shell) -> None:
    wrong = shell.file("notes.db", "my notes " * 500)
    ran = shell.run("scan", "--db", f"sqlite:///{wrong}", shell.recording(the_evening()))

    assert 2 == ran.code
    assert "FOLDER/notes.db is not a database" in ran.err


def test_a_disk_that_is_read_only_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGEDOOR_DATA_DIR", "/proc/stagedoor")

    ran = shell.run("scan", shell.recording(the_evening()))

    assert 2 == ran.code
    assert "/proc/stagedoor" in ran.err
    assert 1 == ran.err.count("\n")


def test_a_misspelt_variable_stops_every_command(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGEDOOR_DATABSE_URL", "sqlite:///x.db")

    ran = shell.run("scan", shell.recording(the_evening()))

    assert 2 == ran.code
    assert "stagedoor: STAGEDOOR_DATABSE_URL (in the environment) is not a setting; did you mean STAGEDOOR_DATABASE_URL?\n" == ran.err


def test_a_misspelt_rule_setting_stops_a_scan(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGEDOOR_RULES__REPEAT_AFTER_REFUSAL__SON_S", "60")

    ran = shell.run("scan", shell.recording(the_evening()))

    assert 2 == ran.code
    assert "did you mean 'soon_s'?" in ran.err


def test_findings_that_cannot_be_written_are_found_at_once(shell: Shell) -> None:
    ran = shell.run("scan", "--findings", shell.folder / "no/such/folder.jsonl", shell.recording(the_evening()))

    assert 2 == ran.code
    assert "FOLDER/no/such/folder.jsonl: No such file or directory." in ran.err


@pytest.mark.parametrize("line", ["not json", '{"event_id": "m1"}', '{"event_id": "m1", "categories": 3}'])
def test_signals_that_are_none_are_named_by_line(line: str, shell: Shell) -> None:
    signals = shell.file("signals.jsonl", '{"event_id": "m1", "categories": []}\n' + line + "\n")
    ran = shell.run("scan", "--signals", signals, shell.recording(the_evening()))

    assert 2 == ran.code
    assert "FOLDER/signals.jsonl, line 2: not a line of signals" in ran.err


def test_broken_packs_are_named_with_file_and_line_and_the_exit_code_is_1(shell: Shell) -> None:
    folder = shell.folder / "mine"
    folder.mkdir()
    (folder / "pack.toml").write_text('id = "mine"\nlanguage = "en"\nversion = 1\n', encoding="utf-8")
    rule = '[[rule]]\nid = "asks"\nmatch = ["your number"]\nhits = ["nothing of the kind"]\n'
    (folder / "contact_info_request.toml").write_text(f'category = "contact_info_request"\n\n{rule}', encoding="utf-8")

    ran = shell.run("packs", "check", folder)

    assert 1 == ran.code
    assert "mine/contact_info_request.toml:4: asks must match 'nothing of the kind' but does not" in ran.err
    assert "1 problem." in ran.err


def test_a_surprise_gives_an_id_and_keeps_the_traceback_without_chat(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object, **__: object) -> None:
        raise RuntimeError("whats your number, said the viewer")

    monkeypatch.setattr("bot.services.scanning.Scan.run", explode)
    ran = shell.run("scan", shell.recording(the_evening()))
    log = (shell.folder / "data/errors.log").read_text(encoding="utf-8")

    assert 2 == ran.code
    assert "Something unexpected happened (RuntimeError, id " in ran.err
    assert ran.err.partition("id ")[2][:8] in log
    assert "in explode" in log
    assert "number" not in log + ran.err


def test_a_folder_with_other_things_is_not_emptied_by_the_demo(shell: Shell) -> None:
    kept = shell.folder / "thesis"
    kept.mkdir()
    (kept / "chapter1.txt").write_text("years of work", encoding="utf-8")

    ran = shell.run("demo", "--out", kept)

    assert 2 == ran.code
    assert "thesis holds other files" in ran.err
    assert ["chapter1.txt"] == [p.name for p in Path(kept).iterdir()]
