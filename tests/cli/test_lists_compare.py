"""Comparing two lists names the rows that are not the same, and what differs in them."""

HEADER = "م,الاسم,اسم الأم,سنة الولادة,ملاحظات\n"
FIRST = (
    "1,محمد أحمد الحلبي,ليلى فارس,1984,\n"
    "2,سامر علي,,,رآه جاره\n"
    "3,وليد عمر حسن,هدى,1990,\n"
    "4,رامي قدور,هند,1970,\n"
)
SECOND = (
    "1,محمد أحمد الحلبي,ليلى الفارس,1984,\n"
    "2,سامر علي,,,رأته جارته\n"
    "3,وليد عمر حسن,هدى,1991,\n"
    "4,رامي قدور,هند,1970,\n"
    "5,نبيل هادي,سعاد,1960,\n"
)


def test_rows_that_are_not_the_same_are_printed_with_what_differs(commands, tmp_path):
    def ran(*words):
        done = commands.run("lists", *words, "--vault", "vault", cwd=str(tmp_path))
        assert done.status == 0, done.err
        return [" ".join(line.split()) for line in done.out.decode().splitlines()]

    assert commands.run("init", "vault", cwd=str(tmp_path)).status == 0
    for name, rows in (("first.csv", FIRST), ("second.csv", SECOND)):
        (tmp_path / name).write_text(HEADER + rows, "utf-8")
        ran("import", name, "--as", "amal")
    said = ran("compare", "L0001", "L0002")
    assert "changed the same reference; whom it states was changed 1" in said
    assert "other-fields the same reference and whom it states; other fields differ 1" in said
    assert said[said.index("Rows that are not the same altogether:") + 1 :] == [
        "L0001 L0002 relation what differs",
        "L0001:1 L0002:1 same mother (spelling)",
        "L0001:2 L0002:2 other-fields note",
        "L0001:3 L0002:3 changed birth-year",
        "L0002:5 only-right",
    ]
