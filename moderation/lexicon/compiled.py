"""One rule made ready: its expressions, compiled when first needed, and what to say when it fires."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import re2

from moderation.errors import PackError
from moderation.lexicon.pack import RuleModel
from moderation.lexicon.phrase import Script, Sequence, expression, slot_names
from moderation.signals import Span
from moderation.taxonomy import CATEGORIES, Family, Severity
from moderation.text.views import View

Sets = dict[str, tuple[Sequence, ...]]


def compile_expression(text: str) -> Any:  # noqa: ANN401 -- google-re2 ships no types
    """An RE2 object over UTF-8 bytes; raises ``PackError`` when RE2 refuses it (too large)."""
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(text.encode(), options)
    except re2.error as error:
        raise PackError([f"an expression is too large for RE2: {error}"]) from error


@dataclass(slots=True)
class Expression:
    """One phrase in the two spellings that views need, each compiled on first use."""

    sequence: Sequence
    plain: Script
    skeleton: Script
    sets: Sets
    _compiled: dict[bool, Any] = field(default_factory=dict)

    def search(self, view: bytes, *, skeleton: bool) -> Any:  # noqa: ANN401 -- google-re2 ships no types
        """The leftmost match in the UTF-8 bytes of a view, or ``None``."""
        return self._for(skeleton=skeleton).search(view)

    def search_after(self, view: bytes, boundary: int) -> Any:  # noqa: ANN401 -- google-re2 ships no types
        """The first match that ends after byte ``boundary``, or ``None``."""
        compiled = self._for(skeleton=False)
        first = compiled.search(view)
        if first is None or first.end() > boundary:
            return first
        return next((m for m in compiled.finditer(view) if m.end() > boundary), None)

    def _for(self, *, skeleton: bool) -> Any:  # noqa: ANN401 -- google-re2 ships no types
        if skeleton not in self._compiled:
            script = self.skeleton if skeleton else self.plain
            self._compiled[skeleton] = compile_expression(expression(self.sequence, script, self.sets))
        return self._compiled[skeleton]


@dataclass(frozen=True)
class CompiledRule:
    """A rule of a pack, ready to match. ``id`` is ``pack.category.rule`` (or ``pack.cue.rule``), as findings and logs name it."""

    id: str
    where: str
    model: RuleModel
    phrases: tuple[Expression, ...]
    exceptions: tuple[Expression, ...]
    topics: dict[str, dict[str, str]]
    category: str | None
    cue: str | None

    @cached_property
    def severity(self) -> Severity:
        """The rule's own level, else its category's."""
        if self.model.severity:
            return Severity.parse(self.model.severity)
        return CATEGORIES[self.category].severity if self.category else Severity.INFO

    @cached_property
    def family(self) -> Family | None:
        """The rule's own topic family, else its category's."""
        if self.model.family:
            return Family(self.model.family)
        return CATEGORIES[self.category].family if self.category else None

    def topic(self, phrase: Expression, found: Any) -> str:  # noqa: ANN401 -- google-re2 ships no types
        """The topic key of a match: what the slot ``topic_from`` held, else the rule's own topic, else its id."""
        name = self.model.topic_from
        names = slot_names(phrase.sequence)
        if name and name in names:
            held = found.group(names.index(name) + 1)
            key = self._key_of(name, held.decode().strip()) if held else None
            if key:
                return key
        return self.model.topic or self.model.id

    def _key_of(self, name: str, held: str) -> str | None:
        known = self.topics.get(name, {})
        if held in known:
            return known[held]
        return next((key for phrase, key in known.items() if held.startswith(phrase.rstrip("*"))), None)


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that fired on a text. ``start`` and ``end`` are in the view; ``span`` is in the raw text."""

    rule: CompiledRule
    view: View
    start: int
    end: int
    span: Span
    topic: str
