"""Withdrawing a row says which rows went along, and which are perhaps the same person and stay."""

import pytest

HEADER = "الاسم,اسم الأم,سنة الولادة,الهاتف\n"
ROWS = (
    "محمد أحمد الحلبي,فاطمة,1984,0944",
    "محمد أحمد الحلبي,فاطمة,1984,0955",
    "محمد بن أحمد حلبي,,,0966",
    "محمد أحمد الحلبي,سعاد,1985,0977",
)


@pytest.fixture
def withdraws(commands, tmp_path):
    (tmp_path / "list.csv").write_text(HEADER + "\n".join(ROWS) + "\n", "utf-8")
    here = ("--vault", "vault", "--as", "amal")
    assert commands.run("init", "vault", cwd=str(tmp_path)).status == 0
    assert commands.run("lists", "import", "list.csv", *here, cwd=str(tmp_path)).status == 0
    return lambda *more: commands.run("lists", "withdraw", "L0001", "1", *here, *more, cwd=str(tmp_path))


def test_copies_and_perhaps_the_same_person_are_named(withdraws):
    said = withdraws().out.decode()
    assert "With it L0001:2, which stated the same name, mother and year of birth." in said
    assert "Perhaps the same person, and still there: L0001:3." in said
    assert "L0001:4" not in said


@pytest.mark.parametrize(
    ("more", "gone", "perhaps"),
    [((), ["L0001:2", "L0001:1"], ["L0001:3"]), (("--only-this",), ["L0001:1"], ["L0001:2", "L0001:3"])],
)
def test_it_says_so_to_programs(withdraws, more, gone, perhaps):
    assert withdraws("--json", *more).json == {"withdrawn": gone, "perhaps": perhaps, "to_tell": 0}


def test_a_later_version_of_a_list_with_withdrawn_rows_says_which(withdraws, commands, tmp_path):
    """Nothing that they said is kept, so people look."""

    def imports(name, rows, *more):
        (tmp_path / name).write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
        words = ("lists", "import", name, "--vault", "vault", "--as", "amal", *more)
        return commands.run(*words, cwd=str(tmp_path))

    assert withdraws().status == 0
    said = imports("later.csv", (*ROWS, "سامر علي,هدى,1970,")).out.decode()
    assert "L0001 has withdrawn rows: 1, 2. See whether they are here again." in said
    assert imports("later.csv", (*ROWS, "سامر علي,هدى,1970,"), "--json").json["withdrawn"] == {}
    longer = [f"رامي عمر,ليلى {at},19{at}," for at in range(20, 80)]
    assert imports("longer.csv", (*ROWS, *longer), "--json").json["withdrawn"] == {"L0001": [1, 2]}
    assert imports("other.csv", longer[:2], "--json").json["withdrawn"] == {}
