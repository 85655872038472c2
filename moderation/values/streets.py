"""Street addresses as they are written in several languages: expressions (RE2), and what is no address after all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import re2

MAX_FOUND: Final = 4
"""Addresses of one form looked at per message."""

STRONG: Final = "street|st|avenue|ave|road|rd|lane|ln|boulevard|blvd|crescent|terrace|highway|hwy|parkway|pkwy|mews"
"""Words that hardly stand for anything but a street."""
WEAK: Final = (
    "drive|dr|court|ct|way|place|pl|close|cl|square|sq|circle|cir|trail|grove|gardens|gdns|hill|row|walk|park|quay|parade|rise|"
    "view|loop|estate"
)
"""Words that mean a street only beside words such as "lives at"."""

_DIRECTION: Final = r"(?:(?:[nsew]|ne|nw|se|sw|north|south|east|west)\.? )?"
_NUMBER: Final = r"[0-9]{1,5}(?:[a-d]|-[0-9]{1,4})?"
_NAME: Final = r"[a-z0-9][a-z0-9'.\-]{1,20}"
_UNIT: Final = r"(?:,? ?(?:apt|apartment|unit|suite|ste|flat|floor|fl|#|no)\.? ?#?[0-9]{1,4}[a-z]?)?"
_POSTCODE: Final = (
    r"(?:[a-z]{2},? [0-9]{5}(?:-[0-9]{4})?|[0-9]{5}|[a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2}|[a-z][0-9][a-z] ?[0-9][a-z][0-9]|"
    r"(?:nsw|vic|qld|wa|sa|tas|act|nt) [0-9]{4}|[0-9]{4} [a-z]{2}|[a-z][0-9]{2} ?[a-z0-9]{4})"
)
_REST: Final = rf"(?P<post>(?:,? [a-z][a-z.'\-]{{1,20}}){{0,4}},? {_POSTCODE})?"
_END: Final = r"(?:[^a-z0-9]|$)"
_BEGIN: Final = r"(?:^|[^a-z0-9])"


def _compile(body: str) -> Any:  # noqa: ANN401 -- google-re2 ships no types
    return re2.compile(body)


_ENGLISH: Final = _BEGIN + rf"(?P<all>{_NUMBER},? {_DIRECTION}(?P<name>(?:{_NAME} ){{1,4}}?)(?P<type>%s)\.?{_UNIT}{_REST})" + _END
_FRENCH_NUMBER: Final = r"(?P<all>[0-9]{1,4}(?: ?(?:bis|ter|quater))?,? "
_GERMANIC: Final = (
    _BEGIN + r"(?P<all>(?P<pre>[0-9]{5},? [a-z.\-]{2,25},? )?(?P<name>(?:[a-z.\-]{2,20} ){0,2}?[a-z\-]{0,25})(?P<type>%s)"
    r" ?[0-9]{1,4} ?[a-h]?(?P<post>,? [0-9]{4,5}(?: ?[a-z]{2})? [a-z.\-]{2,25})?)" + _END
)
_FRENCH: Final = (
    _BEGIN + _FRENCH_NUMBER + r"(?P<type>%s) (?P<name>(?:de |du |des |la |le |les |l'|d'){0,3}[a-z'\-]{2,20}(?: [a-z'\-]{2,20}){0,3}?)"
    r"(?P<post>,? [0-9]{5}(?: [a-z\-]{2,25})?)?)" + _END
)
_ROMANCE: Final = (
    _BEGIN + r"(?P<all>(?P<type>%s) (?P<name>(?:[a-z'.]{1,20} ){0,4}?[a-z'.]{2,20}),? ?(?:n[o.]?\.? ?|num\.? ?|nr\.? ?|# ?)?[0-9]{1,5}"
    r"(?P<post>,? (?:[a-z0-9º.]{1,6},? ){0,2}[0-9]{4,5}(?:-[0-9]{3})?(?: [a-z\-]{2,25})?)?)" + _END
)
_JAPANESE: Final = (
    r"(?P<all>(?P<name>(?:[^\s0-9]{1,8}(?:都|道|府|県))?[^\s0-9]{1,8}(?:区|市|町|村)[^\s0-9]{0,10})"
    r"(?P<post>[0-9]{1,3}(?:丁目|-[0-9]{1,3}|番)[0-9\-番地号]{0,8}))"
)
_KOREAN: Final = (
    r"(?P<all>(?P<name>[가-힣]{1,6}(?:시|군|구|도) ?(?:[가-힣]{1,6}(?:시|군|구) )?[가-힣]{1,8}(?:로|길)) ?"
    r"(?P<post>[0-9]{1,4}(?:번길 ?[0-9]{1,4})?))"
)
_UNNUMBERED: Final = _BEGIN + rf"(?P<all>(?P<name>(?:[a-z][a-z'\-]{{2,20}} ){{1,3}}?)(?P<type>{STRONG}|close|drive|crescent|grove))" + _END

_FORMS: Final = (
    (_compile(_ENGLISH % STRONG), True),
    (_compile(_ENGLISH % WEAK), False),
    (_compile(_GERMANIC % r"strasse|str\.|str|straat|gasse|allee|gracht|laan|platz|damm|ufer|chaussee|plein|gatan|gade|vagen"), True),
    (_compile(_GERMANIC % "weg|ring|hof|kade|dijk|singel|steig|graben|vej|veien"), False),
    (_compile(_FRENCH % r"rue|avenue|av\.|boulevard|bd|chemin|impasse|allee|quai"), True),
    (_compile(_FRENCH % "place|route|cours|passage|square|residence"), False),
    (_compile(_ROMANCE % r"calle|c/|avenida|avda\.?|av\.|paseo|carrera|rua|travessa|alameda|praca|estrada|viale|piazza|ulica|ul\."), True),
    (_compile(_ROMANCE % "via|plaza|camino|corso|ronda|vicolo|largo"), False),
    (_compile(_JAPANESE), True),
    (_compile(_KOREAN), True),
)
_STREET: Final = _compile(_UNNUMBERED)

NO_NAMES: Final = frozenset(
    "minute minutes min mins hour hours hr hrs day days week weeks month months year years yr percent time times people more of and "
    "to is are was "
    "in for a an or mile miles km kms feet foot ft star stars point points level lvl left am pm second seconds sec secs gifted gift "
    "hp kill kills "
    "sub subs bit bits dollar dollars bucks win wins game games round rounds man men guy guys girl girls player players viewer "
    "viewers follower "
    "cars car lap laps block blocks step steps hit hits shot shots coins gold xp not no with on at you i we they he she it this that "
    "my your her his "
    "out up down by from when then than if but so just only about like all every one two three best worst same other another right "
    "wrong any some "
    "way easy hard long short red which what whose where who how do does did live lives busy quiet dark empty whole entire different "
    "green high low sesame".split(),
)
"""Words that cannot be part of a street's name after a number ("5 minutes drive", "2 way street")."""
FAMOUS: Final = frozenset(
    "221b baker|742 evergreen|4 privet|1600 pennsylvania|10 downing|124 conch|12 grimmauld|42 wallaby|31 spooner|1313 mockingbird|"
    "bikini bottom|sesame|elm|coronation|easy|main|wall|grove|baker|downing|evergreen|privet|jump|fleet|penny|abbey|electric|high|"
    "memory|fast|passing|"
    "one way|two way|side|cross|back|dead end|rocky|yellow brick|old town|rainbow|bus|bike|fury|mid|top|bot|off|open".split("|"),
)
"""Streets of songs, films, games and figures of speech."""


