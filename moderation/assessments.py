"""What it adds up to: four axes, one level, and everything that contributed."""

from __future__ import annotations

from dataclasses import dataclass, field

from moderation.signals import Signal
from moderation.taxonomy import Axis, Disposition, Severity


@dataclass(frozen=True, slots=True)
class PatternHit:
    """An over-time pattern that holds for a viewer as of one event.

    ``degree`` grows when the pattern worsens at the same severity (asked a third time, a fourth time): a hit is news when its
    severity or its degree is higher than before. ``events`` are the ids of the events that make the pattern, oldest first.
    ``mitigating`` hits speak for the viewer and never raise anything. ``raises`` marks a hit that is one level above the act or axis that
    it is measured against: it is no ground for raising again.
    """

    pattern: str
    severity: Severity
    explanation: str
    events: tuple[str, ...]
    degree: int = 1
    axes: tuple[Axis, ...] = (Axis.PERSISTENCE,)
    mitigating: bool = False
    care: bool = False
    raises: bool = False
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Contribution:
    """One reason for an axis level, by the name of the rule or pattern that gave it."""

    axis: Axis
    severity: Severity
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Why something that nearly fired did not: kept so that silence can be explained."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The state of one viewer toward one creator after one event.

    ``levels`` are the axis levels of this event (maximum of what contributed, never a sum). ``severity`` is the safety level and
    ``care`` the level of the care lane; the two never mix.
    """

    event_id: str
    viewer: str
    signals: tuple[Signal, ...]
    hits: tuple[PatternHit, ...]
    levels: dict[Axis, Severity]
    severity: Severity
    care: Severity
    contributions: tuple[Contribution, ...]
    explanation: str
    silences: tuple[Silence, ...] = ()
    pack_hash: str = field(default="", compare=False)

    @property
    def disposition(self) -> Disposition:
        """The lane that leads: protection as soon as the safety level is medium or above, else care where there is any."""
        if self.severity < Severity.MEDIUM <= self.care:
            return Disposition.CARE
        return Disposition.PROTECT

    @property
    def opens_incident(self) -> bool:
        """Whether either lane has reached ``medium``, where an incident opens."""
        return max(self.severity, self.care) >= Severity.MEDIUM
