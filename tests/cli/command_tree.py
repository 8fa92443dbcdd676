"""The command tree as tests walk it: every command, its parameters, and words for them.

A command that is added tomorrow stands in it, and so in every test that goes over it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

import typer.main

from dalil.cli import main
from shape import tree

STATUS = {row[0].strip("`"): int(row[1]) for row in tree.table("docs/spec/codes.md", "code")}
"""Exit status of every refusal, as the manual has it."""
SAID = re.compile(r"Refused \(([a-z0-9-]+)\): .+\nWhat to do: .+\n\Z")


@dataclass(frozen=True)
class Command:
    """One command: its words, and its parameters as the parser has them."""

    words: tuple[str, ...]
    parameters: tuple[Any, ...]

    def __str__(self) -> str:
        return " ".join(self.words)

    def has(self, name: str) -> bool:
        """Whether it has the parameter ``name``, such as ``--vault``."""
        return any(name in each.opts for each in self.parameters)

    def typed(self, given: dict[str, str], usual: str) -> list[str]:
        """Words of a whole command: ``given`` by parameter, ``usual`` for the others that it must have."""
        options, arguments = [], []
        for each in self.parameters:
            if each.name not in given and not each.required:
                continue
            word = given.get(each.name, word_for(each, usual))
            if each.param_type_name == "argument":
                arguments.append(word)
            else:
                options += [each.opts[0], word]
        return [*self.words, *options, *(["--json"] if self.has("--json") else []), "--", *arguments]


def every(group: Any = None, words: tuple[str, ...] = ()) -> Iterator[Command]:
    """Every command of the program, in the order of its help."""
    for name, each in (group or typer.main.get_command(main.tree())).commands.items():
        if hasattr(each, "commands"):
            yield from every(each, (*words, name))
        else:
            yield Command((*words, name), tuple(each.params))


def word_for(parameter: Any, usual: str) -> str:
    """A word that the parser takes for ``parameter``."""
    kind = kind_of(parameter)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return str(next(iter(kind)).value)
    return "1" if kind is int else usual


def kind_of(parameter: Any) -> Any:
    """The type that a parameter is declared with."""
    return parameter.type_descriptor.annotation


def refusal_of(ran: Any) -> str:
    """Code of the refusal that ended a command: told as documented, and nothing else printed."""
    said = ran.err.decode()
    assert ran.out == b"", ran.out.decode()
    if said.startswith("{"):
        told = json.loads(said)["error"]
        assert set(told) == {"code", "sentence", "remedy"}
        assert all(told.values()), told
        code = told["code"]
    else:
        found = SAID.match(said)
        assert found, (ran.status, said)
        code = found.group(1)
    assert "{" not in said.removeprefix('{"error": {'), f"a fact is missing in: {said}"
    assert ran.status == STATUS[code], said
    return code
