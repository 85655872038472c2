import pytest

from bot.importers._money import amount, currency, minor, money


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("$5.00", ("5.00", "USD")),
        ("CA$100.00", ("100.00", "CAD")),
        ("A$2,000.50", ("2000.50", "AUD")),
        ("5,00 €", ("5.00", "EUR")),
        ("5,00\xa0€", ("5.00", "EUR")),
        ("1.234,56 €", ("1234.56", "EUR")),
        ("1\u202f234,50 €", ("1234.50", "EUR")),
        ("€1'234.50", ("1234.50", "EUR")),
        ("¥1,000", ("1000", "JPY")),
        ("￥500", ("500", "JPY")),
        ("₩10,000", ("10000", "KRW")),
        ("₹40.00", ("40.00", "INR")),
        ("R$10,00", ("10.00", "BRL")),
        ("PHP 100.00", ("100.00", "PHP")),
        ("CHF\xa05.00", ("5.00", "CHF")),
        ("100,00 RUB", ("100.00", "RUB")),
        ("KWD 1.500", ("1.500", "KWD")),
        ("ARS 1.500", ("1500", "ARS")),
        ("50 kr", ("50", "SEK")),
        ("$5", ("5", "USD")),
        ("☂5", None),
        ("$5 and more $6", None),
        ("$ 5 €", None),
        ("five", None),
        ("", None),
        ("$", None),
        ("-$5.00", None),
        ("$" + "9" * 60, None),
        ("٥ €", None),
    ],
)
def test_a_shown_amount_becomes_a_decimal_and_a_currency(shown: str, expected: tuple[str, str] | None) -> None:
    assert expected == money(shown)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(5, "5"), (5.0, "5"), (1.5, "1.5"), (0.1 + 0.2, "0.3"), (1e-9, "0"), ("2.50", "2.50"), (1e11, "100000000000")],
)
def test_a_number_becomes_a_decimal(value: float | str, expected: str) -> None:
    assert expected == amount(value)


@pytest.mark.parametrize("value", [-1, 1e12, float("nan"), float("inf"), "", "5 euros", "1e400"])
def test_what_is_no_amount_is_none(value: float | str) -> None:
    assert amount(value) is None


def test_smallest_units_become_amounts() -> None:
    assert ["14.50", "500", "0.005", None, None] == [minor(1450, 2), minor(500, 0), minor(5, 3), minor(5, 9), minor(5, -1)]


@pytest.mark.parametrize(("symbol", "expected"), [("$", "USD"), ("EUR", "EUR"), ("eur", None), ("☂", None), ("", None)])
def test_a_currency_is_a_symbol_or_a_code(symbol: str, expected: str | None) -> None:
    assert expected == currency(symbol)
