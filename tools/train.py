"""Trains the learned detector from ``training/lines`` (``make train``); needs scikit-learn and numpy (``pip install scikit-learn``).

With ``--chat FILE...`` (JSON Lines with a ``text`` field, also gzipped) real chat serves as unlabelled negatives and for calibration;
without it the hard negatives alone do, and the thresholds are the strict defaults. Usage:
``python -m tools.train [--chat FILE...] [--hold-out WRITER...] [--out config/models/ngrams.msgpack.gz]``
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from math import log
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from moderation.learned.grams import counts
from moderation.learned.model import MODEL_VERSION, SCALE, Stored
from moderation.taxonomy import CATEGORIES, Severity
from moderation.text.fold import plain_word

LINES = Path(__file__).parent.parent / "training" / "lines"
OUT = Path(__file__).parent.parent / "config" / "models" / "ngrams.msgpack.gz"
MOST_CHAT = 12_000
RARE = 3
FEWEST_WORDS = 3
KEPT = 70_000
LOW_RATE = 6e-4
"""Share of real messages that may be flagged with a category whose level is ``low`` or ``info``; such a flag opens no incident."""
SURE_RATE = 1.5e-4
"""The same for all other categories together."""
QUICK_RATE = 0.05
"""Share of real messages that the quick look lets through."""


def read_lines(writers: set[str] | None = None, *, without: set[str] | None = None) -> list[tuple[list[str], list[str]]]:
    """Folded words and labels of the written lines."""
    rows = []
    for path in sorted(LINES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if (writers and row["writer"] not in writers) or (without and row["writer"] in without):
                continue
            rows.append((plain_word(row["text"]).split(), row["labels"]))
    return rows


def read_chat(paths: list[str], dice: random.Random) -> list[list[str]]:
    """Folded words of real messages of at least three words."""
    texts: list[list[str]] = []
    for path in paths:
        content = Path(path).read_bytes()
        lines = (gzip.decompress(content) if path.endswith(".gz") else content).decode("utf-8").splitlines()
        folded = (plain_word(json.loads(line).get("text") or "").split() for line in lines if line)
        found = [w for w in folded if len(w) >= FEWEST_WORDS]
        texts += dice.sample(found, min(MOST_CHAT, len(found)))
    dice.shuffle(texts)
    return texts


class Grams:
    """The grams that are kept, with their rarity; turns messages into rows of unit length per block."""

    def __init__(self, documents: list[list[str]]) -> None:
        """Count what occurs, and keep the commonest that are not too rare."""
        seen: Counter[str] = Counter()
        for words in documents:
            for block in counts(words):
                seen.update(block.keys())
        kept = [g for g, n in seen.most_common() if n >= RARE][:KEPT]
        self.rows = {g: i for i, g in enumerate(kept)}
        self.rarity = [log((1 + len(documents)) / (1 + seen[g])) + 1 for g in kept]

    def matrix(self, documents: list[list[str]]) -> csr_matrix:
        """One row per message, one column per gram."""
        data: list[float] = []
        columns: list[int] = []
        ends = [0]
        for words in documents:
            for block in counts(words):
                raw = {self.rows[g]: (1 + log(n)) * self.rarity[self.rows[g]] for g, n in block.items() if g in self.rows}
                length = sum(v * v for v in raw.values()) ** 0.5 or 1.0
                columns += raw.keys()
                data += [v / length for v in raw.values()]
            ends.append(len(columns))
        return csr_matrix((data, columns, ends), shape=(len(documents), len(self.rows)))


def train(lines: list[tuple[list[str], list[str]]], chat: list[list[str]], names: str) -> Stored:
    """The whole model: quick words, grams, categories, thresholds."""
    half = len(chat) // 2
    learn, calibrate = chat[:half], chat[half:] or [w for w, labels in lines if not labels]
    documents = [w for w, _ in lines] + learn
    risky = np.array([bool(labels) for _, labels in lines] + [False] * len(learn))
    grams = Grams(documents)
    matrix = grams.matrix(documents)
    flag = LogisticRegression(C=8, max_iter=300, solver="liblinear").fit(matrix, risky)
    chosen = [i for i, (_, labels) in enumerate(lines) for _ in labels]
    names_of = [c for _, labels in lines for c in labels]
    kind = OneVsRestClassifier(LogisticRegression(C=4, max_iter=100, solver="liblinear")).fit(matrix[chosen], names_of)
    coefficients = np.vstack([one.coef_[0] for one in kind.estimators_])
    scale = float(np.abs(coefficients).max())
    words, words_bias, words_threshold = quick(documents, risky, calibrate)
    return Stored(
        version=MODEL_VERSION,
        trained_on=names,
        words=words,
        words_bias=words_bias,
        words_threshold=words_threshold,
        grams=grams.rows,
        rarity=[round(r, 4) for r in grams.rarity],
        weights=[round(float(w), 4) for w in flag.coef_[0]],
        bias=float(flag.intercept_[0]),
        categories=[str(c) for c in kind.classes_],
        category_weights=np.round(coefficients.T / scale * SCALE).astype(np.int8).tobytes(),
        category_scale=scale,
        category_bias=[float(one.intercept_[0]) for one in kind.estimators_],
        thresholds=thresholds(flag, kind, grams.matrix(calibrate)),
        slope=1.2,
    )


def quick(documents: list[list[str]], risky: NDArray[np.bool_], calibrate: list[list[str]]) -> tuple[dict[str, float], float, float]:
    """One weight per word, and the sum that ``QUICK_RATE`` of real messages reaches."""
    seen = Counter(w for words in documents for w in set(words))
    rows = {w: i for i, w in enumerate(w for w, n in seen.items() if n >= RARE)}

    def matrix(texts: list[list[str]]) -> csr_matrix:
        pairs = [(i, rows[w]) for i, words in enumerate(texts) for w in words if w in rows]
        places = ([i for i, _ in pairs], [j for _, j in pairs])
        return csr_matrix((np.ones(len(pairs)), places), shape=(len(texts), len(rows)))

    model = LogisticRegression(C=0.5, max_iter=200, solver="liblinear").fit(matrix(documents), risky)
    scores = model.decision_function(matrix(calibrate))
    weights = {w: round(float(model.coef_[0][i]), 3) for w, i in rows.items()}
    return {w: v for w, v in weights.items() if v}, float(model.intercept_[0]), float(np.quantile(scores, 1 - QUICK_RATE))


def thresholds(flag: LogisticRegression, kind: OneVsRestClassifier, calibrate: csr_matrix) -> dict[str, float]:
    """Per category the score that real messages reach rarely enough; low levels, which open no incident, may be reached more often."""
    scores = flag.decision_function(calibrate)
    best = kind.classes_[kind.decision_function(calibrate).argmax(axis=1)]
    low = np.array([CATEGORIES[c].severity <= Severity.LOW for c in best])
    cut_sure = float(np.sort(scores[~low])[::-1][max(1, int(SURE_RATE * len(scores)))])
    cut_low = float(np.sort(scores[low])[::-1][max(1, int(LOW_RATE * len(scores)))])
    return {str(c): cut_low if CATEGORIES[c].severity <= Severity.LOW else cut_sure for c in kind.classes_}


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chat", nargs="*", default=[])
    parser.add_argument("--hold-out", nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    dice = random.Random(7)  # noqa: S311 -- reproducible
    chat = read_chat(args.chat, dice)
    stored = train(read_lines(without=set(args.hold_out)), chat, f"training/lines and {len(chat)} unlabelled chat messages")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_bytes(gzip.compress(msgspec.msgpack.encode(stored), mtime=0))
    print(f"{args.out}: {args.out.stat().st_size // 1024} KiB, {len(stored.grams)} grams, {len(stored.categories)} categories")


if __name__ == "__main__":
    main()
