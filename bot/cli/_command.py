"""What a command file defines."""

from __future__ import annotations

from dataclasses import dataclass, field

import typer


def an_app() -> typer.Typer:
    """An empty Typer application with the settings that all commands share."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Command:
    """One command of ``stagedoor``: ``name`` is the file's stem and the word that people type.

    ``app`` holds one function of that name, or, where ``group`` is set, the sub-commands (``incidents list``, ``incidents show``).
    """

    name: str
    summary: str
    app: typer.Typer = field(repr=False)
    group: bool = False
