"""``docs/taxonomy.md`` says what ``moderation/taxonomy.py`` does."""

from __future__ import annotations

import re

import pytest

from moderation.taxonomy import CATEGORIES, PATTERNS
from tests.architecture.layout import ROOT

ROW = re.compile(r"^\| `(?P<id>[a-z_]+)` \| (?P<rest>.*) \|$", flags=re.MULTILINE)


def rows() -> dict[str, list[str]]:
    """The page's table rows by id, split into cells."""
    page = (ROOT / "docs/taxonomy.md").read_text(encoding="utf-8")
    return {m["id"]: m["rest"].split(" | ") for m in ROW.finditer(page) if m["id"] in CATEGORIES | PATTERNS}


def test_every_category_and_pattern_has_a_row() -> None:
    assert sorted(CATEGORIES | PATTERNS) == sorted(rows())


@pytest.mark.parametrize("ident", sorted(CATEGORIES))
def test_a_row_gives_the_category_as_it_is(ident: str) -> None:
    category = CATEGORIES[ident]
    level, axes, family, *_ = rows()[ident]

    assert (category.severity.word, sorted(category.axes)) == (level, sorted(axes.split(", ")))
    assert (category.family or ("of the demand" if ident == "donation_leverage" else "–")) == family
