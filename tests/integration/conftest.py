"""A shell for tests of commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import Shell, a_shell


@pytest.fixture
def shell(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return a_shell(tmp_path, capfd, monkeypatch)
