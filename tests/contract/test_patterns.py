"""What every pattern keeps, whoever wrote it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

import moderation.patterns
from moderation.discovery import discover
from moderation.pipeline import Pipeline
from moderation.rules import Pattern, RuleSettings
from moderation.taxonomy import PATTERNS, Axis, Severity
from tests.builders import CREATOR
from tests.stories import PEOPLE, Story, run, stories

ALL = discover(moderation.patterns, "PATTERN", Pattern)
CAPPED = frozenset({"resource_intensity", "course_of_conduct_marker", "event_window_rise", "compliance_after_boundary"})
"""Patterns that are context or a label, and never more than ``info``."""
UNKIND = re.compile(r"stalk|obsess|crazy|insane|psycho|creep|risk score|probab|crim|dangerous person|disorder", re.IGNORECASE)


def test_there_is_a_file_for_each_pattern_of_the_taxonomy() -> None:
    assert sorted(PATTERNS) == sorted(ALL)


@pytest.mark.parametrize("name", sorted(ALL))
def test_its_settings_say_what_they_mean(name: str) -> None:
    settings = ALL[name].settings

    assert issubclass(settings, RuleSettings)
    assert settings.__doc__
    assert all(field.description for field in settings.model_fields.values())


@pytest.mark.parametrize("name", sorted(ALL))
def test_its_summary_names_behaviour(name: str) -> None:
    assert ALL[name].summary.strip()
    assert not UNKIND.search(ALL[name].summary)


@given(stories(most=30))
def test_every_hit_is_completed_by_the_event_in_hand_and_says_so_in_one_sentence(story: Story) -> None:
    for outcome in run(story.pipeline(), story.events):
        for made in outcome.assessments:
            for hit in made.hits:
                assert made.event_id in hit.events
                assert len(set(hit.events)) == len(hit.events)
                assert re.fullmatch(r"[A-Z0-9].*\.", hit.explanation)
                assert not UNKIND.search(hit.explanation)
                assert not any(name in hit.explanation.replace(f"twitch:id-{name}", "") for name in PEOPLE if name != "sam")


@given(stories(most=30))
def test_context_and_labels_stay_at_info_and_care_in_its_lane(story: Story) -> None:
    for outcome in run(story.pipeline(), story.events):
        for hit in (hit for made in outcome.assessments for hit in made.hits):
            assert hit.pattern not in CAPPED or hit.severity is Severity.INFO
            assert not hit.care or hit.axes == (Axis.CARE,)
            assert not hit.mitigating or (hit.severity is Severity.INFO and not hit.axes)


@given(stories(most=30))
def test_a_pattern_speaks_again_only_when_it_has_worsened(story: Story) -> None:
    pipeline = story.pipeline()
    heard: dict[tuple[str, str, str, bool], tuple[Severity, int]] = {}
    for event in story.events:
        chapters = chapters_of(pipeline)
        for made in pipeline.process(event).assessments:
            for hit in made.hits:
                key = (event.creator_key, made.viewer, hit.pattern, hit.care)
                before = heard.get(key)
                assert before is None or (hit.severity, hit.degree) > before or chapters or chapters_of(pipeline)
                heard[key] = (hit.severity, hit.degree)


def chapters_of(pipeline: Pipeline) -> dict[str, int]:
    """How many chapters of each viewer have ended: with a chapter, what was said before is over."""
    return {k: v.dossier.incidents for k, v in pipeline.memory.house(CREATOR.name).all_viewers() if v.dossier and v.dossier.incidents}
