"""Money on one scale: a dated table of rough rates, shipped as data. For bands only: nobody is ranked or judged by what they gave.

The rates are rounded reference rates of the date below, written down once; a band is so wide that a drift of a quarter seldom moves an
amount into another one. Bits are the platform's own: one hundred for about one US dollar.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

RATES_OF: Final = "2025-12"
"""Year and month of the rates."""

PER_EURO: Final[dict[str, Decimal]] = {
    code: Decimal(rate)
    for code, rate in (
        pair.split()
        for pair in """
        EUR 1, USD 1.16, GBP 0.87, CHF 0.93, CAD 1.62, AUD 1.77, NZD 2.02, BITS 116,
        JPY 180, KRW 1700, CNY 8.2, TWD 36, HKD 9, SGD 1.5, THB 37, VND 30500, PHP 68, IDR 19300, MYR 4.8, INR 104, PKR 327, BDT 142,
        LKR 357, SEK 11, NOK 11.7, DKK 7.46, ISK 148, PLN 4.23, CZK 24.2, HUF 383, RON 5.09, BGN 1.956, UAH 49, RUB 92, TRY 49.5, ILS 3.8,
        BRL 6.3, MXN 21.2, ARS 1680, CLP 1080, COP 4400, PEN 3.9, UYU 46, AED 4.26, SAR 4.35, QAR 4.22, KWD 0.356, EGP 55, MAD 10.7,
        ZAR 19.9, NGN 1680, KES 150, GHS 13.2
        """.split(",")
    )
}
"""How many units of a currency make one euro."""

BANDS: Final = ((Decimal(10), "under 10"), (Decimal(50), "10 to 50"), (Decimal(200), "50 to 200"), (Decimal(1000), "200 to 1,000"))
TOP: Final = "over 1,000"
UNKNOWN: Final = "of unknown size"


def in_euro(amount: str, currency: str) -> Decimal | None:
    """An amount (a decimal string) on the common scale; ``None`` for a currency that the table does not have, or for no number."""
    rate = PER_EURO.get(currency)
    try:
        return Decimal(amount) / rate if rate else None
    except InvalidOperation:
        return None


def band(value: Decimal | None) -> str:
    """The band of an amount in euro, in words."""
    if value is None:
        return UNKNOWN
    return next((words for top, words in BANDS if value < top), TOP) + " EUR"


def total_band(amounts: list[tuple[str, str]]) -> str:
    """The band of several amounts (decimal string, currency) together; amounts of unknown size are left out."""
    known = [value for amount, currency in amounts if (value := in_euro(amount, currency)) is not None]
    return band(sum(known, Decimal(0)) if known else None)
