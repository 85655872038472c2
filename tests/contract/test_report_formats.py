"""Every report format keeps the same promises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation import reports
from moderation.cases import Audience
from moderation.discovery import discover
from moderation.rules import ReportFormat
from tests.case_builders import OTHER, a_case_entry, a_line, a_signal, the_distressed, the_pursuit

FORMATS = discover(reports, "FORMAT", ReportFormat)

pytestmark = [
    pytest.mark.parametrize("form", FORMATS.values(), ids=lambda f: f.name),
    pytest.mark.parametrize("audience", list(Audience)),
]


def test_the_same_cases_give_the_same_bytes(form: ReportFormat, audience: Audience) -> None:
    cases = (the_pursuit(), the_distressed())

    assert form.render(cases, audience) == form.render(cases, audience)


def test_no_case_and_a_case_without_entries_are_reports_too(form: ReportFormat, audience: Audience) -> None:
    assert form.render((), audience)
    assert form.render((the_pursuit(entries=()),), audience)


@settings(max_examples=25)
@given(text=st.text(), name=st.text(max_size=20))
def test_whatever_was_written_it_renders_as_valid_text_without_controls(
    form: ReportFormat, audience: Audience, text: str, name: str
) -> None:
    said = a_signal("private_info_exposure", "critical", "posted a private fact", text)
    entry = a_case_entry(1, "20:00", text, author=name, note=text, before=(a_line("19:59", OTHER, text),), signals=(said,))
    case = the_pursuit(entries=(entry,), summary=text, names={"twitch:id-pat": name})

    written = form.render((case,), audience).decode("utf-8")

    assert not [c for c in written if (ord(c) < 0x20 and c not in "\r\n") or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E]


def test_what_was_erased_is_said_to_be(form: ReportFormat, audience: Audience) -> None:
    case = the_pursuit(entries=(a_case_entry(1, "20:00", None),))

    assert form.name == "json" or "[erased]" in form.render((case,), audience).decode()


def test_a_format_says_what_it_is(form: ReportFormat, audience: Audience) -> None:
    assert form.suffix == f".{form.name}"
    assert form.summary
    assert "/" in form.media_type
