"""Whom a vault's labels, paths and papers name, and that everything looked through is counted."""

import io
import zipfile

import pytest

from dalil.engine.local import LocalEngine
from dalil.flows import acquire, examine, group, mentions, papers, profile
from dalil.flows import vault as vaults
from dalil.flows.mentions import Balance
from dalil.flows.vault import World
from flows.labelled_world import LabelledWorld, drawn
from intake.pdf_making import pdf, scan

PAPER = "شهادة وفاة\nالمدعو خالد وليد الأتاسي والدته هدى\nتولد حمص 1979"
NAMED = "15.03.2018_عسكرية/3659 محمد أحمد الحلبي"


def docx(text):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    told = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as parts:
        parts.writestr("[Content_Types].xml", "<a/>")
        parts.writestr("word/document.xml", f'<w:d xmlns:w="{space}">{told}</w:d>')
    return kept.getvalue()


FILES = {
    f"{NAMED}/DSC_0001.png": drawn(1),
    f"{NAMED}/DSC_0002.png": drawn(2),
    "صور قديمة/IMG_1.png": drawn(3),
    "كتب/1.txt": PAPER.encode(),
    "كتب/2.txt": PAPER.replace("خالد", "سامر").encode("utf-16"),
    "كتب/3.txt": PAPER.replace("خالد", "نبيل").encode("cp1256"),
    "كتب/4.docx": docx(PAPER.replace("خالد", "عمر")),
    "كتب/5.pdf": b"%PDF-1.4\n",
    "كتب/10.pdf": pdf(PAPER.replace("خالد", "هاشم")),
    "كتب/11.pdf": scan(),
    "كتب/6.docx": docx(PAPER)[:-40],
    "كتب/7.txt": b"",
    "كتب/8.txt": "لا أحد".encode(),
    "كتب/9.txt": b"a" * 70_000 + b"\xff",
}


class Papers:
    """A vault with papers and folders called by people, looked into for real."""

    def __init__(self, folder):
        self.path = str(folder / "vault")
        source = folder / "source"
        for name, content in FILES.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(content)
        vaults.create(self.path, *profile.choose("syria"), world())
        with vaults.writing(self.path, world()) as vault:
            acquire.acquire(vault, bytes(source))

    def examine(self):
        with vaults.writing(self.path, world()) as vault:
            examine.examine(vault, LocalEngine(2), "local:2")
            group.group(vault, LocalEngine(2))

    def found(self):
        balance = Balance()
        vault = vaults.Vault.open(self.path, world())
        return list(mentions.found(vault, balance, workers=2)), balance.to_record()


def world():
    return World(actor="amal", passphrase=lambda: None)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    made = Papers(tmp_path_factory.mktemp("papers"))
    before = made.found()
    made.examine()
    return made, before


def test_papers_are_read_in_every_encoding_each_name_with_its_place(made):
    found, _ = made[0].found()
    told = {each["paths"][0]: each for each in found if each["source"] == "paper"}
    assert {path: (each["name"], each["encoding"]) for path, each in told.items()} == {
        "كتب/1.txt": ("خالد وليد الأتاسي", "utf-8-sig"),
        "كتب/2.txt": ("سامر وليد الأتاسي", "utf-16"),
        "كتب/3.txt": ("نبيل وليد الأتاسي", "cp1256"),
        "كتب/4.docx": ("عمر وليد الأتاسي", "paragraphs"),
        "كتب/10.pdf": ("هاشم وليد الأتاسي", "pages"),
    }
    one = told["كتب/1.txt"]
    assert PAPER[one["start"] : one["end"]] == one["name"]
    assert one["said"]["mother"]["text"] == "هدى"
    assert [part["part"] for part in one["parts"]] == ["given", "father", "family", "mother"]


def test_a_folder_called_by_a_person_is_one_mention_with_all_that_lies_in_it(made):
    found, _ = made[0].found()
    (one,) = (each for each in found if each["source"] == "path")
    assert (one["name"], one["path"], one["level"], one["rule"]) == (
        "محمد أحمد الحلبي", NAMED, 1, "names-known",
    )  # fmt: skip
    assert one["path"].split("/")[1][one["start"] : one["end"]] == one["name"]
    assert len(one["exhibits"]) == 2


