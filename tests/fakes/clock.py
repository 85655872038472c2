"""A clock that stands where a test puts it."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.builders import FIRST_DAY


class FixedClock:
    """Tells the same instant until it is moved."""

    def __init__(self, at: datetime = FIRST_DAY + timedelta(days=30)) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def move(self, by: timedelta) -> None:
        self.at += by
