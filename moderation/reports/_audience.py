"""Who may see what, as one table: an allow-list for each audience. What is not granted here is not in the file.

The ground is docs/taxonomy.md (share column), 5.3 and 5.4; docs/privacy.md says it for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from moderation.cases import Audience


class Words(StrEnum):
    """How much of what the viewer wrote is shown."""

    WHOLE = "whole"
    MASKED = "masked"
    """Without private facts, self-harm text, amounts, and names of moderators and other viewers."""
    SHORT = "short"
    """Masked, and cut to ``SHORT_TEXT`` characters."""


class Around(StrEnum):
    """Which lines of context are shown."""

    EVERYONE = "everyone"
    PSEUDONYMS = "pseudonyms"
    """Everyone, other viewers as ``viewer A``, ``viewer B``."""
    PARTIES = "parties"
    """Only the person's own lines and the creator's side."""
    NONE = "none"


class Money(StrEnum):
    """How money is shown."""

    EXACT = "exact"
    BANDED = "banded"
    KIND = "kind"


SHORT_TEXT: Final = 140
"""Characters of a line in a report to a platform, which has the original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one audience sees.

    ``staff``: moderators' names; ``notes``: the team's own notes; ``machine``: rule names and confidences; ``hashes``: those of the
    chain; ``care``: incidents of the care lane; ``discord``: text from Discord, whose terms forbid handing it on.
    """

    words: Words
    around: Around
    money: Money
    staff: bool = False
    notes: bool = False
    machine: bool = False
    hashes: bool = False
    care: bool = False
    discord: bool = False


RULES: Final = {
    Audience.FULL: Rules(
        words=Words.WHOLE,
        around=Around.EVERYONE,
        money=Money.EXACT,
        staff=True,
        notes=True,
        machine=True,
        hashes=True,
        care=True,
        discord=True,
    ),
    Audience.SECURITY: Rules(words=Words.MASKED, around=Around.PARTIES, money=Money.BANDED),
    Audience.PLATFORM: Rules(words=Words.SHORT, around=Around.NONE, money=Money.KIND),
    Audience.POLICE: Rules(
        words=Words.WHOLE,
        around=Around.PSEUDONYMS,
        money=Money.EXACT,
        staff=True,
        machine=True,
        hashes=True,
        care=True,
        discord=True,
    ),
}


def leaves_out_care(audience: Audience) -> bool:
    """Whether incidents of the care lane stay out: a person in distress is nobody's case file."""
    return not RULES[audience].care
