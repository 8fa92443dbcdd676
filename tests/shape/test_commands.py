"""The command line is what the design promises and what the manual says."""

import pytest

from shape import tree

pytestmark = pytest.mark.xdist_group("shape")

MANUAL = "docs/guide/en/commands.md"
PROMISED = (
    *("run", "init", "serve", "demo", "acquire", "examine", "verify", "rebuild", "doctor", "read", "copies"),
    *(
        "photographs",
        "individuals",
        "ladder",
        "lists import",
        "match",
        "names compare",
        "names match",
        "study",
    ),
    *("enquiry", "release", "approve"),
)
"""Scripts rely on these names."""


@pytest.mark.parametrize("name", PROMISED)
def test_the_command_exists(name, told):
    assert f"dalil {name}" in told["helps"]


def test_every_command_says_what_it_does_in_a_sentence(told):
    silent = [
        name
        for name, text in told["helps"].items()
        if len(paragraphs := text.split("\n\n")) < 2 or not paragraphs[1].strip().endswith(".")
    ]
    assert not silent


def test_every_option_and_argument_says_what_it_is_for(told):
    silent = [
        (name, line.strip())
        for name, text in told["helps"].items()
        for line, after in zip(text.splitlines(), [*text.splitlines()[1:], ""], strict=True)
        if line.startswith("  -") and "  " not in line.strip() and not after.startswith("     ")
    ]
    assert not silent


def test_the_manual_is_what_the_commands_say(told):
    assert tree.text(MANUAL) == told["pages"][MANUAL], "run `make docs`"


def test_the_manual_has_a_part_for_every_command(told):
    heads = {line[3:] for line in tree.text(MANUAL).splitlines() if line.startswith("## ")}
    assert heads == set(told["helps"])
