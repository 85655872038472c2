"""What a rule pack holds: one folder per language, TOML files of phrase sets and rules. Data, no code.

A file speaks of one category (``category = "..."``) or one cue (``cue = "..."``), or holds shared phrase sets only. The format with all
its fields is described for pack authors in ``docs/rule-packs.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Phrases = list[str]
SeverityWord = Literal["info", "low", "medium", "high", "critical"]
FamilyWord = Literal["contact", "personal", "location", "meet", "attention", "relationship", "sexual", "gift", "access", "any"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleModel(_Model):
    """One way of showing a behaviour: phrases that match it, exceptions, and examples that prove both."""

    id: Name
    match: Annotated[Phrases, Field(min_length=1)]
    unless: Phrases = []
    severity: SeverityWord | None = None
    confidence: Annotated[float, Field(gt=0, le=1)] = 0.8
    topic: str = ""
    topic_from: Name | None = None
    family: FamilyWord | None = None
    strength: Annotated[float, Field(gt=0, le=1)] = 1.0
    addressee: Literal["creator", "any"] = "creator"
    game: Literal["suppress", "keep"] | None = None
    slots: list[Literal["time", "place", "means", "named_target", "insider_knowledge"]] = []
    reason: str = ""
    hits: Annotated[list[str], Field(min_length=1)]
    misses: list[str] = []


class FileModel(_Model):
    """One TOML file of a pack."""

    category: Name | None = None
    cue: Name | None = None
    phrases: dict[Name, Phrases | dict[str, Phrases]] = {}
    unless: Phrases = []
    rule: list[RuleModel] = []
    hits: list[str] = []
    misses: list[str] = []


class PackModel(_Model):
    """``pack.toml``: what the folder is."""

    id: Name
    language: str
    version: Annotated[int, Field(ge=1)]
    spaced: bool = True
    common: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class PackFile:
    """A parsed file with where it came from, and the line on which each rule begins."""

    path: str
    model: FileModel
    lines: dict[str, int] = field(default_factory=dict)

    def at(self, rule: str) -> str:
        """Where a rule stands, as ``file:line``."""
        return f"{self.path}:{self.lines.get(rule, 1)}"


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole pack as read: its head, its files, and the SHA-256 of all of it (hexadecimal)."""

    head: PackModel
    files: tuple[PackFile, ...]
    digest: str
