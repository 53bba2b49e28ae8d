"""The list of commands, and what becomes of an error: a sentence and an exit code.

Exit codes: 0 done; 1 the answer is no, or a fault of ours; 2 something the reader can mend; 130 stopped
by Ctrl-C.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Final

from homeward import __version__
from homeward.commands import (
    bench,
    duties,
    limits,
    pack_check,
    pack_coverage,
    pack_diff,
    pack_list,
    pack_show,
    pack_test,
    test,
)
from homeward.commands.tree import Command, Group, build_parser
from homeward.protocol.errors import HomewardError

COMMANDS: Final[dict[str, Command | Group]] = {
    "bench": bench,
    "duties": duties,
    "limits": limits,
    "pack": Group(
        "Look at packs, check them, test them and compare them.",
        "./homeward pack show wakefield",
        {
            "list": pack_list,
            "show": pack_show,
            "check": pack_check,
            "test": pack_test,
            "diff": pack_diff,
            "coverage": pack_coverage,
        },
    ),
    "test": test,
}


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code. No error shows a traceback unless --debug asks for it."""
    _print_any_script()
    args = _parse(argv)
    try:
        code = int(args.run(args))
        sys.stdout.flush()
    except BrokenPipeError:
        return _leave_quietly()
    except KeyboardInterrupt:
        return 130
    except HomewardError as error:
        print(error, file=sys.stderr)
        _show_traceback(args)
        return 2
    except Exception as error:
        print(
            f"Something went wrong in Homeward itself ({type(error).__name__}): a fault of ours, not yours. "
            "Add --debug to the command to see where, and report what it prints.",
            file=sys.stderr,
        )
        _show_traceback(args)
        return 1
    return code


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    args, rest = build_parser(COMMANDS, __version__).parse_known_args(argv)
    if rest and not getattr(args, "passes_on", False):
        args.parser.error(f"unknown: {' '.join(rest)}")
    args.rest = rest
    return args


def _print_any_script() -> None:
    """Let a name in letters that the terminal lacks come out as an escape rather than as an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _show_traceback(args: argparse.Namespace) -> None:
    if args.debug:
        traceback.print_exc()


def _leave_quietly() -> int:
    """End as a program does whose reader has gone (`| head`), without the interpreter's complaint at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141
