"""What ``scan`` and ``demo`` need around a reading: which files, whether to stop, given signals, and where findings go."""

from __future__ import annotations

import glob
import json
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final

import msgspec

from bot.findings import Write
from moderation.errors import ModerationError

STDIO: Final = "-"


class InputError(ModerationError):
    """Something given to a command that cannot be used."""


def expanded(files: Sequence[str]) -> list[str]:
    """The files, with patterns (``logs/*.jsonl``) resolved where the shell has not done it, in alphabetical order each."""
    found: list[str] = []
    for file in files:
        if file == STDIO or not glob.has_magic(file) or Path(file).exists():
            found.append(file)
            continue
        matches = sorted(glob.glob(file, recursive=True))  # noqa: PTH207 what people type is a pattern, also an absolute one
        if not matches:
            raise InputError(f"{file}: no file matches this pattern; check the folder and the ending.")
        found += matches
    return found


class StopSwitch:
    """Ctrl-C as a question that is asked now and then, so that what was read can be stored; pressed twice, it is an interrupt again."""

    def __init__(self) -> None:
        """Not pressed yet."""
        self.pressed = False

    def __call__(self) -> bool:
        """Whether somebody wants to stop."""
        return self.pressed

    @contextmanager
    def listening(self) -> Iterator[StopSwitch]:
        """Listen to the keyboard meanwhile."""
        before = signal.signal(signal.SIGINT, self._press)
        try:
            yield self
        finally:
            signal.signal(signal.SIGINT, before)

    def _press(self, number: int, frame: FrameType | None) -> None:
        if self.pressed:
            signal.default_int_handler(number, frame)
        self.pressed = True


@contextmanager
def findings_to(target: str) -> Iterator[Write]:
    """Where findings go: a file, or standard output for ``-`` (in ASCII when a person is looking: their terminal must not obey it)."""
    if target != STDIO:
        with Path(target).open("wb", buffering=1 << 16) as file:
            yield file.write
        return
    if sys.stdout.isatty():
        yield lambda line: sys.stdout.write(json.dumps(msgspec.json.decode(line)) + "\n")
    else:
        yield sys.stdout.buffer.write
    sys.stdout.flush()


def given_signals(path: str) -> dict[str, list[str]]:
    """Categories by event id, from lines ``{"event_id", "categories"}``; raises ``InputError`` for a line that is something else."""
    given: dict[str, list[str]] = {}
    for number, line in enumerate(Path(path).read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            one: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
            given[str(one["event_id"])] = [str(category) for category in one["categories"]]
        except (msgspec.DecodeError, KeyError, TypeError):
            raise InputError(
                f'{path}, line {number}: not a line of signals; expected {{"event_id": "...", "categories": [...]}}.'
            ) from None
    return given
