"""Money in reports: exact, as a band on one scale, or only what kind of gift it was. Nobody is ranked by what they gave."""

from __future__ import annotations

from typing import Final

from moderation.reports._audience import Money
from moderation.values.currencies import band, in_euro

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
    value = in_euro(amount, currency)
    return gift if how is Money.KIND or value is None else f"{gift} ({band(value)})"


def _parts(donation: str) -> tuple[str, str, str]:
    amount, _, rest = donation.partition(" ")
    currency, _, kind = rest.partition(" ")
    return amount, currency, kind.strip("()")
