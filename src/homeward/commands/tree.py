"""From a list of commands to the parser of the command line. Knows no command by name."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn, Protocol

PROGRAM = "./homeward"


class Command(Protocol):
    """What a command's module holds. `HELP` is one sentence, `EXAMPLE` one line that can be typed."""

    HELP: str
    EXAMPLE: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments. With the default `passes_on`, unknown ones come as `args.rest`."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it; return the exit code."""


@dataclass(frozen=True)
class Group:
    """Commands that share a first word."""

    HELP: str
    EXAMPLE: str
    commands: Mapping[str, Command]


class Parser(argparse.ArgumentParser):
    """A parser whose refusals are one sentence and where to read more."""

    def error(self, message: str) -> NoReturn:
        """Print the sentence and end with exit code 2."""
        self.exit(2, f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.\n")


def build_parser(commands: Mapping[str, Command | Group], version: str) -> Parser:
    """Return the parser of the tree. What it parses carries `run`, and `parser` for errors found later."""
    parser = Parser(
        prog=PROGRAM,
        description="Who must do what, by when and why, for a child who is missing.",
        epilog="Each command says more: ./homeward COMMAND --help",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"homeward {version}")
    _add_debug(parser, default=False)
    _add_commands(parser, commands)
    return parser


def _add_commands(parser: Parser, commands: Mapping[str, Command | Group]) -> None:
    choices = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for name, command in commands.items():
        child = choices.add_parser(
            name,
            help=command.HELP,
            description=command.HELP,
            epilog=f"Example: {command.EXAMPLE}",
            allow_abbrev=False,
        )
        if isinstance(command, Group):
            _add_commands(child, command.commands)
        else:
            # Left out here it must not undo what stood before the command's name.
            _add_debug(child, default=argparse.SUPPRESS)
            command.add_arguments(child)
            child.set_defaults(run=command.run, parser=child)


def _add_debug(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--debug", action="store_true", default=default, help="show the traceback when something fails"
    )
