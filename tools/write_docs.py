"""The pages of the documentation that are written from the code: what discovery finds, what can be set, what can be typed.

``make golden`` writes them; a test fails when they are not current. Each function returns a whole page as Markdown.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import typer
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from bot.cli import build, command_names
from config.settings import DELIMITER, PREFIX, TOML_NAME, Settings

NOTE = "<!-- Written from the code by `make golden`. Change the code, not this page. -->"

FOLDERS = {
    "moderation.detectors": (
        "Detectors",
        "Each looks at one message, without memory, for values that can be validated; `phrases` speaks for the rule packs.",
    ),
    "moderation.patterns": ("Patterns", "Each looks at one viewer over time. What they mean and why stands in [taxonomy.md](taxonomy.md)."),
    "moderation.reports": ("Report formats", "`stagedoor export --format NAME`."),
    "bot.importers": ("Recorded chats", "`stagedoor scan --format NAME`; the format is recognised unless given."),
    "bot.platforms": ("Platforms", "Live sources."),
    "bot.cogs": ("Slash commands", "Groups of commands in Discord."),
    "bot.alerts": ("Alert channels", "Where alerts can go."),
}


def pages() -> dict[str, str]:
    """Every written page, by its file name in ``docs``."""
    return {"plugins.md": plugins_page(), "settings.md": settings_page(), "commands.md": commands_page()}


def plugins_page() -> str:
    """What was found in the one-file-each folders."""
    lines = [
        NOTE,
        "",
        "# What there is",
        "",
        "Every plug-in by its name, which is the name of its file ([adding-things.md](adding-things.md)).",
    ]
    for package, (title, purpose) in FOLDERS.items():
        found = list(plugins(package))
        if not found:
            continue
        lines += ["", f"## {title}", "", purpose, "", "| name | what it does |", "| --- | --- |"]
        lines += [f"| `{plugin.name}` | {_first_paragraph(plugin.summary)} |" for plugin in found]
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    """Every setting, then those of single detectors and patterns."""
    lines = [
        NOTE,
        "",
        "# Settings",
        "",
        f"Environment variables with the prefix `{PREFIX}` win over a `.env` file, and that over `{TOML_NAME}` in the data directory,",
        "where the same names stand in small letters, with tables for what has two underscores. A name that is not in this list",
        "stops the start.",
        "",
        "| variable | default | meaning |",
        "| --- | --- | --- |",
        *_settings_rows(Settings, PREFIX),
        "",
        "## Single detectors and patterns",
        "",
        f"In `{TOML_NAME}`:",
        "",
        "```toml",
        "[rules.repeat_after_refusal]",
        "soon_s = 3600",
        "```",
        "",
        "| table | setting | default | meaning |",
        "| --- | --- | --- | --- |",
    ]
    for package in ("moderation.detectors", "moderation.patterns"):
        for plugin in plugins(package):
            for name, field in plugin.settings.model_fields.items():
                lines.append(f"| `rules.{plugin.name}` | `{name}` | {_default(field)} | {_cell(field.description or '')} |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Every command with its arguments and options."""
    lines = [
        NOTE,
        "",
        "# Commands",
        "",
        "Exit codes everywhere: `0` done, `1` done but something was found wrong, `2` it could not be done, with one sentence on standard",
        "error.",
    ]
    root = typer.main.get_command(build(command_names()))
    for words, command in _commands(root, ()):
        lines += ["", f"## `{' '.join(('stagedoor', *words))}`", "", _paragraphs(command.help)]
        rows = [_option_row(p) for p in command.params if not getattr(p, "hidden", False) and p.name != "help"]
        if rows:
            lines += ["", "| option | default | meaning |", "| --- | --- | --- |", *rows]
    return "\n".join(lines) + "\n"


def plugins(package: str) -> Iterator[Any]:
    """The named object of every public module of a folder; nothing where the folder is not there yet."""
    try:
        folder = importlib.import_module(package)
    except ModuleNotFoundError as error:
        if error.name == package:
            return
        raise
    for stem in sorted(m.name for m in pkgutil.iter_modules(folder.__path__) if not m.name.startswith("_")):
        module = importlib.import_module(f"{package}.{stem}")
        yield next(value for key, value in vars(module).items() if key.isupper() and getattr(value, "name", None) == stem)


def _settings_rows(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        variable = prefix + name.upper()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _settings_rows(field.annotation, variable + DELIMITER)
        else:
            yield f"| `{variable}` | {_default(field)} | {_cell(field.description or '')} |"


def _default(field: FieldInfo) -> str:
    """The default as people would write it; empty where it is empty, or differs from machine to machine."""
    value = field.default
    if field.default_factory is not None or value in (None, "", (), {}) or isinstance(value, SecretStr):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, float) and value.is_integer():
        return f"`{value:.0f}`"
    return f"`{value}`"


def _commands(command: Any, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401 - click's or typer's own
    children = getattr(command, "commands", None)
    if children is None:
        yield words, command
        return
    for name in sorted(children):
        yield from _commands(children[name], (*words, name))


def _option_row(parameter: Any) -> str:  # noqa: ANN401 - click's or typer's own
    if parameter.param_type_name == "argument":
        name = f"`{parameter.name.upper()}`" + ("..." if parameter.nargs == -1 else "")
    else:
        name = ", ".join(f"`{word}`" for word in (*parameter.opts, *parameter.secondary_opts))
    given = parameter.default
    plain = given is not None and not callable(given) and given not in (False, "", ()) and "Sentinel" not in type(given).__name__
    default = f"`{getattr(given, 'value', given)}`" if plain else ""
    return f"| {name} | {default} | {_cell(getattr(parameter, 'help', None) or '')} |"


def _paragraphs(text: str | None) -> str:
    return "\n\n".join(" ".join(part.split()) for part in (text or "").split("\n\n")).strip()


def _first_paragraph(text: str) -> str:
    return _cell(" ".join(text.strip().split("\n\n", maxsplit=1)[0].split()))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
