"""Places given as coordinates (decimal degrees, or degrees, minutes and seconds) or as a link to a map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import re2

from moderation.reading import Reading
from moderation.rules import Detector, Gate, NoSettings
from moderation.signals import Signal
from moderation.values.exposure import Kind, bare, exposed, is_staged
from moderation.values.owner import Whose, whose
from moderation.values.text import value_view

KIND: Final = Kind("coordinates", "coordinates", "the coordinates of a place", frozenset({"place"}))
MAX_FOUND: Final = 4
"""Places looked at per message and way of writing."""
PRECISE: Final = 4
"""Decimals that name a spot within about ten metres."""
LEAST: Final = 3

_DECIMAL: Final = re2.compile(
    r"(?:^|[^0-9.\-])(?P<all>(?P<lat>[+\-]?[0-9]{1,2}\.[0-9]{3,10}) ?°? ?[ns]?(?: ?[,;/| ] ?| ?, "
    r"?)(?P<lon>[+\-]?[0-9]{1,3}\.[0-9]{3,10})(?: ?°)?(?: ?[ew])?)(?P<end>[^0-9.]|\.[^0-9]|\.?$)",
)
_SEXAGESIMAL: Final = re2.compile(
    r"(?P<all>(?P<lat>[0-9]{1,2}) ?(?:°|º|deg|d| ) ?[0-9]{1,2} ?(?:'|′|m| )? ?(?:[0-9]{1,2}(?:\.[0-9]+)? ?(?:\"|''|″|s)?)? ?[ns][ ,;]{0,3}"
    r"(?P<lon>[0-9]{1,3}) ?(?:°|º|deg|d| ) ?[0-9]{1,2} ?(?:'|′|m| )? ?(?:[0-9]{1,2}(?:\.[0-9]+)? ?(?:\"|''|″|s)?)? ?[ew])(?:[^a-z0-9]|$)",
)
_LINK: Final = re2.compile(
    r"(?P<all>(?:https?://)?(?:www\.)?(?:maps\.app\.goo\.gl|goo\.gl/maps|maps\.google\.[a-z.]{2,6}|google\.[a-z.]{2,6}/maps|maps\.apple\.com|"
    r"(?:www\.)?openstreetmap\.org|osm\.org|bing\.com/maps|what3words\.com|w3w\.co|waze\.com/ul|map\.naver\.com|naver\.me|"
    r"map\.kakao\.com)/?[^ ]{2,300})",
)
_WORDS: Final = re2.compile(r"(?:^| )(?P<all>///[a-z]{3,20}\.[a-z]{3,20}\.[a-z]{3,20})(?:[^a-z.]|$)")
_GAME: Final = re2.compile(
    r" (seed|spawn|base|nether|portal|minecraft|geoguessr|xyz|x|y|z|biome|village|stronghold|odds|ratio|score|fps|ms|version|tp|waypoint|"
    r"chunk|quest|npc|dungeon|sens|sensitivity|dpi|edpi) ",
)
"""Words of games that have coordinates of their own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the value view; ``precise`` when it names a spot and not a region."""

    start: int
    end: int
    precise: bool


def _detect(reading: Reading, settings: NoSettings) -> Iterator[Signal]:
    del settings
    if reading.event.is_staff:
        return
    view = value_view(reading.views.raw)
    for place in _places(view.text):
        span = view.span(place.start, place.end)
        claim = whose(reading, span)
        of_game = is_staged(reading) or bool(_GAME.search(reading.views.plain.text))
        if claim.exposes and not of_game:
            yield exposed(reading, KIND, span, claim, 0.9)
        elif place.precise and claim.whose in {Whose.NOBODY, Whose.OTHER} and not of_game:
            yield bare(reading, KIND, span)


def _places(text: str) -> Iterator[Place]:
    taken: list[tuple[int, int]] = []
    for found in (*_links(text), *_decimals(text), *_sexagesimals(text)):
        if not any(found.start < end and start < found.end for start, end in taken):
            taken.append((found.start, found.end))
            yield found


def _links(text: str) -> Iterator[Place]:
    for expression in (_LINK, _WORDS):
        for found in islice(expression.finditer(text), MAX_FOUND):
            start, end = found.span(1)
            yield Place(start, end, precise=any(p.precise for p in _decimals(text[start:end].replace("!4d", ",").replace("%2c", ","))))


def _decimals(text: str) -> Iterator[Place]:
    for found in islice(_DECIMAL.finditer(text), MAX_FOUND):
        lat, lon = found.group("lat"), found.group("lon")
        start, end = found.span(1)
        if _is_third_near(text, start, end) or not _on_earth(float(lat), float(lon)):
            continue
        decimals = min(len(lat.partition(".")[2]), len(lon.partition(".")[2]))
        if decimals >= LEAST:
            yield Place(start, end, precise=decimals >= PRECISE)


def _sexagesimals(text: str) -> Iterator[Place]:
    for found in islice(_SEXAGESIMAL.finditer(text), MAX_FOUND):
        if _on_earth(float(found.group("lat")), float(found.group("lon"))):
            start, end = found.span(1)
            yield Place(start, end, precise="." in text[start:end] or '"' in text[start:end] or "'" in text[start:end])


def _on_earth(lat: float, lon: float) -> bool:
    return abs(lat) <= 90 and abs(lon) <= 180 and (abs(lat) >= 1 or abs(lon) >= 1)


def _is_third_near(text: str, start: int, end: int) -> bool:
    """Whether another decimal number follows or precedes: then it is a point in a game's space, or a table."""
    after, before = text[end : end + 12].strip(" ,;/|"), text[max(0, start - 12) : start].strip(" ,;/|")
    return bool(re2.match(r"[+\-]?[0-9]+(\.[0-9]+)?([^0-9a-z]|$)", after)) or bool(re2.search(r"(^|[ ,;])[+\-]?[0-9]+\.[0-9]+$", before))


DETECTOR = Detector(
    name="coordinates",
    version=1,
    summary=__doc__ or "",
    gate=Gate(
        literals=frozenset(
            " goo gl|google com maps|maps google|maps apple|openstreetmap| osm org|whatewords| wew co| waze |naver me|map kakao| lives |"
            " her house | your house | her place | ur house | her location | his house ".split("|"),
        ),
        digits=8,
    ),
    detect=_detect,
)
