"""A program of others may read what it is shown, and nothing else."""

import os
import subprocess

import pytest

from dalil.engine import confined


@pytest.fixture
def run(tmp_path):
    """Run a line of shell, confined to a folder with one file."""
    (tmp_path / "shown").mkdir()
    (tmp_path / "shown" / "file").write_text("seen")
    (tmp_path / "hidden").write_text("not seen")

    def answer(line):
        command = [*confined.command("/bin/sh", str(tmp_path / "shown")), "-c", line]
        return subprocess.run(
            command, env=confined.environment(), cwd=tmp_path, capture_output=True, text=True, check=False
        )

    return answer


def test_what_is_shown_can_be_read(run):
    assert run("cat shown/file").stdout == "seen"


@pytest.mark.parametrize(
    "line",
    [
        "cat hidden",
        "ls /root /home",
        "echo x > new",
        "echo x > shown/file",
        "echo x > /tmp/dalil-escape",
        "rm shown/file",
        "mkdir shown/folder",
        "ln -s x shown/link",
        "cat /proc/$PPID/environ",
    ],
)
def test_nothing_else_can_be_read_and_nothing_changed(run, tmp_path, line):
    ran = run(line)
    assert ran.returncode != 0
    assert "not seen" not in ran.stdout
    assert sorted(os.listdir(tmp_path)) == ["hidden", "shown"]
    assert (tmp_path / "shown" / "file").read_text() == "seen"


def test_no_socket_can_be_had(run):
    sockets = "use Socket; for (AF_INET, AF_UNIX) { print socket(my $s, $_, SOCK_DGRAM, 0) ? 1 : 0 }"
    assert run(f"perl -e '{sockets}'").stdout == "00"


def test_a_secret_of_the_environment_is_not_handed_on(run, monkeypatch):
    monkeypatch.setenv("DALIL_PASSPHRASE", "secret")
    assert "DALIL_PASSPHRASE" not in run("env").stdout
