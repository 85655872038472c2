"""Flight numbers said to be the creator's: an airline's code and digits, with words of travel beside them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import re2

from moderation.reading import Reading
from moderation.rules import Detector, Gate, NoSettings
from moderation.signals import Signal
from moderation.values.airlines import AIRLINES
from moderation.values.exposure import Kind, exposed, is_staged
from moderation.values.owner import whose
from moderation.values.text import cased_view, places

KIND: Final = Kind("flight_number", "travel", "a flight number", frozenset({"place", "time"}))
MAX_FOUND: Final = 6
"""Candidates looked at per message."""
NEAR: Final = 60
"""Characters around a flight number in which a word of travel must stand."""

_FLIGHT: Final = re2.compile(
    r"(?:^|[^A-Za-z0-9])(?P<all>(?P<code>[A-Za-z][A-Za-z0-9]|[0-9][A-Za-z]) ?-?(?P<number>[0-9]{1,4}))(?:[^A-Za-z0-9]|$)"
)
_TRAVEL: Final = re2.compile(
    r" (flight|flights|fly|flying|flies|flew|plane|lands|landing|landed|boarding|boards|gate|airport|terminal|departs|departure|departing|"
    r"arrives|arrival|arriving|seat|seats|layover|itinerary|flug|vuelo|vol|voo|itinerario) ",
)
_CLOSE: Final = re2.compile(r" (flight|flights|flug|vuelo|voo|vol)( no| number| nr| code| is| s| was| will be| the| on)* $")

_WORDS: Final = frozenset("ai am as at be by do go hi if in is it me my no of oh ok on or so to tv uk us we".upper().split())
"""Codes that are words; in small letters they are airlines only when the number follows at once."""
_THINGS: Final = frozenset({"AK47", "AC130", "MP40", "MP5", "AR15", "UK1", "US1", "PS5", "PS4", "PS3", "PC1"})
"""Weapons, machines and ranks that look like flight numbers."""


def _detect(reading: Reading, settings: NoSettings) -> Iterator[Signal]:
    del settings
    if reading.event.is_staff or is_staged(reading):
        return
    view = cased_view(reading.views.raw)
    plain = reading.views.plain
    for found in islice(_FLIGHT.finditer(view.text), MAX_FOUND):
        code = found.group("code").upper()
        if code not in AIRLINES or code + found.group("number") in _THINGS:
            continue
        span = view.span(*found.span(1))
        first, last = places(plain, span)
        before = " " + plain.text[max(0, first - NEAR) : first].strip() + " "
        after = " " + plain.text[last : last + NEAR].strip() + " "
        if not (_TRAVEL.search(before) or _TRAVEL.search(after)):
            continue
        if _is_word(found.group(1)) or (
            not found.group("code").isupper() and not (_CLOSE.search(before) or after.startswith((" flight ", " lands ", " landing ")))
        ):
            continue
        claim = whose(reading, span)
        if claim.exposes:
            yield exposed(reading, KIND, span, claim, 0.9)


def _is_word(written: str) -> bool:
    """Whether it is a small word with a number after it ("at 5")."""
    code, space, _ = written.partition(" ")
    return bool(space) and code.islower() and code.upper() in _WORDS


DETECTOR = Detector(
    name="flight_number",
    version=1,
    summary=__doc__ or "",
    gate=Gate(
        literals=frozenset(
            " flight| flying | fly in | fly out | fly with | flies | lands | landing |"
            " boarding | airport | plane | terminal | itinerary | flug | vuelo | voo ".split("|"),
        ),
    ),
    detect=_detect,
)
