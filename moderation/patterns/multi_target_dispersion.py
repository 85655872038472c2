"""Acts toward two creators, or toward the creator and people around them: staff, family, companions (docs/taxonomy.md)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessments import PatternHit
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Deed, Scene
from moderation.taxonomy import Axis, Severity

CREATOR: Final = "creator"
WORDS: Final = {"staff": "the creator's team", "family": "family", "companion": "people beside the creator"}


class Settings(RuleSettings):
    """Look-back (an engineering choice); several targets were more frequent among those who approached (docs/taxonomy.md)."""

    window_s: float = Field(60 * DAY, gt=0, description="Acts of this many seconds are looked at.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    if not scene.qualifies:
        return
    deeds = scene.deeds_within(settings.window_s)
    others = sorted({t for d in deeds for t in _targets(d) if t != CREATOR})
    creators = len(scene.around.other_creators) + 1
    both = bool(others) and _two_acts(deeds)
    if not both and creators < 2:
        return
    parts = [f"toward {creators} creators"] if creators > 1 else []
    parts += ["toward the creator and " + ", ".join(WORDS.get(o, o) for o in others)] if both else []
    yield PatternHit(
        pattern="multi_target_dispersion",
        severity=Severity.HIGH,
        explanation=f"{len(deeds)} acts " + " and ".join(parts) + ".",
        events=tuple(d.event_id for d in deeds),
        degree=creators + (len(others) if both else 0),
        axes=(Axis.APPROACH,),
        parameters=(("creators", str(creators)), ("others", ",".join(others))),
    )


def _targets(deed: Deed) -> set[str]:
    return {target for act in deed.acts if act.is_qualifying for target in (act.target or CREATOR).split()}


def _two_acts(deeds: tuple[Deed, ...]) -> bool:
    """Whether one act was toward somebody else and another one toward the creator."""
    elsewhere = [d for d in deeds if _targets(d) - {CREATOR}]
    return any(CREATOR in _targets(d) and any(other is not d for other in elsewhere) for d in deeds)


PATTERN = Pattern(name="multi_target_dispersion", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
