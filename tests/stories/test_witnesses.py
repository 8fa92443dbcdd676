"""Others vouch for the log: an authority stamps its time, a partner signs what it saw; all go by courier."""

import shutil
import subprocess
from pathlib import Path

import pytest

from dalil.publish import dalil_check
from stories.person import Person, checks_alone
from stories.story import Story
from time_authority import Authority

CHECKER = Path(dalil_check.__file__)


@pytest.fixture(scope="module")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> tuple[Authority, Authority]:
    """Two that know nothing of each other."""
    folder = tmp_path_factory.mktemp("authorities")
    return Authority(folder / "one"), Authority(folder / "two", "Another Time Authority")


def something_arrives(keeper: Person, story: Story, name: str) -> None:
    """A folder with one small file is taken in, so that the log grows."""
    folder = keeper.folder / name
    folder.mkdir()
    (folder / "note.txt").write_text(name)
    keeper.runs("acquire", folder, *story.here)


def test_an_authority_stamps_the_log_and_its_token_is_kept(
    story: Story, authorities: tuple[Authority, Authority]
) -> None:
    authority, other_authority = authorities
    amal = story.person("amal")
    something_arrives(amal, story, "first")

    # Amal writes a request. A courier takes it to the authority and brings back a reply.
    amal.runs("timestamp", "request", *story.here, "--out", "desk")
    request, checkpoint = ((amal.folder / "desk" / name) for name in ("request.tsq", "checkpoint"))
    reply = amal.writes("reply.tsr", authority.answer(request.read_bytes()))
    roots = amal.writes("roots.pem", authority.roots)
    given = ("--token", reply, "--checkpoint", checkpoint, "--roots", roots)
    assert "attached as entry 2" in amal.runs("timestamp", "attach", *story.here, *given)

    # Dalil says that the time holds; OpenSSL, and the checker that every receiver has, agree.
    assert amal.finds(story.vault) == ["key-in-clear", "timestamp-sound"]
    assert "the first 2 entries stood at 20" in amal.runs("verify", story.vault)
    (kept,) = (story.vault / "log" / "timestamps").iterdir()
    assert (kept / "token.tsr").read_bytes() == reply.read_bytes()
    assert openssl_accepts(kept)
    assert checks_alone(story.vault, checker=CHECKER) == 0

    # The same reply is not attached twice: the log would say the same thing two times.
    amal.is_refused("attached-already", "timestamp", "attach", *story.here, *given)

    # The log has grown. A reply over the old checkpoint is none over the new one.
    amal.runs("timestamp", "request", *story.here, "--out", "desk")
    attach = ("timestamp", "attach", *story.here, "--checkpoint", checkpoint)
    amal.is_refused("timestamp-refused", *attach, "--token", reply, "--roots", roots)

    # Nor is one of an authority whom nobody here trusts, one that was broken on the way, or one that says no.
    foreign = amal.writes("foreign.tsr", other_authority.answer(request.read_bytes()))
    amal.is_refused("timestamp-refused", *attach, "--token", foreign, "--roots", roots)
    good = authority.answer(request.read_bytes())
    for broken in (b"", b"no reply", good[:-1], good[: len(good) // 2], flipped(good, len(good) - 9)):
        amal.is_refused(
            "timestamp-refused", *attach, "--token", amal.writes("broken", broken), "--roots", roots
        )
    for said in (authority.roots[:-40], b"", b"-----BEGIN NOTHING-----"):
        amal.is_refused(
            "timestamp-refused",
            *attach,
            "--token",
            amal.writes("good", good),
            "--roots",
            amal.writes("bad.pem", said),
        )
    refusing = amal.writes("refusing.tsr", authority.answer(unanswerable(authority)))
    amal.is_refused("timestamp-refused", *attach, "--token", refusing, "--roots", roots)

    # Nothing of all that left a trace; the good one is attached beside the first.
    assert amal.finds(story.vault) == ["key-in-clear", "timestamp-sound"]
    amal.runs(
        "timestamp", "attach", *story.here, "--checkpoint", checkpoint, "--token", "good", "--roots", roots
    )
    assert amal.finds(story.vault) == ["key-in-clear", "timestamp-sound", "timestamp-sound"]
    assert checks_alone(story.vault, checker=CHECKER) == 0

    # Who alters the token afterwards is found, by both.
    (kept / "token.tsr").write_bytes(foreign.read_bytes())
    assert "timestamp-unsound" in amal.finds(story.vault)
    assert checks_alone(story.vault, checker=CHECKER) == 1
    (kept / "token.tsr").write_bytes(reply.read_bytes())


def test_a_partner_cosigns_a_log_that_only_grows(story: Story) -> None:
    amal = story.person("amal")
    something_arrives(amal, story, "first")
    log_key = (story.vault / "keys" / "log.vkey").read_text().strip()

    # The partner makes a key, far away; nobody here ever sees its private half.
    partner = story.stranger("partner")
    vkey = partner.runs("key", "make", "key", "--name", "partner.example/witness", "--cosigner").strip()
    partner.is_refused("key-taken", "key", "make", "key", "--name", "partner.example/witness")
    partner.runs("key", "make", "notes", "--name", "partner.example/release")
    sign = ("--log-key", log_key, "--key", "key", "--seen", "seen", "--out", "signed")

    # A request goes there, a signed checkpoint comes back and is attached.
    amal.runs("cosign", "request", *story.here, "--out", "request")
    partner.runs("cosign", "sign", amal.folder / "request", *sign)
    signed = partner.folder / "signed"
    assert "entry 2" in amal.runs("cosign", "attach", signed, *story.here, "--partner", vkey)
    assert amal.finds(story.vault) == ["key-in-clear", "cosignature-sound"]
    assert "partner.example/witness cosigned the first 2 entries" in amal.runs("verify", story.vault)
    assert checks_alone(story.vault, checker=CHECKER) == 0
    amal.is_refused("attached-already", "cosign", "attach", signed, *story.here, "--partner", vkey)

    # Another key, one for other things, a changed note: none is attached.
    other = story.stranger("other", passphrase="of this key")
    other_vkey = other.runs("key", "make", "key", "--name", "partner.example/witness", "--cosigner").strip()
    attach = ("cosign", "attach", signed, *story.here, "--partner")
    amal.is_refused("cosignature-refused", *attach, other_vkey)
    amal.is_refused("cosignature-refused", *attach, partner.folder / "notes.vkey")
    amal.is_refused("note-malformed", *attach, "partner.example/witness")
    amal.is_refused("key-missing", *attach, story.vault)
    note = signed.read_bytes()
    for code, changed in (
        ("checkpoint-not-ours", note.replace(b"\n2\n", b"\n1\n", 1)),
        ("cosignature-refused", note[:-20] + b"AAAA" + note[-16:]),
        ("note-malformed", note[:-1]),
        ("note-malformed", note.rpartition(b"\n\n")[0]),
        ("note-malformed", b"\xff" + note),
        ("note-malformed", b""),
    ):
        amal.is_refused(
            code, "cosign", "attach", amal.writes("changed", changed), *story.here, "--partner", vkey
        )

    # The log grows. The partner signs again, for it remembers what it saw and is shown the way from there.
    elsewhere = story.folder / "elsewhere"
    shutil.copytree(story.vault, elsewhere, ignore=shutil.ignore_patterns("catalog.sqlite3*"))
    something_arrives(amal, story, "second")
    amal.runs("cosign", "request", *story.here, "--out", "request", "--seen", 2)
    partner.runs("cosign", "sign", amal.folder / "request", *sign)
    amal.runs("cosign", "attach", signed, *story.here, "--partner", vkey)
    assert amal.finds(story.vault) == ["key-in-clear", "cosignature-sound", "cosignature-sound"]
    seen = (partner.folder / "seen").read_bytes()

    # It refuses a request that does not begin where it was, and a log that was rolled back since.
    amal.runs("cosign", "request", *story.here, "--out", "request", "--seen", 1)
    partner.is_refused("log-not-grown", "cosign", "sign", amal.folder / "request", *sign)
    thief = story.stranger("thief")
    there = ("--vault", elsewhere)
    thief.is_refused("log-shorter-than-seen", "cosign", "request", *there, "--out", "request", "--seen", 4)
    thief.runs("cosign", "request", *there, "--out", "request", "--seen", 3)
    partner.is_refused("log-not-grown", "cosign", "sign", thief.folder / "request", *sign)

    # Whoever has the log's key lets the copy grow differently, past what the partner saw: it is found out.
    for name in ("another", "history", "altogether"):
        source = thief.folder / name
        source.mkdir()
        (source / "note.txt").write_text(name)
        thief.runs("acquire", source, *there)
    thief.runs("cosign", "request", *there, "--out", "request", "--seen", 4)
    assert "Keep both checkpoints" in partner.is_refused(
        "log-not-grown", "cosign", "sign", thief.folder / "request", *sign
    )
    assert (partner.folder / "seen").read_bytes() == seen

    # A cosignature over that other history does not fit here, though the log's key signed it.
    trusting = story.stranger("trusting")
    trusting.runs("key", "make", "key", "--name", "trusting.example/witness", "--cosigner")
    thief.runs("cosign", "request", *there, "--out", "request")
    trusting.runs("cosign", "sign", thief.folder / "request", *sign)
    amal.is_refused(
        "checkpoint-not-ours",
        *("cosign", "attach", trusting.folder / "signed", *story.here),
        *("--partner", trusting.folder / "key.vkey"),
    )

    # A request that was broken on the way, another log's key, a key for other things, a lost memory: refused.
    amal.runs("cosign", "request", *story.here, "--out", "request", "--seen", 4)
    good = (amal.folder / "request").read_bytes()
    for broken in (b"", b"old 4", good.replace(b"old 4", b"old four"), good.replace(b"\n", b"\n!\n", 1)):
        partner.is_refused("note-malformed", "cosign", "sign", partner.writes("broken", broken), *sign)
    (partner.folder / "request").write_bytes(good)
    partner.is_refused("checkpoint-not-ours", "cosign", "sign", "request", *sign[2:], "--log-key", vkey)
    partner.is_refused("key-unfit", "cosign", "sign", "request", *sign, "--key", "notes")
    partner.is_refused("key-missing", "cosign", "sign", "request", *sign, "--key", "none")
    partner.is_refused(
        "log-not-grown", "cosign", "sign", "request", *sign, "--seen", partner.writes("lost", b"\xff")
    )
    partner.is_refused("key-locked", "cosign", "sign", "request", *sign, "--key", other.folder / "key")
    partner.runs("cosign", "sign", "request", *sign)


def openssl_accepts(kept: Path) -> bool:
    """What `openssl ts -verify` says of one kept time-stamp."""
    command = "openssl ts -verify -data checkpoint -in token.tsr -CAfile roots.pem"
    return subprocess.run(command.split(), cwd=kept, capture_output=True, check=False).returncode == 0


def unanswerable(authority: Authority) -> bytes:
    """A request over a digest that the authority does not accept: its reply is a rejection."""
    query = "openssl ts -query -sha1 -data openssl.cnf -out weak.tsq"
    subprocess.run(query.split(), cwd=authority.folder, check=True, capture_output=True)
    return (Path(authority.folder) / "weak.tsq").read_bytes()


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
