import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.intake.list_columns import Field, guess
from dalil.intake.lists import (
    ListColumnMissing,
    ListColumnsUnknown,
    ListColumnTwice,
    ListHeaderBelow,
    ListUnreadable,
    read,
)

ARABIC = "الرقم التسلسلي,الاسم الأول,اسم الأب,الكنية,اسم الأم,سنة الولادة\n1,محمد,أحمد,الحلبي,فاطمة,1985\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_arabic_is_read_in_every_encoding_in_use(encoding):
    found = read(ARABIC.encode(encoding))
    assert found.encoding == encoding
    assert found.fields(found.rows[0]) == {
        Field.REFERENCE: "1",
        Field.GIVEN: "محمد",
        Field.FATHER: "أحمد",
        Field.FAMILY: "الحلبي",
        Field.MOTHER: "فاطمة",
        Field.BIRTH_YEAR: "1985",
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "،"])
def test_the_delimiter_is_guessed(delimiter):
    found = read(ARABIC.replace(",", delimiter).encode())
    assert found.delimiter == delimiter
    assert len(found.rows) == 1


def test_headers_in_two_languages_mean_the_same():
    assert guess(["Full Name", "Father's name", "الإسم", "الكُنية", "colour"]) == (
        Field.NAME,
        Field.FATHER,
        Field.NAME,
        Field.FAMILY,
        None,
    )


def test_every_row_is_kept_as_written_or_refused_with_a_code():
    text = "name,note\nمحمد  أحمد ,x\n\n,\nعلي\n--,y\n" + "a" * 5_000 + ",z\n"
    found = read(text.encode())
    assert [row.cells for row in found.rows] == [("محمد  أحمد ", "x")]
    assert found.refused_by_code == {
        "list-cell-long": 1,
        "list-row-empty": 2,
        "list-row-nameless": 1,
        "list-row-width": 1,
    }
    assert found.met == 6
    assert [each.number for each in found.refused] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "last", ["المجموع,5", ",المجموع", ",المجموع: ٥", "المجموع الكلي,٥", ",Total 5", "5,-"]
)
def test_a_row_that_counts_the_others_names_nobody(last):
    found = read(f"م,الاسم\n1,محمد الحلبي\n{last}\n".encode())
    assert [row.number for row in found.rows] == [1]
    assert found.refused_by_code == {"list-row-nameless": 1}


def test_a_name_with_a_number_beside_it_is_a_name():
    assert len(read("name\nمحمد الحلبي 549\n1. خالد\n".encode()).rows) == 2


def test_a_quoted_cell_may_hold_a_line_break():
    found = read('name,note\n"محمد، الحلبي","a\nb"\n'.encode())
    assert found.rows[0].cells == ("محمد، الحلبي", "a\nb")


def test_a_person_may_say_what_a_column_holds():
    found = read("who,x\nمحمد,1\n".encode(), columns={"who": Field.NAME, "x": Field.NUMBER})
    assert found.columns == (Field.NAME, Field.NUMBER)


def test_of_two_columns_of_one_meaning_the_first_that_speaks_counts():
    found = read("name,الاسم\n,محمد\n".encode())
    assert found.fields(found.rows[0]) == {Field.NAME: "محمد"}


def test_a_list_without_names_is_refused():
    with pytest.raises(ListColumnsUnknown) as refused:
        read(b"colour,size\nred,4\n")
    assert "colour" in refused.value.sentence


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\xd0\xcf\x11\xe0zip",
        b"\xff\xfea",
        b"\xef\xbb\xbf\xff",
        b'name\n"never closed',
        ",".join(f"c{at}" for at in range(300)).encode(),
    ],
)
def test_what_is_no_table_is_refused(content):
    with pytest.raises(ListUnreadable):
        read(content)


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(ListColumnMissing):
        read(b"name\nx\n", columns={"other": Field.NAME})


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(st.lists(st.tuples(cells, cells), max_size=8))
@settings(deadline=None)
def test_in_is_kept_plus_refused(rows):
    target = io.StringIO()
    csv.writer(target).writerows([("name", "note"), *rows])
    found = read(target.getvalue().encode())
    kept = {row.number: row.cells for row in found.rows}
    assert found.met == len(rows)
    assert all(kept[number] == rows[number - 1] for number in kept)


def test_headers_of_five_languages_are_known_and_a_bare_number_is_the_row_s():
    for header, meaning in (
        (
            "Nr;Name;Vorname;Name des Vaters;Geburtsjahr;Telefon",
            "reference family given father birth-year contact",
        ),
        ("Adı;Soyadı;Baba adı;Anne adı;Doğum yılı", "given family father mother birth-year"),
        ("Nom;Prénom;Lieu de naissance", "family given birth-place"),
        ("الرقم;الاسم;هاتف;رقم المعتقل", "reference name contact number"),
        ("Name;Father", "name father"),
        ("Name;Detention date;number_if_known", "name missing-since number"),
        ("الاسم;هاتف الأهل;تاريخ الفقد;تاريخ الفقدان", "name contact missing-since missing-since"),
        ("#;الاسم", "reference name"),
    ):
        assert " ".join(field or "?" for field in guess(header.split(";"))) == meaning


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("م;الاسم;الفرع;الرقم", "number"),
        ("ت;الاسم;الجهة;رقم", "number"),
        ("#;الاسم;الرقم;الفرع", "number"),
        ("رقم تسلسلي;الاسم;الفرع;الرقم", "number"),
        ("No;Name;Branch;Number", "number"),
        ("No;Name;Number", "reference"),
        ("الرقم;الاسم;الفرع;م", "reference"),
        ("رقم;الاسم;الفرع;الرقم", "reference"),
        ("الاسم;الفرع;الرقم", "reference"),
    ],
)
def test_a_bare_number_beside_a_running_number_and_an_agency_is_the_card_s(header, number):
    names = header.split(";")
    meant = dict(zip(names, guess(names), strict=True))
    bare = [name for name in names if name in {"الرقم", "رقم", "Number"}]
    assert meant[bare[-1]] == number


def test_a_title_above_the_header_is_told_from_a_list_without_names():
    titled = "قائمة المفقودين في حلب,\n,\nالاسم,سنة الولادة\nمحمد أحمد,1985\n"
    with pytest.raises(ListHeaderBelow) as raised:
        read(titled.encode())
    assert "row 3 " in raised.value.sentence


def test_a_column_that_a_person_mistyped_is_named_with_those_there_are():
    with pytest.raises(ListColumnMissing) as raised:
        read(ARABIC.encode(), columns={"الاسم الاول": Field.GIVEN})
    assert "الاسم الأول" in raised.value.sentence


def test_two_columns_of_one_name_are_refused_but_for_contacts_and_notes():
    with pytest.raises(ListColumnTwice, match="called name"):
        read("id,name,name\n1,خالد,الحلبي\n".encode())
    assert read("id,name,phone,phone,,\n1,خالد,1,2,,\n".encode()).rows


def test_utf8_with_a_damaged_byte_is_refused_with_its_line_and_is_not_read_as_another_encoding():
    content = "id,name\n1,محمد أحمد الحلبي\n2,خالد علي ".encode() + b"\xff" + " الشامي\n".encode()
    with pytest.raises(ListUnreadable, match="line 3"):
        read(content)
    with pytest.raises(ListUnreadable, match="UTF-32"):
        read("id,name\n1,خالد\n".encode("utf-32"))
    assert read("id,name\n1,محمد أحمد الحلبي\n".encode("cp1256")).encoding == "cp1256"
