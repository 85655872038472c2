"""What the model looks at: words, pairs and triples of words, and stretches of three to five letters within a word.

Training and running share this file, so that both see the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

WORDS: Final = (1, 2, 3)
LETTERS: Final = (3, 4, 5)
MAX_WORDS: Final = 120
"""Words of a message that are looked at; no chat line needs more, and no text costs more."""


def word_grams(words: list[str]) -> Iterator[str]:
    """Runs of one to three words, joined by spaces."""
    for size in WORDS:
        for i in range(len(words) - size + 1):
            yield " ".join(words[i : i + size])


def letter_grams(word: str) -> Iterator[str]:
    """Runs of three to five characters of a word with its edges marked (``_word_``), each beginning with ``#``."""
    edged = f"_{word}_"
    if len(edged) <= LETTERS[0]:
        yield f"#{edged}"
        return
    for size in LETTERS:
        for i in range(len(edged) - size + 1):
            yield f"#{edged[i : i + size]}"


def counts(words: list[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each word gram and each letter gram occurs in a message."""
    return Counter(word_grams(words)), Counter(g for w in words for g in letter_grams(w))
