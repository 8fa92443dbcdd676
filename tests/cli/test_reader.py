"""The label reader through the command line: people read, it learns, a person lets it read, and goes back."""

import pytest

from flows import odd_hand

CARDS = 44


@pytest.mark.slow
def test_it_learns_a_clerk_s_hand_and_there_is_a_way_back(commands, tmp_path):
    disk, here = tmp_path / "disk", ("--vault", str(tmp_path / "vault"))
    disk.mkdir()
    truth = {}
    for place, number in enumerate(odd_hand.numbers(CARDS)):
        (disk / f"{place:03d}.png").write_bytes(odd_hand.card(number, place))
        truth[f"{place:03d}.png"] = number

    def asks(*arguments, actor="amal"):
        ran = commands.run(*arguments, *here, "--json", env={"DALIL_ACTOR": actor})
        assert ran.status == 0, ran
        return ran.jsonl

    def refused(*arguments):
        return commands.run(*arguments, *here, "--json", env={"DALIL_ACTOR": "amal"}).refused

    def right():
        shown = commands.run("photographs", *here, "--jsonl").jsonl
        read = {one["paths"][0]: one["fields"].get("detainee_number", {}).get("value") for one in shown}
        return sum(read.get(name) == number for name, number in truth.items())

    commands.run("run", str(disk), *here)
    assert refused("reader", "tune") == "labels-too-few"
    shown = commands.run("photographs", *here, "--jsonl").jsonl
    for actor in ("basma", "camille"):
        for one in shown:
            said = truth[one["paths"][0]]
            asks("reading", "make", f"{one['digest']}:0", "--text", said, actor=actor)

    (tuned,) = asks("reader", "tune")
    assert tuned["after"]["right"] > tuned["before"]["right"]
    assert [one["in_use"] for one in asks("reader", "list")] == [False]
    assert asks("examine", "--again")[0]["exhibits"] == 0

    name = tuned["reader"][:8]
    assert refused("reader", "use", "beef") == "reader-unknown"
    assert refused("reader", "use", name) == "reader-without-reason"
    asks("reader", "use", name, "--reason", "it knows his sevens")
    assert [one["in_use"] for one in asks("reader", "list")] == [True]
    assert asks("examine", "--again")[0]["exhibits"] == CARDS
    assert right() == CARDS, "people settled every number, and tuning moved none of it"
    asks("reader", "use", "shipped", "--reason", "to compare")
    assert asks("examine", "--again")[0]["exhibits"] == CARDS
    assert right() == CARDS
    assert commands.run("verify", str(tmp_path / "vault")).status == 0
    told = commands.run("reader", "tune", *here).out.decode()
    assert "Mended:" in told
    assert "dalil reader use shipped" in told
    counts = [
        int(line.split()[-1])
        for line in told.partition("count")[2].partition("Of the lines")[0].splitlines()
        if line
    ]
    assert counts[-1] == sum(counts[:-1]) == CARDS
