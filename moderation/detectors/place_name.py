"""Cities that the creator is said to live in, come from or be in: a location worked out in public. A bare name is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, Literal

import re2
from pydantic import Field

from moderation.reading import Reading, Setting
from moderation.rules import Detector, Gate, RuleSettings
from moderation.signals import Signal, Span
from moderation.taxonomy import Addressee, Severity
from moderation.text.views import View
from moderation.values.exposure import Kind, is_staged, signal
from moderation.values.gazetteer import cities, city_at
from moderation.values.owner import with_names

KIND: Final = Kind("place_name", "home_area", "a city", frozenset({"place"}))
MAX_FOUND: Final = 4
"""Frames looked at per message."""

_WHO: Final = r"(?:you|u|ya|she|he|shes|hes|youre|zcreator)"
_BE: Final = (
    r"(?: (?:are|is|was|were|s|r|be|must be|gotta be|still|"
    r"actually|really|prob|probably|definitely|currently|rn|just|def|originally|not|even|both|all))*"
)
_PREPOSITION: Final = (
    r"(?: (?:in|near|around|by|outside|at|from|out of|downtown|central|"
    r"close to|somewhere|to|of|right|the|north|south|east|west|northern|southern|greater))*"
)
_LIVES: Final = re2.compile(
    rf" (?:{_WHO}{_BE} (?:live|lives|living|lived|livin|reside|resides|residing|stay|stays|staying|based|located|grew up|moved|work|works)|"
    rf"(?:your|ur|her|his|zcreator|zcreators) (?:(?:new|old|real|parents|moms|family) ){{0,2}}(?:house|home|apartment|apt|place|flat|"
    rf"hometown|home town|city|town|"
    rf"address|location|neighborhood|neighbourhood|area)(?: is)?){_PREPOSITION} ",
)
_FROM: Final = re2.compile(
    r" (?:(?:are|r|were) (?:you|u|ya)|(?:you|u|ya) (?:are|r|were|must be|gotta be|have to be)|youre|"
    r"shes|hes|(?:she|he|zcreator) is|zcreators)"
    rf"{_BE} (?:from|originally from|out of) |^ (?:so |wait |oh |hey |and )?(?:you|u|ya)(?: actually| originally)? from ",
)
_IN: Final = re2.compile(rf" {_WHO}{_BE} (?:in|near|around|outside|at|somewhere in|somewhere near|close to|currently in) ")
_TO_YOU: Final = re2.compile(r" (you|u|ya|youre|ur) ")
_DEDUCED: Final = re2.compile(
    r" (must be|gotta be|has to be|prob|probably|confirmed|figured|narrowed|narrowing|skyline|reflection|i bet|bet|looks like|judging|"
    r"based on|"
    r"area code|timezone|time zone|accent|sunset|street view|listing|listings|so thats|found out|i know|we know|pretty sure|im sure|"
    r"traced|tracked|"
    r"triangulated|deduced|worked out|guessing|clues|landmark|license plate|plates) ",
)
_OF_EVENTS: Final = re2.compile(
    r" (con|convention|twitchcon|tour|event|concert|show|tournament|lan|major|expo|panel|meet and greet|irl stream|world|map|server|"
    r"race|track|gp) "
)


class Settings(RuleSettings):
    """What can be set about place names."""

    least_population: Annotated[
        Literal[50_000, 100_000, 300_000, 1_000_000],
        Field(description="cities with fewer inhabitants are not looked for"),
    ] = 100_000


def _detect(reading: Reading, settings: Settings) -> Iterator[Signal]:
    tone = reading.tone
    if reading.event.is_staff or is_staged(reading) or tone.addressee is Addressee.VIEWER or tone.own_story:
        return
    view = with_names(reading.views.plain, reading.surroundings)
    known = cities(settings.least_population)
    for rule, frame in (("lives", _LIVES), ("from", _FROM), ("is_in", _IN)):
        span = _named(view, frame, known)
        if span:
            found = _judge(reading, rule, span)
            if found:
                yield found
            return


def _named(view: View, frame: object, known: frozenset[str]) -> Span | None:
    """The city right after the frame, with up to one word of its own before the name ("downtown", "the")."""
    at = 0
    for _ in range(MAX_FOUND):
        found = frame.search(view.text, at)  # type: ignore[attr-defined]
        if not found:
            return None
        end = found.end()
        words = view.text[end : end + 80].split()
        count = city_at(words, 0, known)
        if count:
            return view.span(end, end + len(" ".join(words[:count])))
        at = max(end - 1, at + 1)
    return None


def _judge(reading: Reading, rule: str, span: Span) -> Signal | None:
    text = reading.views.plain.text
    deduced = bool(_DEDUCED.search(text))
    if rule == "from" and not (deduced or _TO_YOU.search(text)):
        return None
    if rule == "is_in" and (not deduced or reading.surroundings.setting is Setting.EVENT or _OF_EVENTS.search(text)):
        return None
    severity = {"lives": Severity.MEDIUM, "from": Severity.LOW, "is_in": Severity.LOW}[rule].raised(1 if deduced else 0)
    reason = {
        "lives": "said in which city the creator lives",
        "from": "said from which city the creator comes",
        "is_in": "worked out in which city the creator is",
    }[rule]
    return signal(
        reading,
        KIND,
        span,
        rule=rule,
        severity=severity,
        confidence=0.7 if deduced else 0.55,
        reason=reason,
        category="location_inference",
    )


DETECTOR = Detector(
    name="place_name",
    version=1,
    summary=__doc__ or "",
    gate=Gate(
        literals=frozenset(
            " you live | u live | you living | she lives | he lives | she live | you lived | you moved | you staying | lives in | "
            "lives near |"
            " youre from | you from | u from | shes from | hes from | is from | youre in | you are in | shes in | your house | her house |"
            " your place | her place | your city | your town | her city | her town | your hometown | hometown is | your apartment | "
            "based in |"
            " living in | lives around | must be from |"
            " place is in | house is in | home is in | place is near | must be in | prob in | probably in | gotta be in ".split("|"),
        ),
    ),
    detect=_detect,
    settings=Settings,
)
