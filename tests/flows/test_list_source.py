"""The log keeps the source of a list for good: it names an institution, and nobody."""

import pytest

from dalil.flows import lists
from dalil.flows.list_source import ListSourcePersonal, insist_on_institution


@pytest.mark.parametrize(
    "source",
    [
        "سهام النجار والدة عيسى المصري",
        "والدة عيسى المصري",
        "Mohammad Ahmad Halabi",
        "أحمد الخطيب، جمعية الأمل",
        "رابطة العائلات 0944 123 456",
        "families, +963-944-123456",
        "هاتف ٠٩٤٤١٢٣٤٥٦",
    ],
)
def test_a_person_and_a_telephone_number_are_refused(small, source):
    path = small.file("list.csv", "الاسم,سنة الولادة\nمحمد الحلبي,1984\n")
    with small.writing() as vault, pytest.raises(ListSourcePersonal):
        lists.import_list(vault, path, source=source, columns={})
    assert not small.events("list-imported")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "رابطة عائلات قيصر",
        "رابطة معتقلي صيدنايا",
        "الشبكة السورية لحقوق الإنسان",
        "الهلال الأحمر العربي السوري",
        "جمعية محمد الخير",
        "مؤسسة الشهيد أحمد الخطيب",
        "مكتب المحامي خليل معتوق",
        "عائلات من أجل الحرية",
        "Caesar Families Association",
        "Samir Kassir Foundation",
        "Mohammad Ahmad Halabi Foundation",
        "the association",
        "case 2024-000123",
        "الملف 12345678",
        "first.csv",
    ],
)
def test_institutions_and_cases_are_taken(small, source):
    insist_on_institution(small.reading(), source)
