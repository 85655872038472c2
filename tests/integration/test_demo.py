"""``stagedoor demo``, with the packs that users have: who must be noticed, and who must be left in peace."""

from __future__ import annotations

import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from tests.commands import Ran, Shell, a_shell

IN_PEACE = {"plainspoken_jo", "amberline", "pixel_pauline", "uncle_biscuit", "noodle_knight", "kess", "tovi", "marlo"}


def play(folder: Path) -> Ran:
    """The demo without waiting, as it would look in 80 columns."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name in [n for n in os.environ if n.startswith("STAGEDOOR_")]:
            patch.delenv(name)
        patch.setenv("COLUMNS", "80")
        patch.chdir(folder.parent)
        code = main(["demo", "--out", str(folder), "--speed", "0"])
    return Ran(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "out"


@pytest.fixture(scope="module")
def played(folder: Path) -> Ran:
    return play(folder)


@pytest.fixture
def shell(folder: Path, played: Ran, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell over what the demo left."""
    shell = a_shell(folder, capfd, monkeypatch, small=False)
    monkeypatch.setenv("STAGEDOOR_DATA_DIR", str(folder))
    return shell


def the_log(shell: Shell) -> list[dict[str, Any]]:
    return json.loads(shell.run("incidents", "list", "--json").out)  # type: ignore[no-any-return]


def test_the_story_ends_with_the_right_people_in_the_log(shell: Shell, played: Ran) -> None:
    log = {case["names"][case["viewers"][0]]: case for case in the_log(shell)}

    assert (0, "") == (played.code, played.err)
    assert {"still_harbor", "goldenoak_lou", "static_moth", "rain_on_tin", "harbor_third"} <= set(log)
    assert set(log) <= {"still_harbor", "goldenoak_lou", "static_moth", "rain_on_tin", "harbor_again", "harbor_third"}
    assert "care" == log["rain_on_tin"]["disposition"]
    assert {"critical"} == {log[name]["severity"] for name in ("still_harbor", "static_moth")}


def test_the_return_after_the_joke_is_told_as_it_happened(played: Ran) -> None:
    told = " ".join(played.out.split())

    assert "31 minutes after being turned down with a joke" in told
    assert told.index("harborlight 0:48:05") < told.index("still_harbor 1:19:40") < told.index("rain_on_tin 1:22:10")


def test_who_must_be_left_in_peace_is_never_alerted(played: Ran) -> None:
    alerts = [line.split() for line in played.out.splitlines() if line.startswith(("  ! ", "  + "))]

    assert alerts
    assert not {words[2] for words in alerts} & IN_PEACE


def test_it_leaves_a_folder_in_which_every_next_step_works(shell: Shell, folder: Path) -> None:
    number = max(the_log(shell), key=lambda c: len(c["patterns"]))["number"]

    assert {".csv", ".html"} == {p.suffix for p in (folder / "exports").iterdir()}
    assert 0 == shell.run("verify").code
    assert "turned down with a joke" in " ".join(shell.run("incidents", "show", str(number)).out.split())


def test_it_can_be_played_again_in_the_same_folder(folder: Path, played: Ran) -> None:
    again = play(folder)

    assert (0, played.out) == (again.code, again.out)
