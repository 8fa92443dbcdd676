"""ISO 9660: each file once, under every name that the image gives it."""

import io
import os

import pycdlib
import pytest

from container_taking import take
from dalil.intake.item import ItemKind


class Disc:
    """An image drawn with pycdlib: our reader never made it."""

    def __init__(self, **options):
        self.iso = pycdlib.PyCdlib()
        self.iso.new(**options)

    def file(self, content, plain, **names):
        self.iso.add_fp(io.BytesIO(content), len(content), plain, **names)
        return self

    def folder(self, plain, **names):
        self.iso.add_directory(plain, **names)
        return self

    def content(self):
        out = io.BytesIO()
        self.iso.write_fp(out)
        self.iso.close()
        return out.getvalue()


FULL = {"interchange_level": 3, "joliet": 3, "rock_ridge": "1.12"}


def both_trees():
    disc = Disc(**FULL)
    disc.folder("/DIR1", rr_name="صور", joliet_path="/صور")
    disc.file(b"one", "/DIR1/A.JPG;1", rr_name="الأولى.jpg", joliet_path="/صور/الأولى.jpg")
    disc.file(b"two", "/DIR1/B.JPG;1", rr_name="posix name.jpg", joliet_path="/صور/windows name.jpg")
    disc.file(b"", "/DIR1/EMPTY;1", rr_name="empty", joliet_path="/صور/empty")
    return disc


def test_a_file_stands_once_under_its_names_in_all_trees():
    taken = take(both_trees().content(), "iso9660")
    assert taken.stop is None
    assert taken.by_path == {
        "صور".encode(): b"",
        "صور/الأولى.jpg".encode(): b"one",
        "صور/posix name.jpg".encode(): b"two",
        "صور/empty".encode(): b"",
    }
    names = taken.item("صور/posix name.jpg".encode()).names
    assert names == {
        "iso9660": b"DIR1/B.JPG;1",
        "rock-ridge": "صور/posix name.jpg".encode(),
        "joliet": "صور/windows name.jpg".encode(),
    }
    assert set(taken.item("صور".encode()).names) == {"iso9660", "rock-ridge", "joliet"}


def test_a_file_of_one_tree_only_is_met_too():
    disc = both_trees()
    disc.iso.rm_hard_link(joliet_path="/صور/الأولى.jpg")
    disc.iso.add_fp(io.BytesIO(b"hidden"), 6, "/X.;1", rr_name="x", joliet_path="/only.jpg")
    disc.iso.rm_hard_link(iso_path="/X.;1")
    taken = take(disc.content(), "iso9660")
    assert taken.by_path[b"only.jpg"] == b"hidden"
    assert taken.item(b"only.jpg").notes == ("joliet-only",)
    assert "joliet" not in taken.item("صور/الأولى.jpg".encode()).names


def test_without_rock_ridge_the_joliet_name_is_the_path():
    disc = Disc(joliet=3)
    disc.folder("/DIR1", joliet_path="/عسكرية")
    disc.file(b"one", "/DIR1/A.JPG;1", joliet_path="/عسكرية/2018 صورة.jpg")
    taken = take(disc.content(), "iso9660")
    item = taken.item("عسكرية/2018 صورة.jpg".encode())
    assert item.names == {"iso9660": b"DIR1/A.JPG;1", "joliet": "عسكرية/2018 صورة.jpg".encode()}
    assert taken.by_path[item.path] == b"one"
    assert taken.item(b"DIR1").notes == ("iso9660-only",)


def test_plain_names_lose_their_version_only_in_the_path():
    taken = take(Disc().file(b"1", "/A.JPG;1").content(), "iso9660")
    (item,) = taken.items
    assert (item.path, item.names) == (b"A.JPG", {"iso9660": b"A.JPG;1"})


def test_the_same_bytes_under_two_names_are_two_files_and_no_name_is_guessed():
    disc = Disc(**FULL)
    disc.file(b"same", "/A.;1", rr_name="a", joliet_path="/x")
    disc.iso.add_hard_link(iso_old_path="/A.;1", iso_new_path="/B.;1", rr_name="b")
    disc.iso.add_hard_link(iso_old_path="/A.;1", joliet_new_path="/y")
    taken = take(disc.content(), "iso9660")
    assert sorted(taken.paths) == [b"a", b"b", b"x", b"y"]
    assert set(taken.contents) == {b"same"}
    assert "joliet" not in taken.item(b"a").names


