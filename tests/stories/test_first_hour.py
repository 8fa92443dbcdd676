"""The first hour, as the README tells it: run, run again, verify; and a second disk, nearly the first."""

import shutil
from pathlib import Path

import pytest

from dalil.publish import dalil_check
from stories import plates
from stories.person import checks_alone
from stories.story import Story

CHECKER = Path(dalil_check.__file__)


@pytest.mark.slow
def test_run_takes_a_folder_in_once_and_a_second_disk_is_compared_with_it(story: Story, named: Path) -> None:
    amal, vault = story.person("amal", passphrase="of the log's key"), story.vault

    # One command takes the folder to the ladder, and says what to do next.
    said = amal.runs("run", named, *story.here, "--profile", "syria")
    assert "kept 6 (of these 0 duplicates) + refused 0 = 6" in said
    assert "Examined 6 exhibits, refused 0." in said
    assert "Sound." in amal.runs("verify", vault)
    assert checks_alone(vault, checker=CHECKER) == 0

    # The ladder counts what was drawn: six photographs of three individuals, each with number and name.
    rungs = {rung["name"]: rung["value"] for rung in amal.asks("ladder", *story.here)["rungs"]}
    assert [rungs[name] for name in ("files", "distinct-exhibits", "readable-photographs")] == [6, 6, 6]
    individuals = amal.lists("individuals", *story.here)
    assert [len(one["members"]) for one in individuals] == [2, 2, 2]
    for one in individuals:
        (reason,) = one["reasons"]  # why two photographs are of one person, and which two
        assert {reason["first"], reason["second"]} == {member["digest"] for member in one["members"]}

    # The same command again finds nothing to do: not one entry is added to the log.
    checkpoint = (vault / "log" / "checkpoint").read_bytes()
    again = amal.runs("run", named, *story.here)
    assert "sealed before; nothing was added" in again
    assert "Examined 0 exhibits" in again
    assert (vault / "log" / "checkpoint").read_bytes() == checkpoint
    assert ladder_of(again) == ladder_of(said)

    # A second disk arrives. One photograph is gone, one was saved again, one is new.
    second = story.folder / "second"
    shutil.copytree(named, second)
    gone, saved_again, *_ = sorted(second.rglob("*.JPG"))
    gone.unlink()
    saved_again.write_bytes(plates.saved_again(saved_again))
    (second / "IMG_9999.JPG").write_bytes(plates.jpeg(plates.frame(99, "٢٣٨٩", "سامر حمزة النجار"), 92))
    amal.runs("run", second, *story.here)
    assert amal.asks("compare", "A0001", "A0002", *story.here) == {
        "first": "A0001",
        "second": "A0002",
        "first_exhibits": 6,
        "second_exhibits": 6,
        "common": 4,
        "only_first": 2,
        "only_first_copies": 1,
        "only_second": 2,
        "only_second_copies": 1,
        "same_exposure_under_other_bytes": 1,
        "not_examined": 0,
    }
    back = amal.asks("compare", "A0002", "A0001", *story.here)
    assert (back["common"], back["same_exposure_under_other_bytes"]) == (4, 1)
    amal.is_refused("acquisition-unknown", "compare", "A0001", "A0003", *story.here)
    amal.is_refused("usage", "compare", "A0001", *story.here)

    # A partner has the second disk in a vault of their own: all that ours lacks is nothing, and of the two
    # photographs that theirs lacks one is there under other bytes. Neither vault is touched.
    partner = story.folder / "partner"
    amal.runs("run", second, "--vault", partner)
    signed = [(each / "log" / "checkpoint").read_bytes() for each in (vault, partner)]
    beside = amal.asks("compare", "--with", partner, *story.here)
    assert beside == {
        "first": str(vault),
        "second": str(partner),
        "first_exhibits": 8,
        "second_exhibits": 6,
        "common": 6,
        "only_first": 2,
        "only_first_copies": 1,
        "only_second": 0,
        "only_second_copies": 0,
        "same_exposure_under_other_bytes": 0,
        "not_examined": 0,
    }
    rows = amal.lists("compare", "--with", partner, *story.here)
    ((copied, there),) = [(row["digest"], row["copies_there"]) for row in rows if row["copies_there"]]
    exposures = {one["digest"]: one["exposure"] for one in amal.lists("photographs", *story.here)}
    assert {exposures[one] for one in there} == {exposures[copied]}
    assert signed == [(each / "log" / "checkpoint").read_bytes() for each in (vault, partner)]
    amal.is_refused("vault-with-itself", "compare", "--with", vault, *story.here)

    # Who counted before is counted still: the individuals keep their names, and one came.
    now = {one["id"] for one in amal.lists("individuals", *story.here)}
    assert {one["id"] for one in individuals} < now
    assert len(now) == 4
    assert "Sound." in amal.runs("verify", vault, "--checkpoint", amal.writes("kept", checkpoint))


def ladder_of(said: str) -> str:
    """The ladder at the end of what ``run`` prints."""
    return said[said.index("rung ") :]
