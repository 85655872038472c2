"""Lines in blocks are the lines of the whole, however the bytes come."""

from hypothesis import given
from hypothesis import strategies as st

from bot.importers._lines import blocks, numbered

contents = st.lists(st.binary(max_size=20) | st.just(b"") | st.just(b" \t"), max_size=20).map(b"\n".join)
sizes = st.integers(1, 60)


@given(content=contents, size=sizes, limit=st.integers(1, 30))
def test_blocks_hold_every_line_that_is_not_too_long(content: bytes, size: int, limit: int) -> None:
    lines = content.split(b"\n")
    if not lines[-1]:
        lines.pop()
    chunks = (content[at : at + size] for at in range(0, len(content), size))

    assert [line if len(line) <= limit else None for line in lines] == [line for block in blocks(chunks, limit) for line in block]


@given(content=contents, size=sizes)
def test_numbers_are_those_of_the_file_and_blank_lines_are_left_out(content: bytes, size: int) -> None:
    chunks = (content[at : at + size] for at in range(0, len(content), size))

    assert [(number, line) for number, line in enumerate(content.split(b"\n"), 1) if line.strip()] == list(numbered(chunks))
