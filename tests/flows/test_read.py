"""Reading files without a vault: what is refused, and what is never accepted without a person."""

import pytest

from dalil.core.limits import EXAMINE_BYTES_MAX


@pytest.mark.parametrize("ways", [(), ("--crop",)])
def test_what_a_vault_refuses_is_refused_here_under_the_same_code(commands, tmp_path, ways):
    with (tmp_path / "large.jpg").open("wb") as file:
        file.write(b"\xff\xd8\xff\xe0")
        file.truncate(EXAMINE_BYTES_MAX + 1)
    (tmp_path / "empty.jpg").write_bytes(b"")
    ran = commands.run("read", "large.jpg", "empty.jpg", *ways, "--jsonl", cwd=str(tmp_path))
    assert [one["error"] for one in ran.jsonl] == ["exhibit-too-large", "exhibit-empty"]
    assert ran.status == 56, "where every file is refused, the first refusal says how it ended"
    (tmp_path / "words.txt").write_text("no picture")
    assert commands.run("read", str(tmp_path), *ways, "--jsonl").status == 0
