"""Drawn archives: what is drawn is what the truth says, and the same seed draws the same bytes."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import unicodedata
from collections import Counter

import pytest
from PIL import Image

from dalil.core import pathname
from dalil.testing.archive import ArchiveBuilder, ArchiveRefusal, Difficulty, Klass, Truth, write_iso

SMALL = (480, 360)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """One hard archive of 160 small photographs: its folder and its truth."""
    folder = str(tmp_path_factory.mktemp("drawn") / "archive")
    builder = ArchiveBuilder(seed=11, photographs=160, size=SMALL, difficulty=Difficulty.hard(), workers=1)
    return folder, builder.draw(folder)


def walked(folder: str) -> dict[bytes, bytes]:
    """Return content by path of all files of the drawn tree."""
    root = os.fsencode(folder) + b"/disk"
    found = {}
    for at, _, names in os.walk(root):
        for name in names:
            with open(at + b"/" + name, "rb") as stream:
                found[os.path.relpath(at + b"/" + name, root)] = stream.read()
    return found


def test_the_truth_names_every_file_and_its_digest(drawn):
    folder, truth = drawn
    there = walked(folder)
    assert {file.path for file in truth.files} == set(there)
    for file in truth.files:
        assert hashlib.sha256(there[file.path]).hexdigest() == file.sha256
        assert len(there[file.path]) == file.size


def test_as_many_photographs_are_drawn_as_asked_for(drawn):
    _, truth = drawn
    assert sum(file.kind in {"photograph", "copy"} for file in truth.files) == 160


def test_pillow_reads_exactly_the_readable_ones(drawn):
    folder, truth = drawn
    for path, content in walked(folder).items():
        file = truth.at(path)
        try:
            with Image.open(io.BytesIO(content)) as picture:
                picture.load()
                size = picture.size
        except OSError:
            assert file.reason, path
        else:
            assert not file.reason, path
            assert size == (file.width, file.height)


def test_totals_are_counts_over_the_files(drawn):
    _, truth = drawn
    totals = truth.totals()
    assert totals["files"] == len(truth.files)
    assert totals["distinct_exhibits"] == len({file.sha256 for file in truth.files})
    assert totals["readable_files"] + sum(totals["refused_files"].values()) == totals["files"]
    assert sum(totals["classes_files"].values()) == totals["files"]
    assert set(totals["refused_files"]) == {"truncated", "empty", "not-a-picture"}


def test_every_class_and_difficulty_is_there(drawn):
    _, truth = drawn
    assert {file.klass for file in truth.files} == set(Klass)
    assert {file.format for file in truth.files} == {"jpeg", "png", "text", "empty", "pdf", "other"}
    labels = [label for file in truth.files for label in file.labels]
    assert {"card", "tape", "overlay", "paper"} <= {label.surface for label in labels}
    assert {label.digits for label in labels} == {"western", "arabic-indic"}
    assert any(not label.legible for label in labels)
    assert any(label.upside_down for label in labels)


def test_a_label_says_its_individuals_number(drawn):
    _, truth = drawn
    people = {person.id: person for person in truth.individuals}
    for file in truth.files:
        for label in file.labels:
            if label.surface in {"card", "tape", "overlay"}:
                person = people[label.individual]
                if not person.conflict:
                    assert person.number.startswith(label.number)
                    assert len(person.number) - len(label.number) == label.peeled
                assert file.klass is not Klass.NO_LABEL


def test_an_exact_copy_has_the_bytes_of_its_original_and_others_have_not(drawn):
    folder, truth = drawn
    there = walked(folder)
    copies = [file for file in truth.files if file.kind == "copy"]
    assert copies
    for copy in copies:
        same = there[copy.path] == there[copy.copy_of]
        original = truth.at(copy.copy_of)
        assert copy.exposure == original.exposure
        if copy.edits == ("exact",) and not original.reason:
            assert same
        if copy.edits != ("exact",):
            assert not same


def test_exif_says_what_the_truth_says(drawn):
    folder, truth = drawn
    there = walked(folder)
    for file in truth.files:
        if file.reason or not file.exif_taken:
            continue
        exif = Image.open(io.BytesIO(there[file.path])).getexif()
        assert f"{exif[0x010F]} {exif[0x0110]}" == file.camera
        assert exif[0x0112] == file.orientation
        original = exif.get_ifd(0x8769)[0x9003]
        assert original.replace(":", "-", 2).replace(" ", "T") == file.exif_taken


def test_awkward_names_are_there_twice_composed_and_once_in_windows_1256(drawn):
    _, truth = drawn
    tops = {file.path.split(b"/")[0] for file in truth.files}
    twin = "صور إضافية"
    assert {unicodedata.normalize(form, twin).encode() for form in ("NFC", "NFD")} <= tops
    assert "صور قديمة".encode("cp1256") in tops


def test_the_list_fits_the_archive(drawn):
    folder, truth = drawn
    people = {person.id: person for person in truth.individuals}
    with open(os.path.join(folder, "missing.csv"), encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["id"] for row in rows] == [entry.fields["id"] for entry in truth.missing]
    kinds = Counter(entry.kind for entry in truth.missing)
    assert kinds["match"] > 0
    assert kinds["absent"] > 0
    for entry in truth.missing:
        if entry.kind == "match":
            assert entry.fields["agency"] in {"", people[entry.individual].agency}


def test_certificates_are_pdfs_about_named_detainees(drawn):
    folder, truth = drawn
    there = walked(folder)
    people = {person.id: person for person in truth.individuals}
    papers = [file for file in truth.files if file.kind == "document"]
    assert len(papers) >= 3
    for paper in papers:
        assert there[paper.path].startswith(b"%PDF")
        assert people[paper.mentions[0]].name.full in paper.text[0]


def test_truth_json_gives_back_every_path(drawn):
    folder, truth = drawn
    with open(os.path.join(folder, "truth.json"), encoding="utf-8") as stream:
        record = json.load(stream)
    assert [pathname.from_fields("path", file) for file in record["files"]] == [f.path for f in truth.files]
    assert record["totals"] == json.loads(json.dumps(truth.totals()))
    assert len(record["individuals"]) == len(truth.individuals)


def test_a_number_recurs_between_agencies_or_years():
    from dalil.testing.drawing.planner import plan

    people = {p.id: p for unit in plan(3, 3_000, Difficulty()).units for p in unit.people if p.number}
    keys = {(p.agency, p.day.year, p.number) for p in people.values()}
    assert len({number for _, _, number in keys}) < 0.9 * len(keys)


def test_the_disk_image_holds_the_same_tree_but_for_names_it_cannot_hold(drawn, tmp_path):
    import pycdlib

    folder, truth = drawn
    iso = str(tmp_path / "disk.iso")
    written = write_iso(os.path.join(folder, "disk"), iso)
    assert {path.split(b"/")[0] for path in written.left_out} == {"صور قديمة".encode("cp1256")}
    held = {file.path: file.sha256 for file in truth.without(written.left_out).files}
    image = pycdlib.PyCdlib()
    image.open(iso)
    for family in ({"rr_path": "/"}, {"joliet_path": "/"}):
        (key,) = family
        found = {}
        for at, _, names in image.walk(**family):
            for name in names:
                content = io.BytesIO()
                path = f"{at.rstrip('/')}/{name}"
                image.get_file_from_iso_fp(content, **{key: path})
                found[path.lstrip("/").encode()] = hashlib.sha256(content.getvalue()).hexdigest()
        assert found == held
    image.close()


@pytest.mark.slow
def test_the_same_seed_draws_the_same_bytes_whatever_the_workers(tmp_path):
    script = (
        "import sys\n"
        "from dalil.testing.archive import ArchiveBuilder, write_iso\n"
        "if __name__ == '__main__':\n"
        "    folder, workers = sys.argv[1], int(sys.argv[2])\n"
        "    ArchiveBuilder(seed=5, photographs=60, size=(480, 360), workers=workers).draw(folder)\n"
        "    write_iso(folder + '/disk', folder + '.iso')\n"
    )
    program = tmp_path / "draw.py"
    program.write_text(script)
    source = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(__file__))), "src")
    images = []
    for workers, zone in ((1, "UTC"), (2, "Asia/Damascus")):
        out = tmp_path / f"by{workers}"
        environment = {**os.environ, "PYTHONPATH": source, "TZ": zone}
        subprocess.run([sys.executable, program, out, str(workers)], check=True, env=environment)
        truth = (out / "truth.json").read_bytes()
        images.append((truth, (tmp_path / f"by{workers}.iso").read_bytes()))
    assert images[0] == images[1]


def test_another_seed_draws_another_archive(tmp_path):
    truths = []
    for seed in (1, 2):
        builder = ArchiveBuilder(
            seed=seed, photographs=20, size=SMALL, difficulty=Difficulty.plain(), workers=1
        )
        truths.append(builder.draw(str(tmp_path / str(seed))))
    assert not {file.sha256 for file in truths[0].files} & {file.sha256 for file in truths[1].files}


def test_a_plain_archive_has_nothing_in_the_way(tmp_path):
    builder = ArchiveBuilder(seed=4, photographs=20, size=SMALL, difficulty=Difficulty.plain(), workers=1)
    counts: list[int] = []
    truth: Truth = builder.draw(str(tmp_path / "plain"), counts.append)
    assert counts == sorted(counts)
    assert counts[-1] == 20
    assert {file.klass for file in truth.files} == {Klass.LABELLED}
    assert not truth.totals()["refused_files"]


def test_a_folder_in_use_and_impossible_sizes_are_refused(tmp_path):
    (tmp_path / "there").write_text("x")
    with pytest.raises(ArchiveRefusal):
        ArchiveBuilder(photographs=20).draw(str(tmp_path))
    with pytest.raises(ArchiveRefusal):
        ArchiveBuilder(photographs=2)
    with pytest.raises(ArchiveRefusal):
        ArchiveBuilder(size=(100, 80))
