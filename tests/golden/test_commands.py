"""What people see of commands: help, summaries, an incident, a person, and what they are told when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import command_names
from tests.commands import Ran, Shell, a_shell, the_evening

Golden = Callable[[str | Path, str], None]

GROUPS = {"incidents": ("list", "show"), "viewer": ("show",), "export": ("incident", "all"), "packs": ("check",), "db": ("upgrade",)}


@pytest.fixture
def shell(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return a_shell(tmp_path, capfd, monkeypatch)


@pytest.fixture
def scanned(shell: Shell) -> Shell:
    """A shell in which the evening was scanned."""
    assert 0 == shell.run("scan", shell.recording(the_evening())).code
    return shell


def the_helps() -> list[tuple[str, ...]]:
    """Every command and group of commands."""
    found: list[tuple[str, ...]] = [()]
    for name in command_names():
        found.append((name,))
        found += [(name, sub) for sub in GROUPS.get(name, ())]
    return found


@pytest.mark.parametrize("words", the_helps(), ids=lambda words: "-".join(("stagedoor", *words)))
def test_the_help_of_each_command(words: tuple[str, ...], shell: Shell, golden: Golden) -> None:
    ran = shell.run(*words, "--help")

    assert (0, "") == (ran.code, ran.err)
    golden(f"help/{'-'.join(('stagedoor', *words))}.txt", ran.out)


def test_the_summary_of_a_scan(shell: Shell, golden: Golden) -> None:
    broken = shell.recording(the_evening()).read_bytes() + b'{"v": 1, "id": \nnot json\n' + b'{"v":1}\n'
    golden("scan/summary.txt", _all_of(shell.run("scan", shell.file("broken.jsonl", broken))))
    golden("scan/summary_of_a_second_scan.txt", _all_of(shell.run("scan", shell.folder / "broken.jsonl")))
    golden("scan/summary_without_a_log.txt", _all_of(shell.run("scan", "--no-log", shell.folder / "chat.jsonl")))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("incidents_list", ("incidents", "list")),
        ("incidents_list_json", ("incidents", "list", "--json")),
        ("incidents_show", ("incidents", "show", "1")),
        ("incidents_show_json", ("incidents", "show", "1", "--json")),
        ("incidents_show_care", ("incidents", "show", "2", "--context", "0")),
        ("viewer_show", ("viewer", "show", "twitch:id-pat")),
    ],
)
def test_what_the_log_shows(name: str, words: tuple[str, ...], scanned: Shell, golden: Golden) -> None:
    golden(f"views/{name}.txt", _without_hashes(_all_of(scanned.run(*words))))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no_command", ("scna",)),
        ("no_option", ("scan", "--formt", "x", "chat.jsonl")),
        ("no_file", ("scan",)),
        ("missing_file", ("scan", "nowhere.jsonl")),
        ("no_match", ("scan", "logs/*.jsonl")),
        ("no_log", ("incidents", "list")),
        ("no_sub_command", ("incidents",)),
        ("bad_level", ("incidents", "list", "--at-least", "huge")),
        ("bad_audience", ("export", "incident", "1", "--audience", "everyone")),
        ("bad_format", ("export", "incident", "1", "--format", "docx")),
        ("bad_database", ("scan", "--db", "mysql://x/y", "chat.jsonl")),
    ],
)
def test_what_people_are_told_when_it_cannot_be_done(name: str, words: tuple[str, ...], shell: Shell, golden: Golden) -> None:
    shell.recording(the_evening())

    ran = shell.run(*words)

    assert (2, "") == (ran.code, ran.out)
    golden(f"errors/{name}.txt", ran.err)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no_incident", ("incidents", "show", "99")),
        ("no_viewer", ("viewer", "show", "twitch:nobody")),
        ("viewer_without_platform", ("viewer", "show", "pat")),
        ("care_is_not_handed_on", ("export", "incident", "2", "--audience", "security", "--out", "out")),
    ],
)
def test_what_people_are_told_when_the_log_has_no_answer(name: str, words: tuple[str, ...], scanned: Shell, golden: Golden) -> None:
    ran = scanned.run(*words)

    assert (2, "") == (ran.code, ran.out)
    golden(f"errors/{name}.txt", ran.err)


def _all_of(ran: Ran) -> str:
    return f"exit code {ran.code}\n--- standard output\n{ran.out}--- standard error\n{ran.err}"


def _without_hashes(text: str) -> str:
    """Salts are random, so hashes differ from run to run; and the log says when it was written."""
    return "\n".join(line for line in text.splitlines() if '"entry_hash"' not in line and '"recorded_at"' not in line) + "\n"
