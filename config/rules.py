"""Settings of single detectors and patterns: what was written about a rule, checked by that rule's own model."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from pydantic import JsonValue, ValidationError

from config.settings import DELIMITER, PREFIX, ConfigError
from moderation import detectors, patterns
from moderation.discovery import discover
from moderation.rules import Detector, Pattern, RuleSettings


def rule_settings(given: Mapping[str, Mapping[str, JsonValue]]) -> dict[str, RuleSettings]:
    """The settings of the rules that something was written about, by the rule's name; the others keep their defaults.

    Raises ``ConfigError`` with every rule that there is not and every value that does not fit.
    """
    if not given:
        return {}
    known: dict[str, type[RuleSettings]] = {
        **{d.name: d.settings for d in discover(detectors, "DETECTOR", Detector).values()},
        **{p.name: p.settings for p in discover(patterns, "PATTERN", Pattern).values()},
    }
    problems: list[str] = []
    made: dict[str, RuleSettings] = {}
    for name, values in given.items():
        model = known.get(name)
        if model is None:
            problems.append(f"{_variable(name)}: there is no rule {name!r}{_hint(name, known)}")
            continue
        try:
            made[name] = model.model_validate(dict(values))
        except ValidationError as error:
            problems += _sentences(name, model, error)
    if problems:
        raise ConfigError(" ".join(problems))
    return made


def _sentences(name: str, model: type[RuleSettings], error: ValidationError) -> Iterator[str]:
    for one in error.errors(include_url=False, include_input=False):
        setting = ".".join(str(part) for part in one["loc"])
        if one["type"] == "extra_forbidden":
            yield f"{_variable(name, setting)}: the rule {name!r} has no such setting{_hint(setting, model.model_fields)}"
        else:
            yield f"{_variable(name, setting)}: {one['msg']}."


def _variable(*parts: str) -> str:
    return PREFIX + DELIMITER.join(["RULES", *(part.upper() for part in parts)])


def _hint(name: str, known: Mapping[str, object]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else "; docs/settings.md lists those that are."
