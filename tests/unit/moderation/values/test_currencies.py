from __future__ import annotations

from decimal import Decimal

import pytest

from moderation.values.currencies import PER_EURO, band, in_euro, total_band


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("9.99", "EUR", "under 10 EUR"),
        ("10", "EUR", "10 to 50 EUR"),
        ("10.01", "EUR", "10 to 50 EUR"),
        ("5000", "KRW", "under 10 EUR"),
        ("5000", "JPY", "10 to 50 EUR"),
        ("500", "BITS", "under 10 EUR"),
        ("250.00", "USD", "200 to 1,000 EUR"),
        ("999999", "GBP", "over 1,000 EUR"),
    ],
)
def test_currencies_are_brought_to_one_scale(amount: str, currency: str, words: str) -> None:
    assert words == band(in_euro(amount, currency))


@pytest.mark.parametrize(("amount", "currency"), [("5", "XTS"), ("much", "EUR"), ("", "USD")])
def test_what_is_not_known_is_said_to_be_unknown(amount: str, currency: str) -> None:
    assert "of unknown size" == band(in_euro(amount, currency))


def test_several_amounts_have_one_band() -> None:
    assert "10 to 50 EUR" == total_band([("6", "EUR"), ("6", "EUR"), ("5", "XTS")])
    assert "of unknown size" == total_band([])


def test_every_rate_is_a_number_above_zero() -> None:
    assert all(rate > Decimal(0) for rate in PER_EURO.values())
    assert all(code == "BITS" or (len(code) == 3 and code.isupper()) for code in PER_EURO)
