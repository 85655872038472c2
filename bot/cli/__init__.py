"""The command line. One file each: ``bot/cli/<name>.py`` defines ``COMMAND``, and ``stagedoor <name>`` is there.

Only the file of the command that was asked for is imported, so that ``stagedoor scan`` does not wait for what ``stagedoor demo`` needs.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli._command import Command
from bot.cli._errors import DONE, STOPPED, guarded

SUMMARY = "Notices pursuit of live streamers, remembers it, and proves it."


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; ``args`` stand in for those of the process."""
    given = list(sys.argv[1:] if args is None else args)
    return guarded(lambda: _run(given))


def command_names() -> list[str]:
    """The commands that there are: the public files of this folder."""
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))


def build(names: Sequence[str]) -> typer.Typer:
    """The application with the named commands in it."""
    app = typer.Typer(
        help=SUMMARY,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        epilog="Begin with 'stagedoor demo'; it needs no account anywhere. 'stagedoor COMMAND --help' explains a command.",
    )
    app.callback()(_root)
    for name in names:
        command: Command = importlib.import_module(f"{__name__}.{name}").COMMAND
        if command.group:
            app.add_typer(command.app, name=command.name, help=command.summary)
        else:
            command.app.registered_commands[0].short_help = command.summary
            app.add_typer(command.app)
    return app


def _run(args: list[str]) -> int:
    known = command_names()
    first = next((arg for arg in args if not arg.startswith("-")), None)
    app = build([first] if first in known else known)
    code = typer.main.get_command(app).main(args or ["--help"], prog_name="stagedoor", standalone_mode=False)
    if code == STOPPED:
        raise KeyboardInterrupt  # typer has swallowed it
    return code if isinstance(code, int) else DONE


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"stagedoor {version('stagedoor')}\n")
        raise typer.Exit


def _root(
    show_version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")] = False,
) -> None:
    """Options that stand before any command."""