def test_every_exhibit_is_read_or_not_read_under_a_reason(made):
    _, balance = made[0].found()
    assert balance["exhibits"] == len(FILES)
    assert balance["read"] == {"ooxml": 1, "pdf": 1, "text": 3, "text-8bit": 1}
    assert balance["unread"] == {
        "document-unreadable": 1, "empty": 1, "pdf-unreadable": 1, "pdf-without-text": 1, "photograph": 3,
        "text-broken": 1,
    }  # fmt: skip
    assert balance["mentions"] == {"label": 0, "path": 1, "paper": 5}
    assert balance["path_parts_unread"] == 0


def test_before_anybody_looked_into_them_papers_are_counted_as_such_and_paths_are_read(made):
    found, balance = made[1]
    assert [each["source"] for each in found] == ["path"]
    assert (balance["exhibits"], balance["unread"]) == (len(FILES), {"not-examined": len(FILES)})


def test_nothing_is_recorded(made):
    vault = vaults.Vault.open(made[0].path, world())
    size = vault.journal.head().size
    made[0].found()
    assert vault.journal.head().size == size


def test_a_paper_that_is_too_large_is_counted(made, monkeypatch):
    monkeypatch.setattr(papers, "PAPER_BYTES_MAX", 300)
    _, balance = made[0].found()
    assert balance["unread"]["paper-too-large"] == 5
    assert balance["exhibits"] == len(FILES)


def test_what_a_worker_may_answer_is_checked():
    for answer in ({}, {"encoding": "utf-8", "mentions": [{"text": "a"}]}, {"encoding": 1, "mentions": []}):
        assert papers._told("0" * 64, (answer,)).code == "answer-malformed"
    odd = {"text": "a", "start": 0, "end": 1, "said": {"crime": {}}, "numbers": {}}
    assert papers._told("0" * 64, ({"encoding": "utf-8", "mentions": [odd]},)).code == "answer-malformed"


def test_a_label_says_who_settled_its_name(tmp_path):
    world = LabelledWorld(tmp_path, 2)
    card = ("card", "1234\nالاسم محمد أحمد الحلبي")
    world.examine([card], [("card", "99\nالاسم: مجهول الهوية")])
    world.regroup()
    (one,) = labels(world)
    assert (one["name"], one["by"], one["rule"]) == ("محمد أحمد الحلبي", "machine", "name-word")
    assert one["line"][one["start"] : one["end"]] == one["name"]
    assert len(one["individuals"]) == 1
    for actor in ("amal", "basem"):
        world.reads(actor, f"{world.digests[0]}:0", "1234\nالاسم محمد أحمد الحلبي")
    world.regroup()
    assert [each["by"] for each in labels(world)] == ["people"]


def test_a_paper_that_states_a_number_names_whose_it_is(tmp_path):
    world = LabelledWorld(tmp_path, 2)
    world.examine([("card", "3659")], [("card", "4038")])
    world.regroup()
    more = tmp_path / "more"
    more.mkdir()
    for at, number in enumerate(("3659", "٠٣٦٥٩", "77")):
        (more / f"{at}.txt").write_text(f"الموقوف عمر محمد الحموي رقم {number}", "utf-8")
    with world.writing() as vault:
        acquire.acquire(vault, bytes(more))
        examine.examine(vault, LocalEngine(1), "local:1")
    world.regroup()
    told = [each for each in mentions.found(world.seen(), Balance()) if each["source"] == "paper"]
    whose = {each["paths"][0].split("/")[-1]: each["individuals"] for each in told}
    assert whose["0.txt"] == whose["1.txt"] != []
    assert whose["2.txt"] == []


@pytest.mark.parametrize(
    ("stated", "ids"),
    [
        ({"number": "40"}, ["I-A", "I-B", "I-C"]),
        ({"number": "40", "agency": "215"}, ["I-A", "I-C"]),
        ({"agency": "215"}, []),
        ({}, []),
    ],
)
def test_who_is_known_to_be_of_another_agency_is_not_meant(stated, ids):
    held = {"40": [("I-C", None), ("I-A", "215"), ("I-B", "248")]}
    assert mentions.of_number(stated.get("number"), stated.get("agency"), held) == ids


def labels(world):
    return [each for each in mentions.found(world.seen(), Balance()) if each["source"] == "label"]
