"""``stagedoor packs``: whether the rule packs are sound, and hold what their examples promise."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from bot.cli._command import Command, an_app
from bot.cli._errors import FOUND_WRONG
from bot.cli._terminal import err, out, said
from config.loader import load_packs
from config.settings import load_settings
from moderation.errors import PackError
from moderation.lexicon.compiler import compile_packs
from moderation.lexicon.examples import example_problems
from moderation.lexicon.pack import Pack

app = an_app()


@app.callback()
def _group() -> None:
    """Rule packs: the phrases by which behaviour is recognised."""


@app.command("check")
def check(
    folders: Annotated[list[Path] | None, typer.Argument(metavar="[DIR]...", help="Further packs, besides those of the settings.")] = None,
) -> None:
    """Check every rule pack and run its examples: all problems at once, each with file, line and hint."""
    packs: tuple[Pack, ...] = ()
    try:
        packs = load_packs((*load_settings().packs, *(folders or ())))
        problems = example_problems(compile_packs(packs), packs)
    except PackError as error:
        problems = error.problems
    if problems:
        for problem in problems:
            err().print(said(problem), soft_wrap=True)
        err().print(Text(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}.", style="bold red"))
        raise typer.Exit(FOUND_WRONG)
    for pack in packs:
        rules = sum(len(file.model.rule) for file in pack.files)
        examples = sum(len(r.hits) + len(r.misses) for f in pack.files for r in f.model.rule)
        examples += sum(len(f.model.hits) + len(f.model.misses) for f in pack.files)
        out().print(f"{pack.head.id}: {rules} rules in {len(pack.files)} files, {examples} examples hold.")


COMMAND = Command(name="packs", summary="Check the rule packs and their examples.", app=app, group=True)
