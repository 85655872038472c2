"""Street addresses: a number and a street in the forms of several languages; PO boxes are meant to be known and left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from moderation.reading import Reading
from moderation.rules import Detector, Gate, NoSettings
from moderation.signals import Signal
from moderation.taxonomy import Severity
from moderation.values.exposure import Kind, bare, exposed, is_staged, signal
from moderation.values.owner import Claim, Whose, whose
from moderation.values.streets import Address, addresses, streets
from moderation.values.text import value_view

KIND: Final = Kind("postal_address", "address", "a street address", frozenset({"place"}))
PLACE_WORDS: Final = frozenset(
    "live lives living lived livin stay stays staying reside resides home house address addy place apartment apt flat door doorstep "
    "crib dox "
    "doxx doxxed doxed leak leaked swat swatted sleep sleeps sleeping hide hides moved rent rents street road area where neighborhood at "
    "adresse direccion endereco wohnt wohnst vive vives mora moras habite habites casa wohnung work works working school parents "
    "location".split(),
)


def _detect(reading: Reading, settings: NoSettings) -> Iterator[Signal]:
    del settings
    if reading.event.is_staff:
        return
    view = value_view(reading.views.raw)
    found = list(addresses(view.text))
    for address in found or streets(view.text):
        span = view.span(address.start, address.end)
        claim = whose(reading, span)
        if claim.exposes:
            yield from _tied(reading, address, claim)
        elif address.strong and address.full and claim.whose in {Whose.NOBODY, Whose.OTHER} and not is_staged(reading):
            yield bare(reading, KIND, span)


def _tied(reading: Reading, address: Address, claim: Claim) -> Iterator[Signal]:
    """A numbered address, or the bare name of the street that somebody is said to live in."""
    span = value_view(reading.views.raw).span(address.start, address.end)
    says_place = claim.says(PLACE_WORDS)
    if address.numbered:
        if address.strong or says_place:
            yield exposed(reading, KIND, span, claim, 0.95 if address.full else 0.85)
    elif says_place and claim.distance == 0 and claim.whose is Whose.CREATOR and not is_staged(reading):
        reason = "named a street as the creator's or of somebody close to them"
        yield signal(reading, KIND, span, rule="street", severity=Severity.HIGH, confidence=0.7, reason=reason)


DETECTOR = Detector(
    name="postal_address",
    version=1,
    summary=__doc__ or "",
    gate=Gate(
        literals=frozenset(
            " street | st | avenue | ave | road | rd | lane | blvd | boulevard | crescent | terrace |strasse |straat |gasse | str | allee |"
            "gracht |laan | rue | calle | avenida | avda | rua | travessa | piazza | viale | chemin | lives | live at | live on | "
            "living at |"
            " address | adresse | direccion | endereco | wohnt | addy | her house | your house | ur house | his house | her place |"
            " her home | his home | your home |住所|丁目|番地|주소|번길".split("|"),
        ),
    ),
    detect=_detect,
)
