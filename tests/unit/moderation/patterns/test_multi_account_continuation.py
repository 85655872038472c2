from __future__ import annotations

import pytest

from moderation.events import Author, Event
from moderation.memory.identity import link
from moderation.memory.links import Link, LinkStatus
from moderation.pipeline import Options, Pipeline
from moderation.taxonomy import Severity
from tests.builders import CREATOR, a_message, a_viewer, an_enforcement, later
from tests.play import hits_of, pattern_hits

NAME = "multi_account_continuation"
ASK = "contact_info_request"
SAYS_SO = "evasion_statement"
Line = tuple[Event, str]


def chain(accounts: int, *, last: str = f"{ASK} {SAYS_SO}", gap_days: float = 1.0, until_days: float = 1.0) -> list[Line]:
    """So many accounts ask and are banned, each saying that it goes on from the one before; then a further one."""
    story: list[Line] = []
    for number in range(accounts):
        by = a_viewer(f"account{number}xyz"[::-1])
        names = ASK if number == 0 else f"{ASK} {SAYS_SO}"
        story += [
            (a_message(at=later(days=number * gap_days), by=by), names),
            (an_enforcement("ban", by, at=later(days=number * gap_days, minutes=1)), ""),
        ]
    end = later(days=(accounts - 1) * gap_days + until_days, minutes=1)
    return [*story, (a_message(at=end, by=a_viewer("quite_new")), last)]


@pytest.mark.parametrize(
    ("banned", "levels"),
    [(1, []), (2, [Severity.HIGH]), (3, [Severity.HIGH, Severity.CRITICAL]), (4, [Severity.HIGH, Severity.CRITICAL, Severity.CRITICAL])],
)
def test_from_the_third_account_it_is_high_and_from_the_fourth_critical(banned: int, levels: list[Severity]) -> None:
    assert levels == [hit.severity for hit in pattern_hits(NAME, *chain(banned))]


def test_the_accounts_are_called_suspected() -> None:
    (hit,) = pattern_hits(NAME, *chain(2))

    assert "2 accounts (2 of them suspected to be the same person)" in hit.explanation


@pytest.mark.parametrize(("days", "hits"), [(13.99, 1), (14, 1), (14.01, 0)])
def test_it_counts_for_a_fortnight_after_the_last_ban(days: float, hits: int) -> None:
    assert hits == len(pattern_hits(NAME, *chain(2, until_days=days)))


def test_accounts_that_nobody_links_are_strangers() -> None:
    story = chain(2, last=ASK)

    assert [] == pattern_hits(NAME, *[(event, names.replace(SAYS_SO, "")) for event, names in story])


def linked(status: LinkStatus, evidence: list[str], names: str) -> list[Severity]:
    """Two banned accounts and a third, linked by somebody's word."""
    first, second, third = (a_viewer(n) for n in ("anna", "bert", "cleo"))
    events = [
        a_message(at=later(), by=first, id="m1"),
        an_enforcement("ban", first, at=later(minutes=1)),
        a_message(at=later(days=1), by=second, id="m2"),
        an_enforcement("ban", second, at=later(days=1, minutes=1)),
    ]
    last = a_message(at=later(days=2), by=third, id="m3")
    pipeline = Pipeline((), Options(oracle={"m1": [ASK], "m2": [ASK], "m3": [names]}))
    for event in events:
        pipeline.process(event)
    for other in (first, second):
        link(pipeline.memory.house(CREATOR.name).links, Link(key(third), key(other), status, evidence, 0.9, "gate_keeper", 0.0))
    return [hit.severity for hit in hits_of(pipeline.process(last), NAME)]


def key(author: Author) -> str:
    return f"twitch:{author.id}"


def test_a_confirmed_link_counts() -> None:
    assert [Severity.HIGH] == linked(LinkStatus.CONFIRMED, ["moderator"], ASK)


def test_what_the_platform_says_counts() -> None:
    assert [Severity.HIGH] == linked(LinkStatus.SUSPECTED, ["platform_flag"], ASK)


def test_a_similar_name_does_not_count_here() -> None:
    assert [] == linked(LinkStatus.SUSPECTED, ["similar_name", "new_account"], ASK)


def test_a_rejected_link_does_not_count() -> None:
    assert [] == linked(LinkStatus.REJECTED, ["moderator"], ASK)


def test_another_topic_is_no_continuation() -> None:
    assert [] == linked(LinkStatus.CONFIRMED, ["moderator"], "location_probe")
