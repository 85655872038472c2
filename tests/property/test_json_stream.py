"""Walking a JSON document in pieces gives what reading it whole gives, and never more than what is there."""

import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.importers._base import TOO_LONG
from bot.importers._json_stream import CUT_OFF, DAMAGED, Piece, pieces

texts = st.text(max_size=12) | st.text(alphabet='{}[]",:\\ \n\0é😀', max_size=12)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=10)
records = st.dictionaries(st.just("_id") | texts, values, min_size=1, max_size=4)
lists = (
    st.lists(records, max_size=12) | st.lists(values, max_size=12) | st.lists(st.just({"a": [{"a": 1}, {"a": 2}], "b": "},{"}), max_size=12)
)
written = st.fixed_dictionaries(
    {
        "indent": st.sampled_from([None, 0, 1, "\t"]),
        "separators": st.sampled_from([None, (",", ":"), (" , ", " : ")]),
        "ensure_ascii": st.booleans(),
    }
)
sizes = st.integers(1, 400)


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def values_of(found: list[Piece]) -> list[Any]:
    assert [] == [piece.problem for piece in found if piece.problem]
    return [json.loads(piece.raw) for piece in found]


@given(items=lists, style=written, size=sizes)
@example(items=[{"a": 1}] * 50, style={"separators": (",", ":")}, size=30)
@example(items=[{"_id": "1", "badges": [{"_id": "a"}, {"_id": "b"}]}] * 50, style={"separators": (",", ":")}, size=400)
def test_an_array_in_pieces_of_any_size_has_the_elements_of_the_whole(items: list[Any], style: dict[str, Any], size: int) -> None:
    assert items == values_of(list(pieces(cut(json.dumps(items, **style).encode(), size))))


@given(before=values, items=lists, after=values, style=written, size=sizes)
def test_an_array_in_an_object_is_found_among_its_members(
    before: Any, items: list[Any], after: Any, style: dict[str, Any], size: int
) -> None:
    document = {"before": before, "items": items, "between": {"items": [1]}, "after": after}
    found = list(pieces(cut(json.dumps(document, **style).encode(), size), each={"items"}, whole={"before", "after"}))

    assert [before, *items, after] == values_of(found)
    assert ["before", *["items"] * len(items), "after"] == [piece.key for piece in found]


@given(items=st.lists(records, min_size=1, max_size=8), style=written, size=sizes, data=st.data())
def test_of_a_document_that_ends_early_the_whole_elements_are_read(
    items: list[Any], style: dict[str, Any], size: int, data: st.DataObject
) -> None:
    whole = json.dumps(items, **style).encode()
    end = data.draw(st.integers(1, len(whole) - 1))
    *elements, last = pieces(cut(whole[:end], size))

    assert Piece("", b"", CUT_OFF) == last
    assert items[: len(elements)] == [json.loads(piece.raw) for piece in elements]


@given(raw=st.binary(max_size=300) | st.text(alphabet='{}[]",:\\ a1\n', max_size=300).map(str.encode), size=sizes)
def test_anything_at_all_is_walked_to_an_end(raw: bytes, size: int) -> None:
    found = list(pieces(cut(raw, size), each={"", "a"}))

    assert sum(len(piece.raw) for piece in found) <= len(raw)
    assert found == list(pieces([raw] if raw else [], each={"", "a"}))


@given(
    items=st.lists(records, min_size=3, max_size=8), size=sizes, wrong=st.sampled_from([b"{'a': 1}", b"{a}", b"nul", b"{]", b"[}", b"01x"])
)
def test_a_malformed_element_costs_itself(items: list[Any], size: int, wrong: bytes) -> None:
    first, *others = (json.dumps(item).encode() for item in items)
    found = list(pieces(cut(b"[" + b",".join([first, wrong, *others]) + b"]", size)))

    assert [first, wrong, *others] == [piece.raw for piece in found]


@given(items=st.lists(records, max_size=8), limit=st.integers(0, 60), size=sizes)
def test_an_element_over_the_limit_is_a_problem_and_the_others_are_read(items: list[Any], limit: int, size: int) -> None:
    raws = [json.dumps(item).encode() for item in items]
    found = list(pieces(cut(b"[" + b",".join(raws) + b"]", size), limit=limit))

    assert [Piece("", raw) if len(raw) <= limit else Piece("", b"", TOO_LONG) for raw in raws] == found


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (b"[1,,2,]", [b"1", b"2"]),
        (b"[1][2]", [b"1", b"2"]),
        (b"[1]\n\n[2]\n", [b"1", b"2"]),
        (b'{"a": [1]} {"a": [2]}', [b"1", b"2"]),
        (b'{"b": [9], "a": [1, {"a": [5]}]}', [b"1", b'{"a": [5]}']),
        (b'{"\\u0061": [1]}', [b"1"]),
        (b'["\\\\", "\\"]"]', [b'"\\\\"', b'"\\"]"']),
    ],
)
def test_documents_are_taken_as_they_come(document: bytes, expected: list[bytes]) -> None:
    for size in range(1, len(document) + 1):
        assert expected == [
            piece.raw for piece in pieces(cut(document, size), each={"", "a"}) if not piece.problem.startswith("is missing")
        ]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (b"", "is missing: the document is no list"),
        (b"{}", "is missing: the document is no list"),
        (b"hello", DAMAGED),
        (b"[1] and more", DAMAGED),
        (b"[1:2]", DAMAGED),
        (b'{"a" 1}', DAMAGED),
        (b"{1: 2}", DAMAGED),
        (b'{"a": }', DAMAGED),
        (b"[1", CUT_OFF),
        (b'{"a": 1', CUT_OFF),
    ],
)
def test_what_is_no_document_says_so(document: bytes, expected: str) -> None:
    assert expected == list(pieces(cut(document, 3)))[-1].problem


def test_an_array_that_is_asked_for_and_not_there_is_missed() -> None:
    assert ["is missing: the document has no list 'a'"] == [piece.problem for piece in pieces([b'{"b": []}'], each={"a"})]
    assert ["is missing: the document has no list 'a'"] == [piece.problem for piece in pieces([b"[1]"], each={"a"})]
    assert [] == list(pieces([b'{"a": []}'], each={"a"}))


@pytest.mark.parametrize(
    "document", [b'[{"a":1}' + b',{"a":1}' * 60_000 + b"]", b'{"b":"' + b"x" * 4_000_000 + b'","":[]}', b"[" * 500_000]
)
def test_memory_holds_a_piece_of_the_document_and_no_more(document: bytes) -> None:
    tracemalloc.start()
    try:
        for _ in pieces(cut(document, 1 << 18)):
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 8 << 20
