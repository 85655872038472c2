from __future__ import annotations

from collections import Counter
from importlib import resources
from itertools import pairwise

import pytest

from bot.demo.crowd import FANS, fan_names
from bot.demo.script import ScriptError, read_script, read_sections
from bot.demo.story import ROLES, story, streams
from moderation.events import Event, missing_part

CAST = {"harborlight", "still_harbor", "harbor_again", "harbor_third", "goldenoak_lou", "static_moth", "rain_on_tin"}


@pytest.fixture(scope="module")
def told() -> list[Event]:
    return list(story())


def test_the_story_is_the_same_every_time(told: list[Event]) -> None:
    assert told == list(story())


def test_every_event_is_whole_has_its_own_id_and_follows_in_time(told: list[Event]) -> None:
    assert [] == [event.id for event in told if missing_part(event)]
    assert len(told) == len({event.id for event in told})
    assert all(earlier.ts <= later.ts for earlier, later in pairwise(told))


def test_two_hundred_fans_are_there_over_several_weeks(told: list[Event]) -> None:
    fans = {event.author.name for event in told if event.author} & set(fan_names())

    assert FANS == len(fans)
    assert 28 < (told[-1].ts - told[0].ts).days < 60
    assert 14 == len(streams())


def test_no_fan_writes_most_of_the_chat(told: list[Event]) -> None:
    lines = Counter(event.author.name for event in told if event.author and event.text)

    assert lines.most_common(1)[0][1] < len(told) / 20


def test_the_crowd_has_much_to_say() -> None:
    sections = read_sections((resources.files("bot.demo") / "chatter.txt").read_text(encoding="utf-8"))
    lines = [line for section in sections.values() for line in section]

    assert len(lines) >= 250
    assert len(lines) == len(set(lines))


def test_everybody_of_the_story_appears(told: list[Event]) -> None:
    names = {event.author.name for event in told if event.author}

    assert names >= CAST | set(ROLES) | {"plainspoken_jo", "amberline", "pixel_pauline", "uncle_biscuit"}


def test_a_renamed_account_is_the_same_account(told: list[Event]) -> None:
    accounts = {event.author.name: event.author.id for event in told if event.author}

    assert accounts["harborlight"] == accounts["still_harbor"]
    assert accounts["harbor_again"] != accounts["still_harbor"]


def test_an_answer_points_to_the_line_that_it_answers(told: list[Event]) -> None:
    by_id = {event.id: event for event in told}
    joke = next(event for event in told if "fish takes my calls" in event.text)

    assert joke.reply_to
    assert "phone number" in by_id[joke.reply_to].text


def test_a_deletion_names_the_message(told: list[Event]) -> None:
    by_id = {event.id: event for event in told}
    deletion = next(event for event in told if event.moderation and event.moderation.action == "delete")

    assert deletion.moderation
    assert "555 0142" in by_id[deletion.moderation.message_id or ""].text


@pytest.mark.parametrize(
    "line", ["kess says hello", "== someday 19:00 1:00 3 talk X | t", "0:01:00 kess !explode pat | now", "0:01:00 kess"]
)
def test_a_line_that_says_nothing_is_named_by_its_number(line: str) -> None:
    with pytest.raises(ScriptError, match="line 3 of the script"):
        read_script(f"# a comment\n== 2026-03-02 19:00 1:00 3 talk Just Chatting | tea\n{line}\n")
