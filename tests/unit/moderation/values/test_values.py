"""Reading values out of text: digits, streets, cities, and the view they are read in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.values.airlines import AIRLINES
from moderation.values.digits import digits_of, may_hold, runs
from moderation.values.gazetteer import cities, city_at
from moderation.values.streets import addresses, streets
from moderation.values.text import cased_view, places, value_view


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("212-555-0123", ["2125550123"]),
        ("two one two, five five five, oh one two three", ["2125550123"]),
        ("2\U0001f6001\U0001f6002 5\ufe0f\u20e35\ufe0f\u20e35\ufe0f\u20e3 0123", ["2125550123"]),
        ("2l2-555-Ol23", ["2125550123"]),
        ("double five five twenty three oh", ["555230"]),
        ("triple five, fifty", ["55550"]),
        ("\uff15\uff15\uff15\uff0d\uff10\uff11\uff12\uff13", ["5550123"]),
        ("\u0662\u0661\u0662 555", ["212555"]),
        ("2\u200b1\u200b2\u200b555", ["212555"]),
        ("cinco cinco cinco cero uno", ["55501"]),
        ("1,234,567", []),
        ("12:30:45", []),
        ("lol oil i l", []),
        ("12345 and 67890", ["12345", "67890"]),
    ],
)
def test_digits_are_read_however_they_are_written(text: str, digits: list[str]) -> None:
    assert digits == [digits_of(run) for run in runs(value_view(text), 5)]


@given(st.text(alphabet="0123456789 -()abconetwoe", max_size=60))
def test_a_text_with_enough_digits_is_never_passed_over(text: str) -> None:
    view = value_view(text)

    assert may_hold(view, 7) or [] == [run for run in runs(view, 7) if all(group.plain for group in run)]


@given(st.text(max_size=60))
def test_the_value_view_maps_back_into_the_text(text: str) -> None:
    for view in (value_view(text), cased_view(text)):
        assert len(view.text) == len(view.offsets)
        assert all(0 <= at < len(text) for at in view.offsets)
        assert list(view.offsets) == sorted(view.offsets)


def test_the_cased_view_keeps_capitals() -> None:
    assert "BA117 \u00e9".replace("\u00e9", "e") == cased_view("BA117 \u00e9").text


def test_places_of_a_raw_range_are_found_in_a_view() -> None:
    view = value_view("a\u200bbc")

    assert (1, 3) == places(view, view.span(1, 3))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at 14 quillfeather street, exampleton ex1 4mp", ["14 quillfeather street, exampleton ex1 4mp"]),
        ("musterstrasse 12, 12345 musterstadt", ["musterstrasse 12, 12345 musterstadt"]),
        ("12 bis rue des lilas", ["12 bis rue des lilas"]),
        ("calle inventada 45", ["calle inventada 45"]),
        ("via inventata, 9", ["via inventata, 9"]),
        ("5 minutes drive", []),
        ("742 evergreen terrace", []),
        ("a 3 star hotel road", []),
    ],
)
def test_addresses_are_found_in_the_forms_of_several_languages(text: str, found: list[str]) -> None:
    assert found == [text[a.start : a.end] for a in addresses(text)]


def test_an_address_with_its_postcode_is_full() -> None:
    assert [True] == [a.full for a in addresses("14 quillfeather street, exampleton, il 62704")]
    assert [False] == [a.full for a in addresses("14 quillfeather street")]


def test_a_street_without_a_number_is_found_by_itself() -> None:
    text = "on quillfeather road"

    assert ["quillfeather road"] == [text[a.start : a.end].removeprefix("on ") for a in streets(text)]


def test_cities_are_known_by_size_and_everyday_words_are_none() -> None:
    large, small = cities(1_000_000), cities(50_000)

    assert {"london", "tokyo", "nyc"} <= large
    assert large < small
    assert {"nice", "reading", "bath", "mobile", "split", "orange"}.isdisjoint(small)


def test_the_longest_name_of_a_city_wins() -> None:
    known = cities(100_000)

    assert 3 == city_at("new york city hall".split(), 0, known)
    assert 0 == city_at(["nowhere"], 0, known)
    assert 0 == city_at([], 0, known)


def test_airline_codes_have_two_signs_and_a_letter() -> None:
    assert {"BA", "LH", "U2", "9W"} <= AIRLINES
    assert all(len(code) == 2 and any(c.isalpha() for c in code) and code == code.upper() for code in AIRLINES)
