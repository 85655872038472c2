"""Golden files: what people read, recorded. ``make golden`` records anew; read the difference before you commit it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "files"

Check = Callable[[str | Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="write the golden files instead of comparing with them")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Check:
    """Compares a text with its file: a name below ``tests/golden/files``, or a path."""

    def check(name: str | Path, actual: str) -> None:
        path = FOLDER / name
        if request.config.getoption("--record", default=False):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode())
        expected = path.read_bytes().decode() if path.exists() else ""

        assert expected == actual, f"{path.name} is not current: run `make golden`, read the difference, commit it"

    return check
