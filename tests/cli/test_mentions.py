"""What `dalil mentions` prints: mentions on stdout, the balance beside them or alone."""

import pytest

NAMED = "2018/3659 محمد أحمد الحلبي"


@pytest.fixture
def place(commands, tmp_path):
    (tmp_path / "source" / NAMED).mkdir(parents=True)
    (tmp_path / "source" / NAMED / "كتاب.txt").write_text("المدعو خالد وليد الأتاسي والدته هدى", "utf-8")
    (tmp_path / "source" / NAMED / "كتاب.pdf").write_bytes(b"%PDF-1.4")
    for words in ("init vault --profile syria", "acquire source --vault vault", "examine --vault vault"):
        ran = commands.run(*words.split(), cwd=str(tmp_path))
        assert ran.status == 0, ran.err
    return str(tmp_path)


def test_people_see_each_mention_with_its_place_and_the_balance_beside(commands, place):
    ran = commands.run("mentions", "--vault", "vault", cwd=place)
    path, paper = ran.out.decode().splitlines()
    assert path == f"path {NAMED} [5–21]: محمد أحمد الحلبي (names-known; 2 exhibits)"
    assert paper.startswith("paper ")
    assert paper.endswith("[7–24]: خالد وليد الأتاسي (mother: هدى)")
    said = ran.err.decode()
    assert "2 exhibits = 1 read + 1 not read" in said
    assert "1 pdf" in said
    assert "0 by labels, 1 by paths, 1 by papers" in said


def test_a_script_gets_mentions_or_the_balance(commands, place):
    told = commands.run("mentions", "--vault", "vault", "--jsonl", cwd=place)
    assert [each["source"] for each in told.jsonl] == ["path", "paper"]
    assert commands.run("mentions", "--vault", "vault", "--json", cwd=place).json == {
        "exhibits": 2,
        "read": {"text": 1},
        "unread": {"pdf-unreadable": 1},
        "path_parts": 4,
        "path_parts_unread": 0,
        "mentions": {"label": 0, "path": 1, "paper": 1},
    }


def test_what_is_no_vault_is_refused(commands, tmp_path):
    assert (
        commands.run("mentions", "--vault", "nowhere", "--json", cwd=str(tmp_path)).refused == "not-a-vault"
    )
