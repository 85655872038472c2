from __future__ import annotations

import pytest

from config.rules import rule_settings
from config.settings import ConfigError


def test_what_is_written_in_words_becomes_the_rules_own_settings() -> None:
    made = rule_settings({"repeat_after_refusal": {"soon_s": "1800"}})

    assert 1800.0 == made["repeat_after_refusal"].model_dump()["soon_s"]


def test_nothing_written_means_that_every_rule_keeps_its_own() -> None:
    assert {} == rule_settings({})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"repeat_after_refusl": {}}, "there is no rule 'repeat_after_refusl'; did you mean 'repeat_after_refusal'?"),
        ({"repeat_after_refusal": {"son_s": 1}}, "the rule 'repeat_after_refusal' has no such setting; did you mean 'soon_s'?"),
        ({"repeat_after_refusal": {"soon_s": -1}}, "STAGEDOOR_RULES__REPEAT_AFTER_REFUSAL__SOON_S: Input should be greater than 0."),
    ],
)
def test_a_mistake_is_named_with_a_hint(given: dict[str, dict[str, object]], expected: str) -> None:
    with pytest.raises(ConfigError) as caught:
        rule_settings(given)  # type: ignore[arg-type]

    assert expected in str(caught.value)


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        rule_settings({"nonsense": {}, "repeat_after_refusal": {"soon_s": 0}})

    assert "NONSENSE" in str(caught.value)
    assert "SOON_S" in str(caught.value)
