"""Every format for every audience, as it leaves the house."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from moderation import reports
from moderation.cases import Audience
from moderation.discovery import discover
from moderation.rules import ReportFormat
from tests.case_builders import the_distressed, the_pursuit

SCHEMA = Path(__file__).parents[2] / "docs/export.schema.json"
FORMATS = discover(reports, "FORMAT", ReportFormat)


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda f: f.name)
def test_a_report(form: ReportFormat, audience: Audience, golden: Callable[[str | Path, str], None]) -> None:
    written = form.render((the_pursuit(), the_distressed()), audience).decode()

    golden(f"reports/{audience.value}{form.suffix}", written.replace("\r\n", "␍\n"))


@pytest.mark.parametrize("audience", list(Audience))
def test_the_json_report_is_what_its_schema_says(audience: Audience) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    document = json.loads(FORMATS["json"].render((the_pursuit(), the_distressed()), audience))

    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(document)


def test_the_schema_allows_nothing_that_it_does_not_name() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    document = json.loads(FORMATS["json"].render((the_pursuit(),), Audience.FULL))
    document["incidents"][0]["rows"][0]["home_address"] = "?"

    assert not jsonschema.Draft202012Validator(schema).is_valid(document)
