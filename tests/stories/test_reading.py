"""Three people read the labels of a disk: blind, twice, and where two differ a third decides."""

from pathlib import Path
from typing import Any

import pytest

from dalil import profiles
from stories import plates
from stories.person import Person
from stories.story import Story

PNG = b"\x89PNG\r\n\x1a\n"
SLIP = "٣٦٥٨"
"""What Basem reads once where 3659 stands."""

NOTHING_WAITS = {"item": None, "kind": None, "readings": [], "choices": []}


@pytest.mark.slow
def test_two_people_read_a_third_decides_and_the_ladder_rises(story: Story, named: Path) -> None:
    amal, basem, samir = (story.person(name) for name in ("amal", "basem", "samir"))
    here = story.here
    amal.runs("run", named, *here, "--profile", own_profile(amal.folder))
    assert settled(amal, here) == 0
    truth = numbers(amal, here)
    waiting = {"first": 6, "second": 0, "adjudication": 0, "settled": 0, "gold": 0}
    assert amal.asks("reading", "queue", *here) == waiting

    # Amal is given one crop after another, and never what the machine read there.
    items = reads_everything(amal, here, truth)
    assert sorted(item[:64] for item in items) == sorted(truth)
    assert [item[:64] for item in items] != sorted(truth), "neighbours are not read in a row"
    assert amal.asks("reading", "next", *here) == NOTHING_WAITS
    amal.is_refused("label-read-already", "reading", "make", items[0], "--text", "1", *here)

    # One person proposes; nothing is settled by that.
    amal.runs("examine", *here)
    assert settled(amal, here) == 0

    # Basem reads the same labels, blind, and slips twice: on both photographs of one individual.
    wrong = [item for item in items if truth[item[:64]] == plates.INDIVIDUALS[0][0]]
    reads_everything(basem, here, {**truth, **{item[:64]: SLIP for item in wrong}})
    basem.runs("examine", *here)
    assert settled(basem, here) == 2
    individuals = {one["number_status"]: one for one in basem.lists("individuals", *here)}
    assert set(individuals) == {"settled", "disputed"}

    # Who read it cannot decide. A third person sees both readings, and no name.
    assert basem.asks("reading", "queue", *here)["adjudication"] == 2
    assert basem.asks("reading", "next", *here)["item"] is None
    right = next(item for item in items if item not in wrong)
    samir.is_refused("label-disputed", "reading", "make", wrong[0], "--text", SLIP, *here)
    samir.is_refused("label-settled", "reading", "make", right, "--text", "1", *here)
    samir.is_refused("label-settled", "reading", "make", right, "--text", "1", "--adjudicate", *here)
    for _ in wrong:
        asked = samir.asks("reading", "next", "--crop", "crop.png", *here)
        assert asked["kind"] == "adjudication"
        assert [each["number"] for each in asked["readings"]] == ["3658", "3659"]
        assert "amal" not in str(asked)
        assert (samir.folder / "crop.png").read_bytes().startswith(PNG)
        samir.runs(
            "reading", "make", asked["item"], "--text", truth[asked["item"][:64]], "--adjudicate", *here
        )
    samir.runs("examine", *here)
    assert settled(samir, here) == 3
    assert {one["number_status"] for one in samir.lists("individuals", *here)} == {"settled"}

    # Gold tests who reads: it changes nothing about the label, and stands in what is told of the reader.
    huda = story.person("huda")
    amal.is_refused("gold-without-reason", "reading", "gold", right, "--text", truth[right[:64]], *here)
    amal.runs("reading", "gold", right, "--text", truth[right[:64]], "--reason", "it was drawn so", *here)
    huda.runs("reading", "make", right, "--text", "7777", *here)
    huda.is_refused("label-read-already", "reading", "make", right, "--text", "7777", *here)
    huda.runs("examine", *here)
    assert settled(huda, here) == 3
    nadia = story.person("nadia")
    told = {each["reader"]: each for each in nadia.asks("reading", "readers", *here)["readers"]}
    assert (told["amal"]["agreement"]["right"], told["amal"]["agreement"]["of"]) == (4, 6)
    assert (told["basem"]["gold"]["right"], told["huda"]["gold"]["right"]) == (1, 0)
    assert (told["samir"]["adjudications"], told["samir"]["agreement"]["of"]) == (2, 0)
    assert told["amal"]["agreement"]["low_ppm"] < 666_667 < told["amal"]["agreement"]["high_ppm"]
    assert huda.asks("reading", "queue", *here)["settled"] == 6

    # Whoever reads is told of it with a delay, so that nobody learns whether the last answer was right.
    assert "huda" not in str(huda.asks("reading", "readers", *here)["readers"])
    reads_back(nadia, here, wrong[0], right)

    # Gold is listed to those whom it cannot test any more, and withdrawn by who set it.
    assert nadia.asks("reading", "gold-list", *here) == {"gold": [], "withheld": 1}
    (listed,) = huda.asks("reading", "gold-list", *here)["gold"]
    assert (listed["item"], listed["standing"], listed["read_so"]["right"]) == (right, "in-use", 1)
    huda.is_refused("gold-not-yours", "reading", "gold-withdraw", right, "--reason", "no", *here)
    amal.is_refused("gold-without-reason", "reading", "gold-withdraw", right, *here)
    amal.runs("reading", "gold-withdraw", right, "--reason", "the crop is too easy", *here)
    assert amal.asks("reading", "queue", *here)["gold"] == 0
    (listed,) = nadia.asks("reading", "gold-list", *here)["gold"]
    assert (listed["standing"], listed["withdrawn"]["reason"]) == ("withdrawn", "the crop is too easy")
    told_now = {each["reader"]: each for each in nadia.asks("reading", "readers", *here)["readers"]}
    assert {each["gold"]["of"] for each in told_now.values()} == {0}

    # The ladder says what people found of the machine's readings, with an interval.
    told = huda.runs("ladder", *here)
    assert "Wrong of the machine's numbers that people checked: 0 of 6 (0.0–39.1 %)." in told
    assert "Sound." in huda.runs("verify", story.vault)


