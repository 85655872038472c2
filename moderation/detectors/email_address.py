"""E-mail addresses, also with the signs written out: ``name at domain dot com``, ``name(at)domain[dot]com``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import re2

from moderation.reading import Reading
from moderation.rules import Detector, Gate, NoSettings
from moderation.signals import Signal
from moderation.values.exposure import Kind, exposed
from moderation.values.owner import whose
from moderation.values.text import value_view

KIND: Final = Kind("email_address", "email", "an e-mail address")
MAX_FOUND: Final = 6
"""Addresses looked at per message."""

_AT: Final = r" ?(?:@|\(at\)|\[at\]|\{at\}|<at>|\(a\)| at ) ?"
_DOT: Final = r"(?: ?(?:\.|\(dot\)|\[dot\]|\{dot\}|<dot>| dot | punto | punkt | point ) ?)"
_ENDS: Final = (
    "com|net|org|edu|gov|info|io|me|tv|gg|co|app|dev|live|xyz|uk|ie|us|ca|au|nz|de|at|ch|fr|be|nl|es|pt|it|br|mx|ar|jp|kr|cn|tw|eu|"
    "se|no|dk|fi|pl|cz|ru|in|example|test|invalid|online|email|mail|pro|me"
)
_ADDRESS: Final = re2.compile(
    rf"(?:^|[^a-z0-9._%+\-])(?P<all>(?P<name>[a-z0-9_](?:[a-z0-9._%+\-]{{0,62}}[a-z0-9_+])?)(?P<at>{_AT})"
    rf"(?P<domain>[a-z0-9](?:[a-z0-9\-]{{0,40}}[a-z0-9])?(?:{_DOT}[a-z0-9\-]{{2,30}}){{0,2}}{_DOT}(?:{_ENDS})))(?:[^a-z0-9]|$)",
)
_PROVIDERS: Final = "gmail|googlemail|hotmail|outlook|yahoo|icloud|proton|protonmail|gmx|aol|zoho|fastmail|tutanota|live|msn|naver|daum|qq"
_PROVIDED: Final = re2.compile(
    rf"(?:^|[^a-z0-9._%+\-])(?P<all>(?P<name>[a-z0-9_][a-z0-9._%+\-]{{1,62}})(?P<at>{_AT})(?P<domain>{_PROVIDERS}))(?:[^a-z0-9]|$)"
)

PUBLIC_NAMES: Final = frozenset(
    "press booking bookings business biz contact contacts info hello hi support help shop store merch sales team media pr management mgmt "
    "manager agency collab collabs sponsor sponsors partnerships partner inquiries enquiries office admin service orders tickets events "
    "noreply webmaster postmaster abuse legal privacy jobs careers creator creators fanmail".split(),
)
"""Names before the sign that companies and public people use."""


def _detect(reading: Reading, settings: NoSettings) -> Iterator[Signal]:
    del settings
    if reading.event.is_staff:
        return
    view = value_view(reading.views.raw)
    if "@" not in view.text and "at" not in view.text and "(a)" not in view.text:
        return
    ends: list[int] = []
    for found in (m for expression in (_ADDRESS, _PROVIDED) for m in islice(expression.finditer(view.text), MAX_FOUND)):
        start, end = found.span(1)
        if any(start < known for known in ends) or not _is_address(found.group("name"), found.group("at"), found.group("domain")):
            continue
        ends.append(end)
        span = view.span(start, end)
        claim = whose(reading, span)
        if claim.exposes:
            spelled = found.group("at").strip() != "@"
            yield exposed(reading, KIND, span, claim, 0.85 if spelled else 0.95)


def _is_address(name: str, at: str, domain: str) -> bool:
    """Whether this is an address of a person: "look at example.com" is none, and neither is the address of an office."""
    words = set(name.replace("-", ".").replace("_", ".").replace("+", ".").split("."))
    if not words.isdisjoint(PUBLIC_NAMES):
        return False
    spoken_dot = not domain.replace(".", "").replace("-", "").isalnum() or "." not in domain
    return at.strip() != "at" or spoken_dot


DETECTOR = Detector(
    name="email_address",
    version=1,
    summary=__doc__ or "",
    gate=Gate(
        literals=frozenset(
            " com | net | org | edu | uk | dot com| email| e mail | mail |gmail|hotmail|outlook|yahoo|icloud|proton| gmx | live com"
            "| naver | daum ".split("|"),
        ),
    ),
    detect=_detect,
)
