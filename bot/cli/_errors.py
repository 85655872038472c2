"""The one place where errors become sentences and exit codes.

``0`` done, ``1`` done but something was found wrong, ``2`` it could not be done, ``130`` stopped from the keyboard. Expected trouble is one
sentence: what, where, what to do. A surprise is an id, with the traceback in the log file: frames and kinds of errors only, since messages
of errors may quote chat.
"""

from __future__ import annotations

import os
import secrets
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import typer
from rich.text import Text
from typer.exceptions import TyperException

from bot.cli._terminal import err, said
from bot.clock import SystemClock
from config.settings import ConfigError, default_data_dir, load_settings
from moderation.errors import ModerationError

DONE: Final = 0
FOUND_WRONG: Final = 1
NOT_DONE: Final = 2
STOPPED: Final = 130

LOG_NAME: Final = "errors.log"


class StoppedError(Exception):
    """Somebody pressed Ctrl-C; the message says what was saved."""


def guarded(run: Callable[[], int]) -> int:
    """Run a command and turn whatever it raises into a sentence on standard error and an exit code."""
    try:
        return run()
    except StoppedError as stop:
        return _tell(str(stop), STOPPED)
    except (KeyboardInterrupt, typer.Abort):
        return _tell("Stopped; nothing was left half done.", STOPPED)
    except ModerationError as error:
        return _tell(str(error), NOT_DONE)
    except TyperException as error:
        return _tell(_usage(error), NOT_DONE)
    except BrokenPipeError:
        _drop_output()
        return DONE
    except OSError as error:
        return _tell(_system(error), NOT_DONE)
    except Exception as error:  # noqa: BLE001 the last net: nobody gets a traceback full of chat
        return _tell(_surprise(error), NOT_DONE)


def _tell(sentence: str, code: int) -> int:
    console = err()
    for line in sentence.splitlines():
        mark = Text("stagedoor: ", style="bold red" if code == NOT_DONE else "bold")
        console.print(mark.append_text(said(line)), soft_wrap=not console.is_terminal)  # a program that reads it gets one line
    return code


def _usage(error: TyperException) -> str:
    message = error.format_message().rstrip(".")
    message += "" if message.endswith("?") else "."
    context = getattr(error, "ctx", None)
    return f"{message} See '{context.command_path} --help'." if context else message


def _system(error: OSError) -> str:
    """An error of the system, by the file it is about."""
    reason = (error.strerror or type(error).__name__).rstrip(".")
    if error.filename is None:
        return f"{reason}. Nothing that was saved before is lost."
    return f"{error.filename}: {reason}. Check the path, the permissions and the space on the disk, then try again."


def _drop_output() -> None:
    """The reader has gone (``| head``): keep the interpreter from complaining about it on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _surprise(error: BaseException) -> str:
    ident = secrets.token_hex(4)
    where = _data_dir() / LOG_NAME
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
        with where.open("a", encoding="utf-8") as log:
            log.write(f"{SystemClock().now().isoformat()} {ident}\n" + "".join(_frames(error)))
    except OSError:
        return f"Something unexpected happened ({type(error).__name__}, id {ident}), and the log file {where} could not be written."
    return f"Something unexpected happened ({type(error).__name__}, id {ident}). The details are in {where}; they hold no chat text."


def _frames(error: BaseException) -> Iterator[str]:
    """File, line and function of every frame, and the kind of each error in the chain; never a message or a value."""
    seen: BaseException | None = error
    while seen is not None:
        yield f"  {type(seen).__name__}\n"
        for frame in traceback.extract_tb(seen.__traceback__):
            yield f'    File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        seen = seen.__cause__ or seen.__context__


def _data_dir() -> Path:
    try:
        return load_settings().data_dir
    except ConfigError:
        return default_data_dir()
