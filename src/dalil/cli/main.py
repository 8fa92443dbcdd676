"""The command tree, and one of the two places that catch everything (the other is web/errors.py)."""

import importlib
import os
import sys
import traceback
from typing import Final

import typer

from dalil import __version__
from dalil.cli import show
from dalil.core.errors import Refusal, UsageRefusal

INTERRUPTED: Final = 130
BROKEN: Final = 70
"""Exit status when we are wrong: a mistake of this program (sysexits.h EX_SOFTWARE)."""

MODULES: Final[dict[str, tuple[str, ...]]] = {
    "run": ("run", "demo", "doctor"),
    "vault": ("init", "acquire", "verify", "rebuild", "compare"),
    "examine": ("examine",),
    "ladder": ("ladder", "rung", "difference", "figures", "photographs", "individuals", "contradictions"),
    "read": ("read", "copies"),
    "reading": ("reading",),
    "reader": ("reader",),
    "custody": ("prove", "timestamp", "cosign", "key"),
    "lists": ("lists",),
    "group": ("group",),
    "match": ("match", "matches", "told", "decide", "conflicts"),
    "why": ("why",),
    "names": ("names", "mentions"),
    "study": ("study",),
    "enquiry": ("enquiry",),
    "release": ("release",),
    "approve": ("approve",),
    "serve": ("serve",),
}
"""Module of this package → its commands. Only the one asked for is imported: that is most of a start."""


def tree(command: str = "") -> typer.Typer:
    """The command tree: whole, or with the module of one command alone."""
    app = typer.Typer(
        name="dalil",
        help="From a leaked mass archive of photographs and papers to names, evidence and answers.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_root)
    app.command("version")(version)
    wanted = [name for name, commands in MODULES.items() if command in commands]
    for name in wanted or (() if command == "version" else MODULES):
        part = importlib.import_module(f"dalil.cli.{name}")
        app.registered_commands += part.app.registered_commands
        app.registered_groups += part.app.registered_groups
    return app


def _root() -> None:
    """Keeps ``version`` a command of its own where the tree holds no other."""


def version() -> None:
    """Print the version."""
    show.say(f"dalil {__version__}")


def start() -> None:
    """Run the command line and end the process with its exit status."""
    sys.exit(status(sys.argv[1:]))


def status(arguments: list[str]) -> int:
    """Run one command and return its exit status. Nothing but an exit leaves this function."""
    try:
        return _answer(arguments or ["--help"])
    except Refusal as refused:
        return _refuse(_damage_of(refused) or refused, arguments)
    except typer.TyperException as wrong:
        return _misunderstand(wrong, arguments)
    except (KeyboardInterrupt, typer.Abort):
        show.note("Stopped. What was recorded is kept: give the same command again.")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, which is its right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as wrong:  # noqa: BLE001 - the one boundary: whatever it is, the person gets a sentence
        return _fail(wrong, arguments)


def _misunderstand(wrong: typer.TyperException, arguments: list[str]) -> int:
    """A family of commands without a command is answered by its help, anything else by a refusal."""
    context, message = getattr(wrong, "ctx", None), wrong.format_message()
    if context is not None and message == context.get_help():
        typer.echo(message)
        return 0
    return _refuse(UsageRefusal(detail=" ".join(message.split()).rstrip(".")), arguments)


def _answer(arguments: list[str]) -> int:
    _insist_on_text(arguments)
    try:
        answer = tree(arguments[0])(arguments, standalone_mode=False)
        sys.stdout.flush()
    except typer.Exit as ended:
        answer = ended.exit_code
    if answer == INTERRUPTED:  # the parser makes an exit of an interrupt, and says nothing
        raise KeyboardInterrupt
    return answer if isinstance(answer, int) else 0


def _insist_on_text(arguments: list[str]) -> None:
    """Refuse words that are not UTF-8. Names of files are bytes: one may be odd when it is there already."""
    for word in arguments:
        option, _, value = word.partition("=") if word.startswith("--") else ("", "", word)
        if not (option + value).isascii():
            try:
                word.encode("utf-8")
            except UnicodeEncodeError as wrong:
                if not os.path.lexists(value):
                    raise UsageRefusal(detail=f"{word!r} is not UTF-8 and names no file here") from wrong


def _refuse(refused: Refusal, arguments: list[str]) -> int:
    show.refusal(refused, as_json=_asks_for_json(arguments))
    return refused.exit_status


def _damage_of(wrong: Exception) -> Refusal | None:
    """A damaged catalog as what caused this, or None; only commands that loaded the catalog can meet one."""
    record = sys.modules.get("dalil.flows.record")
    return record.damage_of(wrong) if record else None


def _fail(wrong: Exception, arguments: list[str]) -> int:
    damaged = _damage_of(wrong)
    if damaged:
        return _refuse(damaged, arguments)
    _broken(as_json=_asks_for_json(arguments))
    return BROKEN


def _asks_for_json(arguments: list[str]) -> bool:
    return any(each in {"--json", "--jsonl"} for each in arguments)


def _broken(*, as_json: bool) -> None:
    said = "Dalil made a mistake of its own and stopped. The vault keeps what was finished before."
    error, _, trace = sys.exc_info()
    where = traceback.extract_tb(trace)[-1]
    name = error.__name__ if error else "unknown"
    place = f"{name} at {os.path.basename(where.filename)}:{where.lineno}, dalil {__version__}"
    asked = f"Please report: {place}. DALIL_DEBUG=1 shows more."
    if as_json:
        show.json_error({"code": "program-broken", "sentence": said, "remedy": asked})
    else:
        show.note(said)
    if os.environ.get("DALIL_DEBUG"):
        traceback.print_exc()
    elif not as_json:
        show.note(asked)
