"""Who speaks to whom: what is aimed at the creator, and what the creator's side answers. Counted only for viewers with a dossier."""

from __future__ import annotations

from moderation.events import Event
from moderation.memory.house import House
from moderation.memory.names import joined_name
from moderation.memory.refusals import MENTION, named_viewer
from moderation.memory.viewer import Dossier


def count_aim(event: Event, house: House, dossier: Dossier) -> None:
    """Count one message, and whether it is aimed at the creator: a mention, a reply, or words with money."""
    dossier.looked_at += 1
    if event.donation or _is_reply_to_creator(event, house) or _mentions_creator(event, house):
        dossier.unanswered += 1
        dossier.aimed += 1


def _is_reply_to_creator(event: Event, house: House) -> bool:
    parent = house.find(event.reply_to) if event.reply_to else None
    return bool(parent and parent.author and "broadcaster" in parent.author.roles)


def _mentions_creator(event: Event, house: House) -> bool:
    return "@" in event.text and any(joined_name(m) in house.creator_names for m in MENTION.findall(event.text))


def answered(event: Event, house: House, at: float) -> None:
    """Count a reply or mention by the creator's side for the viewer whom it is meant for, when there is a dossier."""
    if not (event.reply_to or "@" in event.text):
        return
    viewer = named_viewer(event, house)
    known = house.known(viewer) if viewer else None
    if known and known.dossier:
        known.dossier.answers += 1
        known.dossier.answered_at = max(known.dossier.answered_at, at)
        known.dossier.unanswered = 0
