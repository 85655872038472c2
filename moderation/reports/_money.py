"""Money in reports: exact, as a band, or only what kind of gift it was. Nobody is ranked by what they gave."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

from moderation.reports._audience import Money

_BANDS: Final = ((Decimal(10), "under 10"), (Decimal(50), "10 to 50"), (Decimal(200), "50 to 200"), (Decimal(1000), "200 to 1,000"))
_SCALES: Final = {
    "BITS": 100,
    "JPY": 100,
    "KRW": 1000,
    "TWD": 30,
    "INR": 80,
    "VND": 25_000,
    "IDR": 15_000,
    "CLP": 900,
    "COP": 4000,
    "HUF": 350,
}
"""What roughly makes one unit of the bands, so that 5,000 won are not a large gift. Rough on purpose: bands hide, they do not convert."""
_KINDS: Final = {
    "bits": "bits",
    "tip": "a tip",
    "subscription": "a subscription",
    "gift_subscription": "gifted subscriptions",
    "superchat": "a paid message",
    "paid_gift": "a paid gift",
}


def money(donation: str, how: Money) -> str:
    """``25.00 USD (tip)`` as this audience may see it; empty stays empty."""
    if not donation or how is Money.EXACT:
        return donation
    amount, currency, kind = _parts(donation)
    gift = _KINDS.get(kind, "money")
    if how is Money.KIND or amount is None:
        return gift
    scaled = amount / _SCALES.get(currency, 1)
    band = next((words for top, words in _BANDS if scaled < top), "over 1,000")
    return f"{gift} ({band}{' units' if currency in _SCALES else f' {currency}'})"


def _parts(donation: str) -> tuple[Decimal | None, str, str]:
    amount, _, rest = donation.partition(" ")
    currency, _, kind = rest.partition(" ")
    try:
        return Decimal(amount), currency, kind.strip("()")
    except InvalidOperation:
        return None, currency, kind.strip("()")
