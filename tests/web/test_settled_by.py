"""Who settled a number: people, or a machine at a stated risk; and what of it still waits for a reader."""

import re

import pytest

from dalil.core.reading import SURE_PPM
from flows.labelled_world import LabelledWorld
from web.browsing import Served

pytestmark = pytest.mark.xdist_group("web")

PEOPLE = {"ar": "حسمه أشخاص", "en": "settled by people"}
MACHINE = {"ar": "مقبول من الآلة بلا قارئ", "en": "accepted from the machine"}
RISK = {"ar": "واحد من ألف", "en": "one in a thousand"}
NUMBER = re.compile(r'class="strong"><bdi[^>]*>(\d+)<')


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """People settled 3659; 4214 was accepted from the machine, and beside its card a tape still waits."""
    made = LabelledWorld(tmp_path_factory.mktemp("settled-by"), 2)
    made.examine([("card", "3659")], digests=made.digests[:1])
    made.examine([("card", "رقم 4214"), ("tape", "فرع")], digests=made.digests[1:], confidence=SURE_PPM)
    for name in ("amal", "basem"):
        made.reads(name, f"{made.digests[0]}:0", "3659")
    made.regroup()
    return made


@pytest.fixture(scope="module")
def looker(office):
    with Served(office.path) as served:
        yield served.guest()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_people_settled_and_what_was_accepted_have_each_a_chip(looker, language):
    table = looker.get(f"/{language}/individuals/").text.partition("<tbody>")[2]
    rows = {found[1]: row for row in table.split("<tr>") if (found := NUMBER.search(row))}
    pages = {
        number: looker.get(re.search(r"/\w+/individuals/I-[0-9A-Z]+/", row).group()).text
        for number, row in rows.items()
    }
    for shown in (rows, pages):
        assert [word in shown["3659"] for word in (PEOPLE[language], MACHINE[language])] == [True, False]
        assert [word in shown["4214"] for word in (PEOPLE[language], MACHINE[language])] == [False, True]
        assert [RISK[language] in shown[number] for number in ("3659", "4214")] == [False, True]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_beside_what_counts_without_a_person_stands_how_much_of_it_still_waits(looker, language):
    counts, waits = {
        "ar": ("يُعدّ رقمها محسوماً بلا قارئ: ", "ما زال عليها وسم ينتظر قارئاً: "),
        "en": ("counts without a person: ", "those with a label that still waits for a reader: "),
    }[language]
    text = looker.get(f"/{language}/").text
    one = r"<bdi[^>]*>1</bdi>\."
    link = rf'{one} <a href="/{language}/reading/">'
    assert re.search(f"{counts}{one}.*?{waits}{link}", text, re.DOTALL)


def test_the_command_says_who_settled_a_number(office, commands):
    said = commands.run("individuals", "--vault", office.path).out.decode()
    for number, by in (("4214", "machine"), ("3659", "people")):
        (line,) = [line for line in said.splitlines() if number in line]
        assert re.search(rf"settled\s+{by}", line)
    told = commands.run("ladder", "--vault", office.path).out.decode()
    assert "counts without a person: 1, of these with a label that still waits for a reader: 1;" in told
