"""The example in ``docs/rule-packs.md`` is a pack that loads, and its examples hold."""

from __future__ import annotations

import re
from pathlib import Path

from config.loader import load_packs
from moderation.lexicon.compiler import compile_packs
from moderation.lexicon.examples import example_problems
from moderation.lexicon.pack import RuleModel

PAGE = Path(__file__).parents[2] / "docs/rule-packs.md"


def test_the_example_of_the_page_is_a_pack_without_problems(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    (tmp_path / "pack.toml").write_text('id = "mine"\nlanguage = "en"\nversion = 1\ncommon = "what is the a"\n', encoding="utf-8")
    (tmp_path / "contact.toml").write_text(example, encoding="utf-8")
    packs = [pack for pack in load_packs([tmp_path]) if pack.head.id == "mine"]

    assert [] == example_problems(compile_packs(packs), packs)
    assert 1 == len(packs)


def test_every_field_of_a_rule_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert [] == [name for name in RuleModel.model_fields if f"`{name}`" not in page]
