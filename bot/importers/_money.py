"""Amounts as chats show them (``CA$100.00``, ``5,00 €``, ``¥1,000``) to the contract's decimal string and ISO 4217 code."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

SYMBOLS: Final = {
    "$": "USD",  # the site writes every other dollar with its country
    "US$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "CA$": "CAD",
    "C$": "CAD",
    "HK$": "HKD",
    "MX$": "MXN",
    "NT$": "TWD",
    "NZ$": "NZD",
    "R$": "BRL",
    "S$": "SGD",
    "SG$": "SGD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "￥": "JPY",
    "JP¥": "JPY",
    "CN¥": "CNY",
    "₩": "KRW",
    "￦": "KRW",
    "₹": "INR",
    "₱": "PHP",
    "₪": "ILS",
    "₫": "VND",
    "₽": "RUB",
    "₺": "TRY",
    "₴": "UAH",
    "฿": "THB",
    "zł": "PLN",
    "kr": "SEK",
    "Kč": "CZK",
    "Ft": "HUF",
}
"""Symbols as the video site's English and European pages write them; every other currency stands there by its ISO code."""

_THREE_DECIMALS: Final = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_SHAPE: Final = re.compile(r"(\D*?)([0-9](?:[0-9.,'\s]*[0-9])?)(\D*)")
_CONTRACT: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?")
_CODE: Final = re.compile(r"[A-Z]{3}")


def money(text: str) -> tuple[str, str] | None:
    """Amount and currency of a text such as ``CA$100.00``; ``None`` where either cannot be told."""
    shape = _SHAPE.fullmatch(text[:64].strip())
    if shape is None:
        return None
    before, digits, after = (part.strip() for part in shape.groups())
    code = currency(before or after)
    if code is None or (before and after):
        return None
    found = amount(_plain(digits, code))
    return None if found is None else (found, code)


def currency(symbol: str) -> str | None:
    """The ISO 4217 code of a symbol or of a code itself; ``None`` where it is neither."""
    return SYMBOLS.get(symbol) or (symbol if _CODE.fullmatch(symbol) else None)


def amount(value: float | str) -> str | None:
    """A number as the contract writes amounts (no sign, no exponent, at most four decimals); ``None`` where it cannot be."""
    if isinstance(value, str) and _CONTRACT.fullmatch(value):
        return value
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    if not number.is_finite() or number < 0 or number >= 10**12:
        return None
    return f"{number.quantize(Decimal('0.0001')).normalize():f}" if number % 1 else f"{number:.0f}"


def minor(value: int, exponent: int) -> str | None:
    """An amount from its smallest units: 1050 with exponent 2 is ``10.5``."""
    return amount(str(Decimal(value).scaleb(-exponent))) if 0 <= exponent <= 4 else None


def _plain(digits: str, code: str) -> str:
    """Digits with one decimal point: the last separator is one unless three digits follow it, which group thousands."""
    bare = re.sub(r"['\s]", "", digits)
    place = max(bare.rfind("."), bare.rfind(","))
    decimals = len(bare) - place - 1
    if place < 0 or (decimals == 3 and code not in _THREE_DECIMALS) or decimals > 3:
        return re.sub(r"[.,]", "", bare)
    return f"{re.sub(r'[.,]', '', bare[:place])}.{bare[place + 1 :]}"
