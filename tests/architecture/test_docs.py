"""The documentation is whole: links lead somewhere, decisions are listed, and everything that can be used is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.layout import ONE_FILE_EACH, ROOT, plugins, shown

ADRS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def pages() -> Iterator[Path]:
    """Every Markdown page of the project."""
    yield from sorted(ROOT.glob("*.md"))
    yield from sorted((ROOT / "docs").rglob("*.md"))


def everything_written() -> str:
    """All pages as one text."""
    return "\n".join(page.read_text(encoding="utf-8") for page in pages())


def test_every_link_between_pages_leads_to_a_file() -> None:
    broken = [
        f"{shown(page)} -> {target}"
        for page in pages()
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert [] == broken


def test_every_decision_is_listed_by_its_title() -> None:
    listed = re.findall(
        r"^\| \[(\d{4})\]\((\S+)\) \| (.+?) \| \w+ \|$", (ROOT / "docs/adr/README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    titles = [p.read_text(encoding="utf-8").splitlines()[0] for p in ADRS]

    assert [(p.name[:4], p.name) for p in ADRS] == [(number, file) for number, file, _ in listed]
    assert titles == [f"# {number}: {title}" for number, _, title in listed]


def test_decisions_are_numbered_without_gaps() -> None:
    assert [f"{n:04}" for n in range(1, len(ADRS) + 1)] == [p.name[:4] for p in ADRS]


@pytest.mark.parametrize("path", ADRS, ids=lambda p: p.stem)
def test_a_decision_has_its_parts_and_says_what_is_bad_about_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert ["Context", "Decision", "Consequences"] == re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert re.search(r"^Status: \w", text, re.MULTILINE)
    assert re.search(r"^- Bad: ", text, re.MULTILINE)


@pytest.mark.parametrize("package", sorted(set(ONE_FILE_EACH) - {"bot.cli"}))
def test_every_plugin_is_named_in_the_documentation(package: str) -> None:
    written = everything_written()

    assert [] == [name for name in plugins(package) if f"`{name}`" not in written]


def test_every_command_is_named_in_the_documentation() -> None:
    written = everything_written()

    assert [] == [name for name in plugins("bot.cli") if f"`stagedoor {name}" not in written]


def test_every_target_of_the_makefile_is_explained_by_make_itself() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    explained = re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE)

    assert sorted(" ".join(phony).split()) == sorted(explained)


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    command = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1]

    assert "exec make test" == command
    assert "\nmake test\n" in (ROOT / "README.md").read_text(encoding="utf-8")
