"""Private accounts: handles and profile links said to be the creator's hidden one, or of somebody close to them.

A creator's public account is known to all; only words such as "private", "alt", "finsta" or "her mom's" make a handle an exposure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import re2

from moderation.reading import Reading
from moderation.rules import Detector, Gate, NoSettings
from moderation.signals import Signal, Span
from moderation.values._frames import SETS
from moderation.values.exposure import Kind, exposed
from moderation.values.owner import Claim, whose
from moderation.values.text import places, value_view

KIND: Final = Kind("social_handle", "social", "a private account")
MAX_FOUND: Final = 6
"""Handles and links looked at per message."""
NEAR: Final = 50
"""Characters around a handle in which the platform must be named."""
CLOSE: Final = 2
"""Words that may stand between "her private account" and a handle without a link."""

_LINK: Final = re2.compile(
    r"(?P<all>(?:https?://)?(?:www\.|m\.|mobile\.)?(?P<site>instagram\.com|instagr\.am|tiktok\.com|twitter\.com|x\.com|facebook\.com|fb\.com|fb\.me|"
    r"snapchat\.com/add|t\.me|wa\.me|linkedin\.com/in|vk\.com|onlyfans\.com|venmo\.com|paypal\.me|cash\.app|threads\.net|bsky\.app/profile|"
    r"reddit\.com/u|reddit\.com/user|discord\.com/users|pinterest\.com|tumblr\.com|strava\.com/athletes|steamcommunity\.com/id|last\.fm/user|"
    r"open\.spotify\.com/user)/[@$]?(?P<name>[a-z0-9][a-z0-9_.\-]{1,40}))",
)
_HANDLE: Final = re2.compile(r"(?:^|[^a-z0-9._%+\-@])(?P<all>@ ?(?P<name>[a-z0-9_][a-z0-9_.]{1,28}[a-z0-9_]))(?:[^a-z0-9_@]|$)")
_NAMED: Final = re2.compile(
    r"(?:insta|ig|instagram|snap|snapchat|fb|facebook|tiktok|twitter|finsta|alt|account|acc|telegram|discord|reddit|handle|user|username|venmo|steam|strava)"
    r"(?: ?[:=>] ?| is | is called | its |,? )(?P<all>(?P<name>[a-z0-9_][a-z0-9_.]{2,28}[a-z0-9_]))(?:[^a-z0-9_.]|$)",
)
_PLATFORM: Final = re2.compile(
    r" (insta|ig|instagram|snap|snapchat|fb|facebook|tiktok|tt|twitter|finsta|rinsta|telegram|discord|linkedin|onlyfans|of|venmo|reddit|vk|"
    r"threads|bluesky|whatsapp|steam|strava|spotify|pinterest|tumblr|bereal|tinder|bumble|hinge|account|acc|alt|alts|socials|profile|"
    r"priv|kakao|line) ",
)
_HIDDEN: Final = re2.compile(
    r" (private|priv|personal|secret|hidden|finsta|alt|alts|old|real|other|second|2nd|spam|family|burner|locked|irl|close friends|backup) ",
)
_DENIED: Final = re2.compile(r" (official|public|main|fan|parody|business|promo|fake|not) ")
_KIN: Final = frozenset(SETS["kin"].split())
_PRIVATE_SITES: Final = ("facebook", "fb.", "linkedin", "wa.me", "venmo", "paypal", "cash.app", "strava", "snapchat", "vk.com")
"""Sites on which people are under their own names, or with their money or their runs."""


@dataclass(frozen=True, slots=True)
class Handle:
    """A handle in the value view; ``site`` is empty when no link names it."""

    start: int
    end: int
    name: str
    site: str = ""


def _detect(reading: Reading, settings: NoSettings) -> Iterator[Signal]:
    del settings
    if reading.event.is_staff:
        return
    view = value_view(reading.views.raw)
    for handle in _handles(view.text):
        span = view.span(handle.start, handle.end)
        near = _words_near(reading, span)
        if not handle.site and not _PLATFORM.search(near):
            continue
        claim = whose(reading, span)
        if claim.exposes and (handle.site or claim.distance <= CLOSE) and _is_hidden(claim, near, handle, reading):
            yield exposed(reading, KIND, span, claim, 0.85 if handle.site else 0.75)


def _handles(text: str) -> Iterator[Handle]:
    taken: list[tuple[int, int]] = []
    for expression in (_LINK, _HANDLE, _NAMED):
        for found in islice(expression.finditer(text), MAX_FOUND):
            start, end = found.span(1)
            named = expression is not _NAMED or _looks_like_a_handle(found.group("name"))
            if not named or any(start < b and a < end for a, b in taken):
                continue
            taken.append((start, end))
            yield Handle(start, end, found.group("name"), found.group("site") if expression is _LINK else "")


def _looks_like_a_handle(name: str) -> bool:
    """Whether a bare word is a handle and not a word of the sentence: a dot, a line or a figure inside."""
    return any(c in "_." or c.isdigit() for c in name) and any(c.isalpha() for c in name)


def _words_near(reading: Reading, span: Span) -> str:
    plain = reading.views.plain
    first, last = places(plain, span)
    return f" {plain.text[max(0, first - NEAR) : first].strip()}  {plain.text[last : last + NEAR].strip()} "


def _is_hidden(claim: Claim, near: str, handle: Handle, reading: Reading) -> bool:
    """Whether the words make it an account that is not meant to be known."""
    around = reading.surroundings
    if handle.name.replace("_", "") in around.creator_names | around.others or _DENIED.search(near):
        return False
    return bool(_HIDDEN.search(near)) or claim.says(_KIN) or handle.site.startswith(_PRIVATE_SITES) or " leaked " in near or " dox" in near


DETECTOR = Detector(
    name="social_handle",
    version=1,
    summary=__doc__ or "",
    gate=Gate(
        literals=frozenset(
            " insta | instagram| ig | snap | snapchat| facebook| fb |tiktok| twitter | x com | finsta| telegram | t me | wa me |linkedin|"
            "onlyfans| venmo | paypal me| alt | alts | reddit | vk com| strava | threads net| discord com| private acc| secret acc| priv |"
            " personal acc| her account| her acc ".split("|"),
        ),
    ),
    detect=_detect,
)
