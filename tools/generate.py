"""Print the generated pages of the documentation anew: ``python -m tools.generate`` (or ``make docs``).

docs/spec/codes.md comes from the refusal classes, the table of findings and the words for contradictions;
docs/guide/en/commands.md from the help of every command. Neither is edited by hand: tests/shape fails when a
page is not what this prints.
"""

import importlib
import inspect
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import ModuleType
from typing import Final

import typer
from typer.core import TyperGroup

from dalil.core.finding_code import LEAVING, VAULT, FindingCode

ROOT: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WIDTH: Final = 100
"""Columns of a printed help."""
STARTS: Final = ("__main__", ".wsgi")
"""How the names of modules end that act when they are imported."""
_context: Final = partial(typer.Context, terminal_width=WIDTH, max_content_width=WIDTH)
MADE: Final = "Printed by `make docs`; do not edit it. A test fails when it is not what the code says."

CODES: Final = """# Codes

{made}

A code is a word that never changes its meaning. Scripts compare codes and exit statuses, people read
sentences; with `--json` both stand in one object.

## Exit status

`0` done, and for `dalil verify` sound. `1` verified, and not sound. `70` Dalil made a mistake of its own,
with `--json` under the code `program-broken`: please report it. `130` stopped by the person at the keyboard.
Every other status is that of a refusal.

## Refusals

The world is wrong, and nothing was lost: the sentence says what, the remedy what to do. A thing of the
archive that is refused (a file, a member, a picture) does not end a run: it is counted under its code, and
the run goes on.

{refusals}
## Findings

What `dalil verify`, `dalil_check.py` and the counting of approvals report. Only *unsound* makes a vault,
receipt or bundle fail.

### About a vault

{vault}
### About a receipt, a bundle or an approval

{leaving}
## Contradictions

Two witnesses that cannot both be right. They are listed, and never resolved by a machine.

{contradictions}"""

COMMANDS: Final = """# Commands

{made}

No command asks a question when its input is not a terminal. Data go to standard output, progress and
remarks to standard error. What the exit statuses mean stands in [codes.md](../../spec/codes.md).

{commands}"""


def every_module() -> list[ModuleType]:
    """Import the whole package, so that every refusal is registered. Raises: what a broken module raises."""
    import dalil

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dalil.web.settings_accounts")
    importlib.import_module("dalil.catalog.boot")
    names = [each.name for each in pkgutil.walk_packages(dalil.__path__, "dalil.")]
    return [importlib.import_module(name) for name in names if not name.endswith(STARTS)]


def codes() -> str:
    """The page of every code: exit statuses, refusals, findings, contradictions."""
    from dalil.core import contradiction
    from dalil.core.errors import REGISTRY
    from dalil.core.reason_words import CONTRADICTIONS

    every_module()
    refusals = sorted((kind.exit_status, code, kind) for code, kind in REGISTRY.items())
    words = [(code, CONTRADICTIONS[code]) for code in contradiction.CODES]
    return CODES.format(
        made=MADE,
        refusals=table(
            ("code", "exit", "sentence", "remedy"),
            [(f"`{code}`", str(exit_), sentence(kind), kind.remedy) for exit_, code, kind in refusals],
        ),
        vault=findings(VAULT),
        leaving=findings(LEAVING),
        contradictions=table(
            ("code", "in words", "بالعربية"), [(f"`{code}`", said.en, said.ar) for code, said in words]
        ),
    )


def sentence(kind: type[Exception]) -> str:
    """The first paragraph of a refusal's docstring, placeholders standing."""
    return " ".join(inspect.cleandoc(kind.__doc__ or "").split("\n\n", maxsplit=1)[0].split())


def findings(found: Mapping[str, FindingCode]) -> str:
    """A table of findings, by code."""
    rows = [(f"`{code}`", each.severity, each.meaning, each.remedy) for code, each in sorted(found.items())]
    return table(("code", "weight", "means", "what to do"), rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def commands() -> str:
    """The page of every command, from its own help."""
    shown = [f"## {name}\n\n```text\n{text}\n```\n" for name, text in helps()]
    return COMMANDS.format(made=MADE, commands="\n".join(shown))


def helps() -> Iterator[tuple[str, str]]:
    """Name and help of the program and of every command and group below it, in the order of the program."""
    from dalil.cli.main import tree

    yield from _below(_context(typer.main.get_command(tree()), info_name="dalil"))


def _below(context: typer.Context) -> Iterator[tuple[str, str]]:
    lines = context.get_help().splitlines()
    yield context.command_path, "\n".join(line.rstrip() for line in lines).strip()
    if isinstance(context.command, TyperGroup):
        for name, child in context.command.commands.items():
            yield from _below(_context(child, info_name=name, parent=context))


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "docs/spec/codes.md": codes,
    "docs/guide/en/commands.md": commands,
}
"""Every generated page, by its path in the repository."""


def main() -> int:
    """Write every page, or none when one cannot be made. Returns the exit status."""
    made = {path: page() for path, page in PAGES.items()}
    for path, text in made.items():
        with open(os.path.join(ROOT, path), "w", encoding="utf-8") as file:
            file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