def test_links_modes_and_times_of_rock_ridge_are_kept():
    disc = Disc(rock_ridge="1.12")
    disc.file(b"x", "/A.;1", rr_name="a", file_mode=0o100640)
    for name, target in (("up", "../a"), ("root", "/etc/x/./y"), ("long", "/".join(["d" * 100] * 8))):
        disc.iso.add_symlink(f"/{name.upper()}.;1", name, target)
    taken = take(disc.content(), "iso9660")
    assert taken.item(b"a").mode == 0o640
    assert taken.item(b"a").mtime_ns > 1_600_000_000 * 10**9
    assert taken.item(b"up").kind is ItemKind.LINK
    targets = {item.path: item.target for item in taken.items if item.kind is ItemKind.LINK}
    assert targets == {b"up": b"../a", b"root": b"/etc/x/./y", b"long": b"/".join([b"d" * 100] * 8)}


def test_long_rock_ridge_names_continue_elsewhere():
    name = "ص" * 120 + ".jpg"
    disc = Disc(rock_ridge="1.12", interchange_level=4).file(b"x", "/A", rr_name=name)
    assert take(disc.content(), "iso9660").by_path == {name.encode(): b"x"}


def test_folders_that_lie_too_deep_come_back_to_their_place():
    disc, plain, posix = Disc(rock_ridge="1.12"), "", ""
    for level in range(1, 11):
        plain, posix = f"{plain}/D{level}", f"{posix}/d{level}"
        disc.folder(plain, rr_name=f"d{level}")
    disc.file(b"deep", plain + "/A.;1", rr_name="a")
    taken = take(disc.content(), "iso9660")
    assert taken.by_path[posix[1:].encode() + b"/a"] == b"deep"
    assert taken.paths.count(posix[1:].encode()) == 1
    assert taken.codes == {}


def test_files_in_several_parts_come_whole():
    disc = both_trees().content()
    record = disc.index(b"B.JPG;1") - 33
    assert disc[record] > 40
    whole = bytearray(disc)
    # Two records of one name, the first marked as continued: "two" is read twice over.
    end = record + whole[record]
    copy = bytes(whole[record:end])
    whole[record + 25] |= 0x80
    sector_end = (record // 2048 + 1) * 2048
    whole[end:sector_end] = (copy + bytes(whole[end:sector_end]))[: sector_end - end]
    taken = take(bytes(whole), "iso9660")
    assert taken.by_path["صور/posix name.jpg".encode()] == b"twotwo"


def test_a_folder_that_holds_itself_is_refused_and_the_walk_ends():
    disc = bytearray(Disc().folder("/DIR1").folder("/DIR1/DIR2").content())
    outer, inner = disc.index(b"\4DIR1") - 32, disc.index(b"\4DIR2") - 32
    disc[inner + 2 : inner + 18] = disc[outer + 2 : outer + 18]
    taken = take(bytes(disc), "iso9660")
    assert taken.codes == {b"DIR1/DIR2": "member-damaged"}


def test_a_truncated_image_keeps_what_it_holds():
    disc = Disc(**FULL)
    for number in range(5):
        disc.file(os.urandom(5000), f"/A{number}.;1", rr_name=f"a{number}", joliet_path=f"/a{number}")
    made = disc.content()
    taken = take(made[: -5000 - 2048 * 8], "iso9660")
    whole = [path for path, content in taken.by_path.items() if isinstance(content, bytes)]
    assert len(taken.items) == 5
    assert 0 < len(whole) < 5
    assert set(taken.codes.values()) == {"member-damaged"}
    assert take(made[:34000], "iso9660").stop.code == "container-damaged"
    assert take(made[: 40 * 512], "iso9660").stop.code == "container-damaged"


@pytest.mark.parametrize("udf", [True, False])
def test_a_udf_tree_beside_is_told(udf):
    disc = Disc(udf="2.60") if udf else Disc()
    disc.file(b"x", "/A.;1", **({"udf_path": "/a"} if udf else {}))
    stop = take(disc.content(), "iso9660").stop
    assert (stop.code if stop else None) == ("container-unsupported" if udf else None)


def test_what_pycdlib_reads_is_read_alike():
    disc, contents = Disc(**FULL), {}
    for number in range(40):
        if number % 10 == 0:
            disc.folder(f"/D{number}", rr_name=f"مجلد {number}", joliet_path=f"/مجلد {number}")
        name = f"مجلد {number // 10 * 10}/صورة {number}.jpg"
        contents[name.encode()] = os.urandom(number * 200)
        plain = f"/D{number // 10 * 10}/F{number}.;1"
        disc.file(contents[name.encode()], plain, rr_name=name.split("/")[1], joliet_path="/" + name)
    made = disc.content()
    reader = pycdlib.PyCdlib()
    reader.open_fp(io.BytesIO(made))
    for path, content in contents.items():
        out = io.BytesIO()
        reader.get_file_from_iso_fp(out, joliet_path="/" + path.decode())
        assert out.getvalue() == content
    reader.close()
    taken = take(made, "iso9660")
    files = {path: got for path, got in taken.by_path.items() if taken.item(path).kind is ItemKind.FILE}
    assert files == contents
    assert all(set(item.names) == {"iso9660", "rock-ridge", "joliet"} for item in taken.items)
