"""The files that were named: whatever is there is on the list, with a refusal where nobody reads it."""

import os

from dalil.flows.file_list import files
from source_making import as_nobody

DEEP = 25


def told(*paths):
    return [
        (os.path.basename(one.path), one.refusal.code if one.refusal else "")
        for one in files(map(str, paths))
    ]


def test_files_of_a_folder_go_before_those_of_the_folders_in_it(tmp_path):
    for name in ("b/c/5", "b/3", "a/2", "1", "z"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert told(tmp_path, tmp_path / "z") == [(name, "") for name in ("1", "z", "2", "3", "5", "z")]


def test_a_name_with_nothing_behind_it_is_refused_and_the_others_are_listed(tmp_path):
    (tmp_path / "1").write_bytes(b"")
    assert told(tmp_path / "gone", tmp_path / "1") == [("gone", "source-missing"), ("1", "")]


def test_a_linked_folder_is_named_and_its_files_are_those_of_its_own_place(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "1.jpg").write_bytes(b"")
    (tmp_path / "named").mkdir()
    os.symlink("../elsewhere", tmp_path / "named" / "linked")
    os.symlink("../elsewhere/1.jpg", tmp_path / "named" / "2.jpg")
    assert told(tmp_path / "named") == [("2.jpg", ""), ("linked", "folder-linked")]
    assert told(tmp_path / "named" / "linked") == [("1.jpg", "")]


def test_folders_deeper_than_a_path_reaches_are_named(commands, tmp_path):
    inside = os.open(tmp_path, os.O_RDONLY)
    for _ in range(DEEP):
        os.mkdir("d" * 200, dir_fd=inside)
        deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=inside)
        os.close(inside)
        inside = deeper
    os.close(os.open("1.jpg", os.O_CREAT, dir_fd=inside))
    os.close(inside)
    assert told(tmp_path) == [("d" * 200, "path-too-long")]
    ran = commands.run("read", str(tmp_path), "--jsonl")
    assert [one["error"] for one in ran.jsonl] == ["path-too-long"]
    assert b"Not read: 1 path-too-long." in ran.err
    assert b"1 path-too-long" in commands.run("copies", str(tmp_path), "--jsonl").err


def test_a_link_that_leads_back_to_itself_is_said_to_be_one(commands, tmp_path):
    os.symlink("round", tmp_path / "round")
    for given in (tmp_path, tmp_path / "round"):
        assert [one["error"] for one in commands.run("read", str(given), "--jsonl").jsonl] == ["link-loop"]


def test_a_folder_without_permission_is_named(tmp_path, monkeypatch):
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "1.jpg").write_bytes(b"")
    closed.chmod(0)
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    with as_nobody():
        assert told(".") == [("closed", "source-forbidden")]
