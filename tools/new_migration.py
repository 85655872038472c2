"""Drafts the next migration: brings an empty database up to date, and writes down what the tables have beyond it.

Usage: ``make migration M="add viewer notes"``. Read the draft before you commit it: it sees columns, not meaning.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.storage.migrate import make_migration, upgrade


async def draft(message: str) -> None:
    """Write the migration into ``migrations/versions``."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{(Path(folder) / 'empty.db').as_posix()}"
        await upgrade(url)
        await make_migration(url, message)


def main(arguments: list[str]) -> int:
    """Draft it and say what comes next."""
    if len(arguments) != 1 or not arguments[0].strip():
        print('what does it do? make migration M="add viewer notes"', file=sys.stderr)
        return 2
    asyncio.run(draft(arguments[0]))
    print("next: read the draft in migrations/versions, write its policy into its head, and run `make db-check`")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
