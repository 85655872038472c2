"""What a message is about beyond its category: kinds of private facts, specifics, people around the creator, a named event.

Worked out only for messages in which something was seen, and from the text, so that acts that a learned detector or a person names have it
too. The words stand in the packs (``_about.toml``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from moderation.assessment.tone import addressee_of
from moderation.calendar import KnownEvent
from moderation.events import Event
from moderation.lexicon.lexicon import Lexicon
from moderation.memory.house import House
from moderation.memory.records import Refusal
from moderation.signals import Signal
from moderation.taxonomy import DEMANDED_FAMILIES, Addressee, Family, Group
from moderation.text.fold import plain_word
from moderation.text.views import TextViews

SOME_EVENT: Final = "an event"
"""What an event is called that the text names in general words (the con, the signing) and that no calendar knows."""

KINDS: Final[dict[str, frozenset[str]]] = {
    "phone": frozenset({"phone", "private_app", "snap", "whatsapp", "call"}),
    "email": frozenset({"email"}),
    "social": frozenset({"social", "social_private", "discord", "private_channel", "account"}),
    "legal_name": frozenset({"legal_name", "real_name", "family_name", "name"}),
    "home_area": frozenset(
        {"home_area", "address", "street", "building", "town", "area", "neighbourhood", "coordinates", "house", "home", "unit", "her_place"}
    ),
    "workplace": frozenset({"workplace", "work", "job", "studio"}),
    "routine": frozenset({"routine", "gym", "schedule", "cafe", "shop", "habit", "haunt", "commute", "sleep", "surveillance"}),
    "travel": frozenset({"travel", "hotel", "flight", "room", "arrival", "venue", "entrance", "current_place"}),
    "vehicle": frozenset({"vehicle", "car", "plate"}),
    "family": frozenset({"family", "family_member", "parents", "siblings", "children"}),
    "school": frozenset({"school"}),
    "partner": frozenset({"partner", "relationship", "relationship_status"}),
    "security": frozenset({"security", "living_situation", "guard", "alone", "household"}),
}
"""Kinds of private facts (docs/taxonomy.md, ``information_accumulation``), each with the topic keys that rules give."""
BY_CATEGORY: Final = {
    "contact_info_request": "phone",
    "location_probe": "home_area",
    "location_inference": "home_area",
    "event_movement_probe": "travel",
    "private_knowledge_claim": "routine",
}
"""The kind where neither topic nor text names one."""
OF_FACTS: Final = frozenset({*BY_CATEGORY, "personal_detail_request", "private_info_exposure"})
"""Categories in which private facts are asked for, inferred or claimed."""
WITH_FACTS: Final = OF_FACTS | {"donation_leverage"}
FAMILY_OF_KIND: Final = {
    **dict.fromkeys(("phone", "email", "social"), Family.CONTACT),
    **dict.fromkeys(("home_area", "workplace", "routine", "travel", "vehicle"), Family.LOCATION),
    **dict.fromkeys(("legal_name", "family", "school", "partner", "security"), Family.PERSONAL),
}
THREATS: Final = frozenset({"veiled_threat", "conditional_threat", "direct_threat", "third_party_leakage"})
TOWARD_OTHERS: Final = frozenset(
    {"proxy_contact", "private_info_exposure", "private_knowledge_claim", "unwanted_gift_delivery", "approach_intent", "proximity_claim"}
)
"""Categories that are toward somebody else when the text names somebody else; so is all hostility."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the text of one message names: kinds of private facts, specifics, people around the creator, an event."""

    facts: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    named_event: str = ""


NONE: Final = Particulars()


@dataclass(frozen=True, slots=True)
class Source:
    """A message as particulars are read from it."""

    event: Event
    views: TextViews
    lexicon: Lexicon


