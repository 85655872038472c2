"""Masks: what a text loses on its way to people outside the team. Each mask says that something is missing, and of what kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

import re2

from moderation.cases import Case, CaseEntry
from moderation.reports._audience import SHORT_TEXT, Rules, Words

EXPOSING: Final = frozenset({"private_info_exposure", "location_inference"})
"""Categories whose text holds, or may hold, a private fact about the creator."""
SELF_HARM: Final = frozenset({"crisis_self_harm", "coercive_self_harm"})
PRIVATE_FACT: Final = "[not shown: holds private facts about the creator]"
SELF_HARM_TEXT: Final = "[not shown: about self-harm]"
DISCORD_TEXT: Final = "[not shown: written on Discord, whose terms forbid handing it on]"
ERASED: Final = "[erased]"
FACT: Final = "[private fact]"
PERSON: Final = "[another person]"
MODERATOR: Final = "[moderator]"
AMOUNT: Final = "[amount]"

MIN_NAME: Final = 3
MIN_FACT: Final = 4
"""Shorter names and facts are not looked for inside other texts: they would mask ordinary words."""

_AMOUNT: Final = re2.compile(
    r"(?i)[$€£¥₩]\s?\d[\d,.]*k?|\b\d[\d,.]*\s?k?\s?(?:dollars?|bucks|euros?|pounds?|usd|eur|gbp|bits|won|yen)\b|\b\d+\s?(?:gifted\s)?subs\b"
)


class Finder(Protocol):
    """A compiled expression, as far as it is used here."""

    def sub(self, replacement: str, text: str, /) -> str:
        """The text with every match replaced."""
        ...


@dataclass(frozen=True, slots=True)
class Masks:
    """What to mask in every text of one case."""

    rules: Rules
    staff: Finder | None
    others: Finder | None
    facts: Finder | None

    def text(self, text: str) -> str:
        """A text that is no finding of its own: context, explanations, summaries."""
        if self.rules.words is Words.WHOLE:
            return text
        for pattern, mask in ((self.facts, FACT), (self.staff, MODERATOR), (self.others, PERSON), (_AMOUNT, AMOUNT)):
            if pattern is not None:
                text = pattern.sub(mask, text)
        return text

    def entry(self, entry: CaseEntry) -> str:
        """What an entry's author wrote, as this audience may read it."""
        if entry.text is None:
            return ERASED
        if self.rules.words is Words.WHOLE:
            return entry.text
        withheld = self.withheld(entry)
        if withheld:
            return withheld
        masked = self.text(entry.text)
        if self.rules.words is Words.SHORT and len(masked) > SHORT_TEXT:
            return masked[: SHORT_TEXT - 1].rstrip() + "…"
        return masked

    def withheld(self, entry: CaseEntry) -> str:
        """Why none of an entry's text may be shown; empty when it may."""
        if not entry.text or self.rules.words is Words.WHOLE:
            return ""
        found = {s.category for s in entry.signals}
        if found & EXPOSING:
            return PRIVATE_FACT
        if found & SELF_HARM:
            return SELF_HARM_TEXT
        if entry.platform == "discord" and not self.rules.discord:
            return DISCORD_TEXT
        return ""


def masks_of(case: Case, rules: Rules) -> Masks:
    """The masks of a case: names of moderators and other viewers in it, and private facts that were found in it."""
    lines = [line for e in case.entries for line in (*e.before, *e.after, *((e.reply_parent,) if e.reply_parent else ()))]
    staff = {line.name for line in lines if line.role == "moderator"} | {e.author for e in case.entries if e.author_role == "moderator"}
    creator = {line.name for line in lines if line.role == "broadcaster"} | {case.creator, case.channel}
    own = {line.name for line in lines if line.who in case.viewers} | set(case.names.values())
    others = {line.name for line in lines} - staff - creator - own
    facts = {s.evidence for e in case.entries for s in e.signals if s.category in EXPOSING and "***" not in s.evidence}
    facts |= {e.text for e in case.entries if e.text and {s.category for s in e.signals} & EXPOSING}
    return Masks(rules, _any_of(staff, MIN_NAME), _any_of(others, MIN_NAME), _any_of(facts, MIN_FACT))


def _any_of(words: Iterable[str], shortest: int) -> Finder | None:
    """One expression for any of the words, the longest first, with an ``@`` before it; ``None`` when there are none."""
    known = sorted({w for w in words if len(w) >= shortest}, key=lambda w: (-len(w), w))
    if not known:
        return None
    compiled: Finder = re2.compile("(?i)@?(?:" + "|".join(map(_whole, known)) + ")")
    return compiled


def _whole(word: str) -> str:
    """The word as an expression that does not match inside a longer word (RE2 knows the letters of ASCII only)."""
    before = r"\b" if word[0].isascii() and word[0].isalnum() else ""
    after = r"\b" if word[-1].isascii() and word[-1].isalnum() else ""
    return before + str(re2.escape(word)) + after
