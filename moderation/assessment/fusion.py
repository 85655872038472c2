"""Axes by written rules: each axis is the maximum of what contributes, never a sum; there is no single score (docs/taxonomy.md)."""

from __future__ import annotations

from collections.abc import Iterable

from moderation.assessment.explain import explain
from moderation.assessments import Assessment, Contribution, PatternHit, Silence
from moderation.signals import Signal
from moderation.taxonomy import CARE_ONLY, Axis, Severity

SAFETY_AXES = (Axis.APPROACH, Axis.THREAT, Axis.PERSISTENCE)


def contributions_of(signals: Iterable[Signal], hits: Iterable[PatternHit]) -> tuple[Contribution, ...]:
    """Every reason for every axis."""
    found: list[Contribution] = []
    for signal in signals:
        for axis in signal.info.axes:
            if axis is not Axis.CARE and signal.category in CARE_ONLY:
                continue
            found.append(Contribution(axis, signal.severity, f"signal:{signal.rule}", signal.reason))
    for hit in hits:
        if hit.mitigating:
            continue
        axes = (Axis.CARE,) if hit.care else hit.axes
        found.extend(Contribution(axis, hit.severity, f"pattern:{hit.pattern}", hit.explanation) for axis in axes)
    return tuple(found)


def fuse(
    event_id: str,
    viewer: str,
    *,
    signals: tuple[Signal, ...],
    hits: tuple[PatternHit, ...],
    silences: tuple[Silence, ...] = (),
    pack_hash: str = "",
) -> Assessment:
    """Bring signals and pattern hits of one event together."""
    found = contributions_of(signals, hits)
    levels = {axis: max((c.severity for c in found if c.axis is axis), default=Severity.INFO) for axis in Axis}
    safety = max(levels[axis] for axis in SAFETY_AXES)
    if any(h.mitigating for h in hits) and safety is not Severity.CRITICAL and not signals:
        safety = safety.raised(-1)
    return Assessment(
        event_id=event_id,
        viewer=viewer,
        signals=signals,
        hits=hits,
        levels=levels,
        severity=safety,
        care=levels[Axis.CARE],
        contributions=found,
        explanation=explain(signals, hits),
        silences=silences,
        pack_hash=pack_hash,
    )


def steady_levels(assessment: Assessment) -> dict[Axis, Severity]:
    """The axis levels without hits that only raise something by a step: those never become the ground of a further step."""
    found = contributions_of(assessment.signals, [h for h in assessment.hits if not h.raises])
    return {axis: max((c.severity for c in found if c.axis is axis), default=Severity.INFO) for axis in Axis}