def particulars_of(signals: Sequence[Signal], reading: Source, house: House, calendar: Sequence[KnownEvent]) -> Particulars:
    """Read the particulars that the signals of one message make worth knowing; a known event goes before general words for one."""
    if not signals:
        return NONE
    lexicon, plain = reading.lexicon, reading.views.plain
    names = {s.category for s in signals}
    hostile = any(s.info.group is Group.HOSTILITY for s in signals)
    parties = lexicon.keys("about_party", plain) if hostile or names & TOWARD_OTHERS else frozenset()
    if addressee_of(reading.event, reading.views.raw, house) is Addressee.THIRD_PARTY:
        parties |= {"staff"}
    slots = lexicon.keys("about_specific", plain) if names & THREATS else frozenset()
    return Particulars(
        facts=lexicon.keys("about_fact", plain) if names & WITH_FACTS else frozenset(),
        slots=slots | ({"named_target"} if parties - {"group"} else set()),
        parties=parties,
        named_event=_known(plain.text, calendar) or (SOME_EVENT if lexicon.feature("about_event", plain) else ""),
    )


def _known(plain: str, calendar: Sequence[KnownEvent]) -> str:
    return next((e.name for e in calendar if any(f" {plain_word(w)} " in plain for w in (e.name, *e.words) if plain_word(w))), "")


def completed(signal: Signal, others: Iterable[Signal], about: Particulars, refusals: Sequence[Refusal]) -> Signal:
    """The signal with the specifics of a threat, and with its topic family where the category has none of its own."""
    slots = signal.slots | about.slots if signal.category in THREATS else signal.slots
    family = signal.family or _family(signal, others, about, refusals)
    return signal if (slots, family) == (signal.slots, signal.family) else replace(signal, slots=slots, family=family)


def _family(signal: Signal, others: Iterable[Signal], about: Particulars, refusals: Sequence[Refusal]) -> Family | None:
    """Money takes the family of what is demanded; arguing with a refusal, the family of what was refused."""
    if signal.category == "donation_leverage":
        demanded = [o.family for o in others if o.family in DEMANDED_FAMILIES]
        return next(iter([*demanded, *(FAMILY_OF_KIND[k] for k in sorted(about.facts) if k in FAMILY_OF_KIND)]), None)
    if signal.category == "boundary_rejection" and refusals and refusals[-1].topic_family is not Family.ANY:
        return refusals[-1].topic_family
    return None


def kinds_of(signal: Signal, about: Particulars) -> tuple[str, ...]:
    """The kinds of private facts that a signal is about, in alphabetical order; none for categories that are about something else."""
    if signal.category not in OF_FACTS:
        return ()
    by_topic = {kind for kind, topics in KINDS.items() if signal.topic in topics}
    found = by_topic | about.facts
    if not found and signal.category in BY_CATEGORY:
        found = {BY_CATEGORY[signal.category]}
    return tuple(sorted(found))


def target_of(signal: Signal, about: Particulars) -> str:
    """Whom an act is toward, instead of or beside the creator (see ``Act.target``); empty for the creator alone."""
    if signal.info.group is not Group.HOSTILITY and signal.category not in TOWARD_OTHERS:
        return ""
    found = set(about.parties - {"group"})
    if "group" in about.parties:
        found |= {"companion", "creator"}
    if signal.category == "proxy_contact":
        return " ".join(sorted(found - {"creator"} or {"companion"}))
    if found and signal.info.group is not Group.HOSTILITY:
        found.add("creator")
    return " ".join(sorted(found))


_SOCIAL: Final = frozenset({"bluesky", "facebook", "instagram", "mastodon", "reddit", "snapchat", "threads", "twitter", "x"})
_BY_PLATFORM: Final = {"discord": "server_channel", "email": "email_import", "in_person": "in_person", **dict.fromkeys(_SOCIAL, "social")}


def channel_type(event: Event) -> str:
    """By which way a message came: chat, a channel of a server, words with money, a social network, mail, or in person."""
    if event.donation:
        return "paid_message" if event.donation.kind in {"superchat", "paid_gift"} else "donation_text"
    return _BY_PLATFORM.get(event.platform, "public_chat")
