"""Laws of the text views, for any text at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moderation.text.fold import plain_word, scan_bytes
from moderation.text.views import TextViews, _slow_view, joined_view, plain_view, segment

ANY_TEXT = st.text(max_size=300)


@given(ANY_TEXT)
def test_every_view_maps_back_into_the_raw_text(text: str) -> None:
    views = TextViews(text)
    joined = joined_view(views.plain, lambda _: False)
    for view in (views.plain, views.skeleton, *([joined] if joined else [])):
        assert len(view.text) == len(view.offsets)
        assert all(0 <= offset <= len(text) for offset in view.offsets)
        assert list(view.offsets) == sorted(view.offsets)


@given(ANY_TEXT, st.data())
def test_any_range_of_a_view_is_a_range_of_the_raw_text(text: str, data: st.DataObject) -> None:
    view = plain_view(text)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))

    span = view.span(start, end)

    assert 0 <= span.start <= span.end <= len(text)


@given(ANY_TEXT)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    once = plain_word(text)

    assert once == plain_word(once)


@given(ANY_TEXT)
def test_case_does_not_matter_to_ascii(text: str) -> None:
    ascii_text = text.encode("ascii", "ignore").decode()

    assert scan_bytes(ascii_text.upper()) == scan_bytes(ascii_text.lower())


@given(st.text(alphabet="abcdef", min_size=1, max_size=40), st.sets(st.text(alphabet="abcdef", min_size=1, max_size=6)))
def test_segmentation_loses_no_letter(letters: str, words: set[str]) -> None:
    assert letters == "".join(segment(letters, words.__contains__))


@given(ANY_TEXT)
def test_the_quick_reading_is_the_slow_one(text: str) -> None:
    view = plain_view(text)

    assert view.text == _slow_view(text).text
