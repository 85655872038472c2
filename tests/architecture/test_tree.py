"""What must not stand in any file: paths of somebody's machine, package registries, addresses in the lock files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.layout import ROOT, shown

FOLDERS = (".ci", "bot", "config", "docs", "migrations", "moderation", "tests", "tools")
TEXT = frozenset(
    {"", ".cfg", ".css", ".csv", ".html", ".ini", ".js", ".json", ".jsonl", ".lock", ".mako", ".md", ".py", ".toml", ".txt", ".yml"}
)

MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|root|work|Users|workspace)/\w|[A-Z]:\\+Users\\")
REGISTRY = re.compile(r"pypi\.(?:org|python)|python" + r"hosted|registry\.npm" + r"js|/simple" + r"/")
ADDRESS = re.compile(r"://|@ file|--(?:extra-)?index-url|--find-links|--trusted-host")


def files() -> Iterator[Path]:
    """Every text file of the project that a reader may open."""
    for path in ROOT.iterdir():
        if path.is_file() and path.suffix in TEXT and path.name not in {".env", ".coverage", ".git"}:
            yield path
    for folder in FOLDERS:
        yield from (p for p in (ROOT / folder).rglob("*") if p.is_file() and p.suffix in TEXT and "__pycache__" not in p.parts)


def lines_with(pattern: re.Pattern[str], paths: Iterator[Path]) -> list[str]:
    """File and line of each place where the pattern stands; this file aside, which spells them out."""
    return [
        f"{shown(path)}:{number}"
        for path in paths
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert [] == lines_with(MACHINE_PATH, files())


def test_no_file_names_a_package_registry() -> None:
    assert [] == lines_with(REGISTRY, files())


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_hold_versions_and_hashes_but_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][\w.-]*(?:\[[\w,-]+\])?==\S+", text, flags=re.MULTILINE)
    starts = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]

    assert [] == lines_with(ADDRESS, iter([ROOT / name]))
    assert len(pins) == len(starts) > 0
    assert len(pins) <= text.count("--hash=sha256:")


@pytest.mark.parametrize(
    ("line", "pattern"),
    [("open('/home/" + "ann/chat.json')", MACHINE_PATH), ("C:\\Users\\ann", MACHINE_PATH), ("--index-url x", ADDRESS)],
)
def test_the_patterns_find_what_they_are_for(line: str, pattern: re.Pattern[str]) -> None:
    assert pattern.search(line)
