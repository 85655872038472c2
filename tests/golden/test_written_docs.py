"""The pages that are written from the code are current, and nothing in them lacks its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.write_docs import pages

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", ["commands.md", "plugins.md", "settings.md"])
def test_a_written_page_is_current(name: str, golden: Callable[[str | Path, str], None]) -> None:
    golden(DOCS / name, pages()[name])


@pytest.mark.parametrize("name", ["commands.md", "plugins.md", "settings.md"])
def test_everything_on_a_written_page_has_its_sentence(name: str) -> None:
    rows = re.findall(r"^\| (`.*) \|$", pages()[name], flags=re.MULTILINE)

    assert [] == [row for row in rows if not row.split(" | ")[-1].strip(" |")]
