"""Examples as tests: each rule must fire on its ``hits`` and stay silent on its ``misses``; so must each file as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from moderation.lexicon.lexicon import Lexicon
from moderation.lexicon.pack import Pack


def fired(lexicon: Lexicon, text: str) -> set[str]:
    """Ids of all rules that fire on a text read alone."""
    return {hit.rule.id for staff in (False, True) for hit in lexicon.read(text, staff=staff)}


def example_problems(lexicon: Lexicon, packs: Iterable[Pack]) -> list[str]:
    """One line for each example that does not hold, with file, line and the example."""
    problems: list[str] = []
    for pack in packs:
        for file in pack.files:
            subject = f"{pack.head.id}.{file.model.category or file.model.cue}."
            for rule in file.model.rule:
                ident, where = subject + rule.id, file.at(rule.id)
                problems += [f"{where}: {rule.id} must match {t!r} but does not" for t in rule.hits if ident not in fired(lexicon, t)]
                problems += [f"{where}: {rule.id} must not match {t!r} but does" for t in rule.misses if ident in fired(lexicon, t)]
            for text in file.model.hits:
                if not any(i.startswith(subject) for i in fired(lexicon, text)):
                    problems.append(f"{file.path}: some rule of {subject[:-1]} must match {text!r} but none does")
            for text in file.model.misses:
                found = sorted(i for i in fired(lexicon, text) if i.startswith(subject))
                if found:
                    problems.append(f"{file.path}: nothing may match {text!r}, but {', '.join(found)} does")
    return problems
