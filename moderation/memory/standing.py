"""How high a viewer's axes stand, and how they fall again: one step for every thirty quiet days, and from critical only by a person.

Quiet means that the viewer did nothing that counts as an act. The levels are what was reached, never a sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from moderation.memory.viewer import DAY, Dossier
from moderation.taxonomy import Axis, Severity

QUIET: Final = 30 * DAY
"""So many seconds without an act lower every axis by one step (docs/taxonomy.md; an engineering choice)."""


def standing(dossier: Dossier, now: float) -> dict[Axis, Severity]:
    """The level of each axis as of ``now``; reading changes nothing."""
    steps = max(0, int((now - dossier.levels_at) // QUIET))
    return {axis: _faded(Severity(dossier.levels.get(axis.value, 0)), steps) for axis in Axis}


def take_in(dossier: Dossier, levels: Mapping[Axis, Severity], at: float) -> None:
    """The viewer did something: axes rise to its levels, and the quiet begins anew. A late event never moves time back."""
    before = standing(dossier, at)
    dossier.levels = {axis.value: int(max(before[axis], levels.get(axis, Severity.INFO))) for axis in Axis}
    dossier.levels_at = max(dossier.levels_at, at)


def lower(dossier: Dossier, at: float, *, also_critical: bool = False) -> None:
    """Every axis one step down: after compliance, or by a person (``also_critical``)."""
    before = standing(dossier, at)
    dossier.levels = {
        axis.value: int(level.raised(-1) if also_critical else _faded(level, 1)) for axis, level in before.items() if level > Severity.INFO
    }
    dossier.levels_at = max(dossier.levels_at, at)


def _faded(level: Severity, steps: int) -> Severity:
    return level if level is Severity.CRITICAL else level.raised(-steps)
