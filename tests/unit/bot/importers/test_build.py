from datetime import UTC, datetime, timedelta

import pytest

from bot.importers._base import RecordError
from bot.importers._build import GiftsToMany, Ids, Recent, from_microseconds, from_milliseconds, from_text, roles_of, whole_number
from tests.builders import FIRST_DAY


def test_only_the_most_recent_pairs_are_remembered() -> None:
    recent = Recent(2)
    for key in ("a", "b", "a", "c"):
        recent[key] = f"of {key}"

    assert ["of a", None, "of c"] == [recent.get(key) for key in "abc"]


def test_a_derived_id_depends_on_everything_but_the_way_the_time_is_written() -> None:
    at = FIRST_DAY
    first = Ids("log").derive("mira", at, "pat")

    assert first == Ids("log").derive("mira", at.astimezone(tz=None), "pat")
    others = {
        Ids("other").derive("mira", at, "pat"),
        Ids("log").derive("mir", at, "apat"),
        Ids("log").derive("mira", at + timedelta(seconds=1), "pat"),
        Ids("log").derive("mira", at, "kim"),
    }
    assert 4 == len(others - {first})


def test_what_agrees_in_everything_is_numbered() -> None:
    ids = Ids("log")
    numbers = [ids.derive("mira", FIRST_DAY, name).rpartition("-")[2] for name in ("pat", "kim", "pat", "pat")]

    assert ["0", "0", "1", "2"] == numbers


def test_what_is_numbered_is_remembered_within_bounds() -> None:
    ids = Ids("log")
    for second in range(10_001):
        ids.derive("mira", FIRST_DAY + timedelta(seconds=second), "pat")

    assert ids.derive("mira", FIRST_DAY, "pat").endswith("-0")
    assert ids.derive("mira", FIRST_DAY + timedelta(seconds=10_000), "pat").endswith("-1")


def test_a_share_of_a_gift_is_known_by_the_gift_before_it() -> None:
    gifts = GiftsToMany()

    assert [False, False, True, False, False] == [
        gifts.is_share("a", whole=False),
        gifts.is_share("a", whole=True),
        gifts.is_share("a", whole=False),
        gifts.is_share("b", whole=False),
        gifts.is_share(None, whole=False),
    ]


@pytest.mark.parametrize("value", [1795305605250, "1795305605250"], ids=["number", "digits"])
def test_instants_from_counts_are_exact(value: int | str) -> None:
    assert datetime(2026, 11, 22, 0, 0, 5, 250_000, tzinfo=UTC) == from_milliseconds(value)
    assert datetime(2026, 11, 22, 0, 0, 5, 250_000, tzinfo=UTC) == from_microseconds(int(value) * 1000)


@pytest.mark.parametrize("value", [None, "", "soon", 10**30, float("nan"), float("inf"), "9" * 5000], ids=lambda value: repr(value)[:20])
def test_what_is_no_count_is_no_instant(value: float | str | None) -> None:
    with pytest.raises(RecordError, match="has no time, or none that can be read"):
        from_milliseconds(value)


@pytest.mark.parametrize("text", ["2026-11-22T00:00:05.123456Z", "2026-11-22T00:00:05.123456789Z", "2026-11-22T01:00:05.1234567+01:00"])
def test_instants_from_text_keep_six_decimals(text: str) -> None:
    assert datetime(2026, 11, 22, 0, 0, 5, 123_456, tzinfo=UTC) == from_text(text)


def test_roles_come_once_each_and_in_order() -> None:
    assert ("broadcaster", "moderator", "vip", "subscriber", "bot") == roles_of(
        ["bot", "subscriber", None, "vip", "moderator", "subscriber", "broadcaster"]
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [(5, 5), ("5", 5), ("0", 0), (0, 0), (-5, None), ("five", None), (None, None), (1.5, None), ("٥", None), ("9" * 20, None)],
    ids=repr,
)
def test_a_count_is_a_whole_number_or_nothing(value: object, expected: int | None) -> None:
    assert expected == whole_number(value)
