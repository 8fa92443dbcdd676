"""Refusals: the world is wrong, we say so with a code, a sentence, a remedy and an exit status.

An assertion, by contrast, says that we are wrong, and crashes. The table of all refusals in
docs/spec/codes.md is printed from these classes; a test keeps both equal.
"""

import inspect
from typing import ClassVar, Final, Self

REGISTRY: Final[dict[str, type["Refusal"]]] = {}
"""Every refusal class by its code. Codes are unique and never change their meaning."""


class Refusal(Exception):  # noqa: N818 - a refusal is the field's word, not an error of ours
    """Something was refused.

    A subclass states ``code``, ``exit_status`` and ``remedy``; the first paragraph of its docstring is the
    sentence shown to people, with ``{placeholders}`` filled from the keyword arguments.
    """

    code: ClassVar[str] = "refused"
    exit_status: ClassVar[int] = 1
    remedy: ClassVar[str] = "See the sentence above."
    ends_run: ClassVar[bool] = False
    """The machine, the store or the cluster is at fault, and no single exhibit: nothing is recorded of one. A
    process that has seen foreign bytes may not say so."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence)

    def __init_subclass__(cls) -> None:
        """Register the class under its code; two classes with one code are our mistake."""
        super().__init_subclass__()
        known = REGISTRY.setdefault(cls.code, cls)
        assert known.__qualname__ == cls.__qualname__, f"code {cls.code} is taken by {known}"

    @property
    def sentence(self) -> str:
        """The docstring's first paragraph with the facts filled in; before it, of which thing it is said."""
        first = " ".join(inspect.cleandoc(self.__doc__ or "").split("\n\n")[0].split())
        said = first.format_map(_Facts(self.facts))
        return f"{self.facts['of']}: {said}" if "of" in self.facts else said

    def of(self, thing: str) -> Self:
        """The same, said of one of several things that were given: a file by its path."""
        self.facts["of"] = thing
        return self


class _Facts(dict[str, object]):
    """Leaves a placeholder standing when its fact is not known; a message must never fail."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class UsageRefusal(Refusal):
    """The command cannot be understood: {detail}."""

    code = "usage"
    exit_status = 2
    remedy = "Run the command with --help."


class BodyRefusal(Refusal):
    """A record is not in its agreed form: {detail}."""

    code = "record-malformed"
    exit_status = 30
    remedy = "The record was written by another program or damaged: run `dalil verify`."


class DiskFull(Refusal):
    """The disk that holds the vault is full ({path})."""

    code = "disk-full"
    exit_status = 20
    remedy = "Make room or move the vault to a larger disk, then run the same command: it resumes."
