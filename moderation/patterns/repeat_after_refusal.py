"""Came back to a topic after the creator or a moderator had refused it.

Three windows are told apart: 60 minutes (the seed case: about 30 minutes), the same stream, and 30 days (docs/taxonomy.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import Field

from moderation.assessment.explain import day, span_words, times
from moderation.assessments import PatternHit
from moderation.memory.records import Act, Refusal
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, HOUR, Scene, covers
from moderation.taxonomy import Axis, Severity
from moderation.text.wording import meaning

STOPPING: Final = frozenset({"ban", "timeout"})


class Settings(RuleSettings):
    """Windows of the pattern (docs/taxonomy.md): engineering choices, the first after the seed case."""

    soon_s: float = Field(HOUR, gt=0, description="W1: a repeat within this many seconds of the refusal is 'soon'.")
    long_s: float = Field(30 * DAY, gt=0, description="W3: repeats later than this many seconds after the refusal do not count.")
    weakest: float = Field(0.5, ge=0, le=1, description="Refusals weaker than this (a standing rule is 0.3) do not count.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    hits = [hit for act in scene.acts if (hit := _for_act(scene, act, settings))]
    if hits:
        yield max(hits, key=lambda h: (h.severity, h.degree))


def _for_act(scene: Scene, act: Act, settings: Settings) -> PatternHit | None:
    if not (act.is_request or act.is_qualifying):
        return None
    refusals = scene.refusals_before(act, settings.long_s, weakest=settings.weakest)
    if not refusals:
        return None
    first, last = refusals[0], refusals[-1]
    repeats = _repeats(scene, refusals)
    count = len(repeats)
    soon = act.at - last.at <= settings.soon_s
    severity = Severity.CRITICAL if count > 1 or _stopped(scene, act, settings) else Severity.HIGH
    return PatternHit(
        pattern="repeat_after_refusal",
        severity=severity,
        explanation=_explain(scene, act, first=first, last=last, count=count),
        events=tuple(dict.fromkeys((first.event_id, last.event_id, *repeats))),
        degree=count,
        axes=(Axis.PERSISTENCE, Axis.APPROACH),
        parameters=(("window", _window(scene, act, last, soon=soon)), ("count", str(count)), ("family", last.family)),
    )


def _stopped(scene: Scene, act: Act, settings: Settings) -> bool:
    """Whether a timeout or ban came within the first window before the act."""
    return any(e.action in STOPPING and 0 <= act.at - e.at <= settings.soon_s for e in scene.history.enforcements)


def _repeats(scene: Scene, refusals: tuple[Refusal, ...]) -> list[str]:
    """Ids of the events that came back to what was refused, each once, in order."""
    since = refusals[0].at
    found = (a for a in scene.history.acts if a.at >= since and (a.is_request or a.is_qualifying))
    return list(
        dict.fromkeys(a.event_id for a in found if any(r.at <= a.at and r.event_id != a.event_id and covers(r, a) for r in refusals))
    )


def _window(scene: Scene, act: Act, refusal: Refusal, *, soon: bool) -> str:
    if soon:
        return "W1"
    started = scene.stream_started
    return "W2" if started is not None and started <= refusal.at <= act.at else "W3"


def _explain(scene: Scene, act: Act, *, first: Refusal, last: Refusal, count: int) -> str:
    before = any(a.theme == act.theme and a.event_id != act.event_id for a in scene.history.acts)
    again = f"{meaning(act.category).capitalize()}{' again' if before else ''}, {span_words(act.at - last.at)} after "
    how = {"enforcement": "a moderator stepped in", "boundary": "being told no", "rule": "the channel's rule was stated"}.get(
        last.source, "being turned down with a joke" if last.soft else "being refused"
    )
    since = f" ({times(count)} since {day(first.at)})" if count > 1 else f" (on {day(last.at)})"
    return again + how + since + "."


PATTERN = Pattern(name="repeat_after_refusal", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
