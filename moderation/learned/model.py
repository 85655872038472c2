"""The linear model at run time: plain Python, no dependency, microseconds.

Two speeds. ``may_matter`` adds up one weight per word and lets a few messages in a hundred through. ``judge`` then weighs word and letter
grams (sublinear counts times rarity, each block of unit length: the usual tf-idf) for one score, and only above its threshold works out
which category fits.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

import msgspec

from moderation.errors import ModerationError
from moderation.learned.grams import MAX_WORDS, counts, letter_grams

MODEL_VERSION: Final = 1
SCALE: Final = 127.0
"""Category weights are stored as signed bytes, one row per gram, scaled by ``Stored.category_scale`` / ``SCALE``."""


class Stored(msgspec.Struct, kw_only=True):
    """The model as a file: MessagePack of these fields.

    ``grams`` maps each gram to its row; ``rarity`` and ``weights`` have one number per row, ``category_weights`` one signed byte per
    row and category; ``thresholds`` hold, per category, the score from which a message counts.
    """

    version: int
    trained_on: str
    words: dict[str, float]
    words_bias: float
    words_threshold: float
    grams: dict[str, int]
    rarity: list[float]
    weights: list[float]
    bias: float
    categories: list[str]
    category_weights: bytes
    category_scale: float
    category_bias: list[float]
    thresholds: dict[str, float]
    slope: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model makes of a message: the category that fits best, how sure it is (0..1), and the words that carried it."""

    category: str
    confidence: float
    score: float
    share: float
    carried_by: tuple[int, ...]


class LearnedModel:
    """A loaded model; immutable."""

    def __init__(self, stored: Stored) -> None:
        """Take the stored tables; raises ``ModerationError`` for a version that this program does not know."""
        if stored.version != MODEL_VERSION:
            msg = f"the learned model has version {stored.version}, this program knows {MODEL_VERSION}; train it anew (make train)"
            raise ModerationError(msg)
        self._stored = stored
        self._signed = memoryview(stored.category_weights).cast("b")

    def may_matter(self, words: list[str]) -> bool:
        """The quick look: whether the words alone come near."""
        known = self._stored.words
        score = self._stored.words_bias
        for word in words:
            score += known.get(word, 0.0)
        return score >= self._stored.words_threshold

    def judge(self, words: list[str]) -> Opinion | None:
        """The model's opinion of folded words, or ``None`` where it has none."""
        words = words[:MAX_WORDS]
        values = self._values(words)
        score = self._total(values)
        if score < min(self._stored.thresholds.values()):
            return None
        category, share = self._category(values)
        sure = 1.0 / (1.0 + exp(-self._stored.slope * (score - self._stored.thresholds[category])))
        return Opinion(category, sure, score, share, self._carriers(words, values))

    def score(self, words: list[str]) -> float:
        """The model's score of folded words (log-odds before calibration; ordinary chat lies below zero)."""
        return self._total(self._values(words[:MAX_WORDS]))

    def _total(self, values: dict[int, float]) -> float:
        weights = self._stored.weights
        return self._stored.bias + sum(weights[row] * value for row, value in values.items())

    def _values(self, words: list[str]) -> dict[int, float]:
        values: dict[int, float] = {}
        for block in counts(words):
            values.update(self._block(block))
        return values

    def _block(self, block: Counter[str]) -> dict[int, float]:
        rows, rarity = self._stored.grams, self._stored.rarity
        raw: dict[int, float] = {}
        for gram, count in block.items():
            row = rows.get(gram)
            if row is not None:
                raw[row] = (1.0 + log(count)) * rarity[row]
        length = sqrt(sum(v * v for v in raw.values())) or 1.0
        return {row: v / length for row, v in raw.items()}

    def _category(self, values: dict[int, float]) -> tuple[str, float]:
        """The likeliest category and its share of the likelihood (softmax)."""
        width = len(self._stored.categories)
        scores = list(self._stored.category_bias)
        unit = self._stored.category_scale / SCALE
        for row, value in values.items():
            scaled = value * unit
            for i, weight in enumerate(self._signed[row * width : (row + 1) * width]):
                scores[i] += weight * scaled
        best = max(range(width), key=scores.__getitem__)
        top = scores[best]
        return self._stored.categories[best], 1.0 / sum(exp(s - top) for s in scores)

    def _carriers(self, words: list[str], values: dict[int, float]) -> tuple[int, ...]:
        """Places of the words that carried the score most, at most three, in order."""
        rows, weights = self._stored.grams, self._stored.weights

        def part(word: str) -> float:
            grams = (word, *letter_grams(word))
            return sum(weights[row] * values[row] for g in grams if (row := rows.get(g)) is not None and row in values)

        parts = sorted(((part(w), i) for i, w in enumerate(words)), reverse=True)
        return tuple(sorted(i for value, i in parts[:3] if value > 0))


def load(content: bytes) -> LearnedModel:
    """A model from the bytes of its file; raises ``ModerationError`` when they are not one."""
    try:
        return LearnedModel(msgspec.msgpack.decode(content, type=Stored))
    except msgspec.MsgspecError as error:
        msg = f"the learned model's file cannot be read ({error}); install Stagedoor again or train the model anew (make train)"
        raise ModerationError(msg) from error
