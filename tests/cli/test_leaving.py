"""From a vault with individuals to a bundle in other hands, by the commands alone."""

import json
import subprocess
import sys

import pytest
import typer

from core.study.test_codebook import TOML
from dalil.cli import approve, custody, enquiry, lists, match, names, release, study
from dalil.cli.custody import KeyTaken
from dalil.core.errors import UsageRefusal
from dalil.core.release.quorum import ApprovalsMissing
from flows.small_world import SmallWorld

LIST = "name,mother\nمحمد احمد علي حلبي,فاطمة\n"


@pytest.fixture
def small(tmp_path):
    return SmallWorld(tmp_path)


@pytest.fixture
def dalil(capfdbinary, monkeypatch):
    app = typer.Typer()
    for part in (approve, custody, enquiry, lists, match, names, release, study):
        app.registered_commands += part.app.registered_commands
        app.registered_groups += part.app.registered_groups
    monkeypatch.delenv("DALIL_PASSPHRASE", raising=False)

    def run(*arguments, actor="amal"):
        monkeypatch.setenv("DALIL_ACTOR", actor)
        app([str(each) for each in arguments], standalone_mode=False)
        sys.stdout.flush()
        return capfdbinary.readouterr().out.decode()

    return run


def policy_of(keys):
    authorities = "".join(
        f'[[authority]]\nid = "{name}"\nname_en = "{name}"\nname_ar = "جهة"\nkey = "{key}"\n'
        for name, key in keys.items()
    )
    tier = '[tier.court]\napprovals = 2\nof = ["ministry", "commission"]\nembargo = "until-notified"\n'
    return f'policy = "dalil/policy/v1"\nname = "Example"\n{authorities}{tier}'


def test_from_a_list_to_a_bundle_in_other_hands(small, dalil):
    vault = ("--vault", small.path)

    # A list arrives; its row is proposed, and two different people confirm it.
    seen = json.loads(dalil("lists", "look", small.file("list.csv", LIST), "--json"))
    assert seen["columns"] == {"name": "name", "mother": "mother"}
    assert "L0001" in dalil("lists", "import", small.file("list.csv", LIST), *vault, "--source", "families")
    dalil("match", *vault)
    (found,) = [json.loads(line) for line in dalil("matches", *vault, "--jsonl").splitlines()]
    assert (found["individual"], found["claim"]) == ("I0001", "L0001:1")
    names_both(dalil, vault, found)
    assert "another person must answer" in dalil("decide", found["id"], "yes", *vault, actor="amal")
    assert "confirmed" in dalil("decide", found["id"], "yes", *vault, actor="basem")
    assert dalil("conflicts", *vault, "--jsonl") == ""

    # A study samples individuals, two people code, and a proportion is printed with its interval.
    dalil("study", "freeze", small.file("codebook.toml", TOML), *vault)
    drawn = json.loads(dalil("study", "draw", "S0001", "--size", "2", *vault, "--json"))
    for individual in drawn["sample"]:
        for coder in ("amal", "basem"):
            dalil("study", "code", "S0001", individual, "numbered", "present", *vault, actor=coder)
    printed = dalil("study", "estimate", "S0001", "numbered", *vault)
    assert "100.0 % of individuals, 95 % interval 34.2–100.0 % (Wilson)" in printed

    # The family is told first; two authorities, far from the vault, sign what is to leave.
    enquired = dalil("enquiry", "open", *vault, "--asks", "a sister", "--for", "محمد").strip()
    assert "    asks: a sister" in dalil("enquiry", "show", enquired, *vault)
    told = json.loads(dalil("enquiry", "show", enquired, *vault, "--json"))
    assert told["steps"][0]["words"]["for"] == "محمد"
    dalil("enquiry", "step", enquired, "notified", *vault, "--individual", "I0001")
    keys = {
        name: dalil("key", "make", small.folder / name / "key", "--name", f"{name}.example").strip()
        for name in ("ministry", "commission")
    }
    dalil("release", "policy", small.file("policy.toml", policy_of(keys)), *vault)
    cover = ("--cover", f"{small.digests[0][:8]}=0,0,0.5,1")
    asked = ("--tier", "court", "--recipient", "A court", "--individual", "I0001", *cover)
    proposed = json.loads(dalil("release", "propose", *vault, *asked, "--json"))
    assert dalil("release", "text", "R0001", *vault) == proposed["approval_text"]
    text = small.file("text", proposed["approval_text"])

    refuses_first(small, dalil, vault, text)
    for name in keys:
        note = small.folder / name / "note"
        dalil("approve", "sign", text, "--key", small.folder / name / "key", "--out", note)
        if name == "commission":
            with pytest.raises(ApprovalsMissing):
                dalil("release", "seal", "R0001", small.folder / "bundle", *vault)
        recorded = dalil("approve", "record", note, "--release", "R0001", *vault)
        assert f"{name} approves R0001" in recorded
    assert "Sufficient" in dalil("release", "status", "R0001", *vault)
    dalil("release", "seal", "R0001", small.folder / "bundle", *vault)
    assert "sealed" in dalil("release", "list", *vault)

    # Whoever receives it checks it alone, and finds it when one approval is taken away.
    checker = [sys.executable, "-I", small.folder / "bundle" / "dalil_check.py", small.folder / "bundle"]
    assert subprocess.run(checker, check=False, capture_output=True).returncode == 0
    (small.folder / "bundle" / "approvals" / "01.note").unlink()
    assert subprocess.run(checker, check=False, capture_output=True).returncode != 0


