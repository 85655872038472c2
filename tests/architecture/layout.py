"""Where things lie: what the tests of the house's shape share."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
CODE = ("moderation", "config", "bot")

ONE_FILE_EACH = {
    "moderation.detectors": "DETECTOR",
    "moderation.patterns": "PATTERN",
    "moderation.reports": "FORMAT",
    "bot.importers": "IMPORTER",
    "bot.platforms": "PLATFORM",
    "bot.cogs": "COG",
    "bot.alerts": "ALERT",
    "bot.cli": "COMMAND",
}
"""The folders in which a file is a plug-in, and what its one named object is called."""

GENERATED = {ROOT / "moderation/text/_fold_data.py"}


def sources(*folders: str) -> Iterator[Path]:
    """Every hand-written Python file under these folders of the project."""
    for folder in folders:
        yield from sorted(p for p in (ROOT / folder).rglob("*.py") if p not in GENERATED)


def shown(path: Path) -> str:
    """The path as people write it: from the project's root."""
    return path.relative_to(ROOT).as_posix()


def plugins(package: str) -> list[str]:
    """The names of the plug-ins of a one-file-each folder: its public modules and packages."""
    folder = ROOT / package.replace(".", "/")
    stems = {p.stem for p in folder.glob("*.py")} | {p.parent.name for p in folder.glob("*/__init__.py")}
    return sorted(stem for stem in stems if not stem.startswith("_"))


@cache
def graph() -> grimp.ImportGraph:
    """Who imports whom, external packages included, also under ``TYPE_CHECKING``."""
    return grimp.build_graph(CODE[0], *CODE[1:], include_external_packages=True, cache_dir=None)


@cache
def parsed(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))
