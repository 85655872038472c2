"""Small packs for tests, from TOML text."""

from __future__ import annotations

import tomllib

from moderation.lexicon.compiler import compile_packs
from moderation.lexicon.lexicon import Lexicon
from moderation.lexicon.pack import FileModel, Pack, PackFile, PackModel


def a_pack(toml: str, *, file: str = "test.toml", spaced: bool = True, common: str = "you your what is the a") -> Pack:
    """A pack of one file."""
    head = PackModel(id="xx", language="xx", version=1, spaced=spaced, common=common)
    return Pack(head, (PackFile(file, FileModel.model_validate(tomllib.loads(toml))),), "digest")


def a_lexicon(*rules: str, spaced: bool = True, phrases: str = "") -> Lexicon:
    """A lexicon of rules that are each one phrase; rule ids are ``r0``, ``r1``, ..."""
    blocks = [f'[[rule]]\nid = "r{i}"\nmatch = ["{phrase}"]\nhits = ["x"]\n' for i, phrase in enumerate(rules)]
    return compile_packs([a_pack('category = "contact_info_request"\n' + phrases + "\n" + "\n".join(blocks), spaced=spaced)])


def fired(lexicon: Lexicon, text: str) -> list[str]:
    """Last parts of the ids of rules that fire."""
    hits = lexicon.read(text)
    return sorted(h.rule.id.rpartition(".")[2] for h in hits)


def evidence(lexicon: Lexicon, text: str) -> list[str]:
    """The raw text under each hit."""
    hits = lexicon.read(text)
    return [text[h.span.start : h.span.end] for h in hits]
