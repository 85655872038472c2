"""Telephone numbers, also spelled out, split by emoji, in full-width digits or over two lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Final

import phonenumbers
import re2
from phonenumbers import Leniency, PhoneNumberMatcher, PhoneNumberType
from pydantic import Field, field_validator

from moderation.reading import Reading
from moderation.rules import Detector, Gate, RuleSettings
from moderation.signals import Signal, Span
from moderation.text.fold import digit_count
from moderation.text.views import View
from moderation.values.digits import Run, digits_of, may_hold, runs, word_pairs
from moderation.values.exposure import Kind, bare, exposed
from moderation.values.owner import Claim, Whose, whose
from moderation.values.text import places, value_view

KIND: Final = Kind("phone_number", "phone", "a telephone number")
FEWEST: Final = 7
MOST: Final = 15
"""Digits of a telephone number: local ones have seven, E.164 allows fifteen."""
MAX_RUNS: Final = 6
"""Runs of digits looked at per message."""
MAX_LENGTH: Final = 60
"""Characters that a number may be spread over and still be handed to the library."""

PHONE_WORDS: Final = frozenset(
    "number numbers digits phone phones cell cells cellphone mobile mobiles landline whatsapp whatsapps telephone call calling text "
    "texting ring ringing hp nummer "
    "handynummer telefonnummer numero telefono movil celular telefone portable signal telegram phoning texted contact".split(),
)
COUNTED: Final = re2.compile(
    r" (scores?|points|pts|seeds?|codes?|fc|friend code|uid|order|tracking|elo|mmr|rank|record|pb|damage|dps|hp|subs?|followers?|views?|"
    r"viewers?|bits|dollars?|bucks|euros?|pounds?|won|yen|usd|eur|gold|coins|xp|level|lvl|stats|serial|isbn|barcode|lobby|server|ip|"
    r"version|build|iban|hash|discord id|steam|gamertag|switch|sw|hours|seconds|ms|users|people|runes|souls|chapter|verse|lottery) ",
)
"""Words that make digits beside them something else."""
_DATE: Final = ((4, 2, 2), (4, 1, 2), (4, 2, 1), (4, 1, 1), (2, 2, 4), (1, 2, 4), (2, 1, 4), (1, 1, 4), (4, 4))
_FAMOUS: Final = frozenset({"8675309", "5318008", "0118999881999119725", "3141592", "31415926", "314159265", "2718281"})
"""Numbers of songs, jokes and mathematics."""
_SERVICES: Final = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
        PhoneNumberType.VOICEMAIL,
    },
)
"""Kinds of numbers that companies and help lines have."""


class Settings(RuleSettings):
    """What can be set about telephone numbers."""

    regions: Annotated[
        tuple[str, ...],
        Field(min_length=1, max_length=12, description="regions (ISO 3166) whose national ways of writing are known"),
    ] = ("US", "GB", "AU", "DE", "FR", "KR", "JP")

    @field_validator("regions")
    @classmethod
    def _are_known(cls, regions: tuple[str, ...]) -> tuple[str, ...]:
        unknown = sorted(set(regions) - phonenumbers.SUPPORTED_REGIONS)
        if unknown:
            raise ValueError(f"unknown regions: {', '.join(unknown)}; use two-letter codes such as US or GB")
        return regions


def _detect(reading: Reading, settings: Settings) -> Iterator[Signal]:
    if reading.event.is_staff:
        return
    view, shift = _view(reading)
    if not may_hold(view, FEWEST):
        return
    for run in islice(_fitting(view), MAX_RUNS):
        if run[-1].end <= shift:
            continue
        found = _judge(reading, settings, (view, run, shift))
        if found:
            yield found


def _view(reading: Reading) -> tuple[View, int]:
    """The value view, after the end of the author's last lines when they end in digits; and how much of it is not this message's."""
    view = value_view(reading.views.raw)
    if not reading.before or digit_count(view.text) >= FEWEST:
        return view, 0
    before = value_view(reading.before[-MAX_LENGTH:]).text.rstrip()
    if not before[-1:].isdigit():
        return view, 0
    shift = len(before) + 1
    return View(f"{before} {view.text}", (0,) * shift + view.offsets, view.raw_length), shift


def _fitting(view: View) -> Iterator[Run]:
    for run in runs(view, FEWEST):
        if len(digits_of(run)) <= MOST:
            yield run
        else:
            yield from _cut(run)


def _cut(run: Run) -> Iterator[Run]:
    """Several numbers one after the other: as many groups as make ten digits or more, and on from there."""
    start = 0
    for end in range(1, min(len(run), 60) + 1):
        length = len(digits_of(run[start:end]))
        if length > MOST:
            start = end
        elif length >= 10:
            yield run[start:end]
            start = end


def _judge(reading: Reading, settings: Settings, found: tuple[View, Run, int]) -> Signal | None:
    view, run, shift = found
    digits = digits_of(run)
    if _is_joke(digits) or _is_date(run):
        return None
    start = _with_sign(view.text, run[0].start)
    span = view.span(max(start, shift), run[-1].end)
    claim = whose(reading, span)
    if claim.whose in {Whose.SELF, Whose.PUBLIC}:
        return None
    written = _written(view.text[start : run[-1].end], run, settings)
    if claim.exposes and (written or _is_called_a_number(claim, reading, span, run)):
        return exposed(reading, KIND, span, claim, 0.95 if written else 0.8)
    if claim.exposes or not written or shift or _is_counted(reading, span):
        return None
    return bare(reading, KIND, span)


def _with_sign(text: str, start: int) -> int:
    """Where a number begins, with its plus sign or opening bracket."""
    while start and text[start - 1] in "+(":
        start -= 1
    return start


def _is_called_a_number(claim: Claim, reading: Reading, span: Span, run: Run) -> bool:
    """Whether the words say that the digits are a telephone number, though the library does not know it (fictional ones, for instance)."""
    if claim.says(PHONE_WORDS):
        return True
    return not _is_counted(reading, span) and len(digits_of(run)) >= 10 and claim.distance <= 2 and len(run) > 1


def _is_counted(reading: Reading, span: Span) -> bool:
    plain = reading.views.plain
    first, last = places(plain, span)
    near = " ".join([*plain.text[max(0, first - 30) : first].split()[-3:], "-", *plain.text[last : last + 30].split()[:2]])
    return bool(COUNTED.search(f" {near} "))


def _is_joke(digits: str) -> bool:
    rising = "01234567890123456789"
    return len(set(digits)) <= 2 or digits in rising or digits in rising[::-1] or digits.lstrip("1") in _FAMOUS or digits in _FAMOUS


def _is_date(run: Run) -> bool:
    return tuple(len(g.digits) for g in run) in _DATE and run[0].plain


def _written(text: str, run: Run, settings: Settings) -> bool:
    """Whether the library finds a valid private number here, written as such numbers are written (never digits in one piece)."""
    if len(text) > MAX_LENGTH or not all(g.plain for g in run):
        return False
    international = text.startswith(("+", "00"))
    if len(run) == 1 and not international:
        return False
    if text.startswith("00"):
        text = "+" + text[2:]
    lenient = Leniency.VALID if international else Leniency.STRICT_GROUPING
    regions = settings.regions[:1] if international else settings.regions
    return any(_matches(text, region, lenient) for region in regions)


def _matches(text: str, region: str, lenient: int) -> bool:
    for match in islice(PhoneNumberMatcher(text, region, lenient, 2), 1):
        whole = sum(c.isdigit() for c in match.raw_string) == sum(c.isdigit() for c in text)
        return whole and phonenumbers.number_type(match.number) not in _SERVICES
    return False


DETECTOR = Detector(
    name="phone_number",
    version=1,
    summary=__doc__ or "",
    gate=Gate(literals=word_pairs() | {" number is ", " phone ", " cell ", " digits "}, digits=4),
    detect=_detect,
    settings=Settings,
)
