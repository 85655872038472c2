"""The second opinion lowers doubtful hits: where the learned model finds nothing in a message, a rule that is not certain does not count.

Care is exempt: there a false alarm costs a kind word, and a miss may cost more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from moderation.assessments import Silence
from moderation.signals import Signal
from moderation.taxonomy import Group

DOUBT: Final = -2.0
"""Score (log-odds) below which the model disagrees with a rule of less than ``FIRM`` confidence."""
DOUBT_IN_GAME: Final = -0.5
"""The same while a game is on and nothing in the message is of the real world."""
FIRM_DOUBT: Final = -3.5
"""The same for rules of at least ``FIRM`` confidence: only plainly ordinary chat lies so low."""
FIRM: Final = 0.8
CERTAIN: Final = 0.9
"""Rules of at least this confidence are believed whatever the model says."""


def doubted(signals: Iterable[Signal], score: float, *, in_game: bool) -> tuple[list[Signal], list[Silence]]:
    """Divide signals into those that stand and the reasons of those that do not."""
    doubt = DOUBT_IN_GAME if in_game else DOUBT
    stand: list[Signal] = []
    silences: list[Silence] = []
    for signal in signals:
        least = FIRM_DOUBT if signal.confidence >= FIRM else doubt
        if signal.detector != "phrases" or signal.confidence >= CERTAIN or signal.info.group is Group.CARE or score >= least:
            stand.append(signal)
        else:
            silences.append(Silence(signal.rule, "the learned detector disagrees"))
    return stand, silences
