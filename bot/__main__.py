"""``python -m bot`` is ``stagedoor``."""

from bot.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
