"""A list of missing persons in Arabic: imported, matched, decided by two people; then a family withdraws."""

import contextlib
import sqlite3
from pathlib import Path

import psycopg
import pytest

from stories.story import Story

LIST = """\
الاسم,اسم الأم,سنة الميلاد,مكان الولادة
محمد حسين سلامه,عائشة الحمصي,1979,عين النسر
حسين محمد سلامة,مريم الكردي,1982,داريا
عمر نبيل قدور,رجاء الحداد,1976,حمص
,خديجة يونس,1990,دوما
"""
MOTHER, PLACE = "عائشة الحمصي", "عين النسر"
"""What the withdrawn row alone says."""


@pytest.mark.slow
def test_two_people_decide_on_a_list_in_arabic_and_a_family_withdraws(story: Story, named: Path) -> None:
    amal, basem, here = story.person("amal"), story.person("basem"), story.here
    amal.runs("run", named, *here, "--profile", "syria")
    numbers = {one["id"]: one["number"] for one in amal.lists("individuals", *here)}
    assert sorted(numbers.values()) == ["1174", "3659", "4038"]

    # The list is looked at first, then imported: every row is kept, or refused with a code.
    table = amal.writes("list.csv", LIST)
    assert MOTHER in amal.runs("lists", "look", table)
    imported = amal.asks("lists", "import", table, *here, "--source", "families of Jaramana")
    assert (imported["rows"], sum(imported["refused"].values())) == (3, 1)
    assert "imported before" in amal.runs("lists", "import", table, *here)

    # The machine proposes by parts of the names. Father and son swapped is another man.
    amal.runs("match", *here)
    proposed = {each["claim"]: each for each in amal.lists("matches", *here)}
    assert {claim: numbers[each["individual"]] for claim, each in proposed.items()} == {
        "L0001:1": "3659",
        "L0001:3": "4038",
    }
    assert all("score_ppm" not in each for each in proposed.values()), "who decides sees no score"
    assert "nothing new" in amal.runs("match", *here)

    # Who is to decide sees no weight; afterwards, and who does not decide, see how it is reckoned.
    first = proposed["L0001:1"]["id"]
    amal.is_refused("match-blind", "why", first, *here)
    assert "as often in statements about one person" in amal.runs("why", first, *here, "--as", " ")
    assert amal.asks("why", first, *here, "--as", " ")["start_en"] == "1 chance in 6"

    # One person is not enough, and not twice; nobody in particular is nobody.
    first, second = proposed["L0001:1"]["id"], proposed["L0001:3"]["id"]
    assert amal.asks("decide", first, "yes", *here)["state"] != "confirmed"
    amal.is_refused("decision-same-actor", "decide", first, "yes", *here)
    amal.is_refused("actor-unnamed", "decide", second, "yes", *here, "--as", " ")
    amal.is_refused("match-unknown", "decide", "M-nothing", "yes", *here)
    assert "احتمال" in amal.runs("why", first, *here)
    basem.is_refused("match-blind", "why", first, *here)
    assert basem.asks("decide", first, "yes", *here)["state"] == "confirmed"
    assert basem.asks("decide", second, "no", *here)["state"] != "rejected"
    assert amal.asks("decide", second, "no", *here)["state"] == "rejected"
    assert states(amal.lists("matches", *here)) == {"L0001:1": "confirmed", "L0001:3": "rejected"}

    # A family that asked is told.
    amal.runs("enquiry", "open", *here, "--asks", "a sister", "--for", "محمد")
    told = ("--individual", proposed["L0001:1"]["individual"])
    amal.runs("enquiry", "step", "E0001", "notified", *told, *here)

    # Who needs more says what, and it is asked for until the same person answers otherwise.
    huda = story.person("huda")
    huda.is_refused("decision-need-unsaid", "decide", second, "need-more", *here)
    huda.runs("decide", second, "need-more", *here, "--reason", "the year of birth")
    (need,) = amal.lists("matches", "--needed", *here, "--list", "L0001")
    assert (need["match"], need["asked_by"], need["needed"]) == (second, "huda", "the year of birth")
    assert "the year of birth" in amal.runs("matches", "--needed", "--match", second, *here)
    huda.runs("decide", second, "no", *here)
    assert amal.runs("matches", "--needed", *here) == "Nothing is asked for.\n"

    # A family withdraws. Its words are erased: from the vault, from the catalog, from all that is printed.
    assert MOTHER in everything_kept(story)
    checkpoint = amal.writes("checkpoint", (story.vault / "log" / "checkpoint").read_bytes())
    amal.runs("lists", "withdraw", "L0001", 1, *here, "--reason", "the family asked")
    kept = everything_kept(story)
    assert MOTHER not in kept
    assert PLACE not in kept
    for printed in (["matches"], ["matches", "--score"], ["matches", "--jsonl"], ["conflicts"], ["figures"]):
        said = amal.runs(*printed, *here)
        assert MOTHER not in said, printed
        assert "محمد حسين سلامه" not in said, printed

    # The log stays sound and says so; the match is withdrawn, and nobody can decide on it any more.
    found = amal.finds(story.vault, "--checkpoint", checkpoint)
    assert set(found) == {"key-in-clear", "payload-erased"}
    assert states(amal.lists("matches", *here)) == {"L0001:1": "withdrawn", "L0001:3": "rejected"}
    left = {(each["kind"], each["who"]) for each in amal.lists("matches", "--untold", *here)}
    assert left == {("person", "basem"), ("enquiry", "E0001"), ("list", "L0001")}
    assert "E0001" in amal.runs("matches", "--untold", *here)
    amal.runs("told", first, "enquiry", "E0001", *here, "--by", "the lawyer")
    amal.is_refused("notice-unknown", "told", first, "enquiry", "E0001", *here)
    amal.is_refused("notice-day", "told", first, "list", "L0001", *here, "--on", "2001-01-01")
    assert "E0001" not in amal.runs("matches", "--untold", "--match", first, *here)
    assert "the lawyer" in amal.runs("matches", "--told", *here)
    amal.is_refused("match-reasons-erased", "why", first, *here)
    huda.is_refused("match-withdrawn", "decide", first, "yes", *here)
    amal.is_refused("list-row-withdrawn", "lists", "withdraw", "L0001", 1, *here)
    amal.is_refused("list-row-unknown", "lists", "withdraw", "L0002", 1, *here)

    # What the others wrote is there still, and asking the machine again brings nothing back.
    assert "رجاء الحداد" in everything_kept(story)
    amal.runs("match", *here)
    assert states(amal.lists("matches", *here)) == {"L0001:1": "withdrawn", "L0001:3": "rejected"}


def states(matches: list[dict]) -> dict[str, str]:
    return {each["claim"]: each["state"] for each in matches}


def everything_kept(story: Story) -> str:
    """All bytes of the vault but its exhibits, and every row of its catalog, as text."""
    files = [path for path in story.vault.rglob("*") if path.is_file()]
    text = "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)
    assert "\\u0" not in text, "letters are written as they are, so that they can be looked for"
    return text + (rows_of_postgres(story.database) if story.database else rows_of_sqlite(story.vault))


def rows_of_sqlite(vault: Path) -> str:
    with contextlib.closing(sqlite3.connect(vault / "catalog.sqlite3")) as connection:
        return "\n".join(connection.iterdump())


def rows_of_postgres(url: str) -> str:
    with psycopg.connect(url) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ]
        return "\n".join(
            str(row) for name in tables for row in connection.execute(f'SELECT t::text FROM "{name}" t')
        )
