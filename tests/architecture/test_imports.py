"""The domain is pure: what it may import is a list, and each library on it is named in an ADR (0001, 0010)."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.architecture.layout import ONE_FILE_EACH, ROOT, graph, parsed, plugins, shown, sources

LIBRARIES = {
    "ahocorasick_rs": "moderation",
    "jinja2": "moderation.reports",
    "msgspec": "moderation",
    "openlocationcode": "moderation",
    "phonenumbers": "moderation",
    "pydantic": "moderation",
    "rapidfuzz": "moderation",
    "re2": "moderation",
}
"""Libraries that the domain may import, and under which of its packages; a new line here needs an ADR."""

OUTSIDE_WORLD = frozenset(
    """
    asyncio concurrent ctypes fcntl ftplib getpass glob http imaplib logging mmap multiprocessing os pathlib poplib pty queue random sched
    secrets select selectors shelve shutil signal smtplib socket socketserver sqlite3 ssl subprocess tempfile threading time webbrowser
    """.split()
)
"""Modules of the standard library that reach a clock, a file, a process, a network or chance."""


def imported_by_the_domain() -> dict[str, set[str]]:
    """Each external package, with the modules of the domain that import it."""
    found: dict[str, set[str]] = {}
    for module in graph().modules:
        if not module.startswith("moderation"):
            continue
        for other in graph().find_modules_directly_imported_by(module):
            if graph().is_module_squashed(other):
                found.setdefault(other, set()).add(module)
    return found


def not_allowed(imports: dict[str, set[str]]) -> list[str]:
    """What is imported against the list, one sentence each."""
    wrong = []
    for package, modules in sorted(imports.items()):
        if package in sys.stdlib_module_names:
            wrong += [f"{m} imports {package}, which reaches outside the domain" for m in modules if package in OUTSIDE_WORLD]
            continue
        under = LIBRARIES.get(package)
        wrong += [
            f"{m} imports {package}; the domain's list is in this file, and a new line needs an ADR"
            for m in sorted(modules)
            if under is None or not f"{m}.".startswith(f"{under}.")
        ]
    return wrong


def test_the_domain_imports_only_what_its_list_allows() -> None:
    assert [] == not_allowed(imported_by_the_domain())


def test_the_list_holds_nothing_that_is_not_used() -> None:
    assert set() == LIBRARIES.keys() - imported_by_the_domain().keys()


def test_the_list_is_enforced_at_all() -> None:
    assert 3 == len(not_allowed({"discord": {"moderation.detectors.x"}, "time": {"moderation.memory"}, "jinja2": {"moderation.text.x"}}))


def test_an_import_for_the_type_checker_alone_counts_too() -> None:
    seen = graph().find_modules_directly_imported_by("moderation.rules")

    assert "moderation.scene" in seen, "moderation.rules names Scene under TYPE_CHECKING; the graph has to see it"


def test_no_module_of_the_domain_opens_a_file() -> None:
    calls = [
        f"{shown(path)}:{node.lineno}"
        for path in sources("moderation")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"open", "input", "eval", "exec"}
    ]

    assert [] == calls


def test_nothing_of_the_domain_is_async() -> None:
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in sources("moderation")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith)
    ]

    assert [] == found


@pytest.mark.parametrize("library", sorted(LIBRARIES))
def test_each_library_of_the_domain_is_named_in_an_adr(library: str) -> None:
    adrs = "\n".join(p.read_text(encoding="utf-8") for p in Path(ROOT / "docs/adr").glob("[0-9]*.md"))

    assert re.search(rf"`{library}`", adrs)


@pytest.mark.parametrize("package", sorted(ONE_FILE_EACH))
def test_siblings_never_import_one_another(package: str) -> None:
    names = [f"{package}.{stem}" for stem in plugins(package)]
    chains = [
        " -> ".join(chain)
        for one in names
        for other in names
        if one != other and (chain := graph().find_shortest_chain(importer=one, imported=other, as_packages=True))
    ]

    assert [] == chains
