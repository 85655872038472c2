"""Reads the story's script: streams, and in each what the people of the story do and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

_STREAM: Final = re.compile(r"== (\S+ \S+) (\d+:\d\d) (\d+) (\w+) (.+?) \| (.+)")
_DEED: Final = re.compile(r"(\d+:\d\d:\d\d) (\w+) (.*)")
_SAID: Final = re.compile(r"(?:> (?P<to>\w+) )?\| (?P<text>.+)")
_TIP: Final = re.compile(r"\$(?P<amount>\d+) (?P<currency>[A-Z]{3}) \| (?P<text>.+)")
_RENAME: Final = re.compile(r"= (?P<name>\w+)")
_STEP: Final = re.compile(r"!(?P<action>delete|warn|timeout|ban) (?P<target>\w+)(?: (?P<seconds>\d+))? \| (?P<reason>.+)")


class ScriptError(ValueError):
    """A line of the script that says nothing."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody of the story does. Which of the fields are filled says what it is."""

    at: datetime
    who: str
    text: str = ""
    to: str = ""
    new_name: str = ""
    action: str = ""
    target: str = ""
    seconds: int | None = None
    amount: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True)
class StreamDay:
    """One stream: when, for how long, what is shown, how many lines the crowd writes and in which mood."""

    start: datetime
    length: timedelta
    crowd: int
    mood: str
    category: str
    title: str
    deeds: list[Deed] = field(default_factory=list)


def read_script(text: str) -> list[StreamDay]:
    """The streams in order; raises ``ScriptError`` with the line's number for a line that it does not understand."""
    days: list[StreamDay] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        try:
            if line.startswith("=="):
                days.append(_stream(line))
            else:
                days[-1].deeds.append(_deed(days[-1].start, line))
        except (AttributeError, IndexError, ValueError):
            raise ScriptError(
                f"line {number} of the script is neither a stream nor a deed; its first lines say how they are written"
            ) from None
    return days


def _found(pattern: re.Pattern[str], line: str) -> re.Match[str]:
    match = pattern.fullmatch(line)
    if match is None:
        raise ValueError
    return match


def _stream(line: str) -> StreamDay:
    start, length, crowd, mood, category, title = _found(_STREAM, line).groups()
    at = datetime.strptime(start, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    return StreamDay(at, _offset(length + ":00"), int(crowd), mood, category, title)


def _deed(start: datetime, line: str) -> Deed:
    clock, who, rest = _found(_DEED, line).groups()
    at = start + _offset(clock)
    if tip := _TIP.fullmatch(rest):
        return Deed(at, who, tip["text"], amount=tip["amount"], currency=tip["currency"])
    if name := _RENAME.fullmatch(rest):
        return Deed(at, who, new_name=name["name"])
    if step := _STEP.fullmatch(rest):
        seconds = int(step["seconds"]) if step["seconds"] else None
        return Deed(at, who, step["reason"], action=step["action"], target=step["target"], seconds=seconds)
    said = _found(_SAID, rest)
    return Deed(at, who, said["text"], to=said["to"] or "")


def _offset(clock: str) -> timedelta:
    hours, minutes, seconds = (int(part) for part in clock.split(":"))
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def read_sections(text: str) -> dict[str, list[str]]:
    """Lines by the section that they stand under (``[hello]``)."""
    sections: dict[str, list[str]] = {}
    for line in _useful(text):
        if line.startswith("["):
            sections[line.strip("[]")] = []
        else:
            sections[next(reversed(sections))].append(line)
    return sections


def _useful(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line and not line.startswith("#"))
