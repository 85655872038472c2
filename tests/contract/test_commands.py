"""Every command keeps the same promises."""

from __future__ import annotations

import pytest

import bot.cli
from bot.cli import command_names
from bot.cli._command import Command
from moderation.discovery import discover

COMMANDS = discover(bot.cli, "COMMAND", Command)


def test_discovery_and_the_command_line_agree_on_what_there_is() -> None:
    assert command_names() == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=lambda c: c.name)
def test_a_command_says_in_one_sentence_what_it_does(command: Command) -> None:
    assert command.summary.endswith(".")
    assert 76 >= len(command.summary)


@pytest.mark.parametrize("command", [c for c in COMMANDS.values() if not c.group], ids=lambda c: c.name)
def test_a_plain_command_holds_one_function_of_its_name(command: Command) -> None:
    assert [command.name] == [registered.name for registered in command.app.registered_commands]
