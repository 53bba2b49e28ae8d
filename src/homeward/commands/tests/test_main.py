"""What a person at the keyboard sees: help, refusals, and never a traceback unasked."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from homeward.commands import main
from homeward.commands.tree import Group
from homeward.protocol.errors import HomewardError


@dataclass
class Said:
    """What one run of the command line printed, and its exit code."""

    code: int
    out: str
    err: str


@dataclass
class Pretend:
    """A command that does what a test wants."""

    does: Callable[[argparse.Namespace], int]
    HELP: str = "Does what a test wants."
    EXAMPLE: str = "./homeward pretend well"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("how", nargs="?")

    def run(self, args: argparse.Namespace) -> int:
        return self.does(args)


Type = Callable[..., Said]


@pytest.fixture
def type_(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Type:
    """Type a command; `does` stands behind `pretend` and `group pretend`."""

    def typed(*argv: str, does: Callable[[argparse.Namespace], int] = lambda args: 0) -> Said:
        command = Pretend(does)
        monkeypatch.setitem(main.COMMANDS, "pretend", command)
        monkeypatch.setitem(
            main.COMMANDS, "group", Group("Several.", "./homeward group", {"pretend": command})
        )
        try:
            code = main.main(argv)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return typed


def raising(error: BaseException) -> Callable[[argparse.Namespace], int]:
    def does(args: argparse.Namespace) -> int:
        raise error

    return does


def test_help_lists_every_command_with_its_sentence(type_: Type) -> None:
    said = type_("--help")

    assert said.code == 0
    assert "Does what a test wants." in said.out


@pytest.mark.parametrize("words", [("pretend",), ("group", "pretend")])
def test_help_of_a_command_is_a_sentence_and_an_example(type_: Type, words: tuple[str, ...]) -> None:
    said = type_(*words, "--help")

    assert "Does what a test wants." in said.out
    assert "Example: ./homeward pretend well" in said.out


def test_version_is_printed(type_: Type) -> None:
    assert type_("--version").out.startswith("homeward 0.")


def test_the_exit_code_is_the_commands(type_: Type) -> None:
    assert type_("group", "pretend", does=lambda args: 3).code == 3


@pytest.mark.parametrize(
    "argv",
    [(), ("nonsense",), ("group",), ("pretend", "--nonsense"), ("pretend", "a", "b"), ("--deb", "pretend")],
)
def test_what_is_not_understood_is_refused_in_one_line(type_: Type, argv: tuple[str, ...]) -> None:
    said = type_(*argv)

    assert said.code == 2
    assert said.err.count("\n") == 1
    assert "--help" in said.err


def test_an_error_of_the_readers_is_printed_as_it_is(type_: Type) -> None:
    said = type_("pretend", does=raising(HomewardError("night.toml, line 3: no such day.")))

    assert (said.code, said.out, said.err) == (2, "", "night.toml, line 3: no such day.\n")


def test_a_fault_of_ours_is_two_sentences_without_a_traceback(type_: Type) -> None:
    said = type_("pretend", does=raising(ZeroDivisionError("a child's name")))

    assert said.code == 1
    assert "fault of ours" in said.err
    assert "Traceback" not in said.err
    assert "a child's name" not in said.err


@pytest.mark.parametrize("argv", [("--debug", "pretend"), ("pretend", "--debug")])
@pytest.mark.parametrize("error", [HomewardError("x"), ZeroDivisionError()])
def test_debug_shows_the_traceback(type_: Type, argv: tuple[str, ...], error: Exception) -> None:
    assert "Traceback" in type_(*argv, does=raising(error)).err


def test_ctrl_c_ends_without_a_word(type_: Type) -> None:
    said = type_("pretend", does=raising(KeyboardInterrupt()))

    assert (said.code, said.err) == (130, "")


def test_a_reader_that_has_gone_is_no_error() -> None:
    program = (
        "import sys; from homeward.commands import main, test; "
        "test.run = lambda args: print('line\\n' * 100_000) or 0; sys.exit(main.main(['test']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()

        assert running.stderr.read() == b""


def test_a_name_that_the_terminal_has_no_letters_for_is_printed_all_the_same() -> None:
    program = (
        "import sys; from homeward.commands import main, test; "
        "test.run = lambda args: print('Zoë Łukasz 李') or 0; sys.exit(main.main(['test']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "Zo\\xeb \\u0141ukasz \\u674e\n")