@dataclass(frozen=True, slots=True)
class Address:
    """A street address in a value view. ``full``: with its postcode, or as complete as its language writes one."""

    start: int
    end: int
    strong: bool
    full: bool
    numbered: bool = True


def addresses(text: str) -> Iterator[Address]:
    """Street addresses with a number, strong forms first; places do not overlap."""
    taken: list[tuple[int, int]] = []
    for expression, strong in _FORMS:
        for found in islice(expression.finditer(text), MAX_FOUND):
            start, end = found.span(1)
            if any(start < b and a < end for a, b in taken) or not _is_name(text[start:end], found.group("name")):
                continue
            taken.append((start, end))
            groups = found.groupdict()
            yield Address(start, end, strong=strong, full=bool(groups.get("post") or groups.get("pre")))


def streets(text: str) -> Iterator[Address]:
    """Streets without a number."""
    for found in islice(_STREET.finditer(text), MAX_FOUND):
        start, end = found.span(1)
        if _is_name(text[start:end], found.group("name")) and found.group("name").strip() not in {"the", "main", "high"}:
            yield Address(start, end, strong=True, full=False, numbered=False)


def _is_name(whole: str, name: str) -> bool:
    words = name.split()
    if any(whole.startswith((f"{f} ", f"the {f} ")) for f in FAMOUS) or " ".join(words) in FAMOUS:
        return False
    return NO_NAMES.isdisjoint(words) and (not words or any(not w.isdigit() for w in words))
