"""Plus codes (open location codes): a short code for a spot of about fourteen metres, with or without the town's name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import re2
from openlocationcode import openlocationcode

from moderation.reading import Reading
from moderation.rules import Detector, Gate, NoSettings
from moderation.signals import Signal
from moderation.values.exposure import Kind, exposed, is_staged
from moderation.values.owner import whose
from moderation.values.text import value_view

KIND: Final = Kind("plus_code", "coordinates", "a plus code, which names a place", frozenset({"place"}))
MAX_FOUND: Final = 4
"""Codes looked at per message."""

_DIGIT: Final = "[23456789cfghjmpqrvwx]"
_CODE: Final = re2.compile(rf"(?:^|[^a-z0-9+])(?P<all>(?:{_DIGIT}{{4}})?{_DIGIT}{{4}} ?(?:\+|plus) ?{_DIGIT}{{2,3}})(?:[^a-z0-9+]|$)")


def _detect(reading: Reading, settings: NoSettings) -> Iterator[Signal]:
    del settings
    if reading.event.is_staff or is_staged(reading):
        return
    view = value_view(reading.views.raw)
    if "+" not in view.text and "plus" not in view.text:
        return
    for found in islice(_CODE.finditer(view.text), MAX_FOUND):
        code = found.group("all").replace(" ", "").replace("plus", "+").upper()
        if not openlocationcode.isValid(code) or code.replace("+", "").isdigit():
            continue
        span = view.span(*found.span(1))
        claim = whose(reading, span)
        if claim.exposes:
            yield exposed(reading, KIND, span, claim, 0.9 if openlocationcode.isFull(code) else 0.75)


DETECTOR = Detector(
    name="plus_code",
    version=1,
    summary=__doc__ or "",
    gate=Gate(
        literals=frozenset(
            " plus code| lives | live at | address | location | her house | your house | her place | her home | found her ".split("|")
        ),
        digits=4,
    ),
    detect=_detect,
)
