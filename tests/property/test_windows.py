"""Laws of the arithmetic over time."""

from __future__ import annotations

import math
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.memory.windows import (
    DAY,
    daily_sums,
    days_of,
    far_end,
    gaps,
    median_gap,
    poisson_tail,
    share_rising,
    theil_sen,
    theil_sen_lower,
)

SERIES = st.lists(st.integers(0, 60).map(float), min_size=2, max_size=14)
INSTANTS = st.lists(st.floats(0, 4e9), max_size=40).map(sorted)
MEANS = st.floats(0.01, 40)


@given(SERIES, st.integers(-50, 50))
def test_a_slope_does_not_depend_on_where_the_series_begins(series: list[float], shift: int) -> None:
    assert theil_sen(enumerate(series)) == theil_sen(enumerate(v + shift for v in series))


@given(SERIES)
def test_a_series_read_backwards_has_the_opposite_slope(series: list[float]) -> None:
    assert -theil_sen(enumerate(series)) == pytest.approx(theil_sen(enumerate(reversed(series))))


@given(st.floats(-5, 5), st.integers(2, 14))
def test_a_straight_line_has_its_own_slope(slope: float, length: int) -> None:
    assert slope == pytest.approx(theil_sen((i, slope * i) for i in range(length)))


def test_one_wild_day_does_not_make_a_slope() -> None:
    assert theil_sen(enumerate([3, 3, 3, 3, 500, 3, 3, 3])) == 0


@given(SERIES)
def test_the_lower_bound_is_the_same_in_every_replay(series: list[float]) -> None:
    assert theil_sen_lower(series, rounds=30) == theil_sen_lower(series, rounds=30)


@given(SERIES, st.floats(0.5, 0.7), st.floats(0.8, 0.99))
def test_more_certainty_never_gives_a_higher_bound(series: list[float], less: float, more: float) -> None:
    assert theil_sen_lower(series, sure=more, rounds=30) <= theil_sen_lower(series, sure=less, rounds=30)


@given(st.integers(0, 60), MEANS)
def test_a_tail_is_a_probability_and_shrinks_with_the_count(count: int, mean: float) -> None:
    here, further = poisson_tail(count, mean), poisson_tail(count + 1, mean)

    assert 0.0 <= further <= here <= 1.0


@given(st.integers(1, 40), MEANS)
def test_a_tail_grows_with_what_is_expected(count: int, mean: float) -> None:
    assert poisson_tail(count, mean) <= poisson_tail(count, mean * 1.5) + 1e-12


@given(st.integers(0, 30), MEANS)
def test_a_tail_and_what_lies_before_it_are_everything(count: int, mean: float) -> None:
    before = math.fsum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count))

    assert poisson_tail(count, mean) + before == pytest.approx(1.0)


@pytest.mark.parametrize(("count", "mean", "tail"), [(5, 0.5, 0.000172), (4, 0.5, 0.001752), (6, 1.0, 0.000594), (1, 0.0, 0.0)])
def test_tails_are_those_of_the_tables(count: int, mean: float, tail: float) -> None:
    assert tail == pytest.approx(poisson_tail(count, mean), abs=1e-6)


@given(INSTANTS)
def test_the_gaps_add_up_to_the_whole_span(instants: list[float]) -> None:
    assert sum(gaps(instants)) == pytest.approx(instants[-1] - instants[0] if instants else 0.0, abs=1e-3)


@given(INSTANTS)
def test_the_median_gap_is_a_gap_or_lies_between_two(instants: list[float]) -> None:
    between = gaps(instants)

    assert (median(between) if between else None) == median_gap(instants)


@given(st.lists(st.tuples(st.floats(0, 20 * DAY), st.integers(0, 15)), max_size=40))
def test_no_weight_of_a_day_is_lost_or_counted_twice(weights: list[tuple[float, int]]) -> None:
    assert sum(w for at, w in weights if 3 * DAY <= at < 9 * DAY) == sum(daily_sums(weights, 3, 8))


@given(INSTANTS)
def test_days_are_counted_once(instants: list[float]) -> None:
    assert len(days_of(instants)) <= len(instants)
    assert days_of(instants) == days_of([*instants, *instants])


@given(st.lists(st.integers(0, 7), max_size=20))
def test_what_never_goes_down_rises_all_the_way(ranks: list[int]) -> None:
    assert share_rising(sorted(ranks)) == 1.0


@given(st.lists(st.integers(0, 500), min_size=1, max_size=300), st.floats(0.01, 1.0))
def test_at_least_the_share_lies_at_or_below_the_far_end(counts: list[int], share: float) -> None:
    assert sum(c <= far_end(counts, share) for c in counts) >= share * len(counts) - 1e-9