def names_both(dalil, vault, found):
    assert (found["individual_name"], found["claim_name"]) == ("محمد أحمد الحلبي", "محمد احمد علي حلبي")
    assert "score_ppm" not in found
    told = dalil("matches", *vault).splitlines()
    assert told[1:3] == ["    I0001: محمد أحمد الحلبي", "    L0001:1: محمد احمد علي حلبي"]
    assert "score" not in told[0]
    assert "no score before an answer" in dalil("matches", *vault, "--score")
    assert "score_ppm" not in json.loads(dalil("matches", *vault, "--score", "--jsonl"))
    assert "score 0." in dalil("matches", *vault, "--score", actor="")
    assert "score_ppm" in json.loads(dalil("matches", *vault, "--score", "--jsonl", actor=""))


def refuses_first(small, dalil, vault, text):
    """One of them refuses at first: it is recorded as what it is, and nobody may overlook it."""
    refusal = small.folder / "commission" / "refusal"
    signed = ("--key", small.folder / "commission" / "key", "--out", refusal)
    assert "Refused" in dalil("approve", "sign", text, *signed, "--refuse")
    assert "commission refuses R0001" in dalil("approve", "record", refusal, "--release", "R0001", *vault)
    assert "commission" in dalil("release", "list", *vault)
    assert "Refused by commission." in dalil("release", "status", "R0001", *vault)
    assert json.loads(dalil("release", "status", "R0001", *vault, "--json"))["refused_by"] == ["commission"]


def test_names_are_compared_without_a_vault(small, dalil):
    found = json.loads(dalil("names", "compare", "محمد أحمد الحلبي", "أحمد محمد الحلبي", "--json"))
    assert (found["score"], found["verdict"]) == (0, "against")
    left = small.file("left.csv", "id,name,mother\na,محمد احمد الحلبي,\n")
    right = small.file(
        "right.csv", "id,name,father,family\n1,Ahmad,Mohammad,Halabi\n2,Mohammad,Ahmad,al-Halabi\n"
    )
    (row,) = [json.loads(line) for line in dalil("names", "match", left, right, "--jsonl").splitlines()]
    assert row["left"] == "a"
    assert [each["right"] for each in row["candidates"]] == ["2", "1"]
    first, second = (each["score"] for each in row["candidates"])
    assert first > 0.5
    assert second < 0.01
    assert all(reason["why"] and reason["why_ar"] for reason in row["candidates"][0]["reasons"])


def test_a_cover_that_cannot_be_read_is_refused(small, dalil):
    for text in ("nothing=none", f"{small.digests[0]}=1,2", f"{small.digests[0]}=a,b,c,d"):
        with pytest.raises(UsageRefusal):
            dalil(
                "release", "propose", "--vault", small.path, "--tier", "court", "--recipient", "x",
                "--individual", "I0001", "--cover", text,
            )  # fmt: skip


def test_a_key_is_never_written_over(small, dalil):
    path = small.folder / "key"
    dalil("key", "make", path, "--name", "commission.example")
    kept = path.read_bytes()
    with pytest.raises(KeyTaken) as refused:
        dalil("key", "make", path, "--name", "commission.example")
    assert "folder" not in refused.value.remedy
    assert path.read_bytes() == kept
