from __future__ import annotations

import re
from html.parser import HTMLParser

from moderation.cases import Audience
from moderation.reports.html import FORMAT
from tests.case_builders import OTHER, PAT, a_case_entry, a_line, the_distressed, the_pursuit

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b[31m{{ 7*7 }}<!--"


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}


def page(*cases: object, audience: Audience = Audience.FULL) -> str:
    return FORMAT.render(cases, audience).decode()  # type: ignore[arg-type]


def parsed(text: str) -> Tags:
    tags = Tags()
    tags.feed(text)
    return tags


def test_nothing_that_a_viewer_writes_becomes_markup() -> None:
    plain = page(the_pursuit(entries=(a_case_entry(1, "20:00", "x"),)))
    line = a_line("19:59", OTHER, HOSTILE)
    entry = a_case_entry(
        1, "20:00", HOSTILE, author=HOSTILE, note=HOSTILE, stream_title=HOSTILE, stream_category=HOSTILE, explanation=HOSTILE
    )
    hostile = page(the_pursuit(entries=(entry,), names={PAT: HOSTILE}, summary=HOSTILE, coverage=(HOSTILE,), creator=HOSTILE))
    with_line = page(the_pursuit(entries=(a_case_entry(1, "20:00", HOSTILE, before=(line,), reply_parent=line),)))

    for seen in (hostile, with_line):
        assert {"script", "img"}.isdisjoint(parsed(seen).tags)
        assert "onerror" not in parsed(seen).attributes
        assert "{{ 7*7 }}" in seen
        assert not re.search(r"[\u202e\x1b]", seen)
    assert set(parsed(plain).tags) >= set(parsed(hostile).tags) - {"ul"}


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    seen = page(the_pursuit(), the_distressed())

    assert {"script", "link", "img", "iframe", "object", "form"}.isdisjoint(parsed(seen).tags)
    assert "default-src 'none'" in seen
    assert not re.search(r"url\(|@import|src=", seen)


def test_the_four_axes_stand_apart_and_there_is_no_sum() -> None:
    seen = page(the_pursuit())

    assert ["approach", "threat", "persistence", "care"] == re.findall(r'<div class="axis"><b><span>(\w+)</span>', seen)
    assert not re.search(r"score|%\s|stalker", seen.partition("</style>")[2])


def test_each_refusal_is_followed_by_what_came_after() -> None:
    seen = page(the_pursuit())
    table = seen[seen.index("What was refused") :].partition("</table>")[0]

    assert "31 minutes later" in table
    assert "phone? never heard of it" in table


def test_every_line_stands_once() -> None:
    assert 1 == page(the_pursuit()).partition("Timeline")[2].count("phone? never heard of it, we send pigeons here")


def test_a_long_incident_is_shown_by_weeks() -> None:
    short = the_pursuit(entries=(a_case_entry(1, "1 20:00", "a"), a_case_entry(2, "30 20:00", "b")))
    long = the_pursuit(entries=(a_case_entry(1, "1 20:00", "a"), a_case_entry(2, "90 20:00", "b")))

    assert "Day by day" in page(short)
    assert "Week by week" in page(long)
    assert 13 == page(long).partition("refused</th>")[2].partition("</tr>")[0].count("<td")


def test_no_case_at_all_is_a_page_too() -> None:
    assert "No incidents" in page()
    assert "No incidents" in page(the_distressed(), audience=Audience.SECURITY)
