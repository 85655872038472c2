"""What folding undoes, case by case."""

from __future__ import annotations

import unicodedata

import pytest

from moderation.text.fold import digit_count, has_leet, leet_word, plain_word, scan_bytes
from moderation.text.views import TextViews, joined_view, plain_view

SAME_PLAIN = [
    ("What’s your NUMBER?", "whats your number"),
    ("ｗｈａｔ ｉｓ ｉｔ", "what is it"),
    ("𝔴𝔥𝔢𝔯𝔢 do you live", "where do you live"),
    ("nu\u200bmb\u2060er", "number"),
    ("\u202enumber\u202c", "number"),
    ("café — crème", "cafe creme"),
    ("ｐｈｏｎｅ　ｎｕｍｂｅｒ", "phone number"),
    ("nυmbеr", "number"),
    ("a\x00b\x07c\n\td", "a b c d"),
]


@pytest.mark.parametrize(("raw", "plain"), SAME_PLAIN)
def test_disguises_fold_to_the_plain_word(raw: str, plain: str) -> None:
    assert plain == plain_word(raw)
    assert plain == plain_view(raw).text.strip()


@pytest.mark.parametrize("text", ["전화번호 알려줘", "電話番号を教えて", "ありがとう", "手机号码", "バー"])
def test_hangul_kana_and_han_stand_as_they_are(text: str) -> None:
    assert text == plain_word(text)


def test_decomposed_letters_read_like_composed_ones() -> None:
    text = "한국 café number"
    decomposed = unicodedata.normalize("NFD", text)

    view = plain_view(decomposed)
    at = view.text.index("number")
    span = view.span(at, at + 6)

    assert plain_view(text).text == view.text
    assert "number" == decomposed[span.start : span.end]


def test_leet_is_undone_in_the_skeleton_only() -> None:
    views = TextViews("g1ve me ur numb3r")

    assert " g1ve me ur numb3r " == views.plain.text
    assert " give me ur number " == views.skeleton.text


def test_stretched_letters_collapse_in_the_skeleton() -> None:
    assert " pls nu mber " == TextViews("plsss nuuu mmmber").skeleton.text


def test_spaced_letters_are_joined_and_cut_into_known_words() -> None:
    plain = plain_view("so w h a t s u r n u m b e r then")

    joined = joined_view(plain, {"whats", "ur", "number"}.__contains__)

    assert joined is not None
    assert " so whats ur number then " == joined.text


def test_dots_between_letters_are_spaces_between_letters() -> None:
    joined = joined_view(plain_view("n.u.m.b.e.r"), {"number"}.__contains__)

    assert joined is not None
    assert " number " == joined.text


def test_three_single_letters_are_no_word() -> None:
    assert joined_view(plain_view("plan a b c today"), lambda _: True) is None


def test_an_emote_neither_breaks_nor_cancels_a_phrase() -> None:
    raw = "whats ur Kappa number LUL"

    view = plain_view(raw)

    assert " whats ur number " == view.text
    assert "whats ur Kappa number" == raw[view.span(0, len(view.text)).start : view.span(0, len(view.text)).end]


def test_scan_bytes_stand_between_spaces() -> None:
    assert b" give me s00n " != scan_bytes("g1ve me s00n")
    assert b" give me soon " == scan_bytes("g1ve me s00n")


def test_digits_are_counted_however_they_are_written() -> None:
    assert 6 == digit_count("12 34 ５６")


def test_leet_is_noticed_only_where_there_is_some() -> None:
    assert not has_leet("plain words!")
    assert has_leet("pl4in")
    assert "number" == leet_word("numb3r")
