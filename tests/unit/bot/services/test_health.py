from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.services.health import NOT_BEFORE, clock, data_dir, packs
from moderation.errors import PackError

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "newest", "well"),
    [
        (NOW, None, True),
        (NOW, NOW - timedelta(days=3), True),
        (NOW, NOW + timedelta(minutes=4), True),
        (NOW, NOW + timedelta(minutes=6), False),
        (NOT_BEFORE - timedelta(days=1), None, False),
        (datetime(1970, 1, 1, tzinfo=UTC), None, False),
    ],
)
def test_a_clock_before_what_was_recorded_or_before_this_version_is_wrong(now: datetime, newest: datetime | None, well: bool) -> None:
    finding = clock(now, newest)

    assert well == finding.well
    assert well == (not finding.mend)


def test_a_data_directory_is_for_its_owner_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert not data_dir(tmp_path).well

    tmp_path.chmod(0o700)
    assert data_dir(tmp_path).well


def test_a_data_directory_that_will_be_made_is_fine(tmp_path: Path) -> None:
    assert data_dir(tmp_path / "new" / "deeper").well


def test_a_file_in_the_place_of_the_data_directory_is_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert "cannot be written" in data_dir(tmp_path / "file").found


def test_broken_packs_are_counted_and_the_command_for_the_details_is_named() -> None:
    def load() -> str:
        raise PackError(["a.toml:1: x", "a.toml:2: y"])

    finding = packs(load)

    assert ("2 problem(s) in the rule packs:", "run 'stagedoor packs check' for each problem") == (finding.found, finding.mend)
