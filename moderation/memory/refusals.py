"""Who was refused what: binds the creator's or a moderator's "no" to a viewer and a topic family."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import re2

from moderation.events import Event
from moderation.memory.house import House, OpenRequest
from moderation.memory.names import joined_name
from moderation.memory.records import Refusal
from moderation.signals import Cue
from moderation.taxonomy import CATEGORIES, Family
from moderation.text.fold import plain_word

ANSWER_WINDOW: Final = 10 * 60.0
"""A reply that names nobody answers the newest open request of at most this age, in seconds."""
BARE_WINDOW: Final = 3 * 60.0
BARE: Final = 0.7
"""A refusal of at most this strength ("nope") counts only as an answer to an open request."""

MENTION: Final = re2.compile(r"@([^\s@,:;!?.()]{1,64})")


@dataclass(frozen=True, slots=True)
class Bound:
    """A refusal with the viewer it is meant for."""

    viewer: str
    refusal: Refusal


def from_reply(event: Event, cues: Iterable[Cue], house: House) -> Bound | None:
    """The refusal in a staff message: to whom (reply parent, mention, name, newest open request) and of what."""
    cue = max((c for c in cues if c.name in {"refusal", "soft_refusal"}), key=_precision, default=None)
    if cue is None:
        return None
    at = event.ts.timestamp()
    named = named_viewer(event, house)
    family = cue.family or Family.ANY
    request = _open_request(house, named, family, at)
    viewer = named or (request.viewer if request else None)
    if viewer is None or (cue.strength <= BARE and request is None):
        return None
    if family is Family.ANY and request and request.family:
        family = Family(request.family)
    return Bound(
        viewer,
        Refusal(
            at=at,
            event_id=event.id,
            family=family.value,
            source="reply",
            strength=cue.strength,
            account=viewer,
            answers=request.event_id if request else "",
            soft=cue.name == "soft_refusal",
        ),
    )


def _precision(cue: Cue) -> tuple[bool, float]:
    return (cue.family not in {None, Family.ANY}, cue.strength)


def named_viewer(event: Event, house: House) -> str | None:
    """The viewer whom a staff message is meant for: the reply parent, a mention, or a name in the text; ``None`` when nobody is named."""
    parent = house.find(event.reply_to)
    if parent and parent.author and not parent.is_staff:
        return parent.viewer
    answered = next((r for r in reversed(house.requests) if r.event_id == event.reply_to), None)
    if answered:
        return answered.viewer
    mentioned = [joined_name(m) for m in MENTION.findall(event.text)]
    words = set(plain_word(event.text).split())
    for other in reversed(house.recent):
        if other.author and not other.is_staff and _is_named(other, mentioned, words):
            return other.viewer
    return next((r.viewer for r in reversed(house.requests) if joined_name(r.viewer.partition(":")[2]) in mentioned), None)


MIN_BARE_NAME: Final = 4
"""A name without ``@`` must have at least this many letters to be taken for one."""


def _is_named(event: Event, mentioned: list[str], words: set[str]) -> bool:
    author = event.author
    if author is None:
        return False
    names = {joined_name(author.name), joined_name(author.display or "")} - {""}
    if any(name in mentioned for name in names):
        return True
    return not mentioned and any(len(name) >= MIN_BARE_NAME and name in words for name in names)


def _open_request(house: House, viewer: str | None, family: Family, at: float) -> OpenRequest | None:
    fitting = [
        r
        for r in house.requests
        if at - ANSWER_WINDOW <= r.at <= at
        and viewer in {None, r.viewer}
        and (viewer or at - r.at <= BARE_WINDOW or family.value == r.family)
    ]
    same = [r for r in fitting if family is not Family.ANY and r.family == family.value]
    best = same or fitting
    return best[-1] if best else None


def from_boundary(event: Event) -> Bound | None:
    """A refusal that was marked: by command, button or hotkey; the strongest kind."""
    if event.boundary is None or event.target is None:
        return None
    topic = event.boundary.topic or ""
    family = CATEGORIES[topic].family if topic in CATEGORIES else None
    known = family or (Family(topic) if topic in set(Family) else Family.ANY)
    refusal = Refusal(at=event.ts.timestamp(), event_id=event.id, family=known.value, source="boundary", strength=1.0, account=event.target)
    return Bound(event.target, refusal)


RULE: Final = 0.3
"""Strength of a standing rule of the channel, which speaks to nobody in particular (docs/taxonomy.md)."""


def from_rules(house: House, at: float) -> tuple[Refusal, ...]:
    """The standing rules stated so far, as refusals to everybody; a rule that names no topic refuses anything."""
    stated = (t for t in house.triggers if t.kind == "new_rule" and t.at <= at)
    return tuple(Refusal(t.at, t.event_id, t.family or Family.ANY.value, "rule", RULE, "") for t in stated)


ENFORCED: Final = {"ban": 1.0, "timeout": 0.9, "warn": 0.9}
DELETED: Final = 0.6
"""Strength of enforcement as a refusal (docs/taxonomy.md); a deletion refuses what the deleted message asked for."""


def from_moderation(event: Event, deleted_family: Family | None) -> Bound | None:
    """A refusal by enforcement: bans, timeouts and warnings refuse everything."""
    act = event.moderation
    if act is None or event.target is None:
        return None
    if act.action == "delete":
        if deleted_family is None:
            return None
        family, strength = deleted_family, DELETED
    elif act.action in ENFORCED:
        family, strength = Family.ANY, ENFORCED[act.action]
    else:
        return None
    refusal = Refusal(
        at=event.ts.timestamp(), event_id=event.id, family=family.value, source="enforcement", strength=strength, account=event.target
    )
    return Bound(event.target, refusal)
