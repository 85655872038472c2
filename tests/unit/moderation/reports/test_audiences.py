"""What leaves the house for whom: the table of ``_audience`` seen from the files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from moderation.cases import Audience
from moderation.reports import csv as csv_report
from moderation.reports import html as html_report
from moderation.reports import json as json_report
from moderation.reports._audience import RULES, Money
from moderation.reports._money import money
from moderation.rules import ReportFormat
from tests.case_builders import OTHER, a_case_entry, a_line, a_signal, the_distressed, the_pursuit

OUTSIDE = (Audience.SECURITY, Audience.PLATFORM)
FORMATS = (csv_report.FORMAT, html_report.FORMAT, json_report.FORMAT)


def exported(audience: Audience, **fields: Any) -> dict[str, Any]:
    document = json.loads(json_report.FORMAT.render((the_pursuit(**fields),), audience))
    return document["incidents"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("form", FORMATS, ids=lambda f: f.name)
@pytest.mark.parametrize("audience", OUTSIDE)
def test_outside_the_team_nobody_learns_private_facts_moderators_names_or_exact_sums(form: ReportFormat, audience: Audience) -> None:
    written = form.render((the_pursuit(),), audience).decode()

    assert "Pat" in written
    for secret in ("Example Lane", "example lane", "Gate_Keeper", "250.00", "$250", "lena_draws", "told the venue"):
        assert secret not in written


@pytest.mark.parametrize("form", FORMATS, ids=lambda f: f.name)
def test_the_police_get_the_full_text_with_hashes_and_other_viewers_by_letters(form: ReportFormat) -> None:
    written = form.render((the_pursuit(),), Audience.POLICE).decode()

    assert "12 Example Lane" in written
    assert f"{6:064x}" in written
    assert "lena_draws" not in written
    assert "told the venue" not in written


def test_the_team_sees_everything() -> None:
    written = json_report.FORMAT.render((the_pursuit(),), Audience.FULL).decode()

    for held in ("12 Example Lane", "Gate_Keeper", "250.00 USD", "lena_draws", "told the venue", "contact_info_request.asks"):
        assert held in written


@pytest.mark.parametrize("audience", OUTSIDE)
def test_a_person_in_distress_is_not_handed_on(audience: Audience) -> None:
    document = json.loads(json_report.FORMAT.render((the_distressed(), the_pursuit()), audience))

    assert [3] == [incident["number"] for incident in document["incidents"]]


def test_words_about_self_harm_in_another_incident_are_not_handed_on() -> None:
    said = a_signal("coercive_self_harm", "high", "made self-harm a condition", "or i will hurt myself")
    case = exported(Audience.SECURITY, entries=(a_case_entry(1, "20:00", "unban me or i will hurt myself", signals=(said,)),))

    assert "[not shown: about self-harm]" == case["rows"][0]["text"]


@pytest.mark.parametrize(("audience", "shown"), [(Audience.FULL, True), (Audience.POLICE, True), (Audience.SECURITY, False)])
def test_text_from_discord_stays_in_the_team_and_with_the_police(audience: Audience, shown: bool) -> None:
    case = exported(audience, entries=(a_case_entry(1, "20:00", "where do you live", platform="discord"),))

    assert shown == ("where do you live" == case["rows"][0]["text"])


def test_a_report_to_a_platform_is_short_and_without_context() -> None:
    long = "please answer me " * 40
    case = exported(Audience.PLATFORM, entries=(a_case_entry(1, "20:00", long, before=(a_line("19:59", OTHER, "hello"),)),))

    assert 140 >= len(case["rows"][0]["text"])
    assert [] == case["rows"][0]["before"]


def test_the_same_person_keeps_their_letter() -> None:
    rows = exported(Audience.POLICE)["rows"]
    letters = {line["who"] for row in rows for line in (*row["before"], *row["after"]) if line["role"] == "viewer"}

    assert {"viewer A"} == letters


def test_a_moderators_name_is_masked_as_a_word_not_inside_other_words() -> None:
    line = a_line("19:59", OTHER, "@gate_keeper gate_keepers gatekeeping")
    case = exported(
        Audience.SECURITY,
        entries=(
            a_case_entry(1, "20:00", "ask @Gate_Keeper or GATE_KEEPER, not gate_keepers", before=(line,)),
            a_case_entry(2, "20:01", "", author="Gate_Keeper", author_role="moderator", kind="enforcement", deed="banned"),
        ),
    )

    assert "ask [moderator] or [moderator], not gate_keepers" == case["rows"][0]["text"]


@pytest.mark.parametrize(
    ("donation", "how", "expected"),
    [
        ("250.00 USD (tip)", Money.EXACT, "250.00 USD (tip)"),
        ("250.00 USD (tip)", Money.BANDED, "a tip (200 to 1,000 EUR)"),
        ("9.99 EUR (superchat)", Money.BANDED, "a paid message (under 10 EUR)"),
        ("5000 KRW (superchat)", Money.BANDED, "a paid message (under 10 EUR)"),
        ("100 BITS (bits)", Money.BANDED, "bits (under 10 EUR)"),
        ("5000 USD (tip)", Money.BANDED, "a tip (over 1,000 EUR)"),
        ("250.00 USD (tip)", Money.KIND, "a tip"),
        ("", Money.BANDED, ""),
        ("garbage", Money.BANDED, "money"),
    ],
)
def test_money_is_shown_as_exactly_as_the_audience_may_know(donation: str, how: Money, expected: str) -> None:
    assert expected == money(donation, how)


@pytest.mark.parametrize(
    ("row", "grant"),
    [
        ("text from Discord", "discord"),
        ("moderators' names", "staff"),
        ("the team's notes", "notes"),
        ("rule names, confidence", "machine"),
        ("hashes of the chain", "hashes"),
    ],
)
def test_the_table_of_the_documentation_is_the_table_of_the_code(row: str, grant: str) -> None:
    page = (Path(__file__).parents[4] / "docs/exports.md").read_text(encoding="utf-8").splitlines()
    head = next(line for line in page if "`full`" in line)
    cells = next(line for line in page if line.startswith(f"| {row} |"))
    said = dict(zip([c.strip(" `") for c in head.split("|")[2:6]], [c.strip() == "yes" for c in cells.split("|")[2:6]], strict=True))

    assert said == {audience.value: getattr(RULES[audience], grant) for audience in Audience}