def reads_back(person: Person, here: tuple[str, Path], decided: str, gold: str) -> None:
    """What people read of a label is shown when it is settled, and not to whom it may still test."""
    shown = person.asks("reading", "show", decided, *here)
    assert (shown["standing"], shown["gold"]) == ("settled", None)
    assert [(each["reader"], each["task"]) for each in shown["readings"]] == [
        ("amal", "first"),
        ("basem", "second"),
        ("samir", "adjudication"),
    ]
    assert "Settled: 3659." in person.runs("reading", "show", decided, *here)
    person.is_refused("label-withheld", "reading", "show", gold, *here)


def own_profile(folder: Path) -> Path:
    """Syria, with forms that no line has: so nothing is accepted, and people read every label."""
    profile = folder / "own.toml"
    profile.write_text(profiles.text_of("syria") + '\n[lines]\nforms = ["no line of this archive"]\n')
    return profile


def settled(person: Person, here: tuple[str, Path]) -> int:
    """The rung of individuals whose number is settled."""
    rungs = person.asks("ladder", *here)["rungs"]
    return next(rung["value"] for rung in rungs if rung["name"] == "with-settled-number")


def numbers(person: Person, here: tuple[str, Path]) -> dict[str, str]:
    """What stands on the label of each photograph, by digest: the disk was drawn so."""
    found = {}
    for one in person.lists("photographs", *here):
        place = int(one["paths"][0][-8:-4]) - 2421
        found[one["digest"]] = plates.INDIVIDUALS[place // plates.VIEWS][0]
    return found


def reads_everything(person: Person, here: tuple[str, Path], seen: dict[str, str]) -> list[str]:
    """Read what one is given until nothing waits; ``seen``: what one takes each label for."""
    items: list[str] = []
    while (asked := person.asks("reading", "next", *here))["item"] is not None:
        assert asked["readings"] == []
        made: Any = person.asks(
            "reading", "make", asked["item"], "--text", f"رقم {seen[asked['item'][:64]]}", *here
        )
        assert made["legibility"] == "read"
        items.append(asked["item"])
    return items
