"""Commands over a log that was written by a scan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import Shell, the_evening


@pytest.fixture
def scanned(shell: Shell) -> Shell:
    assert 0 == shell.run("scan", shell.recording(the_evening())).code
    return shell


def audits(shell: Shell) -> list[tuple[object, ...]]:
    return shell.sql("select what, subject from audit order by id")


def test_every_look_and_every_export_is_written_down(scanned: Shell) -> None:
    scanned.run("incidents", "list")
    scanned.run("incidents", "show", "1")
    scanned.run("viewer", "show", "twitch:id-pat")
    scanned.run("export", "incident", "1", "--audience", "police", "--format", "csv", "--out", "out")

    assert [
        ("viewed", "incident 1"),
        ("viewed", "viewer twitch:id-pat"),
        ("exported as csv for police", "incident 1"),
    ] == audits(scanned)


def test_an_export_prints_the_path_that_it_wrote_and_the_file_is_there_for_its_owner_alone(scanned: Shell) -> None:
    ran = scanned.run("export", "incident", "1", "--audience", "security", "--out", "out/deep")
    path = scanned.folder / "out/deep/incident-0001-2026-03-02-security.html"

    assert (0, "out/deep/incident-0001-2026-03-02-security.html\n", "") == (ran.code, ran.out, ran.err)
    assert 0o600 == path.stat().st_mode & 0o777
    assert "turned down with a joke" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("audience", "numbers"), [("full", [1, 2]), ("police", [1]), ("security", [1]), ("platform", [1])])
def test_exporting_everything_leaves_the_care_lane_in_the_team(audience: str, numbers: list[int], scanned: Shell) -> None:
    ran = scanned.run("export", "all", "--audience", audience, "--format", "json", "--out", "out")

    assert [f"incident-{n:04}-2026-03-02-{audience}.json" for n in numbers] == [Path(line).name for line in ran.out.splitlines()]


def test_exports_go_to_the_data_directory_unless_told_otherwise(scanned: Shell) -> None:
    assert "FOLDER/data/exports/incident-0001-2026-03-02-full.html\n" == scanned.run("export", "incident", "1").out


def test_verify_is_silent_when_all_is_well(scanned: Shell) -> None:
    ran = scanned.run("verify")

    assert (0, "", "") == (ran.code, ran.out, ran.err)
    assert 0 == scanned.run("verify", scanned.database).code


@pytest.mark.parametrize(
    "tamper",
    [
        "delete from entries where seq = (select max(seq) from entries)",
        "delete from entries where seq = 2",
        "update entries set body = replace(body, 'critical', 'high')",
        "update entry_secrets set content = replace(content, 'number', 'letter')",
    ],
)
def test_verify_says_what_is_wrong_and_ends_with_1(tamper: str, scanned: Shell) -> None:
    assert [(0,)] != scanned.sql(tamper)

    ran = scanned.run("verify")

    assert (1, "") == (ran.code, ran.out)
    assert 1 == ran.err.count("\n")


def test_json_on_the_terminal_is_plain_ascii(scanned: Shell) -> None:
    ran = scanned.run("incidents", "show", "1", "--json")

    assert ran.out.isascii()
    assert "\x1b" not in ran.out
    assert "whats your number :) \u202etxt" in json.dumps(json.loads(ran.out), ensure_ascii=False)


def test_nothing_that_viewers_wrote_reaches_the_terminal_raw(scanned: Shell) -> None:
    for words in (("incidents", "list"), ("incidents", "show", "1"), ("viewer", "show", "twitch:id-pat")):
        seen = scanned.run(*words).out

        assert not {"\x1b", "\u202e"} & set(seen)


def test_doctor_says_what_is_in_order(scanned: Shell) -> None:
    ran = scanned.run("doctor")

    assert (0, "") == (ran.code, ran.err)
    assert 4 == ran.out.count("ok ")


def test_doctor_names_what_is_wrong_with_how_to_mend_it(shell: Shell) -> None:
    ran = shell.run("doctor", "--json")
    found = {one["check"]: one for one in json.loads(ran.out)}

    assert 1 == ran.code
    assert [False, True, True] == [found[name]["well"] for name in ("incident log", "rule packs", "clock")]
    assert "stagedoor db upgrade" in found["incident log"]["mend"]


def test_a_quiet_doctor_speaks_only_of_what_is_wrong(shell: Shell) -> None:
    wrong = shell.run("doctor", "--quiet")
    shell.run("db", "upgrade")

    assert (1, "") == (wrong.code, wrong.out)
    assert "incident log" in wrong.err
    assert (0, "", "") == ((ran := shell.run("doctor", "--quiet")).code, ran.out, ran.err)


def test_upgrading_twice_does_no_harm(shell: Shell) -> None:
    assert ["FOLDER/data/stagedoor.db is ready.\n"] * 2 == [shell.run("db", "upgrade").out for _ in range(2)]


def test_sound_packs_say_what_they_hold(shell: Shell) -> None:
    ran = shell.run("packs", "check")

    assert (0, "small: 4 rules in 4 files, 8 examples hold.\n", "") == (ran.code, ran.out, ran.err)


def test_the_version_is_that_of_the_distribution(shell: Shell) -> None:
    assert "stagedoor 0." in shell.run("--version").out
