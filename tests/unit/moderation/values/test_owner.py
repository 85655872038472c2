from __future__ import annotations

from typing import Any

import pytest

from moderation.reading import Tone
from moderation.signals import Span
from moderation.taxonomy import Addressee
from moderation.values.owner import Claim, Whose, whose
from tests.builders import a_reading

VALUE = "XVALUEX"


def claimed(text: str, *, tone: Tone | None = None, before: str = "", **around: Any) -> Claim:
    """Whose the marked value is."""
    at = text.index(VALUE)
    return whose(a_reading(text, tone=tone, before=before, **around), Span(at, at + len(VALUE)))


@pytest.mark.parametrize(
    "text",
    [
        "her number is XVALUEX",
        "your moms house is XVALUEX",
        "mira lives at XVALUEX",
        "miras email XVALUEX",
        "tovi is staying in XVALUEX",
        "call her on XVALUEX",
        "doxxed: XVALUEX",
        "XVALUEX is where she lives",
        "XVALUEX thats her address",
        "XVALUEX belongs to her",
        "h3r numb3r is XVALUEX",
        "herrrr number is XVALUEX",
        "h e r n u m b e r i s XVALUEX",
        "hеr numbеr is XVALUEX",
        "ihre adresse ist XVALUEX",
        "text me her number XVALUEX",
        "not the business one, her private mail XVALUEX",
        "the streamers address is XVALUEX",
    ],
)
def test_a_value_is_the_creators_or_of_their_circle(text: str) -> None:
    assert Whose.CREATOR is claimed(text).whose


@pytest.mark.parametrize(
    "text",
    [
        "my number is XVALUEX",
        "text me at XVALUEX",
        "i live at XVALUEX",
        "mira email me XVALUEX",
        "her fan here, my mail is XVALUEX",
        "XVALUEX is my address",
        "XVALUEX call me",
    ],
)
def test_a_value_is_the_authors_own(text: str) -> None:
    assert Whose.SELF is claimed(text).whose


@pytest.mark.parametrize("text", ["her business mail is XVALUEX", "the shop is at XVALUEX", "po box XVALUEX", "XVALUEX is the venue"])
def test_a_value_is_meant_to_be_known(text: str) -> None:
    assert Whose.PUBLIC is claimed(text).whose


@pytest.mark.parametrize(
    "text", ["XVALUEX", "what is XVALUEX", "XVALUEX is a nice place", "her smile today and then a long time of nothing XVALUEX"]
)
def test_a_value_is_nobodys(text: str) -> None:
    assert Whose.NOBODY is claimed(text).whose


def test_she_may_be_the_authors_sister() -> None:
    assert Whose.OTHER is claimed("my sister lost her phone, her number is XVALUEX").whose


def test_she_is_the_creator_when_a_relative_only_gave_it_away() -> None:
    assert Whose.CREATOR is claimed("my sister found her number, its XVALUEX").whose


def test_your_in_words_to_another_viewer_is_that_viewers() -> None:
    assert Whose.VIEWER is claimed("@pat your number is XVALUEX", tone=Tone(addressee=Addressee.VIEWER)).whose


def test_her_in_words_to_another_viewer_is_still_the_creators() -> None:
    assert Whose.CREATOR is claimed("@pat her number is XVALUEX", tone=Tone(addressee=Addressee.VIEWER)).whose


def test_the_nearest_frame_decides() -> None:
    text = "my number is 1, her number is XVALUEX"

    assert Whose.CREATOR is claimed(text).whose
    assert Whose.SELF is claimed("her number is 1, my number is XVALUEX").whose


def test_the_authors_last_lines_count() -> None:
    assert Whose.CREATOR is claimed("XVALUEX", before="ok her number is").whose


def test_a_number_that_ranks_introduces_nothing() -> None:
    assert Whose.NOBODY is claimed("your number 1 fan since XVALUEX").whose


def test_names_are_known_also_with_an_s() -> None:
    assert Whose.CREATOR is claimed("kess's address: XVALUEX", creator_names=frozenset({"kess"})).whose
    assert Whose.NOBODY is claimed("kess's address: XVALUEX", creator_names=frozenset({"other"})).whose


def test_the_claim_says_which_words_made_it() -> None:
    claim = claimed("her number is XVALUEX")

    assert claim.says(frozenset({"number"}))
    assert not claim.says(frozenset({"address"}))
