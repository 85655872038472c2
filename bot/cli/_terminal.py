"""The terminal: two consoles, and the one way in which viewers' text may reach them.

Everything from outside goes through ``said``: it makes control characters, escape sequences and direction overrides harmless, and a
``Text`` is never read as markup. Colours only repeat what words say: output reads the same without them.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Final

from rich.console import Console
from rich.text import Text

from moderation.text.display import shown

LEVEL_STYLES: Final = {
    "info": "dim",
    "low": "",
    "medium": "yellow",
    "high": "bold dark_orange",
    "critical": "bold red",
}
CARE_STYLE: Final = "bold cyan"


def out() -> Console:
    """Standard output: what was asked for."""
    return Console(highlight=False, emoji=False)


def err() -> Console:
    """Standard error: progress, notes and errors."""
    return Console(highlight=False, emoji=False, stderr=True)


def said(text: str, style: str = "", *, limit: int = 0) -> Text:
    """Text from outside, safe to print, as one line."""
    return Text(shown(text, limit), style=style)


def level(word: str, *, care: bool = False) -> Text:
    """A severity word in its colour."""
    return Text(word, style=CARE_STYLE if care else LEVEL_STYLES.get(word, ""))


def print_json(value: Any) -> None:  # noqa: ANN401 whatever JSON can hold
    """Print a value as JSON, in ASCII: a terminal finds nothing in it to obey."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=True, default=str) + "\n")
