"""The command that `dalil reading next` prints is one that works as it stands."""

import shlex

from flows.labelled_world import LabelledWorld


def test_the_command_that_is_printed_records_the_reading(commands, tmp_path):
    world = LabelledWorld(tmp_path / "a folder", photographs=1)
    world.examine([("card", "3659")])
    ran = commands.run("reading", "next", "--vault", world.path, "--as", "amal")
    (line,) = [each for each in ran.out.decode().splitlines() if "Read it: " in each]
    words = shlex.split(line.partition("Read it: dalil ")[2])
    assert words[-2:] == ["--text", "LINE"]
    made = commands.run(*words[:-1], "3659", "--json")
    assert made.status == 0, made.err
