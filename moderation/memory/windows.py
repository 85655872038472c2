"""Arithmetic over windows of event time: days, gaps, slopes and tails. Pure; instants are seconds since 1970 UTC, days are days of UTC."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from statistics import median
from typing import Final

DAY: Final = 86_400.0
ROUNDS: Final = 200
"""Bootstrap rounds: enough to place a 20 % quantile within about 3 % (its standard error is the square root of 0.2 x 0.8 / 200)."""
SEED: Final = 20_260_302
"""The resampling must come to the same result on every machine and in every replay."""


def day_of(at: float) -> int:
    """The day of an instant, as days since 1970."""
    return int(at // DAY)


def days_of(instants: Iterable[float]) -> set[int]:
    """The separate days of some instants."""
    return {day_of(at) for at in instants}


def gaps(instants: Sequence[float]) -> list[float]:
    """Seconds between each instant and the next; the instants are in order."""
    return [later - earlier for earlier, later in pairwise(instants)]


def median_gap(instants: Sequence[float]) -> float | None:
    """The median of the gaps, or ``None`` for fewer than two instants."""
    between = gaps(instants)
    return median(between) if between else None


def daily_sums(weights: Iterable[tuple[float, float]], first: int, last: int) -> list[float]:
    """The sum of the weights of each day from ``first`` to ``last``, both included; pairs are (instant, weight), others are left out."""
    sums: Mapping[int, list[float]] = {day: [] for day in range(first, last + 1)}
    for at, weight in weights:
        if (day := day_of(at)) in sums:
            sums[day].append(weight)
    return [math.fsum(found) for found in sums.values()]


def theil_sen(points: Iterable[tuple[float, float]]) -> float:
    """The median of the slopes between all pairs of points (x, y) with different x; 0 when there is no such pair."""
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(points, 2) if x1 != x2]
    return median(slopes) if slopes else 0.0


def theil_sen_lower(series: Sequence[float], *, sure: float = 0.8, rounds: int = ROUNDS) -> float:
    """The slope (per step) that an evenly spaced series exceeds with the certainty ``sure``: the bootstrap's (1 - ``sure``) quantile."""
    points = list(enumerate(series))
    draw = _draws(len(points))
    drawn = sorted(theil_sen([points[next(draw)] for _ in points]) for _ in range(rounds)) if points else [0.0]
    return drawn[min(len(drawn) - 1, int((1.0 - sure) * len(drawn)))]


def _draws(size: int) -> Iterator[int]:
    """Numbers from 0 up to ``size`` by a linear congruential generator (Numerical Recipes): good enough to resample, always the same."""
    state = SEED
    while True:
        state = (1_664_525 * state + 1_013_904_223) % 2**32
        yield state * size >> 32


def poisson_tail(count: int, mean: float) -> float:
    """The probability, 0..1, of ``count`` or more events where ``mean`` are expected.

    A small tail is summed from its beginning outward, so that it is exact.
    """
    if count <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if mean > count:
        return 1.0 - math.fsum(_poisson(k, mean) for k in range(count))
    total, k, term = 0.0, count, _poisson(count, mean)
    while term > total * 1e-17:
        total += term
        k += 1
        term *= mean / k
    return min(1.0, total)


def _poisson(count: int, mean: float) -> float:
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


def share_rising(ranks: Sequence[int]) -> float:
    """The share of steps that do not go down, 0..1; 1 for fewer than two ranks."""
    steps = list(pairwise(ranks))
    return sum(later >= earlier for earlier, later in steps) / len(steps) if steps else 1.0


def far_end(counts: Sequence[int], share: float) -> int:
    """The count that the given share of all counts does not exceed (nearest rank); 0 for none."""
    ordered = sorted(counts)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else 0
