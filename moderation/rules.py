"""The contracts of what is added file by file: ``Detector``, ``Pattern``, ``ReportFormat``.

A plug-in returns values; it cannot store, alert or act. Its ``name`` is its file's stem, and the same string is its key in packs, its word
in log lines and its heading in the docs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from moderation.assessments import PatternHit
    from moderation.cases import Audience, Case
    from moderation.reading import Reading
    from moderation.scene import Scene
    from moderation.signals import Signal


class RuleSettings(BaseModel):
    """Base of a plug-in's settings: frozen, unknown keys refused, each field with bounds, default and description."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NoSettings(RuleSettings):
    """For plug-ins that have nothing to set."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be in a message before a detector is asked at all; keeps the common message cheap.

    A detector runs when any of ``literals`` occurs (in the folded text), or the message holds at least ``digits`` digits (0: not a
    condition), or has ``always`` set.
    """

    literals: frozenset[str] = frozenset()
    digits: int = 0
    always: bool = False


@dataclass(frozen=True, slots=True)
class Detector:
    """Looks at one message, without memory. ``detect`` never raises on any text and yields spans inside it."""

    name: str
    version: int
    summary: str
    gate: Gate
    detect: Callable[[Reading, Any], Iterable[Signal]]
    settings: type[RuleSettings] = NoSettings


@dataclass(frozen=True, slots=True)
class Pattern:
    """Looks at one viewer over time, after memory has taken in the current event: a count includes now.

    ``judge`` yields the hits that hold as of ``scene.now`` and that the current event completes or worsens; it changes nothing.
    """

    name: str
    version: int
    summary: str
    judge: Callable[[Scene, Any], Iterable[PatternHit]]
    settings: type[RuleSettings] = NoSettings


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """Turns frozen cases into bytes for one audience. ``suffix`` is the file name's end, with the dot."""

    name: str
    suffix: str
    media_type: str
    summary: str
    render: Callable[[tuple[Case, ...], Audience], bytes]
