from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.cases import Audience
from moderation.reports.csv import COLUMNS, FORMAT, cell
from tests.case_builders import a_case_entry, the_pursuit

FORMULA_SIGNS = "=+-@|%\t\r\n＝＋－＠"


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("sign", list(FORMULA_SIGNS))
def test_no_cell_begins_like_a_formula(sign: str) -> None:
    assert not cell(f"{sign}cmd|' /C calc'!A0").lstrip().startswith(tuple(FORMULA_SIGNS))


@pytest.mark.parametrize("text", ["hello", "1 + 1", "a=b", "", " "])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert text == cell(text)


@given(st.text())
def test_a_cell_holds_no_control_character_and_no_formula_whatever_was_written(text: str) -> None:
    made = cell(text)

    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in made)
    assert made.lstrip()[:1] not in set(FORMULA_SIGNS) or not made.strip()


def test_there_is_one_row_for_each_entry() -> None:
    made = rows(FORMAT.render((the_pursuit(),), Audience.FULL))

    assert list(COLUMNS) == list(made[0])
    assert [str(n) for n in range(1, 9)] == [row["entry"] for row in made]


def test_an_act_says_whether_and_when_it_was_refused_before_and_what_the_answer_was() -> None:
    made = rows(FORMAT.render((the_pursuit(),), Audience.FULL))

    assert [("N", ""), ("Y", "2026-03-02 20:05:00 UTC"), ("Y", "2026-03-02 20:05:00 UTC")] == [
        (made[i]["refused_before"], made[i]["refused_when"]) for i in (0, 2, 3)
    ]
    assert "20:05:00 Mira: @Pat phone? never heard of it, we send pigeons here" == made[0]["response"]
    assert "19:11:00 Gate_Keeper: timed out for 10 minutes: asked to stop" == made[3]["response"]


def test_a_repeat_counts_as_refused_before_also_when_the_refusal_itself_is_not_in_the_log() -> None:
    case = the_pursuit()
    lonely = the_pursuit(entries=(case.entries[2],))

    assert "Y" == rows(FORMAT.render((lonely,), Audience.FULL))[0]["refused_before"]


def test_a_message_of_many_lines_stays_in_one_row() -> None:
    case = the_pursuit(entries=(a_case_entry(1, "20:00", 'one\r\n=two,"three"'),))

    assert ['one ⏎ =two,"three"'] == [row["what_happened"] for row in rows(FORMAT.render((case,), Audience.FULL))]
