import csv
import io

from dalil.publish.table import to_csv


def test_a_table_is_rfc_4180_that_a_spreadsheet_reads():
    content = to_csv(["id", "رقم"], [["I1", 4038], ['a"b', None]])
    assert content == '\ufeff"id","رقم"\r\n"I1",4038\r\n"a""b",""\r\n'.encode()
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["id", "رقم"],
        ["I1", "4038"],
        ['a"b', ""],
    ]


def test_a_cell_is_never_a_formula():
    for cell in ("=1+1", "+1", "-1", "@x", "\tx"):
        assert f"'{cell}" in to_csv(["a"], [[cell]]).decode()
    assert to_csv(["a"], [[-1]]).endswith(b"-1\r\n")
