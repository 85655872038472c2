import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.text.display import MAX_MARKS, shown, shown_lines


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("hello kess", "hello kess"),
        ("a\x1b[31mred\x1b[0m", "a␛[31mred␛[0m"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("pay\u202egpj.exe", "pay⟨U+202E⟩gpj.exe"),
        ("a\u2066b\u2069", "a⟨U+2066⟩b⟨U+2069⟩"),
        ("n\u200bu\u2060m\ufeffber", "number"),
        ("one\r\ntwo\nthree", "one ⏎ two ⏎ three"),
        ("bell\x07nul\x00", "bell␇nul␀"),
        ("tab\tend\u3000wide", "tab end wide"),
        ("\u3164\u2800", "  "),
        ("hi\U000e0041\U000e007f", "hi"),
        ("\ue000", "⟨U+E000⟩"),
        ("👩‍👩‍👧 한국어 日本語 क्षि", "👩‍👩‍👧 한국어 日本語 क्षि"),
        ("z" + "\u0335" * 40 + "o", "z" + "\u0335" * MAX_MARKS + "o"),
    ],
)
def test_what_could_mislead_the_eye_becomes_visible_or_goes(raw: str, expected: str) -> None:
    assert expected == shown(raw)


def test_a_limit_ends_in_an_ellipsis_within_the_limit() -> None:
    assert shown("abcdefgh", 5) == "abcd…"
    assert shown("abcde", 5) == "abcde"


def test_a_page_keeps_the_lines_of_a_message() -> None:
    assert shown_lines("one\r\ntwo\x1b") == "one\ntwo␛"


@given(st.text())
def test_nothing_shown_can_control_a_terminal_or_turn_a_line_around(text: str) -> None:
    safe = shown(text)

    assert not [c for c in safe if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069]
    assert shown(safe) == safe
    safe.encode("utf-8")
