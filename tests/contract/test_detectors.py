"""What holds for every detector, on any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation import detectors
from moderation.discovery import discover
from moderation.events import MAX_TEXT
from moderation.evidence.facts import make_facts
from moderation.reading import Reading, Tone
from moderation.rules import Detector
from moderation.signals import Signal
from moderation.taxonomy import CATEGORIES, Addressee, Modality
from moderation.values.exposure import MASK
from tests.builders import MODERATOR, a_reading, the_creator

DETECTORS = discover(detectors, "DETECTOR", Detector)
FACTS = make_facts(
    b"a key that only these tests know",
    {
        "town": ["Thornbury"],
        "real_name": ["Hannah Quillfeather"],
        "street": ["14 Hawthorn Close"],
        "phone": ["+44 117 496 0123"],
        "other": ["가상빌라"],
    },
)
PIECES = (
    "her number is |my |your moms |mira lives at |call her |(|)|+44 |212-555-0123|two one two |14 hawthorn close|, Exampleton EX1 4MP|"
    "10.1234, -20.5678|10°12'34\"N 20°34'56\"W|9C3W9QCJ+2V| her flight BA117 |@quill_99|her private insta |"
    "someone@example.com|"
    "name at example dot com|denver |she's from |thornbury|"
    "t h o r n b u r y |hannah quilfeather|가상빌라|🏠|１２３|\u200b|é|\n|1|-|.|@| ||?"
).split("|")
HOSTILE = (
    "9",
    "1-",
    "a@",
    "((",
    "her ",
    "14 quill ",
    "x.com/a ",
    "t h o r n b u r y ",
    "her number is 212-555-0123 ",
    "가상",
    "\U0001f3e0",
)

texts = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
tones = st.builds(
    Tone, addressee=st.sampled_from(Addressee), modality=st.sampled_from(Modality), game_words=st.booleans(), own_story=st.booleans()
)

ASKED_OTHERWISE = {"phrases", "learned"}
"""Detectors that the pipeline asks for reasons of its own, without a gate."""

every_detector = pytest.mark.parametrize("detector", DETECTORS.values(), ids=lambda d: d.name)


def noticed(detector: Detector, reading: Reading) -> list[Signal]:
    return list(detector.detect(reading, detector.settings()))


@every_detector
@given(text=texts, tone=tones, before=texts)
def test_signals_lie_inside_the_raw_text_and_quote_it(detector: Detector, text: str, tone: Tone, before: str) -> None:
    for signal in noticed(detector, a_reading(text, tone=tone, before=before, facts=FACTS)):
        assert 0 <= signal.span.start < signal.span.end <= len(text)
        assert signal.evidence in {text[signal.span.start : signal.span.end], MASK}


@every_detector
@given(text=texts, before=texts)
def test_signals_are_complete(detector: Detector, text: str, before: str) -> None:
    for signal in noticed(detector, a_reading(text, before=before, facts=FACTS)):
        assert signal.category in CATEGORIES
        assert 0.0 < signal.confidence <= 1.0
        assert signal.rule.startswith(f"{detector.name}.")
        assert detector.name == signal.detector
        assert signal.topic
        assert signal.reason


@every_detector
@given(text=texts, tone=tones)
def test_the_same_text_says_the_same_again(detector: Detector, text: str, tone: Tone) -> None:
    assert noticed(detector, a_reading(text, tone=tone, facts=FACTS)) == noticed(detector, a_reading(text, tone=tone, facts=FACTS))


@every_detector
@given(text=texts)
def test_the_creator_and_moderators_expose_nothing(detector: Detector, text: str) -> None:
    assert [] == noticed(detector, a_reading(text, by=the_creator(), facts=FACTS))
    assert [] == noticed(detector, a_reading(text, by=MODERATOR, facts=FACTS))


@every_detector
@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
def test_the_longest_text_of_anything_is_read_to_its_end(detector: Detector, piece: str) -> None:
    signals = noticed(detector, a_reading((piece * MAX_TEXT)[:MAX_TEXT], facts=FACTS))

    assert len(signals) <= 40


@every_detector
def test_a_detector_says_what_it_is_and_when_it_is_asked(detector: Detector) -> None:
    gate = detector.gate

    assert detector.summary.strip()
    assert detector.version >= 1
    assert detector.name in ASKED_OTHERWISE or gate.literals or gate.digits or gate.always
    assert all(literal == literal.lower() and literal.strip() for literal in gate.literals)


@every_detector
@given(text=texts)
def test_no_protected_fact_is_ever_shown(detector: Detector, text: str) -> None:
    signals = [s for s in noticed(detector, a_reading(text, facts=FACTS)) if s.detector == "protected_fact"]

    assert all(signal.evidence == MASK for signal in signals)
    assert all(word not in repr(signals).lower() for word in ("thornbury", "quillfeather", "hawthorn", "가상빌라"))
