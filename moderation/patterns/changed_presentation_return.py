"""Came back within a day of a refusal under another name, from another account, or with another look (docs/taxonomy.md).

Another account that nobody confirmed is only ever called *suspected*: two kinds of evidence are needed, and histories are not merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pydantic import Field

from moderation.assessment.explain import span_words
from moderation.assessments import PatternHit
from moderation.memory.links import Evidence
from moderation.memory.names import renamed
from moderation.memory.records import Act, Refusal
from moderation.rules import Pattern, RuleSettings
from moderation.scene import DAY, Scene, Suspect, covers
from moderation.taxonomy import Axis, Severity
from moderation.text.wording import meaning

LOOK: Final = "changed_appearance"
WORDS: Final = {
    Evidence.SELF_DECLARED: "says so",
    Evidence.PLATFORM_FLAG: "the platform says so",
    Evidence.MODERATOR: "a moderator thinks so",
    Evidence.SIMILAR_NAME: "a similar name",
    Evidence.SAME_NAME: "the same name",
    Evidence.DISPLACED: "first seen here after enforcement elsewhere",
    Evidence.NEAR_DUPLICATE: "nearly the same words",
    Evidence.AFTER_BAN: "first seen within minutes of the ban",
    Evidence.NEW_ACCOUNT: "a new account",
    Evidence.FIRST_SEEN: "never seen here before",
}


class Settings(RuleSettings):
    """Window and evidence (docs/taxonomy.md); the seed case came back after about half an hour."""

    within_s: float = Field(DAY, gt=0, description="A return later than this many seconds after the refusal does not count.")
    evidence: int = Field(2, ge=1, description="So many kinds of evidence make another account a suspected return.")


def _judge(scene: Scene, settings: Settings) -> Iterator[PatternHit]:
    hits = [hit for act in scene.acts if act.is_request or act.is_qualifying for hit in _for_act(scene, act, settings)]
    hits += _noted_now(scene, settings)
    if hits:
        yield max(hits, key=lambda h: (h.severity, h.degree))


def _for_act(scene: Scene, act: Act, settings: Settings) -> Iterator[PatternHit]:
    refusals = scene.refusals_before(act, settings.within_s)
    if refusals:
        last = refusals[-1]
        if _has_new_name(scene, act, refusals[0]):
            yield _hit(act, last, "under another name")
        elif all(r.account != act.account for r in refusals):
            yield _hit(act, last, "from another confirmed account")
        look = next((m for m in scene.history.marks if m.name == LOOK and refusals[0].at <= m.at <= act.at), None)
        if look:
            yield _hit(act, last, "with another look, as a moderator noted", look.event_id)
    for suspect in scene.around.suspects:
        refused = _refused(suspect, act, settings)
        if refused and len(_kinds(suspect)) >= settings.evidence:
            yield _hit(act, refused, f"from an account suspected to be the same person as {suspect.account} ({_why(suspect)})")


def _noted_now(scene: Scene, settings: Settings) -> list[PatternHit]:
    """A moderator notes the other look now; what was asked before the refusal, or since, is the act."""
    if not any(m.name == LOOK for m in scene.marks):
        return []
    recent = [r for r in scene.history.refusals if 0 <= scene.now - r.at <= settings.within_s]
    acts = [a for a in scene.history.acts if recent and (a.is_request or a.is_qualifying) and covers(recent[-1], a)]
    return [_hit(acts[-1], recent[-1], "and came back with another look, as a moderator noted", scene.event.id)] if acts else []


def _has_new_name(scene: Scene, act: Act, refusal: Refusal) -> bool:
    names = [n for n in scene.history.names if n.account == act.account]
    return any(renamed(before, after) for before, after in pairwise(names) if refusal.at <= after.at <= act.at)


def _refused(suspect: Suspect, act: Act, settings: Settings) -> Refusal | None:
    fitting = [r for r in suspect.history.refusals if 0 <= act.at - r.at <= settings.within_s and covers(r, act)]
    return fitting[-1] if fitting else None


def _kinds(suspect: Suspect) -> set[str]:
    """Kinds of evidence; the same name and a similar one are one kind."""
    return {Evidence.SIMILAR_NAME if kind == Evidence.SAME_NAME else kind for kind in suspect.evidence}


def _why(suspect: Suspect) -> str:
    return ", ".join(WORDS.get(Evidence(kind), kind) for kind in suspect.evidence)


def _hit(act: Act, refusal: Refusal, how: str, noted: str = "") -> PatternHit:
    lag = span_words(abs(act.at - refusal.at))
    when = f"{lag} after a refusal" if act.at >= refusal.at else f"was refused {lag} later"
    return PatternHit(
        pattern="changed_presentation_return",
        severity=Severity(act.severity).raised(),
        explanation=f"{meaning(act.category).capitalize()}, {when}, {how}."
        if act.at < refusal.at
        else f"{meaning(act.category).capitalize()} {how}, {when}.",
        events=tuple(dict.fromkeys(i for i in (refusal.event_id, act.event_id, noted) if i)),
        axes=(Axis.PERSISTENCE, Axis.APPROACH),
        parameters=(("family", refusal.family),),
    )


PATTERN = Pattern(name="changed_presentation_return", version=1, summary=__doc__ or "", judge=_judge, settings=Settings)
